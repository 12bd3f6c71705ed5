"""The words, read from `data/lexicons/*.csv`: one file a subject, rows that an analyst edits.

A book has the library's lexicons, and may have files of the same names of its own: their rows come first, and one with
the code and form of a row of the library takes its place.

Every file has the columns ``code, form, label, example, counter_example, source`` and may have more. `code` is what
a reading is given, `form` the word or phrase as written (singular; other inflections are rows of their own or follow
from the reader's grammar), `example` a sentence in which the form must be read and `counter_example` one in which it
must not (may be empty). Lines that start with ``#`` are comments.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kzlib import paths
from kzlib.errors import InputError, line, quoted

COLUMNS = ("code", "form", "label", "example", "counter_example", "source")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a lexicon; `extra` holds the columns that only this lexicon has."""

    code: str
    form: str
    label: str
    example: str
    counter_example: str
    source: str
    extra: dict[str, str] = field(default_factory=dict, hash=False)


class _Accents(dict[int, int | None]):
    """For `str.translate`: characters that combine with the one before them are left out; each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_ACCENTS = _Accents()
_ODD = re.compile(r"[^\x00-\x7f]")
# Taking out each accent that a text has is several times as fast as translating it, as long as they are few.
_FEW = 40
# Nothing is gained in a word or two.
_SHORT = 30


def fold(text: str) -> str:
    """Case, accents and apostrophes evened out, for comparing words; the length in characters may change."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'").casefold())
    if len(text) <= _SHORT or text.isascii():
        return text.translate(_ACCENTS)
    odd = set(_ODD.findall(text))
    if len(odd) > _FEW:
        return text.translate(_ACCENTS)
    for char in filter(unicodedata.combining, odd):
        text = text.replace(char, "")
    return text


def names(folder: Path | None = None) -> list[str]:
    """Names of the lexicons in a folder, or of those that a book is read with; sorted.

    Raises InputError if the book has one that the library knows nothing of: nothing would read it.
    """
    known = sorted(p.stem for p in (folder or paths.LEXICONS).glob("*.csv"))
    for name in [] if folder else sorted(p.stem for p in paths.OWN_LEXICONS.glob("*.csv")):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" (did you mean {near[0]}.csv?)" if near else ""
            raise InputError(f"{line(name)}.csv: no lexicon is called that{hint}; known: {', '.join(known)}")
    return known


@cache
def load(name: str, folder: Path | None = None) -> tuple[Entry, ...]:
    """Rows of one lexicon in order: of a folder; without one the book's own rows, then those of the library.

    Raises InputError if the file is missing, lacks a column, or has a row without code or form.
    """
    path = (folder or paths.LEXICONS) / f"{name}.csv"
    if not path.exists():
        raise InputError(f"lexicon {quoted(name)} not found in {path.parent.name}; known: {', '.join(names(folder))}")
    columns, rows = _read(path, COLUMNS)
    if folder or paths.OWN_LEXICONS == paths.LEXICONS:
        return rows
    try:
        _, own = _read(paths.OWN_LEXICONS / path.name, columns)
    except FileNotFoundError:  # looked for, so that it counts when one comes (kzlib.recording)
        return rows
    instead = {(entry.code, entry.form) for entry in own}
    return own + tuple(entry for entry in rows if (entry.code, entry.form) not in instead)


def _read(path: Path, needed: Sequence[str]) -> tuple[Sequence[str], tuple[Entry, ...]]:
    """Columns and rows of a file. Raises InputError if it lacks a column, or has a row without code or form."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = [line for line in file if not line.startswith("#")]
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: not UTF-8 text ({error.reason}); save it as UTF-8") from None
    reader = csv.DictReader(lines)
    columns = reader.fieldnames or []
    if missing := [c for c in needed if c not in columns]:
        raise InputError(f"{path.name}: no column {', '.join(missing)}; a lexicon needs {', '.join(needed)}")
    rows = []
    for number, row in enumerate(reader, start=2):
        if None in row or None in row.values():
            raise InputError(
                f"{path.name}, row {number}: not {len(columns)} cells; put quotes around a cell with commas"
            )
        if not row["code"] or not row["form"]:
            raise InputError(
                f"{path.name}, row {number}: code and form must not be empty; give both or take the row out"
            )
        extra = {k: v for k, v in row.items() if k not in COLUMNS}
        rows.append(Entry(**{c: row[c] for c in COLUMNS}, extra=extra))
    return columns, tuple(rows)


@cache
def by_form(name: str) -> dict[str, Entry]:
    """Rows of one lexicon by folded form; the first row wins where two fold to the same."""
    table: dict[str, Entry] = {}
    for entry in load(name):
        table.setdefault(fold(entry.form), entry)
    return table
