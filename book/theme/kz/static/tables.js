// Tables of many rows: headings that sort, and a field that filters. Without scripts they are tables as written.
"use strict";

const LONG = 8; // rows from which sorting helps
const LONGER = 15; // rows from which a field to filter them helps
const ORDERS = { none: "ascending", ascending: "descending", descending: "none" };
const BY_WORDS = new Intl.Collator("fr", { numeric: true, sensitivity: "base" });

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// What a cell is sorted by: a number, a day, or its words; null for a cell that says that something is missing.
function key(cell) {
  const text = cell.textContent.trim();
  if (!text || (cell.querySelector(".missing") && cell.querySelector(".missing").textContent.trim() === text)) return null;
  if (cell.dataset.sort) return cell.dataset.sort;
  if (cell.classList.contains("n")) {
    const number = /-?\d[\d,]*(?:\.\d+)?/.exec(text);
    return number ? Number(number[0].replaceAll(",", "")) : null;
  }
  const day = cell.classList.contains("day") && /(\d{1,2})(?:–\d{1,2})? ([A-Z][a-z]+)(?:.*?(\d{4}))?/.exec(text);
  return day ? Date.parse(`${day[1]} ${day[2]} ${day[3] || 2000}`) : text;
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : BY_WORDS.compare(a, b);
}

// Sort the rows; what is missing comes last either way; "none" is the order that the book gives.
function sort(body, rows, column, order) {
  const keyed = rows.map((row) => [row, key(row.cells[column])]);
  const sign = order === "descending" ? -1 : 1;
  if (order !== "none") {
    keyed.sort(([, a], [, b]) => (a === null || b === null ? (a === null) - (b === null) : sign * compare(a, b)));
  }
  body.append(...keyed.map(([row]) => row));
}

function sortable(table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const order = ORDERS[head.getAttribute("aria-sort")];
      for (const other of heads) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", order);
      sort(body, rows, column, order);
    });
  });
}

function filterable(table, around) {
  const rows = [...table.tBodies[0].rows].map((row) => [row, fold(row.textContent)]);
  const line = document.createElement("p");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const said = document.createElement("span");
  line.className = "filter";
  input.type = "search";
  said.setAttribute("role", "status");
  label.append("Filter rows ", input);
  line.append(label, " ", said);
  around.prepend(line);
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    for (const [row, text] of rows) row.hidden = !words.every((word) => text.includes(word));
    const left = rows.filter(([row]) => !row.hidden).length;
    said.textContent = words.length ? `${left} of ${rows.length} rows` : "";
  });
}

// Each cell knows the heading of its column, for telephones, where the cells of a row stand one under the other.
function labelled(table) {
  const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
  for (const row of table.tBodies[0].rows) {
    for (const cell of row.cells) if (cell.cellIndex) cell.dataset.head = heads[cell.cellIndex];
  }
}

addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll(".wide > table")) {
    const plain = !table.querySelector("[rowspan], [colspan]") && table.tHead && table.tBodies.length === 1;
    if (plain) labelled(table);
    if (!plain || table.tBodies[0].rows.length < LONG) continue;
    sortable(table);
    if (table.tBodies[0].rows.length >= LONGER) filterable(table, table.parentElement);
  }
});
