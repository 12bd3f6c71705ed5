"""How exactly the day of an event is given, and on which words it rests, from the tables events and dates alone."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kzlib import lexicon

Row = dict[str, Any]
Days = tuple[dt.date, dt.date]

# From the most exact to the least.
KINDS = ("day", "days", "about", "week", "month", "year", "undated")
_OF_GRAIN = {"hour": "day", "day": "day", "week": "week", "month": "month", "year": "year", "range": "days"}
# What may stand between "vers" and the date that it makes vague: an article, contracted or not.
_ARTICLE = r"(?:\s+(?:de\s+)?(?:le|la|les|du|des|de|au)|\s+(?:de\s+)?l')?\s*"


@dataclass(frozen=True, slots=True)
class Precision:
    """How exactly a day is given.

    `kind` is one of KINDS: one day, several days, about a day or some days, a week, a month, a year, or not dated.
    `basis` says how the day is known: explicit, relative or anaphoric (as in the table dates) where words of that
    article give it, "days" where only the days themselves are known, none where there are none. `words` is the row of
    the table dates that gives the day, `within` whether those words stand in the telling itself.
    """

    kind: str
    basis: str
    words: Row | None = None
    within: bool = False


class Dates:
    """The expressions of time of all articles, found again by article and days."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: defaultdict[tuple[str, dt.date, dt.date], list[Row]] = defaultdict(list)
        for row in sorted(rows, key=lambda r: (r["doc_id"], r["start"], r["end"])):
            if row["first"]:
                self._rows[row["doc_id"], row["first"], row["last"] or row["first"]].append(row)

    def precision(self, telling: Row) -> Precision:
        """How exactly a telling (a row of the table events) gives its day."""
        if telling["first"] is None:
            return Precision("undated", "none")
        first, last = telling["first"], telling["last"] or telling["first"]
        given = _nearest(telling, self._rows.get((telling["doc_id"], first, last), ()))
        if given is None:
            return Precision(span(first, last), "days")
        within = _within(telling, given)
        kind = "about" if _is_about(given, telling if within else None) else _OF_GRAIN[given["grain"]]
        return Precision(kind, given["basis"], given, within)


def span(first: dt.date, last: dt.date) -> str:
    """What inclusive days alone amount to: one day, a calendar week from Monday, a calendar month or year, or days."""
    if first == last:
        return "day"
    if first.weekday() == 0 and (last - first).days == 6:
        return "week"
    if first.day == 1 and last == _month_end(first):
        return "month"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return "year"
    return "days"


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def most_exact(found: Sequence[Precision]) -> Precision:
    """The most exact of several, one in words before one from days alone, the first of equals."""
    return min(found, key=lambda p: (KINDS.index(p.kind), p.words is None, not p.within))


def _within(telling: Row, date: Row) -> bool:
    return bool(telling["start"] <= date["start"] and date["end"] <= telling["end"])


def _nearest(telling: Row, dates: Sequence[Row]) -> Row | None:
    """The date in the words of the telling, else the last before it, else the first after it."""
    inside = [d for d in dates if _within(telling, d)]
    before = [d for d in dates if d["start"] < telling["start"]]
    after = [d for d in dates if d["start"] >= telling["start"]]
    return next(iter(inside or before[-1:] or after), None)


def _is_about(date: Row, telling: Row | None) -> bool:
    """Whether the words of a date, or those of its telling right before them, leave the day open.

    The tables keep no words around a date that stands outside the telling, so there its own words decide alone.
    """
    if date["grain"] == "hour":  # "vers 18 heures" leaves the hour open, not the day
        return False
    if _is_vague(date["text"], date["grain"] == "range"):
        return True
    before = telling["text"][: date["start"] - telling["start"]] if telling else ""
    return bool(_about_before().search(lexicon.fold(before[-60:])))


@lru_cache(maxsize=1 << 14)
def _is_vague(text: str, period: bool) -> bool:
    """Whether the words of a date, or of a period, leave the day open: the same words recur in most articles."""
    words = lexicon.fold(text)
    return bool(_about().search(words) or (period and _part_of_period().search(words)))


def _any(names: Sequence[str]) -> str:
    forms = sorted({lexicon.fold(e.form) for name in names for e in lexicon.load(name)}, key=lambda f: (-len(f), f))
    return r"\b(?:" + "|".join(re.escape(f) for f in forms) + r")\b"


@cache
def _about() -> re.Pattern[str]:
    return re.compile(_any(["date_about"]))


@cache
def _about_before() -> re.Pattern[str]:
    return re.compile(_any(["date_about"]) + _ARTICLE + "$")


@cache
def _part_of_period() -> re.Pattern[str]:
    """Words for a part of a month or year ("début", "mi", "premiers jours"), whose days are a convention."""
    return re.compile(_any(["date_fuzzy"]))
