// Of the two boxes from one of which rows move into the other, the search fields take their names from pictures. A name
// counts only for what says that it is a picture.
"use strict";
window.addEventListener("load", () => {
  for (const icon of document.querySelectorAll(".search-label-icon[aria-label]")) icon.setAttribute("role", "img");
});
