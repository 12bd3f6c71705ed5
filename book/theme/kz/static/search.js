// Search: indexes what kzlib/search.py wrote (parts of chapters, passages of articles) with MiniSearch and lists what
// a query finds, chapters first. Everything from an article is put in as text, never as markup.
"use strict";

const MOST = 25; // results shown of either kind
const CONTEXT = 110; // characters on either side of the first match
const LIGATURES = { œ: "oe", æ: "ae", ß: "ss" };

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[œæß]/g, (c) => LIGATURES[c]);
}

const GROUPED = /\d{1,3}(?:[\s.,]\d{3})+(?!\d)/g; // 1 300, 1,300 and 1.300 are 1300
const ELIDED = /(?<!\p{L})(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’ʼ]/gu; // l'état is état
const WORD = /[\p{L}\p{N}]+/gu;
const PLACE = new RegExp(`${GROUPED.source}|[\\p{L}\\p{M}\\p{N}]+`, "gu");

// What is looked for in a text: words without accents, capitals and elisions, numbers without groups.
function terms(text) {
  const ungrouped = fold(text).replace(GROUPED, (number) => number.replace(/[\s.,]/g, ""));
  return ungrouped.replace(ELIDED, " ").match(WORD) || [];
}

// The same with their places, to mark them.
function places(text) {
  return [...text.matchAll(PLACE)].map((match) => {
    return { word: terms(match[0])[0], start: match.index, end: match.index + match[0].length };
  });
}

function index() {
  return new MiniSearch({
    fields: ["title", "text"],
    storeFields: ["address", "title", "about", "text"],
    tokenize: terms,
    processTerm: (term) => term, // folded already
    searchOptions: {
      boost: { title: 3 },
      combineWith: "AND",
      prefix: (term) => term.length > 2 && !/^\d/.test(term),
    },
  });
}

const indexes = { chapters: index(), articles: index() };
const waiting = [];
let count = 0;

// Called by every script of the index.
function kzIndex(kind, parts) {
  const documents = parts.map(([address, title, about, text]) => ({ id: count++, address, title, about, text }));
  waiting.push([kind, documents]);
}

// In small portions, so that the page stays at hand.
async function take() {
  while (waiting.length) {
    const [kind, documents] = waiting.shift();
    await indexes[kind].addAllAsync(documents, { chunkSize: 2 });
  }
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// A few words around the first match, with all matches marked.
function extract(text, found) {
  const hits = places(text).filter((w) => found.has(w.word));
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
  const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;
  const [chapters, articles] = found.map(([, results]) => results.length);
  document.getElementById("found").textContent =
    chapters + articles
      ? `${counted(chapters, "place", "places")} in the chapters, ${counted(articles, "article", "articles")}.`
      : `Nothing found for “${query}”. Fewer words, or the beginning of a word, may find more.`;
  const headings = { chapters: "In the chapters", articles: "In the articles" };
  document
    .getElementById("results")
    .replaceChildren(...found.filter(([, r]) => r.length).map(([kind, r]) => list(kind, headings[kind], r)));
}

// Blocks of articles are loaded one after the other, with the first query only.
function load(number) {
  return new Promise((done) => {
    const script = element("script", "", { src: `_static/search/articles-${number}.js` });
    script.addEventListener("load", done);
    document.head.append(script);
  });
}

async function search(query) {
  const results = document.getElementById("results");
  for (let block = 0; block <= Number(results.dataset.blocks); block++) {
    if (block) await load(block);
    await take();
    show(query);
  }
  results.dataset.done = "yes";
}

addEventListener("DOMContentLoaded", () => {
  const query = (new URLSearchParams(location.search).get("q") || "").trim();
  for (const input of document.querySelectorAll("input[name=q]")) input.value = query;
  if (terms(query).length) {
    document.title = `${query} · ${document.title}`;
    search(query);
  }
});
