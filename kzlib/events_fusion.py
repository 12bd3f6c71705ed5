"""One happening, many tellings: events of all articles that are the same get one id.

Two tellings are of one happening when their type is the same, their days meet, their places agree or one lies in the
other, and, as the type asks, they share who took part or the words that tell it. Tellings are taken in order of
publication and join what was told before, so that later articles change no id. Only tellings of one type and day are
compared, and of undated ones those that share a participant or a place: near-linear in the number of tellings.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kzlib import lexicon

Row = dict[str, Any]
Key = tuple[str, object]

# Events that somebody does or undergoes: without a participant in common they are two.
_PERSONAL = frozenset({"dismissal", "appointment", "resignation", "statement", "call", "request", "meeting"})
_LONG = 4  # days from which a period is compared as a period, not day by day
_WINDOW = 21  # days between the articles of two tellings of which one is undated
_WORDS, _STRONG_WORDS = 0.15, 0.35  # shares of words in common that make tellings alike, and alike without names
_BOUND = 64  # happenings a block that a telling is compared with, latest first
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(slots=True)
class _Happening:
    """What tellings so far say of one happening; `id` comes from the first of them."""

    id: str
    type: str
    first: dt.date | None
    last: dt.date | None
    places: set[str]
    participants: set[str]
    words: set[str]
    published: dt.date | None


def fuse(events: list[Row], documents: list[Row]) -> None:
    """Set `event_id` on rows of the events table, in place, the same for tellings of one happening.

    `events` are rows of the table events, `documents` those of the table documents (for the day of publication).
    """
    published = {d["doc_id"]: d.get("published") for d in documents}
    blocks: dict[Key, list[_Happening]] = defaultdict(list)
    taken: set[str] = set()
    for row in sorted(events, key=lambda r: _order(r, published)):
        day = published.get(row["doc_id"])
        words = _words(row)
        candidates = {h.id: h for key in _meets(row, day) for h in blocks[key][-_BOUND:]}
        found = _match(row, words, day, candidates.values()) or _begin(row, day, taken)
        _join(found, row, words)
        for key in _keys(row, day):
            if not any(h is found for h in blocks[key][-_BOUND:]):
                blocks[key].append(found)


def _order(row: Row, published: dict[str, dt.date | None]) -> tuple[Any, ...]:
    """Dated tellings first, then by publication: what comes later joins what is there."""
    day = published.get(row["doc_id"])
    return (row["first"] is None, day or dt.date.max, row["doc_id"], row["start"], row["end"])


def _keys(row: Row, published: dt.date | None) -> Iterator[Key]:
    """The blocks in which others meet a telling: its days; for undated ones its names and place, by time of telling."""
    yield from _days(row)
    yield from _named(row, _period(published))


def _meets(row: Row, published: dt.date | None) -> Iterator[Key]:
    """The blocks in which a telling looks for others."""
    if row["first"]:
        yield from _days(row)
        return
    for period in {_period(published), *(_period(published, shift) for shift in (-_WINDOW, _WINDOW))}:
        yield from _named(row, period)


def _days(row: Row) -> Iterator[Key]:
    if row["first"] is None:
        return
    days = (row["last"] - row["first"]).days + 1 if row["last"] else 1
    if days < _LONG:
        yield from ((row["type"], row["first"] + dt.timedelta(n)) for n in range(days))
    else:
        yield (row["type"], (row["first"], row["last"]))


def _named(row: Row, period: int) -> Iterator[Key]:
    yield from ((row["type"], ("who", name, period)) for name in (row["participants"] or [])[:8])
    if row["place"]:
        yield (row["type"], ("where", row["place"], period))


def _period(day: dt.date | None, shift: int = 0) -> int:
    return (day.toordinal() + shift) // _WINDOW if day else 0


def _match(row: Row, words: set[str], day: dt.date | None, candidates: Iterable[_Happening]) -> _Happening | None:
    """The happening that a telling most likely tells, None if it tells a new one."""
    best: tuple[float, _Happening] | None = None
    for happening in candidates:
        score = _agreement(row, words, day, happening)
        if score > 0 and (best is None or score > best[0]):
            best = (score, happening)
    return best[1] if best else None


def _agreement(row: Row, words: set[str], day: dt.date | None, happening: _Happening) -> float:
    """How well a telling agrees with a happening, 0 if it cannot be the same."""
    dated = _days_meet(row, happening)
    if dated is False or not _places_agree(row["place"], happening.places):
        return 0
    who = len(set(row["participants"] or []) & happening.participants)
    same = len(words & happening.words) / max(1, min(len(words), len(happening.words)))
    place = row["place"] is not None and row["place"] in happening.places
    if dated is None:
        near = day is None or happening.published is None or abs((day - happening.published).days) <= _WINDOW
        return who + same if near and (who or place) and same >= _STRONG_WORDS else 0
    if row["type"] in _PERSONAL:
        return who + same if (who and same >= _WORDS) or same >= 2 * _STRONG_WORDS else 0
    return place + who + same if place or who or same >= _STRONG_WORDS else 0


def _days_meet(row: Row, happening: _Happening) -> bool | None:
    """Whether the days of a telling and a happening meet; None if one of them is undated."""
    if row["first"] is None or happening.first is None:
        return None
    last, other = row["last"] or row["first"], happening.last or happening.first
    long = [(b - a).days + 1 >= _LONG for a, b in ((row["first"], last), (happening.first, other))]
    if any(long):
        return bool(row["first"] == happening.first and last == other)
    return bool(row["first"] <= other and happening.first <= last)


def _places_agree(place: str | None, places: set[str]) -> bool:
    """Whether a place is one of those told, lies in one or holds one; a place that is not given agrees with all."""
    if place is None or not places or place in places:
        return True
    return any(other in _countries(place) or place in _countries(other) for other in places)


def _words(row: Row) -> set[str]:
    """The beginnings of the words that tell an event, folded, so that inflections meet."""
    return {lexicon.fold(w)[:5] for w in _WORD.findall(row.get("text") or "")}


def _begin(row: Row, day: dt.date | None, taken: set[str]) -> _Happening:
    """A new happening, named after its first telling."""
    name = identity(row)
    if name in taken:
        name = identity(row, row.get("text") or "")
    while name in taken:
        name = f"{name[: -len(_hash(''))]}{_hash(name)}"
    taken.add(name)
    return _Happening(name, row["type"], row["first"], row["last"], set(), set(), set(), day)


def identity(row: Row, words: str = "") -> str:
    """The id of a happening that is first told so: type, first day, place, main participant, and words if given."""
    who = (row["participants"] or [None])[0]
    told = "|".join(str(v) for v in (row["type"], row["first"], row["place"], who)) + (f"|{words}" if words else "")
    when = row["first"].isoformat() if row["first"] else "undated"
    return f"{row['type']}-{when}-{_hash(told)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _join(happening: _Happening, row: Row, words: set[str]) -> None:
    """Add a telling to a happening."""
    row["event_id"] = happening.id
    happening.places |= {row["place"]} - {None}
    happening.participants |= set(row["participants"] or [])
    happening.words |= words


@cache
def _countries(place: str) -> frozenset[str]:
    """Names of the countries that have a place of a name (lexicons places, countries)."""
    return _places().get(lexicon.fold(place), frozenset())


@cache
def _places() -> dict[str, frozenset[str]]:
    if not {"places", "countries"} <= set(lexicon.names()):
        return {}
    states = {row.code: row.label for row in lexicon.load("countries")}
    found: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.load("places"):
        if row.extra.get("country") in states:
            found[lexicon.fold(row.label)].add(states[row.extra["country"]])
    return {place: frozenset(names) for place, names in found.items()}
