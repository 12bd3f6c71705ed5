"""What is not certain in the chronology: the events of each kind of doubt, each linked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from kzlib.chapters.chronology.order import dated, undated, weightiest
from kzlib.chapters.chronology.words import anchor, label, short, to
from kzlib.compare import Happening
from kzlib.edition import Edition
from kzlib.evidence import Column, shorten, table, visible

SHOWN = 8  # events named for each doubt


@dataclass(frozen=True, slots=True)
class Doubt:
    """A kind of doubt: its id on the page, how a sentence says it of one and of several events, and which have it."""

    id: str
    one: str
    many: str
    holds: Callable[[Happening], bool]


DOUBTS = (
    Doubt("doubt-undated", "has no day", "have no day", lambda h: h.first is None),
    Doubt(
        "doubt-inexact",
        "is dated only roughly or to a period",
        "are dated only roughly or to a period",
        lambda h: h.precision.kind not in ("day", "undated"),
    ),
    Doubt("doubt-days", "is told with conflicting days", "are told with conflicting days", lambda h: h.disputed),
    Doubt("doubt-plan", "is only planned or announced", "are only planned or announced", lambda h: _only(h, "planned")),
    Doubt(
        "doubt-contested",
        "is told by some and denied by others",
        "are told by some and denied by others",
        lambda h: h.contested,
    ),
    Doubt("doubt-denied", "is denied", "are denied", lambda h: _only(h, "denied")),
    Doubt("doubt-said", "is told only as someone said", "are told only as someone said", lambda h: _only(h, "said")),
    Doubt("doubt-voice", "rests on one voice alone", "rest on one voice alone", lambda h: h.origins == 1),
)


def _only(event: Happening, status: str) -> bool:
    return list(event.status) == [status]


def found(edition: Edition) -> list[tuple[Doubt, list[Happening]]]:
    """Each kind of doubt that some event has, with those events."""
    having = ((d, [h for h in edition.happenings if d.holds(h)]) for d in DOUBTS)
    return [(d, events) for d, events in having if events]


def uncertain(edition: Edition, most: int) -> Markup:
    """The kinds of doubt, each with up to eight of its events; `most` is how many the lists of events show."""
    kinds = found(edition)
    if not kinds:
        none = (
            "Every event read has an exact day and more than one voice." if edition.happenings else "No event was read."
        )
        return Markup("<p>{}</p>").format(none)
    listed = {h.event_id for events in (dated(edition), undated(edition)) for h in weightiest(events, most)}
    columns = [Column("Events", "n"), Column("What is not certain"), Column("Which", "words")]
    return table("Events by kind of doubt", columns, [_row(d, events, listed) for d, events in kinds])


def _row(doubt: Doubt, events: list[Happening], listed: set[str]) -> tuple[object, ...]:
    """How many events a kind of doubt has, and its weightiest; where there are more, how many."""
    named = weightiest(events, SHOWN)
    rest = len(events) - len(named)
    more = Markup(' and <a href="data/events.csv">{:,} more</a>').format(rest) if rest else Markup("")
    count = Markup('<span id="{}" data-total="{}">{:,}</span>').format(doubt.id, len(events), len(events))
    says = doubt.one if len(events) == 1 else doubt.many
    return count, says, Markup("; ").join(_event(h, listed) for h in named) + more


def _undated(event: Happening) -> Markup:
    """An event without a day by its type and the beginning of its words."""
    words = visible(shorten(event.tellings[0]["text"], 50))
    return Markup('{}: <q class="evidence" lang="fr">{}</q>').format(label(event.type), words)


def _event(event: Happening, listed: set[str]) -> Markup:
    """An event in a few words, linked to its place on the page, or to its words where it is not listed."""
    words = shorten(short(event), 90) if event.first else _undated(event)
    if event.event_id in listed:
        return Markup('<a href="#{}">{}</a>').format(anchor(event), words)
    return to(event.tellings[0], words)
