"""Writing readings out for review: rows of the tables with the sentence that each stands in and a link to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from kzlib import evidence, tables
from kzlib.edition import Edition
from kzlib.errors import InputError, quoted
from kzlib.review import files
from kzlib.review.sheet import AS_READ, READ, AsRead
from kzlib.sources import sentences_of
from kzlib.spreadsheets import shown

SENTENCE = 1_000  # characters of a sentence, and of a cell, that are shown
Row = dict[str, Any]


def write(edition: Edition, texts: Mapping[str, str], target: Path, names: Collection[str], article: str = "") -> int:
    """Write the readings of some tables, of all articles or of one, to a new spreadsheet; returns how many there are.

    `texts` are the articles as decoded; `target` ends in .xlsx (a sheet a table) or .csv (one table). Links lead to
    the published site where the edition has an address, else to the site beside the tables, as seen from the
    spreadsheet. Raises InputError for a table or article that there is not, a file that is there already (somebody
    may have worked in it), an ending that is neither, more rows than a sheet holds.
    """
    chosen = _chosen(names)
    if article and article not in texts:
        raise InputError(
            f"--article {quoted(article)}: no such article in {edition.folder}; give an id as the site does"
        )
    site = edition.site or files.beside(edition.folder.parent / "site", target)
    sheets = {name: _lines(name, edition, texts, site, article) for name in chosen}
    return files.write(target, sheets)


def _chosen(names: Collection[str]) -> list[str]:
    for name in names:
        if name not in READ:
            raise InputError(f"--table {quoted(name)}: cannot be reviewed; allowed: {', '.join(READ)}")
    return [name for name in READ if name in names or not names]


def _lines(table: str, edition: Edition, texts: Mapping[str, str], site: str, article: str) -> Iterator[dict[str, str]]:
    """The rows of one table's sheet, as text by column."""
    rows = [r for r in tables.read(edition.folder, table) if article in ("", r["doc_id"])]
    if table == "documents":
        yield from (_line(table, row, {"link": site + evidence.href(row["doc_id"])}) for row in rows)
        return
    for row in rows:
        text = texts[row["doc_id"]]
        start, end = sentences_of(row, edition.of(row["doc_id"], "sentences"))
        place = {
            "words": _cell(row["text"]),
            "occurrence": str(occurrence(text, row["text"], row["start"])),
            "sentence": _cell(text[start:end]),
            "link": site + evidence.address(row),
        }
        yield _line(table, row, place)


def _line(table: str, row: Row, place: dict[str, str]) -> dict[str, str]:
    cells = cells_of(table, row)
    as_read = AsRead(row["doc_id"], row.get("start"), row.get("end"), cells)
    return {"article": row["doc_id"]} | place | cells | {AS_READ: as_read.text()}


def cells_of(table: str, row: Row) -> dict[str, str]:
    """What was read, as a sheet shows it: text by column."""
    return {column: _cell(shown(row[column])) for column in READ[table]}


def _cell(text: str) -> str:
    """A text on one line that can be seen, and that a cell holds."""
    return evidence.plain(evidence.shorten(text, SENTENCE))


def occurrence(text: str, words: str, start: int) -> int:
    """Which of the places in a text that have the same words an offset is, counted from 1."""
    count, at = 0, -1
    while at < start:
        at = text.index(words, at + 1)
        count += 1
    return count
