// What is typed into a form is kept in this tab until it is saved, so that a sign-in that ran out, a lost connection or
// a closed page costs nothing. Files and passwords are not kept. It goes when it is saved or dropped, or with signing out.
"use strict";
{
  const PREFIX = "liaison:typed:";
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "_put_back"]);
  const words = () => document.getElementById("desk-words").dataset;
  const keyOf = (path) => `${PREFIX}${words().user}:${path}`;
  // The forms that can show what is put back (contacts/admin/in_place.py); others would store it.
  const form = () => document.querySelector("#content-main form[method=post]:has(#desk-buttons)");

  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  const read = (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(key) || "null");
    } catch {
      return null;
    }
  };
  const write = (key, value) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // No room or no permission: the form works as it does without this file.
    }
  };

  const isSecret = (element, name) => {
    const field = element.elements.namedItem(name);
    return field instanceof HTMLInputElement && field.type === "password";
  };
  const entriesOf = (element) =>
    [...new FormData(element)].filter(
      ([name, value]) => typeof value === "string" && !NOT_KEPT.has(name) && !isSecret(element, name),
    );
  const sameText = (entries) =>
    JSON.stringify(entries.filter(([name]) => name !== "seen").map(([name, value]) => [name, value.replace(/\r\n/g, "\n")]));

  let isOver = false; // signed out: nothing is kept any more

  function watch(element) {
    const key = keyOf(location.pathname);
    let timer = 0;
    let isChanged = document.querySelector(".errornote") !== null;
    const keep = (more) => isOver || write(key, { at: Date.now(), entries: entriesOf(element), ...more });
    const hear = (event) => {
      const isOurs = event.isTrusted || event.target.matches(".inline-group, [data-django-prose-editor-configurable]");
      if (!isOurs) return;
      isChanged = true;
      clearTimeout(timer);
      timer = setTimeout(() => keep(), 300);
    };
    element.addEventListener("input", hear);
    element.addEventListener("change", hear);
    window.addEventListener("pagehide", () => {
      clearTimeout(timer);
      const kept = read(key);
      if (isChanged && !(kept && kept.isSent)) keep();
    });
    element.addEventListener("submit", () => {
      clearTimeout(timer);
      keep({ isSent: true });
    });
    if (isChanged) keep();
  }

  function putBack(kept) {
    const sheet = document.createElement("form");
    sheet.method = "post";
    sheet.hidden = true;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const [name, value] of [...kept.entries, ["csrfmiddlewaretoken", token], ["_put_back", "1"]]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      sheet.append(field);
    }
    document.body.append(sheet);
    sheet.submit();
  }

  function button(text, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "button";
    element.textContent = text;
    element.addEventListener("click", act);
    return element;
  }

  function offer(key, kept) {
    const box = document.createElement("section");
    box.className = "desk-standing desk-kept";
    box.setAttribute("aria-label", words().keptName);
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    const time = new Date(kept.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" });
    const buttons = document.createElement("p");
    const drop = button(words().drop, () => {
      sessionStorage.removeItem(key);
      box.remove();
    });
    buttons.append(button(words().putBack, () => putBack(kept)), " ", drop);
    box.append(said, buttons);
    form().before(box);
    said.textContent = words().kept.replace("{time}", time);
  }

  function onSignIn() {
    const place = document.getElementById("login-form");
    if (!place || !keys().some((key) => (read(key) || {}).isSent)) return;
    const said = document.createElement("p");
    said.className = "desk-kept";
    said.textContent = words().keptLogin;
    place.before(said);
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!words().user) {
      onSignIn();
      return;
    }
    const mine = keyOf("");
    const isStored = document.querySelector(".messagelist .success") !== null;
    for (const key of keys()) {
      if (!key.startsWith(mine) || (isStored && (read(key) || {}).isSent)) sessionStorage.removeItem(key);
    }
    const out = document.getElementById("logout-form");
    if (out) {
      out.addEventListener("submit", () => {
        isOver = true;
        keys().forEach((key) => sessionStorage.removeItem(key));
      });
    }
    const element = form();
    if (!element) return;
    const key = keyOf(location.pathname);
    const kept = read(key);
    const hasErrors = document.querySelector(".errornote") !== null;
    // Once the editors stand, the form says what it says.
    window.addEventListener("load", () =>
      setTimeout(() => {
        if (kept && !hasErrors) {
          if (sameText(kept.entries) === sameText(entriesOf(element))) sessionStorage.removeItem(key);
          else offer(key, kept);
        }
        watch(element);
      }),
    );
  });
}
