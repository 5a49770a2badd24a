// Keeps what is still to be settled in step with the form as it is filled in. Without this file it is as of the last save.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const list = document.getElementById("desk-checklist");
  const form = document.getElementById("statement_form");
  if (!list || !form || !list.dataset.url) return;
  const status = document.getElementById("desk-checklist-count");
  const PAUSE = 700;
  let waiting = null;
  let asking = null;
  let last = list.innerHTML.trim();

  // Screen readers are told the count, and only when it changes.
  function tell() {
    const count = list.querySelectorAll(".desk-problems li").length;
    const blocking = list.querySelectorAll(".desk-problems .desk-blocks").length;
    const text = count ? list.dataset.count.replace("{count}", count).replace("{blocking}", blocking) : list.dataset.none;
    if (status.textContent !== text) status.textContent = text;
  }

  // A link of the list that has the focus keeps it, or the next one gets it.
  function show(html) {
    if (html.trim() === last) return;
    last = html.trim();
    const links = [...list.querySelectorAll("a")];
    const place = links.indexOf(document.activeElement);
    list.innerHTML = html;
    list.closest("section").hidden = false;
    if (place >= 0) {
      const now = [...list.querySelectorAll("a")];
      if (now.length) now[Math.min(place, now.length - 1)].focus({ preventScroll: true });
    }
    tell();
  }

  async function ask() {
    if (asking) asking.abort();
    const own = (asking = new AbortController());
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await fetch(list.dataset.url, { method: "POST", body: data, signal: own.signal, redirect: "error" });
      if (answer.ok) show(await answer.text());
    } catch {
      // The server cannot be reached, or a newer question was asked: the list stays as it was.
    } finally {
      if (asking === own) asking = null;
    }
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  }

  // A new statement that its address fills in has its list from the beginning too.
  if (list.closest("section").hidden) ask();
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  document.addEventListener("formset:added", later);
  document.addEventListener("formset:removed", later);
  if (window.django && django.jQuery) django.jQuery(form).on("change", "select", later);
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    if (asking) asking.abort();
  });
});
