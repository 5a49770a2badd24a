// Ordered rows: buttons that move a row up or down in place of its visible number. Without this file the number does it.
// Rows with documents become search boxes when they are entered, so that a table of hundreds opens at once.
"use strict";
{
  const words = () => document.getElementById("desk-words").dataset;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const groupOf = (row) => row.closest(".inline-group");
  const numberOf = (row) => row.querySelector("input[data-order]");
  const isRow = (row) => !row.classList.contains("empty-form") && numberOf(row);
  const rowsOf = (group) => [...group.querySelectorAll("tr.form-row, .inline-related:not(.tabular)")].filter(isRow);

  const live = document.createElement("div");
  live.setAttribute("role", "status");
  live.className = "desk-hidden";

  function renumber(group) {
    rowsOf(group).forEach((row, index) => {
      numberOf(row).value = index + 1;
      label(row, index + 1);
    });
  }

  function label(row, place) {
    for (const button of row.querySelectorAll(".desk-move button")) {
      const which = fill(words().row, { place });
      button.setAttribute("aria-label", `${words()[button.dataset.way]}, ${which}`);
    }
  }

  // A table row that has errors is preceded by a row that tells them; the two move together.
  function withErrors(row) {
    const before = row.previousElementSibling;
    return before && before.classList.contains("row-form-errors") ? [before, row] : [row];
  }

  function move(row, step, button) {
    const group = groupOf(row);
    const rows = rowsOf(group);
    const place = rows.indexOf(row) + step;
    const other = rows[place];
    if (other) {
      if (step < 0) withErrors(other)[0].before(...withErrors(row));
      else other.after(...withErrors(row));
      renumber(group);
      group.dispatchEvent(new Event("change", { bubbles: true }));
    }
    button.focus();
    const now = other ? place : rows.indexOf(row);
    live.textContent = fill(words().moved, { place: now + 1, count: rows.length });
  }

  function buttons(row) {
    const box = document.createElement("span");
    box.className = "desk-move";
    for (const [way, sign, step] of [["up", "↑", -1], ["down", "↓", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.dataset.way = way;
      button.addEventListener("click", () => move(row, step, button));
      box.append(button);
    }
    return box;
  }

  function dress(row) {
    if (!isRow(row) || row.querySelector(".desk-move")) return;
    const number = numberOf(row);
    if (row.matches("tr")) {
      number.type = "hidden";
      number.after(buttons(row));
    } else {
      number.closest(".form-row").hidden = true;
      const heading = row.querySelector("h3"); // ends with what removes the row, for the eye and for the Tab key
      const removal = [...heading.children].find((part) => part.matches(".delete, :has(.inline-deletelink)"));
      heading.insertBefore(buttons(row), removal || null);
    }
  }

  // The search boxes that stand in for selects take over their names, which select2 leaves out.
  function name(root) {
    for (const box of root.querySelectorAll(".select2-container")) {
      const select = box.previousElementSibling;
      if (!select || !select.matches("select")) continue;
      const label = select.getAttribute("aria-label") || (select.labels[0] && select.labels[0].textContent);
      if (!label) continue;
      const parts = box.querySelectorAll("[role=combobox], [role=textbox], input");
      for (const part of parts) part.setAttribute("aria-label", label.trim());
    }
  }

  // While the list of a search box is not yet that of what is typed, Enter takes nothing from it.
  function unmark() {
    for (const option of document.querySelectorAll(".select2-results__option--highlighted")) {
      option.classList.remove("select2-results__option--highlighted");
    }
  }
  document.addEventListener("input", (event) => {
    if (event.target.matches(".select2-search__field")) unmark();
  });
  django.jQuery(document).on("ajaxSuccess", (event, request, options) => {
    const asked = new URL(options.url, location.href).searchParams.get("term") || "";
    const field = document.activeElement;
    if (field.matches(".select2-search__field") && field.value !== asked) unmark();
  });

  // What the search needs to know stands once in its table: on the row from which new ones are made.
  function search(select) {
    const pattern = select.name.replace(/-\d+-/, "-__prefix__-");
    Object.assign(select.dataset, document.getElementsByName(pattern)[0].dataset);
    select.classList.replace("desk-autocomplete", "admin-autocomplete");
    django.jQuery(select).djangoAdminSelect2();
    name(select.parentElement);
    return select;
  }

  // On a narrow screen a row stands as a block (desk.css), so that each cell needs its heading beside it.
  function head(table) {
    const headings = [...table.querySelectorAll("thead th")].map((cell) => cell.innerText.trim());
    for (const row of table.tBodies[0].rows) {
      if (row.cells.length !== headings.length) continue;
      [...row.cells].forEach((cell, index) => {
        if (headings[index]) cell.dataset.heading = headings[index];
      });
    }
  }

  // Whoever asked for a row goes on in its first field.
  function enter(row) {
    const asked = document.activeElement;
    if (!asked.closest(".add-row") || groupOf(asked) !== groupOf(row)) return;
    const fields = row.querySelectorAll("input, select, textarea, [role=combobox]");
    const first = [...fields].find((field) => field.tabIndex >= 0 && field.getClientRects().length);
    if (first) first.focus();
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(live);
    document.querySelectorAll(".tabular table, #result_list").forEach(head);
    for (const group of document.querySelectorAll(".inline-group")) {
      group.querySelectorAll("tr.form-row, .inline-related:not(.tabular)").forEach(dress);
      rowsOf(group).forEach((row, index) => label(row, index + 1));
    }
    setTimeout(() => name(document));
  });
  document.addEventListener("formset:added", (event) => {
    dress(event.target);
    renumber(groupOf(event.target));
    setTimeout(() => {
      name(event.target);
      enter(event.target);
    });
  });
  document.addEventListener("formset:removed", (event) => {
    document.querySelectorAll(".inline-group").forEach(renumber);
    const added = document.querySelector(`#${event.detail.formsetName}-group .add-row a`);
    if (added && document.activeElement === document.body) added.focus(); // for the button that had it is gone
  });
  document.addEventListener("mousedown", (event) => {
    if (!event.target.matches("select.desk-autocomplete")) return;
    event.preventDefault();
    django.jQuery(search(event.target)).select2("open");
  });
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches("select.desk-autocomplete")) return;
    const select = search(event.target);
    select.nextElementSibling.querySelector(".select2-selection").focus();
  });
}
