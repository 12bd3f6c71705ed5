// Evidence at hand: pointing at a number, focusing or tapping it shows the sentence, who says it, the article with its
// day and grade. Data is kzEvidence, a script of the page (kzlib/at_hand.py); all of it is put in as text. Printed
// pages get the same as numbered notes. Without scripts an evidence link is a plain link with the words in its title.
"use strict";

const LINKS = "a[href*='sources/'][href*='#']";
const MARGIN = 8; // pixels between the panel and the edge of the window
const WAIT = 250; // milliseconds until the panel follows a pointer that left, so that it can be reached
const NOTES = 400; // notes on a printed page

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// What a link leads to: page and place of the evidence, null if it is no link to evidence.
function target(link) {
  const found = /(?:^|\/)sources\/([^/#]+)\.html#(\d+-\d+)$/.exec(link.getAttribute("href") || "");
  if (!found) return null;
  const page = decodeURIComponent(found[1]);
  const own = (entries, name) => (Object.hasOwn(entries, name) ? entries[name] : undefined);
  return { article: own(kzEvidence.articles, page), evidence: own(kzEvidence.evidence, `${page}#${found[2]}`) };
}

// The sentence with its words set off, or the words alone where the page holds no more of it.
function sentence(evidence, words) {
  const line = element("p", "", { class: "sentence", lang: "fr" });
  if (evidence) line.append(evidence[0], element("b", evidence[1]), evidence[2]);
  else line.append(words);
  return line;
}

class Panel {
  constructor() {
    this.box = element("div", "", { id: "at-hand", popover: "manual", role: "group", "aria-label": "Evidence" });
    this.link = null;
    this.words = "";
    document.body.append(this.box);
  }

  show(link) {
    this.keep();
    if (this.link === link) return;
    this.hide();
    const found = target(link);
    if (!found) return;
    this.take(link);
    const open = element("a", "Read it in the article", { href: link.getAttribute("href"), tabindex: "-1" });
    const said = found.evidence?.[3] ? [element("p", found.evidence[3])] : [];
    const article = found.article ? [element("p", found.article[0], { class: "title", lang: "fr" })] : [];
    const known = found.article ? [element("p", found.article[1])] : [];
    this.box.replaceChildren(sentence(found.evidence, this.words), ...said, ...article, ...known, open);
    this.box.showPopover();
    this.place();
  }

  // The link's own tooltip would lie over the panel: its words are kept, and given back when the panel closes.
  take(link) {
    const drawn = link.querySelector("title");
    this.link = link;
    this.words = drawn ? drawn.textContent : link.getAttribute("title") || "";
    if (drawn) {
      link.setAttribute("aria-label", this.words);
      drawn.remove();
    }
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", this.box.id);
  }

  place() {
    const at = this.link.getClientRects()[0] || this.link.getBoundingClientRect();
    const { width, height } = this.box.getBoundingClientRect();
    const right = document.documentElement.clientWidth - width - MARGIN;
    const below = at.bottom + MARGIN + height < innerHeight || at.top < height + MARGIN;
    this.box.style.left = `${Math.max(MARGIN, Math.min(at.left, right))}px`;
    this.box.style.top = `${below ? at.bottom + 4 : at.top - height - 4}px`;
  }

  keep() {
    clearTimeout(this.leaving);
  }

  leave() {
    this.keep();
    this.leaving = setTimeout(() => this.hide(), WAIT);
  }

  hide() {
    this.keep();
    if (!this.link) return;
    this.link.removeAttribute("aria-describedby");
    if (this.words && !this.link.hasAttribute("aria-label")) this.link.setAttribute("title", this.words);
    this.link = null;
    this.box.hidePopover();
  }
}

function listen(panel) {
  const near = (event) => (event.target.closest ? event.target.closest(LINKS) : null);
  const inside = (event) => panel.box.contains(event.target);
  let touched = false;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (inside(event)) panel.keep();
    else if (near(event)) panel.show(near(event));
    else if (panel.link && document.activeElement !== panel.link) panel.leave();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (touched && !near(event) && !inside(event)) panel.hide();
  });
  // the first tap shows, a second one or the link inside leads on
  document.addEventListener("click", (event) => {
    const link = inside(event) ? null : near(event);
    if (!touched || !link || panel.link === link || !target(link)) return;
    event.preventDefault();
    panel.show(link);
  });
  document.addEventListener("focusin", (event) => {
    if (inside(event)) panel.keep();
    else if (near(event)?.matches(":focus-visible") && !touched) panel.show(near(event));
    else if (!touched) panel.hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.hide();
  });
  document.addEventListener("scroll", () => panel.link && panel.place(), { capture: true, passive: true });
}

// In print each evidence is a numbered note at the end of the page.
function notes() {
  if (document.getElementById("notes")) return;
  const numbers = new Map();
  const list = element("ol");
  for (const link of document.querySelectorAll(`main :not(svg *) > ${LINKS}`)) {
    const address = link.getAttribute("href");
    const found = target(link);
    if (!found?.evidence || (!numbers.has(address) && numbers.size >= NOTES)) continue;
    if (!numbers.has(address)) {
      numbers.set(address, numbers.size + 1);
      list.append(note(found, address));
    }
    link.dataset.note = numbers.get(address);
  }
  if (!numbers.size) return;
  const section = element("section", "", { id: "notes" });
  section.append(element("h2", "Notes"), list);
  document.querySelector("main").append(section);
}

function note({ article, evidence }, address) {
  const item = element("li");
  const words = element("span", "", { lang: "fr" });
  words.append("« ", evidence[0], element("b", evidence[1]), evidence[2], " » ");
  const title = element("i", article[0], { lang: "fr" });
  item.append(words, evidence[3] ? `${evidence[3]}. ` : "", title, `. ${article[1]}. `, element("a", address, { href: address }));
  return item;
}

addEventListener("DOMContentLoaded", () => {
  if (HTMLElement.prototype.showPopover) listen(new Panel());
});
addEventListener("beforeprint", notes);
