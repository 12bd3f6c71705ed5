"""`manifest.csv`: what is known of the articles beside it, one row a file. It overrides what is read in the file.

Lines that start with ``#`` are comments. The column `inferred` is kz's own: what it inferred, for whoever fills the
rest in (`kz check --fix-manifest`); nothing is read from it.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kzlib import formats, language
from kzlib.errors import InputError, quoted

NAME = "manifest.csv"
INFERRED = "inferred"
COLUMNS = ("file", *formats.COLUMNS, INFERRED)
ORIGINS = ("original", "republished", "translated")
# Path of an article -> where its row stands, and what it says.
Rows = dict[str, tuple[str, dict[str, str]]]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(value: str) -> dt.date:
    """A day written YYYY-MM-DD. Raises InputError for anything else, an impossible day among it."""
    try:
        if _DAY.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise InputError(
        f"published {quoted(value)}: no such day; write it as YYYY-MM-DD, such as 2022-01-08, or leave it empty"
    )


def origin(value: str) -> str:
    """One of `ORIGINS`. Raises InputError for anything else."""
    if value not in ORIGINS:
        raise InputError(f"origin {quoted(value)}: write {', '.join(ORIGINS)}, or leave it empty")
    return value


def read(data: bytes, name: str) -> Rows:
    """Rows of one manifest by the path of their article, in the corpus, each with where it stands; no empty cells.

    `name` is the manifest's own path in the corpus. Raises InputError, naming file, row and value, for a column that
    is not in `COLUMNS`, a row without its file, given twice or of the wrong length, a day, language or origin that
    cannot be.
    """
    rows: Rows = {}
    columns: list[str] | None = None
    for record in records(data, name):
        if record.cells and columns is None:
            columns = _columns(record.cells, name)
        elif record.cells:
            assert columns is not None
            where = f"{name}, row {record.number}"
            row = _row(record.cells, columns, where)
            if not row:
                continue
            article = about(name, row["file"])
            if article in rows:
                raise InputError(f"{where}: {article} has a row already; keep one of them")
            rows[article] = where, row
    if columns is None:
        _columns([], name)
    return rows


def about(name: str, file: str) -> str:
    """The path in the corpus of what a row of the manifest `name` is about."""
    return (PurePosixPath(name).parent / file.replace("\\", "/")).as_posix()


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands in a manifest: the number of its last line, its text, its cells; none for a comment."""

    number: int
    text: str
    cells: list[str] | None


def records(data: bytes, name: str) -> Iterator[Record]:
    """Everything that stands in a manifest, in order. Raises InputError if it is not text, or not CSV."""
    try:
        lines = io.StringIO(formats.decode(data))
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    number, taken = 0, [""]

    def pending() -> Iterator[str]:
        yield taken[0]
        while line := lines.readline():
            taken.append(line)
            yield line

    while line := lines.readline():
        taken = [line]
        try:
            cells = None if line.startswith("#") else next(csv.reader(pending(), strict=True))
        except csv.Error as error:
            raise InputError(f"{name}, after row {number}: not CSV ({error}); close every quotation mark") from None
        number += len(taken)
        yield Record(number, "".join(taken), cells or None)


def _columns(cells: list[str], name: str) -> list[str]:
    """The columns of a manifest. Raises InputError for one that is unknown or stands twice, or if none is the file."""
    columns = [c.strip() for c in cells]
    for column in columns:
        if column not in COLUMNS:
            near = difflib.get_close_matches(column, COLUMNS, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise InputError(f"{name}, row 1: unknown column {quoted(column)}{hint}; allowed: {', '.join(COLUMNS)}")
    if "file" not in columns:
        raise InputError(f"{name}, row 1: no column 'file'; it names the article of each row")
    if len(set(columns)) < len(columns):
        raise InputError(f"{name}, row 1: a column stands twice; keep one of them")
    return columns


def _row(cells: list[str], columns: list[str], where: str) -> dict[str, str]:
    """What a row says, empty cells and those that nothing reads left out. Raises InputError as `read` does."""
    if len(cells) != len(columns):
        raise InputError(f"{where}: not {len(columns)} cells as in the first row; put quotes around a cell with commas")
    row = {k: v.strip() for k, v in zip(columns, cells, strict=True) if v.strip() and k != INFERRED}
    if row and "file" not in row:
        raise InputError(f"{where}: no file; name the article's file, relative to the manifest")
    try:
        check(row)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    return row


def check(row: Mapping[str, str]) -> None:
    """Raise InputError, naming column and value, for a day, language or origin that cannot be."""
    checks = {"published": day, "language": language.code, "origin": origin}
    for column, allowed in checks.items():
        if column in row:
            allowed(row[column])
