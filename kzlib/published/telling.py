"""What the article itself tells of its day: the days that it dates, the weekday on which its news was told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kzlib import sentences
from kzlib.dates import forms as ways
from kzlib.dates import spoken
from kzlib.dates.forms import Form
from kzlib.dates.tense import BEHIND, Tense
from kzlib.dates.verbs import FUTURE
from kzlib.dates.vocabulary import code
from kzlib.published import crisis
from kzlib.records import Passage

_THIS = re.compile(r"\bce\s+$", re.I)
_UP_TO = re.compile(r"\b(?:jusqu['’])?au\s+$", re.I)  # the end of a span may lie ahead: "du 5 au 19 janvier"
_EVENING = re.compile(r"soir|nuit", re.I)
_LINE = 200  # characters of a title or of the words below a picture at most
MOST_DAYS = 300  # days told that are looked at: no report tells more
_FULL = 4  # digits of a year written in full
_AHEAD = re.compile(r"\b(?:d['’]ici|jusqu['’](?:en|à|au)|horizon|avant)(?:\s+(?:à|fin))?\s*$", re.I)  # "d'ici 2030"


@dataclass(frozen=True, slots=True)
class Told:
    """A day as the article tells it: past or future by its verb, with weekday, number, month and year if written.

    `evening` says that its evening or night is meant. `weight` is how much it says of the day of the report: 0 for "ce
    mardi", 1 for the day of a verb of saying, 2 for a day that carries the story, 3 for days behind it or quoted.
    `caption` says that it stands in a line without full stop: the words below a picture, a title. `about` holds the
    words of its sentence.
    """

    form: Form
    future: bool
    evening: bool
    weight: int
    caption: bool = False
    about: frozenset[str] = frozenset()
    weekday: int | None = None
    number: int | None = None
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What an article tells of days, in order, and the latest year it tells as past.

    `month_told` says that a month or day of that year is told, not the year alone.
    """

    days: list[Told]
    latest_year: int | None
    month_told: bool


def read(text: str, passages: Sequence[Passage]) -> Telling:
    """Days, weekdays and years that the kept passages tell."""
    found: list[Told] = []
    years: list[tuple[int, bool]] = []
    quoted = spoken.quoted(text)
    for passage in passages:
        if passage.role == "boilerplate":
            continue
        for low, high in sentences.split(text, passage.start, passage.end):
            tense = Tense(text, low, high)
            for form in ways.find(text, low, high):
                if form.kind in ("day", "weekday") and len(found) < MOST_DAYS:
                    found.append(_told(text, form, tense, spoken.stretch(form.start, quoted) is not None))
                years += _years(text, form, tense)
    latest = max((y for y, _ in years), default=None)
    return Telling(found, latest, (latest, True) in years)


def _years(text: str, form: Form, tense: Tense) -> list[tuple[int, bool]]:
    """Years that a form tells as past, with whether it tells a month or day of them."""
    written = form.parts.get("year2") or form.parts.get("year", "")
    if len(written) != _FULL or _AHEAD.search(text[max(tense.low, form.start - 20) : form.start]):
        return []
    if tense.direction(form.start, form.end) == FUTURE:
        return []
    return [(int(written), "month" in form.parts)]


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
        _is_caption(text, form),
        crisis.about(text, tense.low, form.start) | crisis.about(text, form.end, tense.high),
        code("weekdays", parts["weekday"]) if "weekday" in parts else None,
        int(number) if number else None,
        code("months", parts["month"]) if "month" in parts else None,
        int(parts["year"]) if "year" in parts else None,
    )


def _is_caption(text: str, form: Form) -> bool:
    low, high = max(0, form.start - 2 * _LINE), min(len(text), form.end + 2 * _LINE)
    begin, end = text.rfind("\n", low, form.start) + 1, text.find("\n", form.end, high)
    line = text[max(begin, low) : end if end >= 0 else high].strip()
    return len(line) <= _LINE and not line.endswith((".", "!", "?", "»", '"'))


def _weight(text: str, form: Form, tense: Tense, quoted: bool) -> int:
    before = text[max(tense.low, form.start - 20) : form.start]
    if quoted or BEHIND.search(before) or not tense.tells(form.start, form.end):
        return 3
    if _THIS.search(before):
        return 0
    return 1 if tense.reports(form.start, form.end) else 2
