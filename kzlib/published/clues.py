"""What one article holds about its day, and what it lets others know of theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sys import intern

from kzlib.dates.forms import Form
from kzlib.published import crisis, meeting, stamps, telling, years
from kzlib.published.stamps import Stamp
from kzlib.published.telling import Telling
from kzlib.records import Document, Passage

Inferred = tuple[dt.date, str]  # a day and the basis it rests on
Partial = tuple[int, int, int | None]  # month, day of the month and weekday, if given, of a date without its year


@dataclass(frozen=True, slots=True)
class Clues:
    """What an article holds about its day: stamps, best first, days told, and the words of each form among them."""

    doc_id: str
    stamps: list[Stamp]
    telling: Telling
    words: dict[tuple[int, int], str] = field(default_factory=dict)

    def said(self, form: Form) -> str:
        """The words of a form."""
        return self.words[form.start, form.end]


@dataclass(slots=True)
class Witness:
    """What an article says to others: its crisis, the days that it gives itself, and of each day told what about.

    `day` is its day of publication with its basis, None as long as it is not known; `clues` are held only until then.
    `told` holds, once it is known, each day told with the words of its sentence.
    """

    doc_id: str
    day: Inferred | None
    countries: tuple[str, ...]
    names: tuple[str, ...]
    partial: tuple[Partial, ...]
    clues: Clues | None
    told: tuple[tuple[dt.date, tuple[str, ...]], ...] = ()

    def publish(self, day: Inferred) -> None:
        """Take note of the day of publication; days told are those seen from it."""
        assert self.clues
        self.day = day
        self.told = _told(self.clues.telling, day[0])
        self.clues = None

    def interned(self) -> Witness:
        """The same, come from another process, with one copy of each word for all articles."""
        self.countries, self.names = (tuple(map(intern, words)) for words in (self.countries, self.names))
        self.told = tuple((day, tuple(map(intern, words))) for day, words in self.told)
        return self


def read(document: Document, passages: Sequence[Passage]) -> Clues:
    """Clues of an article."""
    text = document.text
    found, told = stamps.find(text, passages), telling.read(text, passages)
    forms = [*(s.form for s in found), *(t.form for t in told.days)]
    return Clues(document.doc_id, found, told, {(f.start, f.end): text[f.start : f.end] for f in forms})


def witness(document: Document, passages: Sequence[Passage], clues: Clues, day: Inferred | None) -> Witness:
    """What an article says to others; `day` is its day of publication as far as it is known."""
    about = crisis.read(document.text, passages)
    names = tuple(intern(name) for name in sorted(about.names))
    made = Witness(
        document.doc_id, None, tuple(sorted(about.countries)), names, tuple(dict.fromkeys(_partial(clues))), clues
    )
    if day:
        made.publish(day)
    return made


def _partial(clues: Clues) -> Iterator[Partial]:
    """Days that an article gives itself without the year."""
    for stamp in clues.stamps:
        if (day := stamps.without_year(stamp)) is not None:
            yield day
    for told in years.dated(clues.telling):
        yield told.month or 0, told.number or 0, told.weekday


def _told(told: Telling, published: dt.date) -> tuple[tuple[dt.date, tuple[str, ...]], ...]:
    return tuple(
        (day, tuple(intern(word) for word in sorted(t.about)))
        for t in told.days
        if (day := meeting.resolved(t, published))
    )
