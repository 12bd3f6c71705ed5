// Search: indexes what kzlib/search.py wrote (parts of chapters, passages of articles) with MiniSearch and lists what
// a query finds, chapters first. Everything from an article is put in as text, never as markup.
"use strict";

const MOST = 25; // results shown of either kind
const CONTEXT = 110; // characters on either side of the first match
const LIGATURES = { œ: "oe", æ: "ae", ß: "ss" };

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[œæß]/g, (c) => LIGATURES[c]);
}

// Words and numbers with their places. 1 300, 1,300 and 1.300 are 1300; l', d', qu' and other elided words are left out.
function words(text) {
  const found = [];
  for (const match of text.matchAll(/\d{1,3}(?:[\s.,]\d{3})+(?!\d)|[\p{L}\p{M}\p{N}]+/gu)) {
    const end = match.index + match[0].length;
    const number = /^\d/.test(match[0]);
    const elided = /['’ʼ]/.test(text[end] || "") && /^(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)$/i.test(match[0]);
    const word = number ? fold(match[0].replace(/[\s.,]/g, "")) : fold(match[0]);
    if (!elided) found.push({ word, start: match.index, end });
  }
  return found;
}

function index() {
  return new MiniSearch({
    fields: ["title", "text"],
    storeFields: ["address", "title", "about", "text"],
    tokenize: (text) => words(text).map((w) => w.word),
    processTerm: (term) => term, // folded with the words
    searchOptions: {
      boost: { title: 3 },
      combineWith: "AND",
      prefix: (term) => term.length > 2 && !/^\d/.test(term),
    },
  });
}

const indexes = { chapters: index(), articles: index() };
let count = 0;

// Called by every script of the index.
function kzIndex(kind, parts) {
  indexes[kind].addAll(parts.map(([address, title, about, text]) => ({ id: count++, address, title, about, text })));
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// A few words around the first match, with all matches marked.
function extract(text, terms) {
  const hits = words(text).filter((w) => terms.has(w.word));
  const from = hits.length ? Math.max(0, hits[0].start - CONTEXT) : 0;
  const to = Math.min(text.length, (hits.length ? hits[0].end : 0) + 2 * CONTEXT);
  const line = element("p", from ? "… " : "", { lang: "und" });
  let at = from;
  for (const hit of hits.filter((h) => h.start >= from && h.end <= to)) {
    line.append(text.slice(at, hit.start), element("mark", text.slice(hit.start, hit.end)));
    at = hit.end;
  }
  line.append(text.slice(at, to), to < text.length ? " …" : "");
  return line;
}

function item(result, kind) {
  const entry = element("li");
  entry.append(element("a", result.title, { href: result.address }));
  if (kind === "articles") entry.append(" ", element("span", result.about, { class: "note" }));
  const line = extract(result.text, new Set(Object.keys(result.match)));
  if (kind === "articles") line.lang = "fr";
  else line.removeAttribute("lang");
  entry.append(line);
  return entry;
}

function list(kind, heading, results) {
  const part = element("section", "", { class: "results" });
  part.append(element("h2", heading));
  const items = element("ol");
  items.append(...results.slice(0, MOST).map((r) => item(r, kind)));
  part.append(items);
  if (results.length > MOST) part.append(element("p", `And ${results.length - MOST} more.`, { class: "more" }));
  return part;
}

function show(query) {
  const found = Object.entries(indexes).map(([kind, index]) => [kind, index.search(query)]);
  const places = (n, one, many) => `${n} ${n === 1 ? one : many}`;
  const [chapters, articles] = found.map(([, results]) => results.length);
  document.getElementById("found").textContent =
    chapters + articles
      ? `${places(chapters, "place", "places")} in the chapters, ${places(articles, "article", "articles")}.`
      : `Nothing found for “${query}”. Fewer words, or the beginning of a word, may find more.`;
  const headings = { chapters: "In the chapters", articles: "In the articles" };
  document
    .getElementById("results")
    .replaceChildren(...found.filter(([, r]) => r.length).map(([kind, r]) => list(kind, headings[kind], r)));
}

// Blocks of articles are loaded one after the other, with the first query only.
function load(number, blocks, done) {
  done();
  if (number > blocks) return;
  const script = element("script", "", { src: `_static/search/articles-${number}.js` });
  script.addEventListener("load", () => load(number + 1, blocks, done));
  document.head.append(script);
}

addEventListener("DOMContentLoaded", () => {
  const query = (new URLSearchParams(location.search).get("q") || "").trim();
  for (const input of document.querySelectorAll("input[name=q]")) input.value = query;
  if (words(query).length) {
    document.title = `${query} · ${document.title}`;
    load(1, Number(document.getElementById("results").dataset.blocks), () => show(query));
  }
});
