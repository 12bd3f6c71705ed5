"""Which events, in which order: dated and not, the days of the crisis, and the weightiest where not all have room."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence

from kzlib.compare import Happening
from kzlib.edition import Edition

# Days that a crisis is taken to last at most where the book gives one span for it; older background lies outside.
SPAN = 61
# Marks that a chart of events has room for.
MARKS = 40


def dated(edition: Edition) -> list[Happening]:
    """Events with a day, in order."""
    return [h for h in edition.happenings if h.first]


def undated(edition: Edition) -> list[Happening]:
    """Events that no article dates."""
    return [h for h in edition.happenings if not h.first]


def period(edition: Edition) -> list[Happening]:
    """The dated events of the crisis itself: those of the 61 days in which most happen, the earliest of equals."""
    found = dated(edition)
    best, start = (0, 0), 0
    for end, event in enumerate(found):
        while _days_between(found[start], event) >= SPAN:
            start += 1
        if end + 1 - start > best[1] - best[0]:
            best = (start, end + 1)
    return found[best[0] : best[1]]


def _days_between(event: Happening, other: Happening) -> int:
    assert event.first and other.first
    return (other.first - event.first).days


def weightiest(events: Sequence[Happening], most: int) -> list[Happening]:
    """At most so many events, those with most independent voices, then most tellings; in the order given.

    Of equals a digest of the id chooses, so that they are spread over days and types and not all of the first.
    """
    if len(events) <= most:
        return list(events)
    ranked = sorted(range(len(events)), key=lambda n: _weight(events[n]))
    last = _weight(events[ranked[most - 1]])
    equals = [n for n in ranked if _weight(events[n]) == last]
    sure = ranked[: ranked.index(equals[0])]
    equals.sort(key=lambda n: _digest(events[n]))
    return [events[n] for n in sorted([*sure, *equals][:most])]


def _weight(event: Happening) -> tuple[int, int]:
    return -event.origins, -len(event.tellings)


def _digest(event: Happening) -> str:
    return hashlib.sha256(event.event_id.encode("utf-8", "surrogatepass")).hexdigest()


def types(events: Sequence[Happening]) -> list[str]:
    """Types of events, the most frequent first."""
    return [code for code, _ in Counter(h.type for h in events).most_common()]


def busiest(events: Sequence[Happening]) -> tuple[dt.date, int] | None:
    """The one day on which most events happen, and how many; None if no day has more than each other."""
    counts = Counter(h.first for h in events if h.first and h.first == (h.last or h.first)).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0], counts[0][1]
