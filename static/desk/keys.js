// Shortcuts of the desk; templates/admin/keys.html explains them. Each is announced on the button that it presses.
"use strict";
{
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const isShown = (element) => element.checkVisibility();
  const fields =
    "input:not([type=hidden]), select:not(.select2-hidden-accessible), textarea, .select2-selection, [contenteditable=true]";

  const firstField = (root) => all(fields, root).find(isShown);
  const groupOf = (element) => element && element.closest(".inline-group");

  function press(selector) {
    const button = document.querySelector(selector);
    if (button) button.click();
    return Boolean(button);
  }

  const form = () => document.querySelector("#content-main form[method=post]");
  const save = () => press("#desk-buttons [name=_continue]") || leave();
  const leave = () => press("#desk-buttons [name=_save], .submit-row [type=submit].default");

  function addRow() {
    const groups = all(".inline-group").filter((group) => isShown(group) && group.querySelector(".add-row a"));
    const at = document.activeElement;
    const after = (group) => at.compareDocumentPosition(group) & Node.DOCUMENT_POSITION_FOLLOWING;
    const group = groups.includes(groupOf(at)) ? groupOf(at) : groups.find(after) || groups[0];
    if (!group) return false;
    const hear = (event) => setTimeout(() => (firstField(event.target) || event.target).focus());
    document.addEventListener("formset:added", hear, { once: true });
    group.querySelector(".add-row a").click();
    return true;
  }

  function moveRow(way) {
    const row = document.activeElement.closest("tr.form-row, .inline-related:not(.tabular)");
    const button = row && row.querySelector(`.desk-move [data-way=${way}]`);
    if (!button) return false;
    const at = document.activeElement;
    button.click();
    if (at !== document.activeElement) at.focus();
    return true;
  }

  function goOn(step) {
    const parts = all("#content-main fieldset.module, #content-main .inline-group > .tabular").filter(
      (part) => isShown(part) && !part.parentElement.closest("fieldset.module"),
    );
    const at = document.activeElement;
    const inside = parts.findIndex((part) => part.contains(at));
    const place = inside < 0 ? (step > 0 ? 0 : parts.length - 1) : inside + step;
    const part = parts[Math.min(Math.max(place, 0), parts.length - 1)];
    if (!part) return false;
    const summary = part.querySelector("details:not([open]) > summary");
    const target = summary || firstField(part) || all("a, button", part).find(isShown);
    part.scrollIntoView({ block: "start" });
    if (target) target.focus({ preventScroll: true });
    return true;
  }

  function settle() {
    const target =
      document.querySelector(".desk-conflict h2") ||
      all(".errors, .row-form-errors + tr, .errorlist").map(firstField).find(Boolean) ||
      document.querySelector(".desk-problems a");
    if (!target) return false;
    if (!target.matches("a, button, input, select, textarea, [contenteditable]")) target.tabIndex = -1;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
    return true;
  }

  function search() {
    const box = document.getElementById("searchbar");
    if (box) box.select();
    return Boolean(box);
  }

  const help = () => press('#user-tools a[href$="/keys/"]');
  const KEYS = {
    "ctrl+s": save,
    "ctrl+enter": leave,
    "alt+n": addRow,
    "alt+u": () => moveRow("up"),
    "alt+j": () => moveRow("down"),
    "alt+g": () => goOn(1),
    "alt+shift+g": () => goOn(-1),
    "alt+p": settle,
    "alt+q": search,
    "alt+k": help,
  };

  // With Alt, or in another script, a key may give another sign: then its place on the keyboard counts.
  const signOf = (event) => {
    const sign = event.key.toLowerCase();
    return /^([a-z]|enter)$/.test(sign) ? sign : event.code.replace(/^Key/, "").toLowerCase();
  };

  function hear(event) {
    if (event.defaultPrevented || event.isComposing || event.repeat || event.getModifierState("AltGraph")) return;
    const parts = [];
    if (event.ctrlKey || event.metaKey) parts.push("ctrl");
    if (event.altKey) parts.push("alt");
    if (event.shiftKey) parts.push("shift");
    const act = parts.length ? KEYS[[...parts, signOf(event)].join("+")] : null;
    if (!act || (act !== help && act !== search && !form())) return;
    if (act()) event.preventDefault();
  }
  document.addEventListener("keydown", hear);
  // A search box keeps its keys to itself, so they are heard on their way to it.
  const isSearch = (element) => element.closest(".select2-container") !== null;
  document.addEventListener("keydown", (event) => isSearch(event.target) && hear(event), { capture: true });

  function announce(root) {
    const names = [
      ["#desk-buttons [name=_continue]", "Control+S"],
      ["#desk-buttons [name=_save]", "Control+Enter"],
      [".desk-problems li:first-child a", "Alt+P"],
      [".add-row a", "Alt+N"],
      [".desk-move [data-way=up]", "Alt+U"],
      [".desk-move [data-way=down]", "Alt+J"],
      ["#searchbar", "Alt+Q"],
      ['#user-tools a[href$="/keys/"]', "Alt+K"],
    ];
    for (const [selector, keys] of names) {
      for (const element of all(selector, root)) element.setAttribute("aria-keyshortcuts", keys);
    }
  }
  window.addEventListener("load", () => announce(document));
  document.addEventListener("formset:added", (event) => setTimeout(() => announce(event.target)));
}
