"""The day of publication by the article alone."""

from __future__ import annotations

import datetime as dt

from kzlib.published import report, stamps
from kzlib.published.clues import Clues
from kzlib.published.report import Deduced

Inferred = tuple[dt.date, str]  # a day and the basis it rests on


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
    words = [clues.document.text[f.start : f.end] for f in found.forms]
    return "text: " + "; ".join([*dict.fromkeys(words), *found.notes, *notes])
