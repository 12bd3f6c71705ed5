"""Which day a date without its year can mean: what the calendar leaves of the years that are plausible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kzlib.dates import days
from kzlib.published.telling import Telling, Told

WINDOW = 21  # days that two articles on one crisis may lie apart for one to say the year of the other
_PLAUSIBLE = 10  # years after the latest one told in which no second year may fit
_RECENT = 2  # years after the latest one told in which the article must lie
STORY = 2  # weight up to which a day told belongs to the story


def dated(telling: Telling) -> list[Told]:
    """Days told as past with number and month, the weekday too, that carry the story."""
    return [t for t in telling.days if t.number and t.weekday is not None and not t.future and t.weight <= STORY]


def fits(telling: Telling, year: int) -> bool:
    """Whether the weekdays written beside dates agree with a year, and no later year is told as past.

    A date behind the story may be of the year before.
    """
    if telling.latest_year and telling.latest_year > year:
        return False
    behind = [t for t in telling.days if t.weight > STORY and t.weekday is not None and t.number and not t.future]
    return all(on(t, year) for t in dated(telling) if not t.year) and all(
        on(t, year) or on(t, year - 1) for t in behind
    )


def on(told: Told, year: int) -> dt.date | None:
    """The day told in a year, None if the calendar has no such day or gives it another weekday."""
    if told.month is None or told.number is None:
        return None
    day = days.date(told.year or year, told.month, told.number)
    return day if day and told.weekday in (None, day.weekday()) else None


def own_year(telling: Telling) -> int | None:
    """The year of the dates told, if the calendar leaves one soon after the latest month told, else None.

    Weekdays come back on the same date every five to eleven years: no second year may fit within ten.
    """
    first = telling.latest_year
    if first is None or not telling.month_told or not any(not t.year for t in dated(telling)):
        return None
    years = [y for y in range(first, first + _PLAUSIBLE + 1) if fits(telling, y)]
    return years[0] if len(years) == 1 and years[0] <= first + _RECENT else None


def near(month: int, number: int, lent: Iterable[dt.date]) -> list[dt.date]:
    """Days with that month and number within the window of some day lent, earliest first."""
    found = {
        day
        for other in lent
        for year in (other.year - 1, other.year, other.year + 1)
        if (day := days.date(year, month, number)) and abs((day - other).days) <= WINDOW
    }
    return sorted(found)
