// The calendar beside a date for whoever works by keyboard: it is entered when it opens, goes when it is left, and covers
// nothing that has the focus.
"use strict";
{
  const boxOf = (link) => document.getElementById(link.id.replace("calendarlink", "calendarbox"));
  const linkOf = (box) => document.getElementById(box.id.replace("calendarbox", "calendarlink"));
  const linksIn = (box) => [...box.querySelectorAll("a")].filter((link) => link.getClientRects().length);

  // By the Enter key a click has no place. The admin's own listener opens the calendar after this one.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("[id^=calendarlink]");
      if (!link || event.detail) return;
      setTimeout(() => {
        const box = boxOf(link);
        const day = box.querySelector(".selected a, .today a") || linksIn(box)[0];
        if (day) day.focus();
      });
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    const box = event.target.closest(".calendarbox");
    if (!box) return;
    const links = linksIn(box);
    const isLeft = event.key === "Tab" && event.target === (event.shiftKey ? links[0] : links[links.length - 1]);
    if (event.key === "Escape" || isLeft) linkOf(box).focus(); // from where the Tab key goes on
  });

  document.addEventListener("focusin", (event) => {
    for (const box of document.querySelectorAll(".calendarbox")) {
      if (!box.contains(event.target) && event.target !== linkOf(box)) box.style.display = "none";
    }
  });
}
