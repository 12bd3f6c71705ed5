"""What the chapter hands on to the home page."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kzlib.chapters.chronology.order import period, undated
from kzlib.chapters.daymarks import Daily, daily
from kzlib.edition import Edition, Row
from kzlib.evidence import amount, day, link, shorten, tally

NAME = 90  # characters of the words of an event


def handed(edition: Edition) -> dict[str, Any]:
    """The period with how many events have a day, and the days of the events for the cover."""
    return {"days": days(edition), "happened": happened(edition)}


def days(edition: Edition) -> Markup:
    """From when to when most happened, and how many events have a day."""
    core = period(edition)
    head = Markup("<h2>The days</h2>")
    if not core:
        return head + Markup('<p>No event could be dated. <a href="chronology.html">Chronology</a></p>')
    first, last = core[0], max(core, key=lambda h: (h.last or h.first, h.event_id))
    begin, end = day(first.first, year=False), day(last.last or last.first, year=False)
    span = link(first.tellings[0], begin)
    span += Markup(" – {}").format(link(last.tellings[0], end)) if begin != end else Markup("")
    open_ones = len(undated(edition))
    dated = tally(len(edition.happenings) - open_ones, "dated event", "chronology.html#t-days")
    told = Markup("{}, {} without a day.").format(dated, amount(open_ones, "chronology.html#t-undated"))
    text = Markup('<p class="big">{}</p><p>{}</p>').format(span, told)
    return head + text + Markup('<p><a href="chronology.html">Day by day</a></p>')


def happened(edition: Edition) -> Daily:
    """Events that have a day, each at the words of its first telling."""
    return daily(((h.first, h.tellings[0]) for h in edition.happenings if h.first), _told)


def _told(telling: Row) -> str:
    return shorten(telling["text"], NAME)
