"""What stands on each day of the cover's picture: how much, and the first of it by name."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from kzlib.compare import Claim
from kzlib.edition import Row
from kzlib.evidence import address

HIGH = 9  # marks on one day that are shown
# Day (ISO 8601), how many there are, of the first HIGH the address and what is said. It goes through JSON.
Daily = list[tuple[str, int, list[tuple[str, str]]]]
T = TypeVar("T", Row, Claim)


def daily(marks: Iterable[tuple[dt.date, T]], said: Callable[[T], str]) -> Daily:
    """Readings by the day that each belongs to, in their order; `said` is what one is called."""
    found: defaultdict[dt.date, list[T]] = defaultdict(list)
    for day, words in marks:
        found[day].append(words)
    return [(d.isoformat(), len(all), [(address(w), said(w)) for w in all[:HIGH]]) for d, all in found.items()]
