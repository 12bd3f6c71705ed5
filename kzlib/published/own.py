"""The day of publication by the article alone."""

from __future__ import annotations

from kzlib.published import report, stamps
from kzlib.published.clues import Clues, Inferred
from kzlib.published.report import Deduced


def day(clues: Clues) -> Inferred | None:
    """The day that a stamp with its year states, else the day of the report that full dates fix."""
    for stamp in clues.stamps:
        stated = stamps.full(stamp)
        if stated and stamp.rank != "today beside":
            return stated, f"text: {stamp.words}"
    found = report.own(clues.telling)
    return (found.day, basis(clues, found)) if found else None


def basis(clues: Clues, found: Deduced, *notes: str) -> str:
    """The words that a deduced day rests on, then what else it rests on."""
    words = [clues.said(f) for f in found.forms]
    return "text: " + "; ".join([*dict.fromkeys(words), *found.notes, *notes])
