"""Events in words: type, days, how exactly they are given, how they are told, and when they were first reported."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from markupsafe import Markup

from kzlib.compare import Happening
from kzlib.compare.precision import span
from kzlib.evidence import address, day, days, plural, shorten

# How exactly the day of an event is given: a mark that differs by shape, and words.
PRECISION = {
    "day": ("●", "exact day"),
    "days": ("◐", "several days"),
    "about": ("≈", "about these days"),
    "week": ("◑", "a week"),
    "month": ("○", "a month"),
    "year": ("○", "a year"),
    "undated": ("?", "not dated"),
}
STATUS = {"fact": "told as fact", "said": "as someone said", "planned": "planned", "denied": "denied"}
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,80}")


def label(code: str) -> str:
    """A code as words: state_of_emergency is "state of emergency"."""
    return code.replace("_", " ")


def anchor(event: Happening) -> str:
    """Id of an event on the page of the chapter, from what it is, not from where it stands."""
    known = event.event_id
    return f"e-{known}" if _SAFE.fullmatch(known) else f"e-{hashlib.sha256(known.encode()).hexdigest()[:10]}"


def day_anchor(first: dt.date, last: dt.date) -> str:
    """Id of the section of a day, d-2022-01-05, or of several days, d-2022-01-01-to-2022-01-05."""
    return f"d-{first.isoformat()}" + ("" if first == last else f"-to-{last.isoformat()}")


def when(first: dt.date | None, last: dt.date | None) -> str:
    """Days as a heading says them: 5 January 2022, 1-5 January 2022, January 2022, 2022; "not dated" without."""
    if first is None:
        return "not dated"
    last = last or first
    kind = span(first, last)
    if kind == "year":
        return str(first.year)
    return day(first).partition(" ")[2] if kind == "month" else days(first, last)


def short(event: Happening) -> str:
    """An event in a few words: "storming, Almaty, 5 January 2022"."""
    place = f", {shorten(event.place, 60)}" if event.place else ""
    return f"{label(event.type)}{place}, {when(event.first, event.last)}"


def delay(lag: tuple[int, int] | None) -> str:
    """Days from an event to its first report in words: "2 days later", "4 to 8 days later", "the same day"."""
    if lag is None:
        return ""
    least, most = lag
    if least == most:
        return _side(least)
    if least > 0:
        return f"{least:,} to {plural(most, 'day')} later"
    if most < 0:
        return f"{-most:,} to {plural(-least, 'day')} before"
    return "while it lasted"


def _side(lag: int) -> str:
    if lag == 0:
        return "the same day"
    return f"{plural(abs(lag), 'day')} {'later' if lag > 0 else 'before'}"


def first_report(event: Happening) -> str:
    """When an event was first reported, in words; an empty string if no article that tells it is dated."""
    if event.reported is None:
        return ""
    late = delay(event.lag)
    return day(event.reported) + (f", {late}" if late else "") + (", or before" if event.reported_open else "")


def to(row: object, shown: object) -> Markup:
    """A link to the evidence of a row that does not repeat its words."""
    return Markup('<a class="ev" href="{}">{}</a>').format(address(row), shown)
