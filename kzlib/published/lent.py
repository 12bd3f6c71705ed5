"""Days of publication that articles lend to one that has none: how many articles each, and the first two of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

_KEPT = 2  # ids kept a day: the first, and the one that is first without it


class Lent:
    """Days of articles: a day tells its articles apart only as far as the first of them are named."""

    def __init__(self, days: Iterable[tuple[str, dt.date]] = ()) -> None:
        """`days` are those of articles by id."""
        self._counts: dict[dt.date, int] = {}
        self._first: dict[dt.date, list[str]] = {}
        for doc_id, day in days:
            self.add(doc_id, day)

    def add(self, doc_id: str, day: dt.date) -> None:
        """Add the day of an article."""
        self._counts[day] = self._counts.get(day, 0) + 1
        first = self._first.setdefault(day, [])
        if len(first) < _KEPT or doc_id < first[-1]:
            self._first[day] = sorted([*first, doc_id])[:_KEPT]

    def without(self, doc_id: str, day: dt.date) -> Lent:
        """The same without an article, which has been added with that day."""
        made = Lent()
        made._counts = {d: n - (d == day) for d, n in self._counts.items() if d != day or n > 1}
        made._first = {d: [i for i in first if i != doc_id] for d, first in self._first.items() if d in made._counts}
        return made

    def joined(self, others: Iterable[Lent]) -> Lent:
        """These days and those of others; an article that is in several counts once for the first two of a day."""
        made = Lent()
        for lent in (self, *others):
            for day, first in lent._first.items():
                made._first[day] = sorted({*made._first.get(day, ()), *first})[:_KEPT]
        made._counts = {day: len(first) for day, first in made._first.items()}
        return made

    def __len__(self) -> int:
        return sum(self._counts.values())

    def __iter__(self) -> Iterator[dt.date]:
        """The days, each once."""
        return iter(self._counts)

    def around(self, day: dt.date, most: int) -> int:
        """How many articles appeared at most so many days before or after a day."""
        return sum(n for other, n in self._counts.items() if abs((other - day).days) <= most)

    def gap(self, day: dt.date) -> int:
        """Days from a day to the nearest one lent."""
        return min(abs((other - day).days) for other in self._counts)

    def nearest(self, day: dt.date) -> str:
        """The article that appeared nearest to a day; of several the first by id."""
        gap = self.gap(day)
        return min(first[0] for other, first in self._first.items() if abs((other - day).days) == gap)
