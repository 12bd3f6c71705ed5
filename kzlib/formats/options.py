"""What a user may set about reading: how much of anything is taken, and which column of a table holds what."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kzlib.errors import InputError, quoted

# What an article's file, front matter, row, entry or manifest may say of it.
COLUMNS = ("title", "publisher", "published", "url", "language", "author", "origin", "note")
# What a column of a table may hold.
FIELDS = ("text", "id", *COLUMNS)


def _limit(default: int, meaning: str) -> int:
    limit: int = field(default=default, metadata={"meaning": meaning})
    return limit


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken of anything that a corpus holds; what goes beyond is refused and named.

    Each can be set: ``--limit article=20000000``.
    """

    article: int = _limit(10_000_000, "bytes of one article, unpacked; of one feed")
    file: int = _limit(500_000_000, "bytes of a file of many articles: table, WARC, ZIP")
    tags: int = _limit(30_000, "tags of a page, or of a piece of HTML")
    entries: int = _limit(10_000, "entries of a feed")
    pdf: int = _limit(50_000_000, "bytes of a PDF")
    pages: int = _limit(500, "pages of a PDF")
    memory: int = _limit(1_500_000_000, "bytes of memory that reading a PDF may take")
    seconds: int = _limit(60, "seconds of one processor that reading a PDF may take")
    unpacked: int = _limit(1_000_000_000, "bytes that all archives together unpack to")
    ratio: int = _limit(200, "times its size that a file in an archive may unpack to, beyond its first million bytes")
    nesting: int = _limit(2, "archives that may lie inside one another")
    depth: int = _limit(64, "folders that may lie inside one another")
    files: int = _limit(300_000, "files in all, members of archives included")
    articles: int = _limit(300_000, "articles in all")
    text: int = _limit(1_000_000_000, "characters of all articles together")

    def check(self, name: str, value: int, what: str = "") -> None:
        """Raise InputError if `value` is more than the limit of that name; `what` says what else to do."""
        most = getattr(self, name)
        if value > most:
            raise InputError(f"{self.beyond(name, f'{value:,}')}{f'; {what}' if what else ''}")

    def beyond(self, name: str, value: str) -> str:
        """The sentence that says that a value is beyond the limit of that name, and how to raise it."""
        meaning = next(f.metadata["meaning"] for f in dataclasses.fields(self) if f.name == name)
        return f"{value} is beyond the limit of {getattr(self, name):,} {meaning} (--limit {name}=N raises it)"


NAMES = tuple(f.name for f in dataclasses.fields(Limits))


@dataclass(frozen=True, slots=True)
class Options:
    """How a corpus is read: limits, and the columns of tables by what they hold (`FIELDS`), in order of the names."""

    limits: Limits = field(default_factory=Limits)
    columns: tuple[tuple[str, str], ...] = ()

    def parameters(self) -> dict[str, object]:
        """What of this decides what a book says, as JSON holds it: columns, and the limits that are not the usual."""
        usual = dataclasses.asdict(Limits())
        limits = {k: v for k, v in dataclasses.asdict(self.limits).items() if v != usual[k]}
        return {"columns": dict(self.columns), "limits": limits}


def of(columns: str = "", limits: Sequence[str] = ()) -> Options:
    """Options as given on the command line: ``text=contenu,published=date_pub`` and ``article=20000000``.

    Raises InputError for a name that is not known, given twice, or without a value that can be.
    """
    held = _pairs("--columns", [c for c in columns.split(",") if c.strip()], FIELDS)
    given = {name: _whole(name, value) for name, value in _pairs("--limit", limits, NAMES).items()}
    return Options(Limits(**given), tuple(sorted(held.items())))


def again(parameters: Any) -> Options:
    """Options as `Options.parameters` gives them. Raises InputError if they are anything else."""
    try:
        columns = ",".join(f"{field}={column}" for field, column in parameters["columns"].items())
        return of(columns, [f"{name}={value}" for name, value in parameters["limits"].items()])
    except (KeyError, TypeError, AttributeError):
        raise InputError(
            "parameters of the reading: not columns and limits; take those that a book was built with"
        ) from None


def _pairs(option: str, given: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not value:
            raise InputError(f"{option} {quoted(pair)}: no value; write it as {option} {known[0]}=VALUE")
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise InputError(f"{option} {quoted(name)}: not known{hint}; allowed: {', '.join(known)}")
        if name in found:
            raise InputError(f"{option} {quoted(name)}: given twice; keep one of them")
        found[name] = value
    return found


def _whole(name: str, value: str) -> int:
    digits = value.replace("_", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15 and int(digits)):
        raise InputError(f"--limit {name}={value}: not a whole number above 0; write it as --limit {name}=20000000")
    return int(digits)
