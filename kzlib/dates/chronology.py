"""Reading through a text in order: forms found, expanded, resolved and joined into spans."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kzlib.article import Sentence
from kzlib.dates import forms, spoken
from kzlib.dates.context import Context
from kzlib.dates.forms import Form
from kzlib.dates.meaning import Meaning, Place
from kzlib.dates.resolve import meaning
from kzlib.dates.tense import BEHIND, Tense
from kzlib.records import DateMention

_TO = re.compile(r"\s+(?:au|à|jusqu['’]au|jusqu['’]à)\s+$", re.I)
_AND = re.compile(r"\s+et\s+(?:le\s+)?$", re.I)
_FROM = re.compile(r"\b(?:du|de|d['’]|depuis(?:\s+le)?|nuit\s+(?:du|de))\s*$", re.I)
_BETWEEN = re.compile(r"\bentre\s+(?:le\s+)?$", re.I)
_JOINED = ("day", "ordinal", "weekday", "month", "year", "numeric", "iso", "short")


@dataclass(frozen=True, slots=True)
class _Read:
    form: Form
    meaning: Meaning


def mentions(text: str, sentences: Sequence[Sentence], published: dt.date | None) -> list[DateMention]:
    """Dates of a text, in order. `sentences` are its kept sentences, `published` its day of publication if known."""
    context = Context(published)
    quoted = spoken.quoted(text)
    found_in = [forms.find(text, s.start, s.end) for s in sentences]
    found: list[DateMention] = []
    for sentence, in_sentence in zip(sentences, found_in, strict=True):
        read = []
        tense = Tense(text, sentence.start, sentence.end)
        for form in in_sentence:
            place = Place(text, sentence, tense, context, None)
            stretch = spoken.stretch(form.start, quoted)
            if stretch:
                said = _attribution(stretch, sentences, found_in, place)
                place = replace(place, spoken_on=said or context.story(sentence))
            what = meaning(form, place)
            if what:
                read.append(_Read(form, what))
                _remember(what, form, place)
        found.extend(_record(r) for r in _spans(text, read))
    return found


def _attribution(
    stretch: tuple[int, int], sentences: Sequence[Sentence], found_in: Sequence[list[Form]], place: Place
) -> dt.date | None:
    """The day named beside a quotation, after it or before it in the sentence that ends it: the day of speaking."""
    at = bisect_right(sentences, stretch[1] - 1, key=lambda s: s.start) - 1
    beside = [f for f in found_in[at] if f.kind in ("weekday", "day") and not stretch[0] <= f.start < stretch[1]]
    after = [f for f in beside if f.start >= stretch[1]]
    for form in after or beside[-1:]:
        sentence = sentences[at]
        there = replace(place, sentence=sentence, tense=Tense(place.text, sentence.start, sentence.end))
        what = meaning(form, there)
        if what and what.first and what.first == what.last:
            return what.first
    return None


def _record(read: _Read) -> DateMention:
    what = read.meaning
    return DateMention(
        read.form.start, read.form.end, what.first, what.last, what.grain, what.basis, what.literal, what.anchor
    )


def _remember(what: Meaning, form: Form, place: Place) -> None:
    if what.first is None or form.kind == "clock":
        return
    if what.first != what.last:
        place.context.add_span(what.first, place.sentence)
        return
    before = place.text[max(place.sentence.start, form.start - 20) : form.start]
    ahead = place.context.published is not None and what.first > place.context.published
    place.context.add(
        what.first,
        place.sentence,
        not ahead and not BEHIND.search(before) and place.tense.tells(form.start, form.end),
    )


def _spans(text: str, read: list[_Read]) -> list[_Read]:
    """Neighbours joined where the words between them make a span: "du … au …", "de … à …", "entre … et …"."""
    joined: list[_Read] = []
    for item in read:
        if joined and _is_span(text, joined[-1], item):
            joined[-1] = _span(joined[-1], item)
        else:
            joined.append(item)
    return joined


def _is_span(text: str, left: _Read, right: _Read) -> bool:
    if left.form.kind not in _JOINED or right.form.kind not in _JOINED or left.meaning.grain == "range":
        return False
    between = text[left.form.end : right.form.start]
    if len(between) > 20:
        return False
    before = text[max(0, left.form.start - 20) : left.form.start]
    if re.fullmatch(r"\s*[-–/]\s*", between):
        return True
    if _TO.fullmatch(between):
        return bool(_FROM.search(before)) or "au" in between
    if _AND.fullmatch(between):
        return bool(_BETWEEN.search(before) or before.endswith("entre ")) or _neighbours(left, right)
    return False


def _neighbours(left: _Read, right: _Read) -> bool:
    """ "Les 5 et 6 janvier": two days in a row under one month are one span."""
    a, b = left.meaning.last, right.meaning.first
    shared = (
        left.form.parts.get("month") and left.form.parts["month"] not in ("",) and left.form.end - left.form.start <= 4
    )
    return bool(shared and a and b and (b - a).days == 1)


def _span(left: _Read, right: _Read) -> _Read:
    first, last = left.meaning.first, right.meaning.last
    if first and last and first > last:
        back = _back(left, right)
        first = back if back and back <= last else None
    form = replace(left.form, end=right.form.end)
    return _Read(form, replace(right.meaning, first=first, last=last, grain="range"))


def _back(left: _Read, right: _Read) -> dt.date | None:
    """The first day moved before the last: a week back for weekdays, a year back for dates without year."""
    day, last = left.meaning.first, right.meaning.last
    if day is None or last is None:
        return None
    if left.form.kind == "weekday":
        return day - dt.timedelta(days=7)
    try:
        return day.replace(year=last.year - 1)
    except ValueError:
        return None
