"""Days and spans of days: arithmetic on the civil calendar, nothing about words.

What leaves the calendar, that is the years 1 to 9999, raises OverflowError, but where a function says otherwise.
"""

from __future__ import annotations

import calendar
import datetime as dt

Span = tuple[dt.date, dt.date]
DAY = dt.timedelta(days=1)


def date(year: int, month: int, day: int) -> dt.date | None:
    """The day, None if the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def shift(day: dt.date, by: int) -> dt.date | None:
    """The day so many days later (earlier if negative), None beyond the calendar."""
    try:
        return day + dt.timedelta(days=by)
    except OverflowError:
        return None


def month_of(year: int, month: int) -> Span:
    """First and last day of a month; months beyond 1 to 12 run into the neighbouring years."""
    year, month = _known(year + (month - 1) // 12), (month - 1) % 12 + 1
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> Span:
    """First and last day of a year."""
    return dt.date(_known(year), 1, 1), dt.date(year, 12, 31)


def _known(year: int) -> int:
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(f"year {year}; the calendar has {dt.MINYEAR} to {dt.MAXYEAR}")
    return year


def week_of(day: dt.date, by: int = 0) -> Span:
    """Monday and Sunday of the week that holds a day, or of the week so many weeks later."""
    monday = day - dt.timedelta(days=day.weekday() - 7 * by)
    return monday, monday + dt.timedelta(days=6)


def latest(day: dt.date, weekday: int) -> dt.date:
    """The most recent such weekday (0 is Monday) up to and including a day."""
    return day - dt.timedelta(days=(day.weekday() - weekday) % 7)


def next_on(day: dt.date, weekday: int) -> dt.date:
    """The first such weekday from a day on, that day included."""
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)


def nearest(day: dt.date, weekday: int) -> dt.date:
    """The such weekday nearest to a day, before or after it."""
    ahead = (weekday - day.weekday()) % 7
    return day + dt.timedelta(days=ahead if ahead <= 3 else ahead - 7)


def clipped(year: int, month: int, first: int, last: int) -> Span:
    """Days `first` to `last` of a month, `last` cut to the length of the month."""
    begin, end = month_of(year, month)
    return begin.replace(day=min(first, end.day)), begin.replace(day=min(last, end.day))


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches (anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)
