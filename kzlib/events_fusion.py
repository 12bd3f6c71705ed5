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
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
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
_HELD = 65_536  # words whose beginnings are kept
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class _Telling:
    """A row of the table events as it is compared. `last` is the first day where no other is given."""

    row: Row
    first: dt.date | None
    last: dt.date | None
    place: str | None
    participants: frozenset[str]
    words: frozenset[str]
    published: dt.date | None

    @property
    def long(self) -> bool:
        """Whether its days are a period."""
        return self.first is not None and self.last is not None and (self.last - self.first).days + 1 >= _LONG


@dataclass(slots=True)
class _Happening:
    """What tellings so far say of one happening; `id` and days come from the first of them."""

    id: str
    first: dt.date | None
    last: dt.date | None
    long: bool
    places: set[str]
    participants: set[str]
    words: set[str]
    published: dt.date | None


def fuse(events: list[Row], documents: list[Row]) -> None:
    """Set `event_id` on rows of the events table, in place, the same for tellings of one happening.

    `events` are rows of the table events, `documents` those of the table documents (for the day of publication).
    """
    published = {d["doc_id"]: d.get("published") for d in documents}
    ordered = sorted(events, key=lambda r: _order(r, published))
    for row, name in zip(ordered, happenings((r, published.get(r["doc_id"])) for r in ordered), strict=True):
        row["event_id"] = name


def _order(row: Row, published: Mapping[str, dt.date | None]) -> tuple[Any, ...]:
    """Dated tellings first, then by publication: what comes later joins what is there."""
    day = published.get(row["doc_id"])
    return (row["first"] is None, day or dt.date.max, row["doc_id"], row["start"], row["end"])


def happenings(events: Iterable[tuple[Row, dt.date | None]]) -> Iterator[str]:
    """The id of the happening that each event tells; only events of one type are ever of one happening.

    Each comes with the day on which its article was published. Events with a day come first, then by day of
    publication, unknown days last. Of what was told before no more is held than a telling may be compared with.
    """
    blocks: defaultdict[Key, deque[_Happening]] = defaultdict(lambda: deque(maxlen=_BOUND))
    taken: set[str] = set()
    for row, day in events:
        telling = _telling(row, day)
        candidates = {h.id: h for key in _meets(row, day) if key in blocks for h in blocks[key]}
        found = _match(telling, candidates.values()) or _begin(telling, taken)
        _join(found, telling)
        for key in _keys(row, day):
            if not any(h is found for h in blocks[key]):
                blocks[key].append(found)
        yield found.id


def _telling(row: Row, day: dt.date | None) -> _Telling:
    participants = frozenset(row["participants"] or ())
    last = row["last"] or row["first"]
    return _Telling(row, row["first"], last, row["place"], participants, _words(row["text"] or ""), day)


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


def _match(telling: _Telling, candidates: Iterable[_Happening]) -> _Happening | None:
    """The happening that a telling most likely tells, None if it tells a new one."""
    best: tuple[float, _Happening] | None = None
    for happening in candidates:
        score = _agreement(telling, happening)
        if score > 0 and (best is None or score > best[0]):
            best = (score, happening)
    return best[1] if best else None


def _agreement(telling: _Telling, happening: _Happening) -> float:
    """How well a telling agrees with a happening, 0 if it cannot be the same."""
    dated = _days_meet(telling, happening)
    if dated is False or not _places_agree(telling.place, happening.places):
        return 0
    who = len(telling.participants & happening.participants)
    words = telling.words
    same = len(words & happening.words) / max(1, min(len(words), len(happening.words)))
    place = telling.place is not None and telling.place in happening.places
    if dated is None:
        day, other = telling.published, happening.published
        near = day is None or other is None or abs((day - other).days) <= _WINDOW
        return who + same if near and (who or place) and same >= _STRONG_WORDS else 0
    if telling.row["type"] in _PERSONAL:
        return who + same if (who and same >= _WORDS) or same >= 2 * _STRONG_WORDS else 0
    return place + who + same if place or who or same >= _STRONG_WORDS else 0


def _days_meet(telling: _Telling, happening: _Happening) -> bool | None:
    """Whether the days of a telling and a happening meet; None if one of them is undated."""
    first, last, other, until = telling.first, telling.last, happening.first, happening.last
    if first is None or last is None or other is None or until is None:
        return None
    if happening.long or telling.long:
        return first == other and last == until
    return first <= until and other <= last


def _places_agree(place: str | None, places: set[str]) -> bool:
    """Whether a place is one of those told, lies in one or holds one; a place that is not given agrees with all."""
    if place is None or not places or place in places:
        return True
    return any(other in _countries(place) or place in _countries(other) for other in places)


def _words(text: str) -> frozenset[str]:
    """The beginnings of the words that tell an event, folded, so that inflections meet."""
    return frozenset(map(_beginning, _WORD.findall(text)))


@lru_cache(maxsize=_HELD)
def _beginning(word: str) -> str:
    return lexicon.fold(word)[:5]


def _begin(telling: _Telling, taken: set[str]) -> _Happening:
    """A new happening, named after its first telling."""
    row = telling.row
    name = identity(row)
    if name in taken:
        name = identity(row, row["text"] or "")
    while name in taken:
        name = f"{name[: -len(_hash(''))]}{_hash(name)}"
    taken.add(name)
    return _Happening(name, telling.first, telling.last, telling.long, set(), set(), set(), telling.published)


def identity(row: Row, words: str = "") -> str:
    """The id of a happening that is first told so: type, first day, place, main participant, and words if given."""
    who = (row["participants"] or [None])[0]
    told = "|".join(str(v) for v in (row["type"], row["first"], row["place"], who)) + (f"|{words}" if words else "")
    when = row["first"].isoformat() if row["first"] else "undated"
    return f"{row['type']}-{when}-{_hash(told)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _join(happening: _Happening, telling: _Telling) -> None:
    """Add a telling to a happening."""
    if telling.place is not None:
        happening.places.add(telling.place)
    happening.participants |= telling.participants
    happening.words |= telling.words


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
