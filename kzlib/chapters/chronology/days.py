"""Days down the page: what happened on each, how exactly the day is known, who tells it, and on which words."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from markupsafe import Markup

from kzlib.chapters.chronology.order import dated, undated, weightiest
from kzlib.chapters.chronology.words import (
    PRECISION,
    STATUS,
    anchor,
    day_anchor,
    first_report,
    label,
    to,
    when,
)
from kzlib.chapters.names import article
from kzlib.compare import Happening
from kzlib.edition import Edition
from kzlib.evidence import days, joined, missing, plural, shorten, tally, visible

Row = dict[str, Any]
TELLINGS, NAMES, NAME = 3, 4, 80  # tellings and names shown of an event, and characters of a name
# How the words of a date lead to a day (dates.basis).
_BASIS = {"explicit": "", "relative": ", counted from publication", "anaphoric": ", counted from a day named before"}


def by_day(edition: Edition, most: int) -> Markup:
    """Dated events, a section a day in order; the `most` with most independent voices if there are more."""
    events = dated(edition)
    if not events:
        return Markup("<p>{}</p>").format(
            "No event could be dated." if edition.happenings else "No event was read in these articles."
        )
    shown = weightiest(events, most)
    sections = Markup("\n").join(
        _section(first, last, list(group)) for (first, last), group in groupby(_in_order(shown), key=_days)
    )
    return _legend(shown) + _all(sections, "t-days", len(shown), len(events))


def without_day(edition: Edition, most: int) -> Markup:
    """Events that the articles do not date, the `most` with most independent voices if there are more."""
    events = undated(edition)
    if not events:
        none = "Every event read is dated by an article." if edition.happenings else "No event was read."
        return Markup("<p>{}</p>").format(none)
    shown = weightiest(events, most)
    return _all(_items(shown), "t-undated", len(shown), len(events))


def _days(event: Happening) -> tuple[dt.date, dt.date]:
    assert event.first
    return event.first, event.last or event.first


def _in_order(events: list[Happening]) -> list[Happening]:
    """By days, a single day before the periods that begin on it; of one day, what most voices tell first."""
    return sorted(events, key=lambda h: (*_days(h), -h.origins, h.type, h.event_id))


def _legend(events: list[Happening]) -> Markup:
    kinds = [k for k in PRECISION if any(h.precision.kind == k for h in events)]
    marks = Markup("").join(
        Markup('<li><span class="mark">{}</span> {}</li>').format(*PRECISION[k]) for k in kinds if k != "undated"
    )
    return Markup('<ul class="key">{}</ul>').format(marks)


def _all(inner: Markup, id: str, shown: int, total: int) -> Markup:
    html = Markup('<div class="events" id="{}" data-total="{}">{}</div>').format(id, total, inner)
    if total > shown:
        html += Markup(
            '<p class="more">{:,} of {:,} shown, those that most independent voices tell. They are all in '
            '<a href="data/events.csv">events.csv</a>.</p>'
        ).format(shown, total)
    return html


def _section(first: dt.date, last: dt.date, events: list[Happening]) -> Markup:
    key = day_anchor(first, last)
    return Markup('<section id="{0}"><h3><a href="#{0}">{1}</a></h3>{2}</section>').format(
        key, when(first, last), _items(events)
    )


def _items(events: list[Happening]) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("\n").join(_item(h) for h in events))


def _item(event: Happening) -> Markup:
    """An event: what and where, how sure, the words that tell it, who, and when it was first told."""
    mark, exactness = PRECISION[event.precision.kind]
    what = Markup('<span class="mark" title="{}">{}</span> <b>{}</b>, {}').format(
        exactness, mark, label(event.type), _cut(event.place) if event.place else missing("place not given")
    )
    facts = [f for f in (_dating(event, exactness), _status(event), _voices(event), _report(event), _who(event)) if f]
    return Markup('<li id="{}"><p class="what">{}</p>{}<p class="facts">{}</p>{}</li>').format(
        anchor(event), what, _tellings(event), Markup(" · ").join(facts), _dispute(event)
    )


def _cut(name: str) -> Markup:
    return visible(shorten(name, NAME))


def _dating(event: Happening, exactness: str) -> Markup:
    """How exactly the day is given, and the words that it rests on where they stand elsewhere or are no plain date."""
    precision = event.precision
    if precision.words is None:
        return Markup.escape(exactness.capitalize())
    if precision.within and precision.basis == "explicit" and precision.kind == "day":
        return Markup.escape(exactness.capitalize())
    words = Markup('<q class="evidence" lang="fr">{}</q>').format(visible(shorten(precision.words["text"], 60)))
    return Markup("{}, from {}{}").format(exactness.capitalize(), to(precision.words, words), _BASIS[precision.basis])


def _status(event: Happening) -> Markup:
    """How it is told; where in several ways, by how many independent voices each, linked to the first telling so."""
    if len(event.status) == 1:
        return Markup.escape(STATUS[event.modality])
    return joined(
        Markup("{} by {}").format(STATUS[s], tally(n, "independent voice", f"#{anchor(event)}-{s}"))
        for s, n in event.status.items()
    )


def _voices(event: Happening) -> Markup:
    articles = plural(len(event.articles), "article")
    return to(event.tellings[0], f"{plural(event.origins, 'independent voice')} ({articles})")


def _report(event: Happening) -> Markup:
    if event.report is None:
        return Markup("first report not dated")
    how = " as a plan" if event.report["modality"] == "planned" and event.modality != "planned" else ""
    return Markup("first told{} {}").format(how, to(event.report, first_report(event)))


def _who(event: Happening) -> Markup:
    if not event.participants:
        return Markup("")
    names = joined((_cut(p) for p in event.participants[:NAMES]), "and")
    return Markup("who: {}{}").format(names, " and others" if len(event.participants) > NAMES else "")


def one_each(event: Happening) -> list[Row]:
    """One telling for each article."""
    found: dict[str, Row] = {}
    for telling in event.tellings:
        found.setdefault(telling["doc_id"], telling)
    return list(found.values())


def _tellings(event: Happening) -> Markup:
    """The words of up to three articles, each linked; where they tell it in several ways, one of each way at least."""
    if len(event.status) == 1:
        told = one_each(event)
        shown = [_telling(t) for t in told[:TELLINGS]]
    else:
        told = [next(t for t in event.tellings if t["modality"] == s) for s in event.status]
        told += [t for t in one_each(event) if t not in told]
        marked = len(event.status)
        shown = [_telling(t, f"{anchor(event)}-{t['modality']}", event.status[t["modality"]]) for t in told[:marked]]
        shown += [_telling(t) for t in told[marked : max(marked, TELLINGS)]]
    rest = len({t["doc_id"] for t in told} - {t["doc_id"] for t in told[: len(shown)]})
    more = [Markup("<li>and in other articles</li>")] if rest else []
    return Markup('<ul class="tellings">{}</ul>').format(Markup("").join([*shown, *more]))


def _telling(telling: Row, id: str = "", voices: int = 0) -> Markup:
    """The words of a telling and its article; with an id, how it is told, and by how many voices so."""
    words = Markup('<q class="evidence" lang="fr">{}</q>').format(visible(shorten(telling["text"], 200)))
    marked = Markup(' id="{}" data-total="{}"').format(id, voices) if id else ""
    how = f" ({STATUS[telling['modality']]})" if id else ""
    return Markup("<li{}>{} {}{}</li>").format(marked, to(telling, words), article(telling["doc_id"]), how)


def _dispute(event: Happening) -> Markup:
    """The days given, each with its evidence, where tellings give different ones."""
    if len(event.days_given) < 2:
        return Markup("")
    given = joined(
        to(d.tellings[0], f"{days(d.first, d.last)} ({plural(d.origins, 'independent voice')})")
        for d in event.days_given[:6]
    )
    head = "The tellings disagree on the day" if event.disputed else "The tellings give the day more and less exactly"
    return Markup('<p class="facts">{}: {}.</p>').format(head, given)
