"""Where two articles tell the same: their sentences on one day, if one of them appeared on a day to be tried."""

from __future__ import annotations

import datetime as dt

from kzlib.dates import days
from kzlib.published.telling import Told


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
