// Asks before a page with unsaved changes is left.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("body.change-form #content-main form[method=post]");
  if (!form) return;
  let isChanged = document.querySelector(".errornote, .desk-unsaved") !== null;
  const note = (event) => {
    if (event.isTrusted || event.target.matches(".inline-group, [data-django-prose-editor-configurable]")) isChanged = true;
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
});
