"""`manifest.csv`: what is known of the articles beside it, one row a file. It overrides what is read in the file."""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from kzlib import formats, language
from kzlib.errors import InputError

NAME = "manifest.csv"
COLUMNS = ("file", *formats.COLUMNS)
ORIGINS = ("original", "republished", "translated")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(value: str) -> dt.date:
    """A day written YYYY-MM-DD. Raises InputError for anything else, an impossible day among it."""
    try:
        if _DAY.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise InputError(f"published {value!r}: no such day; write it as YYYY-MM-DD, such as 2022-01-08, or leave it empty")


def origin(value: str) -> str:
    """One of `ORIGINS`. Raises InputError for anything else."""
    if value not in ORIGINS:
        raise InputError(f"origin {value!r}: write {', '.join(ORIGINS)}, or leave it empty")
    return value


def read(path: Path, root: Path, articles: Collection[str]) -> dict[str, dict[str, str]]:
    """Rows of one manifest by the path of their article, relative to `root` with forward slashes; empty cells left out.

    `articles` are the paths of the articles that there are. Raises InputError, naming file, row and value, for a
    column that is not in `COLUMNS`, a row without its file, given twice or of the wrong length, a day, language or
    origin that cannot be.
    """
    name = path.relative_to(root).as_posix()
    folder = PurePosixPath(name).parent
    rows: dict[str, dict[str, str]] = {}
    reader = _reader(path, name)
    for cells in _cells(reader, name):
        where = f"{name}, row {reader.line_num}"
        if None in cells or None in cells.values():
            columns = len(reader.fieldnames or [])
            raise InputError(f"{where}: not {columns} cells as in the first row; put quotes around a cell with commas")
        row = {k: v.strip() for k, v in cells.items() if v.strip()}
        if not row:
            continue
        article = _article(row.pop("file", ""), folder, articles, where)
        if article in rows:
            raise InputError(f"{where}: {article} has a row already; keep one of them")
        _check(row, where)
        rows[article] = row
    return rows


def _reader(path: Path, name: str) -> csv.DictReader[str]:
    try:
        text = formats.decode(path.read_bytes())
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}); allow reading it") from None
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    reader = csv.DictReader(io.StringIO(text), strict=True)
    columns = [c.strip() for c in reader.fieldnames or []]
    for column in columns:
        if column not in COLUMNS:
            near = difflib.get_close_matches(column, COLUMNS, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise InputError(f"{name}, row 1: unknown column {column!r}{hint}; allowed: {', '.join(COLUMNS)}")
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


def _article(value: str, folder: PurePosixPath, articles: Collection[str], where: str) -> str:
    """The path, relative to the corpus, of the article that a row is about."""
    if not value:
        raise InputError(f"{where}: no file; name the article's file, relative to the manifest")
    article = (folder / value.replace("\\", "/")).as_posix()
    if article not in articles:
        near = difflib.get_close_matches(article, sorted(articles), 1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise InputError(f"{where}: no article {value!r}{hint}; add the file or take the row out")
    return article


def _check(row: dict[str, str], where: str) -> None:
    checks = {"published": day, "language": language.code, "origin": origin}
    for column, check in checks.items():
        if column in row:
            try:
                check(row[column])
            except InputError as error:
                raise InputError(f"{where}: {error}") from None
