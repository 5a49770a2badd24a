// A click on what is to be settled leads into the field that it is about. Without this file it leads near it.
"use strict";
document.addEventListener("click", (event) => {
  const link = event.target.closest(".desk-problems a");
  const id = link && link.getAttribute("href").startsWith("#") && link.hash.slice(1);
  const target = id && document.getElementById(id);
  if (!target) return;
  const isShown = (element) => element.checkVisibility();
  const row = target.closest(".form-row") || target;
  const fields = "input:not([type=hidden]), select:not(.select2-hidden-accessible), textarea, .select2-selection, [contenteditable=true], .add-row a";
  const first = (root) => [...root.querySelectorAll(fields)].find(isShown);
  const beside = target.matches("input, select, textarea") ? target.parentElement : target; // a search box stands for it
  const field = isShown(target) && target.matches(fields) ? target : first(beside) || first(row);
  if (!field) return;
  event.preventDefault();
  row.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});
