"""What the article itself tells of its day: the days that it dates, the weekday on which its news was told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kzlib import sentences
from kzlib.dates import days, spoken
from kzlib.dates import forms as ways
from kzlib.dates.forms import Form
from kzlib.dates.tense import BEHIND, Tense
from kzlib.dates.verbs import FUTURE
from kzlib.dates.vocabulary import code
from kzlib.records import Passage

_THIS = re.compile(r"\bce\s+$", re.I)
_UP_TO = re.compile(r"\b(?:jusqu['’])?au\s+$", re.I)  # the end of a span may lie ahead: "du 5 au 19 janvier"
_EVENING = re.compile(r"soir|nuit", re.I)
CLOSE = 5  # days around the middle one in which most articles of a corpus must lie to say which week is meant
NEAR = 10  # days that an article may lie from the days that others of its corpus tell


@dataclass(frozen=True, slots=True)
class Told:
    """A day as the article tells it: past or future by its verb, with weekday, number, month and year if written.

    `evening` says that its evening or night is meant. `weight` is how much it says of the day of the report: 0 for "ce
    mardi", 1 for the day of a verb of saying, 2 for a day that carries the story, 3 for days behind it or quoted.
    """

    form: Form
    future: bool
    evening: bool
    weight: int
    weekday: int | None = None
    number: int | None = None
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Deduced:
    """A day of publication deduced from what is told: the forms that fix it, and what else it rests on."""

    day: dt.date
    forms: list[Form]
    notes: list[str]


def days_told(text: str, passages: Sequence[Passage]) -> list[Told]:
    """Days and weekdays that the kept passages tell, in order."""
    found = []
    quoted = spoken.quoted(text)
    for passage in passages:
        if passage.role == "boilerplate":
            continue
        for low, high in sentences.split(text, passage.start, passage.end):
            tense = Tense(text, low, high)
            for form in ways.find(text, low, high):
                if form.kind in ("day", "weekday"):
                    found.append(_told(text, form, tense, spoken.stretch(form.start, quoted) is not None))
    return found


def _told(text: str, form: Form, tense: Tense, quoted: bool) -> Told:
    parts = form.parts
    number = "".join(c for c in parts.get("day", "") if c.isdecimal())
    end_of_span = bool(_UP_TO.search(text[max(tense.low, form.start - 12) : form.start]))
    future = end_of_span or parts.get("way") == "prochain" or tense.direction(form.start, form.end) == FUTURE
    return Told(
        form,
        future,
        bool(_EVENING.search(text[form.start : form.end])),
        _weight(text, form, tense, quoted),
        code("weekdays", parts["weekday"]) if "weekday" in parts else None,
        int(number) if number else None,
        code("months", parts["month"]) if "month" in parts else None,
        int(parts["year"]) if "year" in parts else None,
    )


def _weight(text: str, form: Form, tense: Tense, quoted: bool) -> int:
    before = text[max(tense.low, form.start - 20) : form.start]
    if quoted or BEHIND.search(before) or not tense.tells(form.start, form.end):
        return 3
    if _THIS.search(before):
        return 0
    return 1 if tense.reports(form.start, form.end) else 2


def deduce(told: Sequence[Told], known: Sequence[dt.date]) -> Deduced | None:
    """The day on which the news was told, None if the article does not fix it.

    `known` are days of the other articles of the corpus. The weekday of weight (see Told) told first is taken for the
    day of the report (the day after, if it tells of an evening); if no verb of saying names one and the article looks
    ahead, the weekday told that is closest before the one ahead. A date near it, or the days of the other articles,
    say which week it is.
    """
    past = [t for t in told if not t.future]
    dated = [(d, t) for t in past if t.number and t.month and (d := _dated(t, known))]
    latest = max(dated, key=lambda pair: pair[0], default=None)
    bare = [t for t in past if t.weekday is not None]
    if not bare:
        return Deduced(latest[0], [latest[1].form], ["the latest day told"]) if latest and known else None
    gone = {t.weekday for t in bare}
    report = _report(bare, [t.weekday for t in told if t.future and t.weekday is not None and t.weekday not in gone])
    day = _week(report, latest, known)
    if day is None:
        return None
    same = [t for t in bare if t.weekday == report.weekday and (t.weight < 3 or t is report)]
    evening = report.weight > 0 and all(t.evening for t in same)
    used = [report] + ([latest[1]] if latest and latest[1] is not report else [])
    notes = ["the day after the evening told"] if evening else []
    if known and not any(t.year for t in used):
        notes.append("week from the other articles of the corpus")
    return Deduced(day + dt.timedelta(days=evening), [t.form for t in used], notes)


def _dated(told: Told, known: Sequence[dt.date]) -> dt.date | None:
    """The day of a date near the days known, or the day that a full date with its weekday states."""
    if told.month is None or told.number is None:
        return None
    if not known:
        day = days.date(told.year, told.month, told.number) if told.year else None
        return day if day and day.weekday() == told.weekday else None
    middle = sorted(known)[len(known) // 2]
    years = [told.year] if told.year else [middle.year - 1, middle.year, middle.year + 1]
    options = [d for y in years if (d := days.date(y, told.month, told.number))]
    near = [d for d in options if min(known) - _days(NEAR) <= d <= max(known) + _days(NEAR)]
    if told.weekday is not None and not any(d.weekday() == told.weekday for d in near):
        return _miswritten(told, middle)
    return min(near, key=lambda d: abs((d - middle).days), default=None)


def _miswritten(told: Told, middle: dt.date) -> dt.date | None:
    """The day near the middle on which weekday and number agree, where the month was miswritten."""
    window = [middle + _days(n) for n in range(-NEAR, NEAR + 1)]
    return next((d for d in window if d.weekday() == told.weekday and d.day == told.number), None)


def _days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def _report(past: Sequence[Told], ahead: Sequence[int | None]) -> Told:
    first = min(past, key=lambda t: t.weight)
    if not ahead or first.weight < 2:
        return first
    return min(past, key=lambda t: max(((a or 0) - (t.weekday or 0) - 1) % 7 for a in ahead))


def _week(report: Told, latest: tuple[dt.date, Told] | None, known: Sequence[dt.date]) -> dt.date | None:
    """The day of the report's weekday: the first from the latest date on, else the nearest to the days known."""
    weekday = report.weekday or 0
    if latest:
        return days.next_on(latest[0], weekday)
    if not known:
        return None
    middle = sorted(known)[len(known) // 2]
    close = sum(abs((d - middle).days) <= CLOSE for d in known)
    return days.nearest(middle, weekday) if 2 * close > len(known) else None
