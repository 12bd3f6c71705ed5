"""The opening sentences: what happened, on which days, as how many independent voices tell it, what is not certain."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from kzlib.chapters.chronology import doubt, order
from kzlib.chapters.chronology.days import one_each
from kzlib.chapters.chronology.words import label, to, when
from kzlib.chapters.names import article
from kzlib.compare import Happening
from kzlib.edition import Edition
from kzlib.evidence import joined, link, shorten, tally

TYPES, ARTICLES = 3, 3  # types of events, and articles behind one, that a sentence names


def lead(edition: Edition) -> Markup:
    """Up to four sentences; every number in them leads to what it counts."""
    if not edition.happenings:
        return Markup("<p>No event was read in these articles.</p>")
    sentences = (_days(edition), _voices(edition), _doubts(edition))
    return Markup('<div class="lead"><p>{}</p></div>').format(Markup(" ").join(s for s in sentences if s))


def _days(edition: Edition) -> Markup:
    """How many events are dated, over which days, of which types, and the busiest day."""
    known, core = order.dated(edition), order.period(edition)
    types = joined(label(t) for t in order.types(known or edition.happenings)[:TYPES])
    if not core:
        return Markup("The articles tell {} ({}) and date none of them.").format(
            tally(len(edition.happenings), "event", "#t-undated"), types
        )
    mostly = "mostly " if len(order.types(known)) > TYPES else ""
    text = Markup("The articles date {} ({}{}), {}").format(
        tally(len(known), "event", "#t-days"), mostly, types, _span(core, len(known))
    )
    busy = order.busiest(core)
    if busy and len(core) > 2 and busy[1] > 1:
        # linked to words and not to the day's section, which is not shown where its events are not among the weightiest
        (told,) = order.weightiest([h for h in core if h.first == busy[0] == (h.last or h.first)], 1)
        text += Markup("; the day with most is {}").format(_on(told, when(busy[0], None), busy[0]))
    return text + "."


def _span(core: list[Happening], known: int) -> Markup:
    """From the first to the last day of the crisis, each linked to the words of an event on it."""
    first, last = core[0], max(core, key=lambda h: h.last or dt.date.min)
    words = "" if len(core) == known else "most of them " if 2 * len(core) > known else "with the densest stretch "
    begin, end = when(first.first, None), when(last.last, None)
    if begin == end:
        return Markup("{}on {}").format(words, _on(first, begin, first.first))
    return Markup("{}from {} to {}").format(words, _on(first, begin, first.first), _on(last, end, last.last))


def _on(event: Happening, shown: str, *days: dt.date | None) -> Markup:
    """Days of an event, linked to the first words that tell them all: tellings of one may differ in their days."""
    told = (t for t in event.tellings if {*days} <= {t["first"], t["last"] or t["first"]})
    return link(next(told, event.tellings[0]), shown)


def _voices(edition: Edition) -> Markup:
    """The event that most independent voices tell, and by how many."""
    most = max(order.dated(edition) or edition.happenings, key=lambda h: (h.origins, len(h.tellings)))
    if most.origins == 1:
        return Markup("No event is told by more than one independent voice.")
    told = one_each(most)
    articles = joined((link(t, article(t["doc_id"])) for t in told[:ARTICLES]), "and")
    rest = " and others" if len(told) > ARTICLES else ""
    return Markup("Told most widely: {}{}{}, by {} ({}{}).").format(
        label(most.type),
        f" in {shorten(most.place, 60)}" if most.place else "",
        Markup(" on {}").format(_on(most, when(most.first, most.last), most.first, most.last or most.first))
        if most.first
        else "",
        to(most.tellings[0], f"{most.origins} independent voices"),
        articles,
        rest,
    )


def _doubts(edition: Edition) -> Markup:
    """What is not certain, by kind: how many events, each linked to their list."""
    parts: list[Markup] = []
    for kind, events in doubt.found(edition):
        count = tally(len(events), "event", f"#{kind.id}") if not parts else _count(len(events), kind.id)
        parts.append(Markup("{} {}").format(count, kind.one if len(events) == 1 else kind.many))
    if not parts:
        return Markup("")
    return Markup("Not certain: {}.").format(joined(parts))


def _count(count: int, where: str) -> Markup:
    return Markup('<a class="tally" href="#{}">{:,}</a>').format(where, count)
