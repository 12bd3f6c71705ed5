"""Days on which articles do not agree, or that contradict themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from kzlib.compare import columns, wording
from kzlib.compare.claim import Row, Tables
from kzlib.compare.finding import WEIGHT, Finding
from kzlib.compare.happening import happenings

_DAYS = 4  # days that a sentence lists
_TOLD = ("doc_id", "start", "end", "text", "type", "first", "last", "place", "event_id", "modality", "participants")
_DISPUTED = (
    "event_id IN (SELECT event_id FROM events WHERE first IS NOT NULL GROUP BY event_id "
    "HAVING max(first) > min(coalesce(last, first)))"
)


def days_in_dispute(tables: Tables, voice_of: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """Happenings to which articles give days that have none in common. `voice_of` as in `happenings`."""
    for event in happenings(_disputed(tables), voice_of):
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


def _disputed(tables: Tables) -> dict[str, list[Row]]:
    """The tables, but of the events only those whose tellings give days that have none in common."""
    told = columns.rows(tables, "events", _TOLD, _DISPUTED)
    ends: dict[str, tuple[dt.date, dt.date]] = {}
    for row in told:
        if row.get("event_id") and row["first"]:
            latest, earliest = ends.get(row["event_id"], (row["first"], row["last"] or row["first"]))
            ends[row["event_id"]] = max(latest, row["first"]), min(earliest, row["last"] or row["first"])
    disputed = {key for key, (latest, earliest) in ends.items() if latest > earliest}
    told = [row for row in told if row.get("event_id") in disputed]
    articles = columns.rows(tables, "documents", ("doc_id", "published"))
    return {"events": told, "documents": articles, "dates": []}


def _span(first: dt.date, last: dt.date) -> str:
    return wording.day(first) if first == last else f"{wording.day(first)} to {wording.day(last)}"


def impossible_days(tables: Tables) -> Iterator[Finding]:
    """Expressions of time that contradict themselves or the calendar."""
    wanted = ("doc_id", "start", "end", "text", "first", "literal")
    for row in columns.rows(tables, "dates", wanted, "literal IS NOT NULL"):
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
