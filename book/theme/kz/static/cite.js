// References: buttons to copy and download, and the reference of the figure whose # was followed.
"use strict";
(() => {
  // What each format would read as a command of its own.
  const TEX = { "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  const ESCAPES = {
    bibtex: (text) => text.replace(/[\\{}~^&%$#_]/g, (sign) => TEX[sign] || `\\${sign}`),
    csl: (text) => JSON.stringify(text).slice(1, -1),
  };

  const copy = (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea"); // a page opened from a folder has no clipboard of its own
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  };

  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => act(made));
    return made;
  };

  // Files for machines as they are, to the last space; what is for reading on one line.
  const text = (format) => {
    const verbatim = format.querySelector("pre");
    return verbatim ? verbatim.textContent : `${format.querySelector(".copy").textContent.trim()}\n`;
  };
  for (const format of document.querySelectorAll(".format")) {
    const say = (made, words) => {
      made.textContent = words;
      setTimeout(() => { made.textContent = "copy"; }, 2000);
    };
    format.querySelector(".label").append(" ", button("copy", (made) =>
      copy(text(format).trimEnd()).then(() => say(made, "copied"), () => say(made, "not copied"))));
  }

  const one = document.getElementById("cite-one");
  if (!one) return;
  const asked = one.querySelector("p");
  const save = (format, id) => {
    const link = format.querySelector("a[download]") || document.createElement("a");
    const ends = format.dataset.format === "ris" ? "\r\n" : "\n";
    const written = text(format).replace(/\r?\n/g, ends);
    link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(written)}`;
    link.download = `${id}${format.dataset.ending}`;
    link.textContent = "download";
    if (!link.isConnected) format.querySelector(".label").append(" ", link);
  };
  const fill = (figure) => {
    const id = figure.getAttribute("href").slice(1);
    const toggle = one.querySelector("details");
    toggle.open = true;
    for (const format of one.querySelectorAll(".format")) {
      const escaped = ESCAPES[format.dataset.format] || ((words) => words);
      for (const blank of format.querySelectorAll("var")) {
        blank.textContent = blank.dataset.fill === "id" ? id : escaped(figure.dataset.title);
      }
      save(format, id);
    }
    const back = document.createElement("a");
    back.href = `#${id}`;
    back.textContent = figure.dataset.title;
    asked.replaceChildren("The reference of: ", back, ". ");
  };
  document.addEventListener("click", (event) => {
    const figure = event.target.closest("a.here");
    if (!figure) return;
    fill(figure);
    const cite = document.createElement("a");
    cite.href = "#cite-one";
    cite.className = "cite-it";
    cite.textContent = "cite it";
    document.querySelector(".cite-it")?.remove();
    figure.after(" ", cite);
  });
  const named = [...document.querySelectorAll("a.here")].find((sign) => sign.getAttribute("href") === location.hash);
  if (named) fill(named);
})();
