"""What happened: the tellings of one happening by several articles, brought together."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TypeVar

from kzlib.compare.claim import Row, Tables
from kzlib.compare.origins import origins

T = TypeVar("T")
_FIRMEST = ("fact", "said", "planned", "denied")


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening. `tellings` are rows of the table events, in order of article and offset.

    `type`, `first`, `last` and `place` are those that most independent voices give, the firmest telling first where as
    many say otherwise; `modality` is the firmest one (fact before said, planned, denied).
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


def happenings(tables: Tables) -> list[Happening]:
    """Happenings by day, then type and place; undated ones last."""
    voices = origins(tables)
    told: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(tables["events"], key=lambda r: (r["doc_id"], r["start"], r["end"])):
        told[row.get("event_id") or f"{row['doc_id']}:{row['start']}"].append(row)
    found = [_happening(key, rows, voices) for key, rows in told.items()]
    return sorted(found, key=lambda h: (h.first or dt.date.max, h.type, h.place or "", h.event_id))


def _happening(event_id: str, rows: list[Row], voices: dict[str, str]) -> Happening:
    firmest = min(rows, key=lambda r: _FIRMEST.index(r["modality"]))
    dated = [(r["first"], r["last"]) for r in rows if r["first"]]
    first, last = _common(dated) if dated else (None, None)
    places = [r["place"] for r in rows if r["place"]]
    return Happening(
        event_id=event_id,
        type=_common([firmest["type"], *(r["type"] for r in rows)]),
        first=first,
        last=last,
        place=_common(places) if places else None,
        modality=firmest["modality"],
        participants=list(dict.fromkeys(p for r in rows for p in r["participants"] or ())),
        tellings=rows,
        articles=sorted({r["doc_id"] for r in rows}),
        origins=len({voices.get(r["doc_id"], r["doc_id"]) for r in rows}),
    )


def _common(values: list[T]) -> T:
    """The most frequent value, the first given of equally frequent ones."""
    return Counter(values).most_common(1)[0][0]
