// On the page of an article: outline the words of the evidence that the address names (#START-END).
"use strict";

function outline() {
  const named = /^#(\d+)-(\d+)$/.exec(location.hash);
  const [start, end] = named ? [Number(named[1]), Number(named[2])] : [0, 0];
  const inside = (mark) => Number(mark.dataset.at) >= start && Number(mark.dataset.at) < end;
  for (const mark of document.querySelectorAll("mark[data-at]")) mark.classList.toggle("here", inside(mark));
  // words that no reading begins at have no anchor to scroll to
  if (named && !document.getElementById(named[0].slice(1))) {
    document.querySelector("mark.here")?.scrollIntoView({ block: "center" });
  }
}
addEventListener("hashchange", outline);
addEventListener("DOMContentLoaded", outline);
