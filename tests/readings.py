"""Reading one file as `kz parse` does, in memory, and all that must be true of what was read, whatever it holds."""

from __future__ import annotations

import datetime as dt
import functools
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from kzlib import annotate, clean, copies, events_fusion, formats, lexicon, provenance, published, tables
from kzlib.article import Sentence
from kzlib.errors import InputError
from kzlib.formats.pieces import Content, Source
from kzlib.records import Document, Passage, Readings

Row = dict[str, Any]
Rows = dict[str, list[Row]]

# Beyond these nothing was read but misread.
DAYS = dt.date(1, 1, 1), dt.date(9999, 12, 31)
LARGEST = 10_000_000_000.0  # people on earth, rounded up
# What besides white space may stand in no passage: the marks before a heading or quotation of Markdown.
MARKS = frozenset("#>")
# What makes two rows of a table the same statement; a date, a name or a passage is one by its place alone.
MEANING = {
    "passages": (),
    "sentences": (),
    "dates": (),
    "mentions": (),
    "figures": ("kind", "group"),
    "quotations": ("speaker",),
    "events": ("type", "first", "place"),
    "framing": (),
}
LINKED = ("speaker", "attributed_to", "relayed_by", "place")


def of_bytes(name: str, data: bytes) -> Source:
    """Bytes as a file of that name."""
    return Source(name, len(data), lambda: io.BytesIO(data))


def content(name: str, data: bytes) -> Content:
    """Text and metadata of the bytes of one article. Raises InputError if it is none."""
    first = next(formats.pieces(of_bytes(name, data)))
    if first.content is None:
        raise InputError(first.reason)
    return first.content


def document(name: str, data: bytes, day: dt.date | None = dt.date(2022, 1, 9)) -> Document:
    """A file as ingested, whatever its language. Raises InputError if it is no article."""
    read = content(name, data)
    title = read.metadata.get("title")
    basis = "metadata: test" if day else "none"
    return Document(
        "a",
        name,
        "0" * 64,
        read.text,
        title,
        published=day,
        published_basis=basis,
        language="fr",
        starts=read.starts,
    )


def read(found: Document) -> Rows:
    """Rows of every table for one article, from cleaning to copies."""
    found = replace(found, credit=[])
    passages = clean.passages(found)
    provenance.complete(found, passages)
    published.infer([found], [passages])
    article = annotate.prepare(found.doc_id, found.text, passages, found.published)
    readings = annotate.annotate(article)
    rows = tables.of_document(found, passages, article.sentences, readings)
    events_fusion.fuse(rows["events"], rows["documents"])
    alike = copies.pairs(rows["documents"])
    compared = copies.compared(alike, copies.placed(rows["sentences"]), {found.doc_id: found.text})
    return rows | {name: list(its_rows) for name, its_rows in compared.items()}


def of_text(text: str, day: dt.date | None = dt.date(2022, 1, 9)) -> tuple[Sequence[Sentence], Readings]:
    """Sentences and linked readings of a text that is all article."""
    article = annotate.prepare("a", text, [Passage(0, len(text), "body")] if text else [], day)
    return article.sentences, annotate.annotate(article)


def faults(found: Document, rows: Rows) -> list[str]:
    """What is wrong with the rows of an article, one line each; nothing if all that is promised holds."""
    for table, its_rows in rows.items():
        tables.build(table, its_rows)
    checks = (_evidence, _passages, _sentences, _once, _dates, _figures, _quotations, _named, _coded, _apart)
    return [line for check in checks for line in check(found.text, rows)]


def _evidence(text: str, rows: Rows) -> Iterator[str]:
    for table, its_rows in rows.items():
        for row in its_rows if "start" in tables.schema(table).names else ():
            start, end = row["start"], row["end"]
            if not 0 <= start < end <= len(text):
                yield f"{table}: {start}-{end} lies outside the text of {len(text)}"
            elif not any(c.isalnum() for c in text[start:end]) and table not in ("passages", "sentences"):
                yield f"{table}: {start}-{end} is no evidence: {text[start:end]!r}"
            elif row.get("text", text[start:end]) != text[start:end]:
                yield f"{table}: {start}-{end} is not its words"


def _passages(text: str, rows: Rows) -> Iterator[str]:
    yield from _in_order("passages", rows)
    covered = bytearray(len(text))
    for row in rows["passages"]:
        covered[row["start"] : row["end"]] = b"\1" * (row["end"] - row["start"])
        if text[row["start"] : row["end"]].strip() != text[row["start"] : row["end"]]:
            yield f"passages: white space around {row['start']}-{row['end']}"
    left = sorted({c for c, seen in zip(text, covered, strict=True) if not seen and not c.isspace()} - MARKS)
    if left:
        yield f"passages: {''.join(left)!r} stand in none"


def _sentences(text: str, rows: Rows) -> Iterator[str]:
    yield from _in_order("sentences", rows)
    kept = [p for p in rows["passages"] if p["role"] != "boilerplate"]
    for row in rows["sentences"]:
        if not any(p["start"] <= row["start"] and row["end"] <= p["end"] and p["role"] == row["role"] for p in kept):
            yield f"sentences: {row['start']}-{row['end']} lies in no passage of its role"
    for table in ("dates", "figures", "mentions", "quotations", "events", "framing"):
        for row in rows[table]:
            if not any(p["start"] <= row["start"] and row["end"] <= p["end"] for p in kept):
                yield f"{table}: {row['start']}-{row['end']} lies in no passage that is the article"


