"""The computed parts of the hand-written pages, by the name that a page calls them with: ``{kz} NAME``."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from kzlib import __version__, cite, paths, selected, tables
from kzlib.chapters import changes
from kzlib.corpus import Limits
from kzlib.cover import cover
from kzlib.edition import Edition
from kzlib.evidence import Column, day, missing, plural, shorten, source, table, tally, visible
from kzlib.home import home
from kzlib.language import FRENCH, is_read

LISTED = 60  # articles in other languages that are listed
MOST_LISTED = 200  # rows of a list
TYPES = {
    "string": "text",
    "double": "number",
    "int64": "whole number",
    "date32[day]": "day",
    "list<item: string>": "list of texts",
}


def articles(edition: Edition) -> Markup:
    """The articles that the book was read from."""
    columns = [
        Column("Article"),
        Column("Title", "words"),
        Column("Published", "day"),
        Column("Rests on", "words"),
        Column("Words", "n"),
    ]
    rows = [
        (
            source(d["doc_id"]),
            _title(d, 300),
            day(d["published"]) or missing("not known"),
            visible(d["published_basis"]),
            f"{d['words']:,}",
        )
        for d in selected.first(edition, "documents", MOST_LISTED)
    ]
    of = selected.count(edition, "documents")
    return table("Articles read, and what the day of each rests on", columns, rows, of, "documents", id="t-articles")


def _title(document: dict[str, Any], most: int) -> Markup:
    """The title of an article, in its language."""
    if not document["title"]:
        return missing("none")
    html = Markup('<span lang="{}">{}</span>')
    return html.format(document["language"] or FRENCH, visible(shorten(document["title"], most)))


def problems(edition: Edition) -> Markup:
    """What was left out of the book, and why."""
    rows = [(visible(p["path"]), visible(p["message"])) for p in edition.tables["problems"]]
    if not rows:
        return Markup("<p>Nothing was left out.</p>")
    return table(
        "Left out", [Column("File"), Column("Why", "words")], rows[:MOST_LISTED], len(rows), "problems", id="t-problems"
    )


def files(edition: Edition) -> Markup:
    """How each file of the corpus fared, and that none is missing from the account."""
    rows = edition.tables["files"]
    number = {o: sum(f["files"] for f in rows if f["outcome"] == o) for o in ("read", "left out", "ignored")}
    says = Markup("<p>{} in the corpus: {} read, {} left out with the reason, {} passed over by rule.</p>").format(
        tally(sum(number.values()), "file", "#t-files"),
        *(Markup('<a class="tally" href="#t-files">{:,}</a>').format(n) for n in number.values()),
    )
    first = sorted(rows, key=lambda f: (f["outcome"] == "read", f["outcome"] == "ignored", f["path"]))
    cells = [
        (visible(f["path"]), f["outcome"], f"{f['files']:,}", f"{f['articles']:,}", visible(f["how"] or ""))
        for f in first
    ]
    columns = [Column("File, or rule"), Column("Outcome"), Column("Files", "n"), Column("Articles", "n"), Column("How")]
    listed = table("The files", columns, cells[:MOST_LISTED], len(cells), "files", id="t-files")
    return says + listed


def dictionary(edition: Edition) -> Markup:
    """Every table with its downloads and columns."""
    html, cut = _bounds(edition), selected.cut(edition)
    for name, columns in tables.DICTIONARY.items():
        html += Markup(
            '<h2 id="{0}">{0}</h2><p>{1}: <a href="data/{0}.csv">CSV</a>{2}, '
            '<a href="data/{0}.parquet">Parquet</a>.</p>'
        ).format(name, plural(selected.count(edition, name), "row"), _first(name in cut))
        rows = [
            (c.name, TYPES.get(str(c.type), str(c.type)), "may be empty" if c.nullable else "always given", c.meaning)
            for c in columns
        ]
        heads = [Column("Column"), Column("Type"), Column("Empty"), Column("Meaning", "words")]
        html += table(f"Columns of {name}", heads, rows)
    return html


def languages(edition: Edition) -> Markup:
    """The languages of the articles with their counts; then each article that is kept, but not read."""
    counts = Counter(d["language"] for d in edition.documents.values())
    order = sorted(counts, key=lambda code: (-counts[code], code or ""))
    rows = [
        (code or missing("not told"), counts[code], "read" if is_read(code) else "kept, not read") for code in order
    ]
    heads = [Column("Language"), Column("Articles", "n"), Column("What is done")]
    html = table("Languages of the articles", heads, rows, id="t-languages")
    kept = [d for d in edition.documents.values() if not is_read(d["language"])]
    listed = [(source(d["doc_id"]), d["language"], _title(d, 90)) for d in kept]
    if not listed:
        return html
    columns = [Column("Article"), Column("Language"), Column("Title", "words")]
    return html + table("Articles in other languages", columns, listed[:LISTED], len(listed), id="t-other-languages")


def gold(edition: Edition) -> Markup:
    """What the reading was scored against: the book's own gold, or that which the library has."""
    if not paths.INHERITED:
        text = "The notes of the default corpus were annotated by hand, and the reading is scored against that."
    elif _is_own_gold():
        text = "Articles of this book were annotated by hand, and the reading is scored against that."
    else:
        text = (
            "No article of this book was annotated by hand. What is scored here is how the same rules, with the words "
            "of this book, read the notes that come with the library, which are about another crisis."
        )
    return Markup("<p>{}</p>").format(text)


