// On a source page: outline the words of the evidence that the address names (#START-END).
"use strict";

function show() {
  const [start, end] = location.hash.slice(1).split("-").map(Number);
  for (const mark of document.querySelectorAll("mark[data-at]")) {
    const at = Number(mark.dataset.at);
    mark.classList.toggle("here", at >= start && at < end);
  }
}
addEventListener("hashchange", show);
addEventListener("DOMContentLoaded", show);
