"""What happened: the tellings of one happening by several articles, brought together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeVar

import pyarrow as pa

from kzlib import tables as stored
from kzlib.compare import columns
from kzlib.compare.claim import Row, Tables
from kzlib.compare.origins import origins
from kzlib.compare.precision import Dates, Precision, most_exact
from kzlib.dictionary import DICTIONARY
from kzlib.lasting import lasting

T = TypeVar("T")
_TOLD = tuple(c.name for c in DICTIONARY["events"])
_DATED = tuple(c.name for c in DICTIONARY["dates"])
# Of the expressions of time those that mean the days of an event in the same article: no others are looked up.
_MEANT = (
    "(doc_id, first, coalesce(last, first)) IN "
    "(SELECT (doc_id, first, coalesce(last, first)) FROM events WHERE first IS NOT NULL)"
)
STATUSES = ("fact", "said", "planned", "denied")
"""How an event is told, the firmest first: as fact, as someone said, as planned, as denied."""


@dataclass(frozen=True, slots=True)
class DayGiven:
    """Days that tellings of one happening give: `tellings` those that do, `origins` how many independent voices."""

    first: dt.date
    last: dt.date
    tellings: list[Row]
    origins: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening. `tellings` are rows of the table events, in order of article and offset.

    `type`, `first`, `last` and `place` are those that most independent voices give, of as many the firmest telling's; a
    plan gives the day, and a denial, only where nobody tells that it took place. `modality` is the firmest one (fact
    before said, planned, denied); `status` counts the independent voices of each, a voice that tells it in two ways in
    both. `precision` says how exactly the day is given. `days_given` are the days that tellings give, in order.
    `reported` is the day of publication of the first article that tells it, None if none of them is dated, `report` its
    telling; `reported_open` where an article that tells it has no day, so that it may have been told before.
    """

    event_id: str
    type: str
    first: dt.date | None
    last: dt.date | None
    place: str | None
    modality: str
    participants: list[str]
    tellings: list[Row]
    articles: list[str]
    origins: int
    precision: Precision
    status: dict[str, int]
    days_given: list[DayGiven]
    reported: dt.date | None
    report: Row | None
    reported_open: bool

    @property
    def lag(self) -> tuple[int, int] | None:
        """Days from the happening to the first report, at least and at most; negative where it was told beforehand.

        The two differ where the happening is given several days. None where a day is not known.
        """
        if self.reported is None or self.first is None:
            return None
        return (self.reported - (self.last or self.first)).days, (self.reported - self.first).days

    @property
    def disputed(self) -> bool:
        """Whether the days that tellings give have none in common."""
        given = self.days_given
        return bool(given) and max(d.first for d in given) > min(d.last for d in given)

    @property
    def contested(self) -> bool:
        """Whether some tell that it took place, or will, and others deny it."""
        return "denied" in self.status and len(self.status) > 1


@lasting()
def happenings(
    tables: Tables, voice_of: Mapping[str, str] | None = None, events: Iterable[str] | None = None
) -> list[Happening]:
    """Happenings by day, then type and place; undated ones last. `voice_of`: `origins`, where they are known.

    With `events` those of tables in a folder that have one of these ids.
    """
    asked, meant = "TRUE", _MEANT
    if events is not None and isinstance(tables, stored.Stored):
        tables.query.keep("asked", pa.table({"id": pa.array(sorted(set(events)), pa.string())}))
        asked = "event_id IN (SELECT id FROM asked)"
        meant = _MEANT.replace("WHERE", f"WHERE {asked} AND")
    telling = _Tellings(tables, voice_of, meant)
    told: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(columns.rows(tables, "events", _TOLD, asked), key=itemgetter("doc_id", "start", "end")):
        told[row.get("event_id") or f"{row['doc_id']}:{row['start']}"].append(row)
    found = [telling.happening(key, rows) for key, rows in told.items()]
    return sorted(found, key=lambda h: (h.first or dt.date.max, h.type, h.place or "", h.event_id))


class _Tellings:
    """What the other tables say of a telling: its voice, its article's day, the words that date it."""

    def __init__(self, tables: Tables, voice_of: Mapping[str, str] | None, meant: str) -> None:
        self.voices = origins(tables) if voice_of is None else voice_of
        documents = columns.read(tables, "documents", ("doc_id", "published"))
        self.published = dict(zip(*documents.values(), strict=True))
        self.dates = Dates(columns.rows(tables, "dates", _DATED, meant))

    def happening(self, event_id: str, rows: list[Row]) -> Happening:
        """The happening that these tellings tell."""
        first, last = self._days(rows) or (None, None)
        dating = [r for r in rows if (r["first"], r["last"] or r["first"]) == (first, last)]
        first_report = self._report(rows)
        return Happening(
            event_id=event_id,
            type=self._agreed(rows, lambda r: r["type"]) or rows[0]["type"],
            first=first,
            last=last,
            place=self._agreed(rows, lambda r: r["place"]),
            modality=min((r["modality"] for r in rows), key=STATUSES.index),
            participants=list(dict.fromkeys(p for r in rows for p in r["participants"] or ())),
            tellings=rows,
            articles=sorted({r["doc_id"] for r in rows}),
            origins=self._count(rows),
            precision=most_exact([self.dates.precision(r) for r in dating]),
            status={s: self._count(told) for s in STATUSES if (told := [r for r in rows if r["modality"] == s])},
            days_given=self._days_given(rows),
            reported=self.published.get(first_report["doc_id"]) if first_report else None,
            report=first_report,
            reported_open=first_report is not None and any(not self.published.get(r["doc_id"]) for r in rows),
        )

    def _count(self, rows: Sequence[Row]) -> int:
        """Independent voices among tellings; most happenings are told once."""
        voices = self.voices
        return len(rows) if len(rows) < 2 else len({voices.get(r["doc_id"], r["doc_id"]) for r in rows})

    def _agreed(self, rows: Sequence[Row], of: Callable[[Row], T | None]) -> T | None:
        """The value that most independent voices give, of as many the firmest telling's, then the first."""
        giving: dict[T, list[Row]] = {}
        for row in rows:
            value = of(row)
            if value is not None:
                giving.setdefault(value, []).append(row)
        if len(giving) < 2:
            return next(iter(giving), None)
        return min(giving, key=lambda v: (-self._count(giving[v]), min(_firmness(r) for r in giving[v])))

    def _days(self, rows: Sequence[Row]) -> tuple[dt.date, dt.date] | None:
        """The days agreed on by the tellings that it took place, else by the plans, else by the denials."""
        for ways in (STATUSES[:2], STATUSES[2:3], STATUSES[3:]):
            days = self._agreed([r for r in rows if r["modality"] in ways], _given)
            if days:
                return days
        return None

    def _days_given(self, rows: Sequence[Row]) -> list[DayGiven]:
        told: dict[tuple[dt.date, dt.date], list[Row]] = {}
        for row in rows:
            days = _given(row)
            if days:
                told.setdefault(days, []).append(row)
        return [DayGiven(*days, told[days], self._count(told[days])) for days in sorted(told)]

    def _report(self, rows: Sequence[Row]) -> Row | None:
        """The telling published first; None if no article that tells it is dated."""
        known = [(self.published[r["doc_id"]], r) for r in rows if self.published.get(r["doc_id"])]
        return min(known, key=lambda k: (k[0], k[1]["doc_id"], k[1]["start"]))[1] if known else None


def _firmness(row: dict[str, Any]) -> int:
    return STATUSES.index(row["modality"])


def _given(row: Row) -> tuple[dt.date, dt.date] | None:
    return (row["first"], row["last"] or row["first"]) if row["first"] else None
