"""Where two articles tell the same: their sentences on one day, if one of them appeared on a day to be tried."""

from __future__ import annotations

import datetime as dt

from kzlib.dates import days
from kzlib.published import crisis
from kzlib.published.telling import Telling, Told

_ENOUGH = 4  # words in common, those that are not common to all articles counted twice


def tells_the_same(one: Telling, at: dt.date, other: Telling, published: dt.date) -> bool:
    """Whether a weekday told by an article, if it appeared on the day `at`, meets what another tells of that day."""
    known = [(day, t) for t in other.days if (day := resolved(t, published))]
    tried = [(day, t) for t in one.days if not t.number and (day := resolved(t, at))]
    return any(day == theirs and _meet(mine, told) for day, mine in tried for theirs, told in known)


def resolved(told: Told, published: dt.date) -> dt.date | None:
    """The day that is told, seen from a day of publication; None where the calendar has no such day."""
    if told.number and told.month:
        options = [days.date(told.year or published.year + n, told.month, told.number) for n in (-1, 0, 1)]
        return min((d for d in options if d), key=lambda d: abs((d - published).days), default=None)
    if told.weekday is None:
        return None
    try:
        return days.next_on(published + days.DAY, told.weekday) if told.future else days.latest(published, told.weekday)
    except OverflowError:
        return None


def _meet(one: Told, other: Told) -> bool:
    shared = one.about & other.about
    return len(shared) + sum(not crisis.is_common(word) for word in shared) >= _ENOUGH
