"""English words for what is counted and when, whatever the language set on the machine."""

from __future__ import annotations

import datetime as dt

MONTHS = "January February March April May June July August September October November December".split()
_SMALL = "one two three four five six seven eight nine ten eleven twelve".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def number(value: float) -> str:
    """A count with thousands separated: 1,300; a fraction only where there is one."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def in_words(value: int) -> str:
    """A small count in words (one to twelve), any other in digits: "three", "1,300"."""
    return _SMALL[value - 1] if 0 < value <= len(_SMALL) else number(value)


def day(value: dt.date, year: bool) -> str:
    """A day as 9 January, with its year if asked."""
    return f"{value.day} {MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")