def _is_own_gold() -> bool:
    return paths.gold()[1] == paths.GOLD


def _bounds(edition: Edition) -> Markup:
    """What a book of many articles does not say of each of them; nothing for any other."""
    number = selected.count(edition, "documents")
    if number <= selected.PAGES:
        return Markup("")
    return Markup(
        '<p id="bounds">This book has {}. A page of their own have those that it links to, and the first of the '
        "others, up to {:,}; so have an entry in the search, annotations, and references of their claims. Of all "
        "articles, everything is in the Parquet files.</p>"
    ).format(plural(number, "article"), selected.PAGES)


def whole(edition: Edition, html: str) -> str:
    """A page with links to the Parquet files of the tables whose CSV holds only the first rows.

    Only the list of the files, which says so, links such a CSV.
    """
    for name in selected.cut(edition):
        html = re.sub(rf'href="data/{name}\.csv"(?!>CSV<)', f'href="data/{name}.parquet"', html)
        html = html.replace(f">{name}.csv<", f">{name}.parquet<")
    return html


def _first(cut: bool) -> str:
    return f" (the first {selected.ROWS:,}; a spreadsheet takes no more with ease)" if cut else ""


def scores(edition: Edition) -> Markup:
    """Error rates of the reading, measured on the gold of the book's corpus, or of the library's."""
    columns = [
        Column("What"),
        *(Column(h, "n") for h in ("Precision", "Recall", "F1", "There", "Found", "Missed", "False")),
    ]
    rows = [
        (measure, *_rates(**counts), counts["hit"] + counts["miss"], counts["hit"], counts["miss"], counts["false"])
        for measure, counts in edition.accuracy.items()
        if any(counts.values())
    ]
    of = "library's default corpus" if paths.INHERITED and not _is_own_gold() else "default corpus"
    return table(f"Measured on the gold of the {of}", columns, rows, id="t-scores")


def limits(edition: Edition) -> Markup:
    """The limits of reading, and what they are unless they are set."""
    rows = [(f.name, f"{f.default:,}", f.metadata["meaning"]) for f in dataclasses.fields(Limits)]
    return table("Limits of reading", [Column("Name"), Column("At most", "n"), Column("Of what", "words")], rows)


def _rates(hit: int, miss: int, false: int) -> tuple[str, str, str]:
    """Precision, recall and F1 of three counts, not all zero."""
    of = ((hit, hit + false), (hit, hit + miss), (2 * hit, 2 * hit + miss + false))
    precision, recall, f1 = (f"{part / whole:.2f}" if whole else "–" for part, whole in of)
    return precision, recall, f1


def corrections(edition: Edition) -> Markup:
    """What a reader of the articles has put right, with the reason."""
    rows = [
        (
            source(c["doc_id"]),
            Markup('<span lang="fr">{}</span>').format(visible(c["words"] or "")),
            visible(f"{c['table']}: {c['change']}"),
            visible(c["reason"]),
            visible(f"{c['who']}, {day(c['when'])}"),
        )
        for c in edition.tables["corrections"][:MOST_LISTED]
    ]
    if not rows:
        return Markup("<p>No reading has been corrected in this edition.</p>")
    columns = [Column("Article"), Column("Words", "words"), Column("Change"), Column("Reason", "words"), Column("By")]
    of = len(edition.tables["corrections"])
    return table("Corrections", columns, rows, of, "corrections" if of > len(rows) else "")


def software(edition: Edition) -> Markup:
    """Which version made the book."""
    return Markup('<p id="edition">Made by kzlib {}, edition {}. {}</p>').format(
        __version__, edition.edition, edition.statement
    )


PARTS: dict[str, Callable[[Edition], Markup]] = {
    "cover": cover,
    "home": home,
    "articles": articles,
    "files": files,
    "problems": problems,
    "limits": limits,
    "languages": languages,
    "dictionary": dictionary,
    "gold": gold,
    "scores": scores,
    "corrections": corrections,
    "changes": changes.page,
    "citation": cite.references,
    "software": software,
}
