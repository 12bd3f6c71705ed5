"""What a date looks like: every expression of time in a sentence, found without knowing what day it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from kzlib.dates import exclusions, grammar
from kzlib.dates.vocabulary import words


@dataclass(frozen=True, slots=True)
class Form:
    """An expression of time as written: offsets, which way of writing it is, and the words that it is made of."""

    start: int
    end: int
    kind: str
    parts: dict[str, str] = field(default_factory=dict, hash=False)


def find(text: str, start: int, end: int) -> list[Form]:
    """Forms in ``text[start:end]``, in order, without overlap: the earliest wins, then the longest.

    Days listed under one month ("lundi 20, mardi 21 et dimanche 26 avril") are forms of their own.
    """
    found = []
    for kind, match in grammar.matches(text, start, end):
        begin = match.end() - len(match.group().lstrip(" ,\u00a0\u202f"))
        form = Form(begin, match.end(), kind, {k: v for k, v in match.groupdict().items() if v})
        if not exclusions.excluded(text, form.start, form.end, form.kind, form.parts, start, end):
            found.append(form)
    return _without_overlap(text, found) if found else []


def _without_overlap(text: str, found: list[Form]) -> list[Form]:
    kept: list[Form] = []
    for form in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or form.start >= kept[-1].end:
            kept.append(form)
    dated = any(f.kind != "clock" for f in kept)  # an hour beside a day of its sentence says nothing more
    return [each for form in kept if form.kind != "clock" or not dated for each in _days_of(text, form)]


@cache
def _day_in_list() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<weekday>{words('weekdays')})\s+)?(?P<day>{grammar.DAY})(?!\w)", re.I)


@cache
def _month_name() -> re.Pattern[str]:
    return re.compile(words("months"), re.I)


def _days_of(text: str, form: Form) -> list[Form]:
    if form.kind not in ("day_list", "between"):
        return [form]
    *_, name = _month_name().finditer(text, form.start, form.end)
    shared = {"month": name.group()} | ({"year": form.parts["year"]} if "year" in form.parts else {})
    items = [
        Form(m.start(), m.end(), "day", shared | {k: v for k, v in m.groupdict().items() if v})
        for m in _day_in_list().finditer(text, form.start, name.start())
    ]
    return [*items[:-1], replace(items[-1], end=form.end)]
