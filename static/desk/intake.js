// Goes on reading while the page is open, and shows how far it is. Without this file a button does it.
"use strict";
document.addEventListener("DOMContentLoaded", async () => {
  const standing = () => document.getElementById("intake-standing");
  const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  let failures = 0;
  while (standing() && standing().dataset.waits && failures < 3) {
    const form = document.getElementById("work_form");
    const body = new FormData(form);
    body.set("_work", "1");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById("intake-standing");
      if (!answer.ok || !next) throw new Error("no answer");
      const said = standing().textContent;
      const status = next.querySelector("[role=status]").textContent;
      if (standing().querySelector("[role=status]").textContent !== status) {
        standing().querySelector("[role=status]").textContent = status;
      }
      if (!next.dataset.waits) standing().replaceWith(next);
      else {
        standing().querySelector("progress").value = next.querySelector("progress").value;
        standing().querySelector("tbody").replaceWith(next.querySelector("tbody"));
      }
      failures = 0;
      if (standing().textContent === said) await pause(5); // somebody else reads what waits, or did until a moment ago
    } catch {
      failures += 1;
      await pause(2);
    }
  }
});
