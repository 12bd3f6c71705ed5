"""What is counted: hits, misses and false finds of one measure, and one article with its gold and its rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from kzlib.errors import InputError, quoted

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Span = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """Counts of one measure, and a line for each miss and each false find."""

    hit: int = 0
    miss: int = 0
    false: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Hits among what was found; None if nothing was."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else None

    @property
    def recall(self) -> float | None:
        """Hits among what there is to find; None if there is nothing."""
        return self.hit / (self.hit + self.miss) if self.hit + self.miss else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None if there was nothing to find and nothing was found."""
        counted = 2 * self.hit + self.miss + self.false
        return 2 * self.hit / counted if counted else None

    def missed(self, what: str) -> None:
        """Count one miss."""
        self.miss += 1
        self.notes.append(f"miss   {what}")

    def invented(self, what: str) -> None:
        """Count one false find."""
        self.false += 1
        self.notes.append(f"false  {what}")

    def counts(self) -> dict[str, int]:
        """The three counts by name."""
        return {"hit": self.hit, "miss": self.miss, "false": self.false}


Tallies = dict[str, Tally]


@dataclass(frozen=True, slots=True)
class Case:
    """One article: its gold, its text, its rows of every table, and the tallies that they are counted in."""

    gold: dict[str, Any]
    text: str
    rows: Rows
    tallies: Tallies

    def spans(self, words: str) -> list[Span]:
        """Every place where the words stand in the text."""
        return [m.span() for m in re.finditer(re.escape(words), self.text)]

    def span(self, words: str, occurrence: int = 1) -> Span:
        """Where the words stand for the n-th time. Raises InputError if they do not."""
        at = -1
        for _ in range(occurrence):
            at = self.text.find(words, at + 1)
            if at < 0:
                where = f"gold {quoted(self.gold['id'])}"
                raise InputError(
                    f"{where}: the text does not hold {quoted(words)} {occurrence} times; correct the gold"
                )
        return at, at + len(words)

    def evidence(self, row: Row) -> str:
        """The words that a row rests on, in one line."""
        return f"{self.gold['id']}: " + " ".join(self.text[row["start"] : row["end"]].split())[:80]


def overlaps(row: Row, span: Span) -> bool:
    """Whether the evidence of a row shares a character with a span."""
    return bool(row["start"] < span[1] and span[0] < row["end"])


def day(value: dt.date | None) -> str | None:
    """A day as ISO 8601, None if there is none."""
    return value.isoformat() if value else None


def _optional(entry: Row) -> bool:
    return bool(entry.get("optional")) or "optional" in (entry.get("note") or "")


def match(case: Case, measure: str, entries: Iterable[Row], rows: list[Row], answers: Callable[..., bool]) -> list[Row]:
    """Give each entry the first row that answers it and count; the rows left over."""
    free, tally = list(rows), case.tallies[measure]
    for entry in entries:
        found = next((row for row in free if answers(entry, row)), None)
        if found is not None:
            free.remove(found)
            tally.hit += 1
        elif not _optional(entry):
            tally.missed(f"{case.gold['id']}: {entry['text']}")
    return free
