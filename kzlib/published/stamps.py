"""Days that a page states about itself: stamps, datelines, bare date lines, "today" with its date."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kzlib.dates import days
from kzlib.dates import forms as ways
from kzlib.dates.forms import Form
from kzlib.dates.vocabulary import code, forms, pattern, words
from kzlib.records import Passage

_TOP = 12  # lines at the head of a page in which a line that is only a date is its stamp
_LINE = 200  # characters; a longer line is a paragraph
_SHORT = 90  # characters of a line that is short enough to be shown whole
_LABEL_REACH = 45  # characters between a label and its date
_HOUR = re.compile(r"[\s,|•–—-]*(?:à\s*)?[012]?\d\s?[h:H]\s?[0-5]\d\s*")
_CENTURY = 2000  # of a year written in two digits
_DATED = ("day", "numeric", "iso", "short")
_BARE = re.compile(r"[^\W\d_]+")
_BARE_WORDS = 6  # words that a bare date line may hold beside its date ("Vendredi 7 mai 2021 - Lu 312 fois")
# A day beside a credit is that of the picture.
_PICTURE = re.compile(r"©|\b(?:photo|cr[ée]dit|image|archives?|afp|reuters|getty|epa|ap|tass|sputnik)\b", re.I)
# "BAMAKO, 5 janvier (AFP) -", "Dakar, 3 juin 2023 (APS) –", "NOUMÉA, le 4 mai -"
_DATELINE = re.compile(r"\s*[A-ZÀ-Ý][\w'’ ./()-]{1,40},\s*(?:le\s+)?$")
_DATELINE_END = re.compile(r"\s*(?:\([^()\n]{2,40}\)\s*)?(?:[–—-]|\([^()\n]{2,40}\))")
RANKS = ("published", "bare", "dateline", "updated", "today", "today beside")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day stated about the page. `rank` is one of RANKS, best first; `words` the line or clause that states it."""

    rank: str
    form: Form
    words: str


def find(text: str, passages: Sequence[Passage]) -> list[Stamp]:
    """Stamps of a page, best first, then in order of appearance."""
    found = []
    number = 0
    for line in re.finditer(r"[^\n]+", text):
        dated = _dates(text, line) if any(c.isdecimal() for c in line.group()) else []
        role = _role(passages, line.start())
        for form in dated:
            rank = _rank(text, line, form, role, number)
            if rank:
                found.append(Stamp(rank, form, _words(text, line, form, rank)))
        number += bool(line.group().strip())
    return sorted(found, key=lambda s: (RANKS.index(s.rank), s.form.start))


def full(stamp: Stamp) -> dt.date | None:
    """The day that a stamp states with its year."""
    year = stamp.form.parts.get("year")
    if not year:
        return None
    month, number = month_and_number(stamp)
    return days.date(int(year) + (_CENTURY if len(year) == 2 else 0), month, number)


def month_and_number(stamp: Stamp) -> tuple[int, int]:
    """Month and day of the month that a stamp states."""
    written = stamp.form.parts["month"]
    number = "".join(c for c in stamp.form.parts["day"] if c.isdecimal())
    return code("months_english" if stamp.form.kind == "english" else "months", written), int(number)


def without_year(stamp: Stamp) -> tuple[int, int, int | None] | None:
    """Month, day of the month and weekday, if written, of a stamp that states no year; None for one that does."""
    if "year" in stamp.form.parts:
        return None
    weekday = stamp.form.parts.get("weekday")
    return *month_and_number(stamp), code("weekdays", weekday) if weekday else None


def agrees(stamp: Stamp, day: dt.date) -> bool:
    """Whether a stamp states no year, and its weekday, if any, is that of a day."""
    weekday = stamp.form.parts.get("weekday")
    return "year" not in stamp.form.parts and (not weekday or code("weekdays", weekday) == day.weekday())


def _dates(text: str, line: re.Match[str]) -> list[Form]:
    french = [f for f in ways.find(text, *line.span()) if f.kind in _DATED]
    return french or [
        Form(m.start(), m.end(), "english", {"day": m["d"] or m["d2"], "month": m["m"] or m["m2"], "year": m["y"]})
        for m in _english().finditer(text, *line.span())
    ]


@cache
def _english() -> re.Pattern[str]:
    """Dates of page templates left in English: "January 7, 2022", "7 Jan 2022"."""
    month = words("months_english")
    return re.compile(
        rf"\b(?:(?P<m>{month})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?|(?P<d2>\d{{1,2}})\s+(?P<m2>{month})\.?,?)"
        r"\s+(?P<y>20\d\d)\b",
        re.I,
    )


def _role(passages: Sequence[Passage], offset: int) -> str:
    at = bisect_right(passages, offset, key=lambda p: p.start) - 1
    return passages[at].role if at >= 0 and offset < passages[at].end else "boilerplate"


def _words(text: str, line: re.Match[str], form: Form, rank: str) -> str:
    if len(line.group()) <= _SHORT and not rank.startswith("today"):
        return line.group().strip()
    begin = max(line.start(), form.start - 30)
    lead = text[begin : form.start]
    return (lead if begin == line.start() else lead.partition(" ")[2]).lstrip() + text[form.start : form.end]


@cache
def _labels() -> re.Pattern[str]:
    """A label, at the head of its line or after a separator."""
    kinds = {kind: "|".join(pattern(f) for f in forms("stamps", kind)) for kind in ("updated", "published")}
    one = "|".join(rf"(?P<{kind}>{body})" for kind, body in kinds.items())
    return re.compile(rf"(?:^|[|·•,;:()–—-]|\d|\b(?:et|article|derni[èe]re|date\s+de))\s*(?:{one})\b", re.I)


@cache
def _today() -> re.Pattern[str]:
    weekday = words("weekdays")
    return re.compile(rf"(?:aujourd['’]hui,?\s*(?:le\s+)?(?:{weekday}\s+)?|\bce\s+(?:{weekday}\s+)?)$", re.I)


def _rank(text: str, line: re.Match[str], form: Form, role: str, number: int) -> str | None:
    before = text[line.start() : form.start]
    if len(line.group()) <= _LINE:
        label = _last_label(before)
        if label and (role != "body" or len(line.group()) < _SHORT):
            return label
        alone = _is_bare(text, line, form) or _has_hour(text, line, form)
        if number < _TOP and role not in ("title", "caption") and alone:
            return "bare"
    if role == "body" and _DATELINE.fullmatch(before) and _DATELINE_END.match(text, form.end):
        return "dateline"
    lead = _today().search(before)
    weekday_lead = form.parts.get("weekday") and re.search(r"\bce\s+$", before)
    if lead or weekday_lead:
        return "today" if role == "body" else "today beside"
    return None


def _last_label(before: str) -> str | None:
    """What the last label before a date says, None if it stands too far off."""
    labels = list(_labels().finditer(before))
    return labels[-1].lastgroup if labels and len(before) - labels[-1].end() <= _LABEL_REACH else None


def _has_hour(text: str, line: re.Match[str], form: Form) -> bool:
    """Whether a full date and the hour end a line, whatever stands before them: "Agence - 16/05/2024 à 07:12"."""
    return "year" in form.parts and _HOUR.fullmatch(text, form.end, line.end()) is not None


def _is_bare(text: str, line: re.Match[str], form: Form) -> bool:
    rest = text[line.start() : form.start] + " " + text[form.end : line.end()]
    if _PICTURE.search(rest):
        return False
    return len(_BARE.findall(rest)) <= _BARE_WORDS and not rest.rstrip().endswith((".", "!", "?", "»"))
