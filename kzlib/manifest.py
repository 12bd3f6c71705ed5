"""`manifest.csv`: what is known of the articles beside it, one row a file. It overrides what is read in the file."""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from kzlib import formats, language
from kzlib.errors import InputError, quoted

NAME = "manifest.csv"
COLUMNS = ("file", *formats.COLUMNS)
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
    folder = PurePosixPath(name).parent
    rows: Rows = {}
    reader = _reader(data, name)
    for cells in _cells(reader, name):
        where = f"{name}, row {reader.line_num}"
        if None in cells or None in cells.values():
            columns = len(reader.fieldnames or [])
            raise InputError(f"{where}: not {columns} cells as in the first row; put quotes around a cell with commas")
        row = {k: v.strip() for k, v in cells.items() if v.strip()}
        if not row:
            continue
        if "file" not in row:
            raise InputError(f"{where}: no file; name the article's file, relative to the manifest")
        article = (folder / row["file"].replace("\\", "/")).as_posix()
        if article in rows:
            raise InputError(f"{where}: {article} has a row already; keep one of them")
        _check(row, where)
        rows[article] = where, row
    return rows


def _reader(data: bytes, name: str) -> csv.DictReader[str]:
    try:
        text = formats.decode(data)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    reader = csv.DictReader(io.StringIO(text), strict=True)
    columns = [c.strip() for c in reader.fieldnames or []]
    for column in columns:
        if column not in COLUMNS:
            near = difflib.get_close_matches(column, COLUMNS, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise InputError(f"{name}, row 1: unknown column {quoted(column)}{hint}; allowed: {', '.join(COLUMNS)}")
    if "file" not in columns:
        raise InputError(f"{name}, row 1: no column 'file'; it names the article of each row")
    if len(set(columns)) < len(columns):
        raise InputError(f"{name}, row 1: a column stands twice; keep one of them")
    reader.fieldnames = columns
    return reader


def _cells(reader: csv.DictReader[str], name: str) -> Iterator[dict[str, str]]:
    try:
        yield from reader
    except csv.Error as error:
        where = f"{name}, after row {reader.line_num}"
        raise InputError(f"{where}: not CSV ({error}); close every quotation mark") from None


def _check(row: dict[str, str], where: str) -> None:
    checks = {"published": day, "language": language.code, "origin": origin}
    for column, check in checks.items():
        if column in row:
            try:
                check(row[column])
            except InputError as error:
                raise InputError(f"{where}: {error}") from None
