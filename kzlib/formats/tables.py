"""Tables of articles: CSV and JSON Lines, an article a row.

Which column holds what is named by the user (``--columns text=contenu``) or told by its name; a table says in `how`
which were taken. CSV is UTF-8, UTF-16 with a mark, or the windows-1252 of French spreadsheets; what parts its cells is
what parts those of its first row best.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from kzlib import lexicon
from kzlib.errors import InputError, quoted
from kzlib.formats import days
from kzlib.formats.options import FIELDS, Limits
from kzlib.formats.pieces import Content, Piece, Source, checked, digest, slug
from kzlib.formats.webpage import is_marked_up, words_of
from kzlib.spreadsheets import parted_by

# Names under which tables have what a field holds, folded, the surest first.
_KNOWN = {
    "text": "text texte contenu content body corps article full_text fulltext maintext article_text description",
    "id": "id doc_id article_id guid identifiant",
    "title": "title titre headline",
    "publisher": "publisher source journal media site outlet editeur publication",
    "published": "published date date_pub publish_date date_publication published_at pubdate date_published "
    "date_de_publication date_de_parution date_parution jour",
    "url": "url link lien address adresse",
    "language": "language langue lang",
    "author": "author auteur authors auteurs byline",
    "origin": "origin origine",
    "note": "note notes remarque",
}
# Beyond ASCII, what French text in windows-1252 has; nine in ten must be of these for it to be that encoding.
_FRENCH = frozenset("àâäæçéèêëîïôöœùûüÿñÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸÑ«»“”‘’–—…€°\u00a0áíóúãõ·•©®²³½")


@dataclass(slots=True)
class Row:
    """A row: its number, from 1, its cells by column, the digest of its own bytes; or why it cannot be read."""

    number: int
    cells: dict[str, str]
    digest: str = ""
    reason: str = ""


@dataclass(slots=True)
class Table:
    """A table that can be read more than once: its kind, its columns, its rows."""

    kind: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


def delimited(source: Source) -> Iterator[Piece]:
    """CSV: an article a row. Raises InputError if it is not text or has no column for the text of articles."""
    source.limits.check("file", source.size, "split the file or take it out")
    encoding = _encoding(source)
    with _text(source, encoding) as opened:
        head = opened.readline(source.limits.article).rstrip("\r\n")
        part = parted_by(head)
        opened.seek(0)
        columns = tuple(c.strip() for c in next(_reader(opened, part, source), []))
    kind = f"CSV ({_name(part)}, {encoding.removesuffix('-sig')})"
    yield from _pieces(source, Table(kind, columns, lambda: _csv_rows(source, encoding, part, columns)))


def lines(source: Source) -> Iterator[Piece]:
    """JSON Lines: an article an object. Raises InputError if no object has a text."""
    source.limits.check("file", source.size, "split the file or take it out")
    columns: dict[str, None] = {}
    bad = ""
    for row in _json_rows(source):
        columns.update(dict.fromkeys(row.cells))
        bad = bad or (row.reason and f"row {row.number}: {row.reason}")
    if bad and not columns:
        raise InputError(bad)
    yield from _pieces(source, Table("JSON Lines", tuple(columns), lambda: _json_rows(source)))


def _pieces(source: Source, table: Table) -> Iterator[Piece]:
    source.columns = table.columns
    fields, named = _fields(source, table.columns)
    source.how = f"{table.kind}: " + ", ".join(
        f"{f}={fields[f]}{'' if f in named else ' (guessed)'}" for f in FIELDS if f in fields
    )
    dated = fields.get("published")
    american = days.month_first(r.cells.get(dated, "") for r in table.rows()) if dated else False
    for row in table.rows():
        where = f"row {row.number}"
        try:
            if row.reason:
                raise InputError(row.reason)
            content = _content(row, fields, table.kind.split(" (")[0], american, source.limits)
            own = slug(row.cells.get(fields.get("id", ""), "")) or f"{row.number:04d}"
            yield Piece(checked(content), row.digest, where, own)
        except InputError as error:
            yield Piece(None, where=where, reason=str(error))


def _fields(source: Source, columns: Sequence[str]) -> tuple[dict[str, str], set[str]]:
    """The column of each field, and the fields whose column the user named."""
    if len(set(columns)) < len(columns):
        twice = next(c for c in columns if columns.count(c) > 1)
        raise InputError(f"row 1: column {quoted(twice)} stands twice; keep one of them")
    fields = {f: c for f, c in source.options.columns if c in columns}
    named = set(fields)
    by_name = {lexicon.fold(c).replace(" ", "_").replace("-", "_"): c for c in reversed(columns) if c}
    for field, names in _KNOWN.items():
        found = next((by_name[n] for n in names.split() if n in by_name), None)
        if found and field not in fields and found not in fields.values():
            fields[field] = found
    if "text" not in fields:
        there = ", ".join(c for c in columns[:20] if c) or "none"
        raise InputError(f"no column for the text of articles; columns are {there}: name it with --columns text=NAME")
    return fields, named


def _content(row: Row, fields: dict[str, str], kind: str, american: bool, limits: Limits) -> Content:
    held = {f: row.cells[c].strip() for f, c in fields.items() if row.cells.get(c, "").strip()}
    text = held.pop("text", "")
    held.pop("id", None)
    dated = f"{kind} column {fields.get('published')}"
    if stated := held.get("published"):
        held["published"] = days.iso(stated, american)
        dated += "" if stated.startswith(held["published"]) else f": {stated[:40]}"
    for field in ("title", "author"):
        if field in held:
            held[field] = " ".join(held[field].split())
    return Content(words_of(text, limits) if is_marked_up(text) else text, held, kind, dated=dated)


def _csv_rows(source: Source, encoding: str, part: str, columns: Sequence[str]) -> Iterator[Row]:
    with _text(source, encoding) as opened:
        reader = _reader(opened, part, source)
        next(reader, None)
        number = 1
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise InputError(f"row {number}: not CSV ({error}); close every quotation mark") from None
            if not any(c.strip() for c in cells):
                continue
            if len(cells) != len(columns):
                reason = (
                    f"{len(cells)} cells, the first row has {len(columns)}; put quotes around a cell with {_name(part)}"
                )
                yield Row(number, dict(zip(columns, cells, strict=False)), reason=reason)
                continue
            found = dict(zip(columns, cells, strict=True))
            yield Row(number, found, digest(json.dumps(found, ensure_ascii=True).encode()))


def _reader(opened: TextIO, part: str, source: Source) -> Iterator[list[str]]:
    csv.field_size_limit(source.limits.article)
    return csv.reader(opened, delimiter=part, strict=True)


def _name(part: str) -> str:
    return "tab" if part == "\t" else part


def _text(source: Source, encoding: str) -> TextIO:
    return io.TextIOWrapper(source.open(), encoding=encoding, newline="")


def _encoding(source: Source) -> str:
    """How the bytes of a table are text. Raises InputError, naming the byte, if in none of the ways that are read."""
    with source.open() as opened:
        first = opened.read(4)
    if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    at = 0
    with source.open() as opened:
        while block := opened.read(1 << 20):
            if (nul := block.find(b"\0")) >= 0:
                raise InputError(f"not text: NUL at byte {at + nul}; save it as UTF-8")
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return _windows(source)
            at += len(block)
    return "utf-8-sig"


def _windows(source: Source) -> str:
    beyond = french = 0
    try:
        with _text(source, "windows-1252") as opened:
            while block := opened.read(1 << 20):
                odd = [c for c in block if c > "\x7f"]
                beyond += len(odd)
                french += sum(c in _FRENCH for c in odd)
    except UnicodeDecodeError:
        french = -1
    if french < 0.9 * beyond:
        raise InputError("neither UTF-8 nor windows-1252 text; save it as UTF-8")
    return "windows-1252"


def _json_rows(source: Source) -> Iterator[Row]:
    most = source.limits.article
    with source.open() as opened:
        number = 0
        while line := opened.readline(most + 1):
            number += 1
            if len(line) > most:
                raise InputError(f"row {number}: {source.limits.beyond('article', f'more than {most:,}')}")
            if line.strip(b" \t\r\n\xef\xbb\xbf"):
                yield _json_row(number, line.strip(b"\r\n"))


def _json_row(number: int, line: bytes) -> Row:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Row(number, {}, reason=f"not UTF-8 text: byte {error.start}; save it as UTF-8")
    except (ValueError, RecursionError) as error:
        return Row(number, {}, reason=f"not JSON ({str(error)[:80]}); write one object a line")
    if not isinstance(found, dict):
        return Row(number, {}, reason=f"not a JSON object but {type(found).__name__}; write one object a line")
    return Row(number, {k: _cell(v) for k, v in found.items()}, digest(line))


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(v for v in value if isinstance(v, str))
    if isinstance(value, dict):
        return next((v for k in ("name", "title") if isinstance(v := value.get(k), str)), "")
    return "" if value is None else str(value)