def _in_order(table: str, rows: Rows) -> Iterator[str]:
    last = 0
    for row in rows[table]:
        if row["start"] < last:
            yield f"{table}: {row['start']}-{row['end']} begins before {last}, where the last one ends"
        last = row["end"]


def _once(text: str, rows: Rows) -> Iterator[str]:
    for table, meaning in MEANING.items():
        places = Counter(tuple(r[c] for c in ("start", "end", *meaning)) for r in rows[table])
        yield from (f"{table}: {place} stands {n} times" for place, n in places.items() if n > 1)


def _apart(text: str, rows: Rows) -> Iterator[str]:
    for table in ("dates", "mentions"):
        yield from _in_order(table, rows)


def _dates(text: str, rows: Rows) -> Iterator[str]:
    for table in ("dates", "events"):
        for row in rows[table]:
            first, last = row["first"], row["last"]
            if (first is None) != (last is None) or (first and not DAYS[0] <= first <= last <= DAYS[1]):
                yield f"{table}: {row['text']!r} runs from {first} to {last}"
    for row in rows["dates"]:
        if row["basis"] == "explicit" and row["anchor"] and not row["first"]:
            yield f"dates: {row['text']!r} is explicit, has an anchor and no day"


def _figures(text: str, rows: Rows) -> Iterator[str]:
    starts = {row["start"]: row for row in rows["figures"]}
    for row in rows["figures"]:
        low, high = row["value"], row["value_high"]
        if not (math.isfinite(low) and 0 <= low <= LARGEST):
            yield f"figures: {row['text']!r} is {low}"
        if high is not None and not (math.isfinite(high) and low < high <= LARGEST):
            yield f"figures: {row['text']!r} is {low} to {high}"
        if (high is not None) != (row["bound"] == "range"):
            yield f"figures: {row['text']!r} is {row['bound']} of {low} and {high}"
        if row["part_of"] is not None and (row["part_of"] not in starts or row["part_of"] == row["start"]):
            yield f"figures: {row['text']!r} is part of {row['part_of']}, where no other figure begins"
        yield from _round(row, starts)


def _round(row: Row, starts: dict[int, Row]) -> Iterator[str]:
    seen = {row["start"]}
    while row is not None and row["part_of"] is not None:
        if row["part_of"] in seen and row["part_of"] != row["start"]:
            yield f"figures: {row['text']!r} is part of itself"
            return
        if row["part_of"] in seen:
            return
        seen.add(row["part_of"])
        row = starts.get(row["part_of"])


def _quotations(text: str, rows: Rows) -> Iterator[str]:
    for row in rows["quotations"]:
        start, end = row["cue_start"], row["cue_end"]
        if (start is None) != (end is None) or (start is None) != (row["cue"] is None):
            yield f"quotations: cue {row['cue']!r} at {start}-{end}"
        elif start is not None and not (0 <= start < end <= len(text)):
            yield f"quotations: cue {row['cue']!r} at {start}-{end} lies outside the text"
        if row["speaker"] is None and row["speaker_id"] is not None:
            yield f"quotations: speaker {row['speaker_id']!r} has no name"


def _named(text: str, rows: Rows) -> Iterator[str]:
    """Names that are linked are not empty, and an id is one that a mention has."""
    known = {row["actor_id"] for row in rows["mentions"]}
    for table in ("quotations", "figures", "events", "framing"):
        for row in rows[table]:
            names = [row[c] for c in LINKED if row.get(c) is not None] + list(row.get("participants") or ())
            if not all(n.strip() for n in names):
                yield f"{table}: an empty name at {row['start']}-{row['end']}: {names}"
            if row.get("speaker_id") is not None and row["speaker_id"] not in known:
                yield f"{table}: speaker {row['speaker_id']!r} is no mention"
    for row in rows["mentions"]:
        if not (row["actor_id"].strip() and row["name"].strip()):
            yield f"mentions: {row['text']!r} has id {row['actor_id']!r}, name {row['name']!r}"


@functools.cache
def _codes(name: str) -> frozenset[str]:
    return frozenset(entry.code for entry in lexicon.load(name))


# Columns whose values are codes of a lexicon, and values besides them.
_CODED: dict[tuple[str, str], tuple[str, frozenset[str]]] = {
    ("figures", "kind"): ("figure_kinds", frozenset({"other"})),
    ("figures", "group"): ("figure_groups", frozenset({"unspecified", "people", "other"})),
    ("events", "type"): ("event_types", frozenset({"statement"})),
    ("framing", "word"): ("framing", frozenset()),
    ("mentions", "country"): ("countries", frozenset({None})),
}


def _coded(text: str, rows: Rows) -> Iterator[str]:
    for (table, column), (name, besides) in _CODED.items():
        for row in rows[table]:
            if row[column] not in besides and row[column] not in _codes(name):
                yield f"{table}: {column} {row[column]!r} is no code of {name}"


def same(a: Iterable[Row], b: Iterable[Row]) -> bool:
    """Whether two tables say the same."""
    return list(a) == list(b)
