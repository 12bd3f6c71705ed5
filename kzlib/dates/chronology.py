"""Reading through a text in order: forms found, expanded, resolved and joined into spans."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kzlib.article import Sentence
from kzlib.dates import forms, spans, spoken
from kzlib.dates.context import Context
from kzlib.dates.forms import Form
from kzlib.dates.meaning import Meaning, Place
from kzlib.dates.resolve import meaning
from kzlib.dates.spans import Read
from kzlib.dates.tense import BEHIND, Tense
from kzlib.records import DateMention


def mentions(text: str, sentences: Sequence[Sentence], published: dt.date | None) -> list[DateMention]:
    """Dates of a text, in order. `sentences` are its kept sentences, `published` its day of publication if known."""
    context = Context(published)
    quoted = spoken.quoted(text)
    found_in = [forms.find(text, s.start, s.end) for s in sentences]
    found: list[DateMention] = []
    for sentence, in_sentence in zip(sentences, found_in, strict=True):
        if not in_sentence:
            continue
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
                read.append(Read(form, what))
                _remember(what, form, place)
        found.extend(_record(r) for r in spans.join(text, read))
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


def _record(read: Read) -> DateMention:
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
