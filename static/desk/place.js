// A form that was saved comes back where it was: scrolled as before, with the same field and the same opened parts.
"use strict";
{
  const KEY = "liaison:place";
  const LASTS = 60_000; // milliseconds; older is of another visit
  const form = () => document.querySelector("body.change-form #content-main form[method=post]");
  const parts = () => [...document.querySelectorAll("#content-main details")];
  // A new statement gets its address by the first save.
  const home = (path) => path.replace(/(add|\d+\/change)\/$/, "");

  function note() {
    const at = document.activeElement;
    const row = at && at.closest(".select2-container");
    const id = row ? row.previousElementSibling && row.previousElementSibling.id : at && at.id;
    const editor = at && at.closest(".prose-editor") && at.closest(".form-row");
    const place = {
      path: home(location.pathname),
      at: Date.now(),
      top: window.scrollY,
      id: id || "",
      row: editor ? [...editor.classList].find((name) => name.startsWith("field-")) || "" : "",
      open: parts().map((part) => part.open),
    };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(place));
    } catch {
      // No room or no permission: the page comes back at its head.
    }
  }

  function take() {
    try {
      const place = JSON.parse(sessionStorage.getItem(KEY) || "null");
      sessionStorage.removeItem(KEY);
      const isHere = place && place.path === home(location.pathname) && Date.now() - place.at < LASTS;
      return isHere ? place : null;
    } catch {
      return null;
    }
  }

  function focusOn(place) {
    const field = place.id && document.getElementById(place.id);
    const box = field && field.nextElementSibling;
    const shown = box && box.matches(".select2-container") ? box.querySelector(".select2-selection") : field;
    const editor = place.row && document.querySelector(`.${CSS.escape(place.row)} [contenteditable=true]`);
    const target = editor || shown;
    if (target && target.checkVisibility()) target.focus({ preventScroll: true });
  }

  function comeBack(place) {
    parts().forEach((part, index) => {
      if (place.open[index]) part.open = true;
    });
    window.scrollTo(0, place.top);
    focusOn(place);
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!form()) return;
    form().addEventListener("submit", note);
    const place = take();
    const trouble = document.querySelector(".errornote");
    if (trouble) {
      trouble.tabIndex = -1;
      window.addEventListener("load", () => {
        trouble.scrollIntoView({ block: "start" });
        trouble.focus({ preventScroll: true });
      });
    } else if (place) {
      history.scrollRestoration = "manual";
      window.addEventListener("load", () => setTimeout(() => comeBack(place)));
    }
  });
}
