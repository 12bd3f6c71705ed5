"""Neighbouring dates that are one: "du … au …", "entre … et …", "les 5 et 6 janvier", "hier jeudi"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kzlib.dates import days
from kzlib.dates.forms import Form
from kzlib.dates.meaning import Meaning

_TO = re.compile(r"\s+(?:au|à|jusqu['’]au|jusqu['’]à)\s+", re.I)
_AND = re.compile(r"\s+et\s+(?:le\s+)?", re.I)
_DASH = re.compile(r"\s*[-–/]\s*")
_LISTED = re.compile(r"\s*,\s*|\s+et\s+(?:le\s+)?", re.I)
_BESIDE = re.compile(r",?\s+", re.I)
_FROM = re.compile(r"\b(?:du|de|d['’]|depuis(?:\s+le)?|nuit\s+(?:du|de))\s*$", re.I)
_BETWEEN = re.compile(r"\bentre\s+(?:le\s+)?$", re.I)
_ENDS = ("day", "ordinal", "weekday", "month", "year", "numeric", "iso", "short")
_LEAD = 20  # characters before a date in which the word that opens a span stands


@dataclass(frozen=True, slots=True)
class Read:
    """A form and what it means."""

    form: Form
    meaning: Meaning


def join(text: str, read: Sequence[Read]) -> list[Read]:
    """The dates of one sentence, with those joined that are one span or one day."""
    joined: list[Read] = []
    for item in read:
        left = joined[-1] if joined else None
        if left and _is_same_day(text, left, item):
            joined[-1] = Read(replace(left.form, end=item.form.end), left.meaning)
        elif left and (_is_run(text, left, item) or _is_span(text, left, item)):
            joined[-1] = _span(left, item)
        else:
            joined.append(item)
    return joined


def _between(text: str, left: Read, right: Read) -> str:
    return text[left.form.end : min(right.form.start, left.form.end + _LEAD)]


def _is_same_day(text: str, left: Read, right: Read) -> bool:
    """ "Hier jeudi", "hier, mardi 4 janvier": one day said twice."""
    if left.form.kind != "deictic" or right.form.kind not in ("weekday", "day"):
        return False
    same = left.meaning.first is not None and left.meaning.first == right.meaning.first
    return same and bool(_BESIDE.fullmatch(_between(text, left, right)))


def _is_run(text: str, left: Read, right: Read) -> bool:
    """ "Les 4, 5 et 6 janvier": days in a row under one month, only the last of which names it."""
    parts, written = left.form.parts, text[left.form.start : left.form.end]
    if not {"month", "day"} <= parts.keys() or "weekday" in parts or parts["month"] in written:
        return False
    last, first = left.meaning.last, right.meaning.first
    in_a_row = last is not None and first is not None and (first - last).days == 1
    return in_a_row and bool(_LISTED.fullmatch(_between(text, left, right)))


def _is_span(text: str, left: Read, right: Read) -> bool:
    if left.form.kind not in _ENDS or right.form.kind not in _ENDS or left.meaning.grain == "range":
        return False
    between = _between(text, left, right)
    before = text[max(0, left.form.start - _LEAD) : left.form.start]
    if _TO.fullmatch(between):
        return "au" in between or bool(_FROM.search(before))
    return bool(_DASH.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before)))


def _span(left: Read, right: Read) -> Read:
    first, last = left.meaning.first, right.meaning.last
    if first and last and first > last:
        back = _back(left, right)
        first = back if back and back <= last else None
    known = first is not None and last is not None
    meaning = replace(right.meaning, first=first if known else None, last=last if known else None, grain="range")
    return Read(replace(left.form, end=right.form.end), meaning)


def _back(left: Read, right: Read) -> dt.date | None:
    """The first day moved before the last: a week back for weekdays, a year back for dates without year."""
    day, last = left.meaning.first, right.meaning.last
    if day is None or last is None:
        return None
    if left.form.kind == "weekday":
        return days.shift(day, -7)
    return days.date(last.year - 1, day.month, day.day)
