"""Days on which articles do not agree, or that contradict themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from kzlib.compare import wording
from kzlib.compare.claim import Row
from kzlib.compare.finding import WEIGHT, Finding
from kzlib.compare.happening import Happening

_DAYS = 4  # days that a sentence lists


def days_in_dispute(happenings: Sequence[Happening]) -> Iterator[Finding]:
    """Happenings to which articles give days that have none in common."""
    for event in happenings:
        told: dict[tuple[dt.date, dt.date], Row] = {}
        for row in event.tellings:
            if row["first"]:
                told.setdefault((row["first"], row["last"] or row["first"]), row)
        days = sorted(told)
        if days and max(first for first, _ in days) > min(last for _, last in days):
            rows = [told[d] for d in days]
            listed = [f"{_span(*d)} ({r['doc_id']})" for d, r in zip(days, rows, strict=True)]
            dated = wording.listed(listed if len(listed) <= _DAYS else [*listed[: _DAYS - 1], "…", listed[-1]])
            where = f" in {event.place}" if event.place else ""
            sentence = f"One happening ({event.type.replace('_', ' ')}{where}) is given the days {dated}."
            yield _dated(sentence, rows)


def _span(first: dt.date, last: dt.date) -> str:
    return wording.day(first) if first == last else f"{wording.day(first)} to {wording.day(last)}"


def impossible_days(dates: Sequence[Row]) -> Iterator[Finding]:
    """Expressions of time that contradict themselves or the calendar."""
    for row in dates:
        if row.get("literal"):
            meant = wording.weekday(row["first"]) if row["first"] else "no day that can be known"
            sentence = (
                f'Article {row["doc_id"]} writes "{row["text"]}", which taken literally is {_literal(row["literal"])}; '
                f"it is read as {meant}."
            )
            yield _dated(sentence, [row])


def _literal(said: str) -> str:
    """A literal day in English, other literal readings as they are."""
    try:
        return wording.weekday(dt.date.fromisoformat(said))
    except ValueError:
        return said


def _dated(sentence: str, rows: Sequence[Row]) -> Finding:
    evidence = tuple((r["doc_id"], r["start"], r["end"]) for r in rows)
    return Finding("date_conflict", sentence, (), WEIGHT["date_conflict"], evidence)
