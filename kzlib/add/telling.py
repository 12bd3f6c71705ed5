"""What a book says differently from before, in a few lines for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from kzlib.changes import Change, Changes
from kzlib.chapters.chronology import words
from kzlib.chapters.toll import counted, said
from kzlib.compare import Range
from kzlib.edition import Edition
from kzlib.errors import line

NAMED = 3  # changes of a kind that are told one by one
_LONGEST = 300
T = TypeVar("T")


def told(changes: Changes) -> Iterator[str]:
    """Lines that say what is new, gone or otherwise: figures, findings, actors, events, grades; none if nothing is."""
    yield from _figures(changes)
    yield from _kind("finding", changes.findings, lambda f: f.sentence)
    yield from _kind("actor", changes.actors, lambda a: a.name)
    yield from _kind("event", changes.happenings, words.short)
    yield from _moved("event on another day", changes.events, lambda h: words.when(h.first, h.last), words.short)
    yield from _moved("source graded otherwise", changes.grades, lambda c: c.grade, lambda c: c.doc_id)
    if changes.claim_grades:
        yield line(f"claims graded otherwise: {len(changes.claim_grades):,}")


def _figures(changes: Changes) -> Iterator[str]:
    def row(change: Change[Range]) -> str:
        before, now = _range(changes.earlier, change.before), _range(changes.edition, change.after)
        return f"{counted(change.after or change.before)}: {now} (before: {before})"  # type: ignore[arg-type]

    yield from _lines("figure that moved", [row(c) for c in changes.figures if c.before and c.after])
    yield from _lines(
        "new figure",
        [
            f"{counted(c.after)}: {_range(changes.edition, c.after)}"
            for c in changes.figures
            if c.after and not c.before
        ],
    )
    yield from _lines("withdrawn figure", [counted(c.before) for c in changes.figures if c.before and not c.after])


def _range(edition: Edition, found: Range | None) -> str:
    """A range as best, and from lowest to highest where they differ."""
    if found is None:
        return "none"
    low, best, high = (
        said(edition.claim[i]) if i in edition.claim else "none"
        for i in (found.low_claim or "", found.best_claim or "", found.high_claim or "")
    )
    return best if found.low == found.best == found.high else f"{best} (from {low} to {high})"


def _kind(noun: str, changes: Sequence[Change[T]], shown: Callable[[T], str]) -> Iterator[str]:
    yield from _lines(f"new {noun}", [shown(c.after) for c in changes if c.after and not c.before])
    yield from _lines(f"withdrawn {noun}", [shown(c.before) for c in changes if c.before and not c.after])


def _moved(
    noun: str, changes: Sequence[Change[T]], value: Callable[[T], str], shown: Callable[[T], str]
) -> Iterator[str]:
    both = [(c.before, c.after) for c in changes if c.before and c.after]
    yield from _lines(
        noun, [f"{shown(after)} (before: {value(before)}; now: {value(after)})" for before, after in both]
    )


def _lines(noun: str, items: Sequence[str]) -> Iterable[str]:
    """How many there are, and the first of them."""
    if not items:
        return
    yield f"{noun}: {len(items):,}"
    yield from (f"  {line(item, _LONGEST)}" for item in items[:NAMED])
    if len(items) > NAMED:
        yield f"  and {len(items) - NAMED:,} more"
