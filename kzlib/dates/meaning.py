"""What a form can mean, and where it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kzlib.article import Sentence
from kzlib.dates.context import Context
from kzlib.dates.forms import Form
from kzlib.dates.tense import Tense


@dataclass(frozen=True, slots=True)
class Meaning:
    """The days that a form covers, how wide the words are, and on what they rest."""

    first: dt.date | None
    last: dt.date | None
    grain: str
    basis: str
    literal: str | None = None
    anchor: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form stands: the text, its sentence, and which way the verb points."""

    text: str
    sentence: Sentence
    tense: Tense
    context: Context
    spoken_on: dt.date | None

    def follows(self, words: str, form: Form) -> bool:
        """Whether these words, in small letters, stand right before the form."""
        return self.text[max(0, form.start - len(words)) : form.start].lower() == words

    def direction(self, form: Form) -> str:
        """PAST, FUTURE, NEAREST or NONE, from the verb that governs the form."""
        return self.tense.direction(form.start, form.end)


def single(
    day: dt.date | None, grain: str, basis: str, anchor: dt.date | None = None, literal: str | None = None
) -> Meaning:
    """One day, or no known day."""
    return Meaning(day, day, grain, basis, literal, anchor)


def grain_of(form: Form) -> str:
    """Hour if the form tells the time of the day, else day."""
    return "hour" if form.kind == "clock" or "hour" in form.parts or "point" in form.parts else "day"
