"""What the text has spoken of so far: the days that "the day before", "in the evening" or "that same day" lean on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from kzlib.article import Sentence

_MEMORY = 30  # days named before which a reader no longer leans on


@dataclass(frozen=True, slots=True)
class Spoken:
    """A day that the text has named: where, whether it carries the story there (`main`) or stands behind it.

    `wide` says that it is the first day of a month, year or other span, which only counts of months and years lean on.
    """

    day: dt.date
    sentence: int
    paragraph: int
    main: bool
    wide: bool = False


@dataclass(slots=True)
class Context:
    """The reading so far. `published` is the day of publication, None if unknown; `spoken` the days named, in order."""

    published: dt.date | None
    spoken: list[Spoken] = field(default_factory=list)
    latest: dt.date | None = None

    def add_span(self, first: dt.date, sentence: Sentence) -> None:
        """Remember a month, year or other span that a sentence names, by its first day."""
        self.spoken.append(Spoken(first, sentence.number, sentence.paragraph, False, wide=True))

    def add(self, day: dt.date, sentence: Sentence, main: bool) -> None:
        """Remember a day that a sentence names."""
        self.spoken.append(Spoken(day, sentence.number, sentence.paragraph, main))
        if self.published is None or day <= self.published:
            self.latest = max(self.latest or day, day)

    @property
    def anchor(self) -> dt.date | None:
        """The day that relative words lean on: publication, else the latest day named so far."""
        return self.published or self.latest

    def story(self, sentence: Sentence) -> dt.date | None:
        """The day that the story is at: of this sentence or paragraph, else the latest day told, else publication."""
        for spoken in self._recently():
            if spoken.paragraph != sentence.paragraph:
                break
            if spoken.main or spoken.sentence == sentence.number:
                return spoken.day
        return self.report()

    def _recently(self) -> Iterator[Spoken]:
        return (s for s in reversed(self.spoken[-_MEMORY:]) if not s.wide)

    def report(self) -> dt.date | None:
        """The latest day told so far that is not after publication, else the day of publication."""
        return self.latest if self.latest and self._recent(self.latest) else self.published

    def _recent(self, day: dt.date) -> bool:
        return self.published is None or (self.published - day).days <= 7

    def last_of(self, paragraph: int) -> dt.date | None:
        """The day that a paragraph has named last, None if it has named none."""
        return self.spoken[-1].day if self.spoken and self.spoken[-1].paragraph == paragraph else None

    def last_of_any_width(self) -> dt.date | None:
        """The last day or first day of a span named, else the day reported on."""
        return self.spoken[-1].day if self.spoken else self.report()

    def last(self, main: bool = False) -> dt.date | None:
        """The last day named (that carries the story), else the day reported on."""
        for spoken in self._recently():
            if spoken.main or not main:
                return spoken.day
        return self.report()
