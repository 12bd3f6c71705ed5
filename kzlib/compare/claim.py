"""Claims: every figure of the tables as a statement of who says it, of whom, where, as of when, and on whose word."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter, le
from typing import Any, NamedTuple

from kzlib import numbers
from kzlib.compare import addition, columns, voice
from kzlib.compare.origins import origins

Row = dict[str, Any]
Tables = dict[str, list[Row]]

# How far "about" reaches, as a share of the number. It decides whether two numbers contradict one another; no number
# shown is ever computed with it.
ABOUT = 0.1


_FIGURES = (
    *("doc_id", "start", "end", "text", "kind", "group", "place", "value", "value_high", "bound"),
    *("attributed_to", "relayed_by", "as_of", "part_of", "modality"),
)


# What is counted: kind, group, place, and where no place is given, the state that the article is about or the article.
Thing = tuple[str, str, str | None, str | None]


class Claim(NamedTuple):
    """A figure that an article gives.

    `low`, `high` are the lowest and highest value that its words allow (None: open); `value` is the number given.
    `as_of` is the day it counts up to, None if the article does not say; `published` the article's day; `day` the day
    that orders it, the one it counts up to, at the latest that of its article. `part_of` is
    the id of the claim that this one is a part of. `voice` is who stands behind the number: the speaker, else who
    passes it on, else whom the article names for the same number elsewhere. `origin` is the independent voice that it
    rests on: `voice`, else the article, or the first of the articles that copy one another. `added` says why it is no
    total (other, new, addend: `kzlib.compare.addition`; incident: `kzlib.compare.incident`), `beside` is the id of the
    claim that it stands beside. `about` is the state that the article names most (ISO 3166 alpha-3): claims without a
    place are those of one crisis only where it agrees. `thing` is what it counts, told apart by crisis where it names
    no place: two articles may be about two states.
    """

    id: str
    doc_id: str
    start: int
    end: int
    text: str
    kind: str
    group: str
    place: str | None
    as_of: dt.date | None
    published: dt.date | None
    low: float | None
    high: float | None
    value: float
    value_high: float | None
    bound: str
    speaker: str | None
    relayed_by: str | None
    part_of: str | None
    modality: str
    voice: str | None
    origin: str
    day: dt.date | None
    added: str | None
    beside: str | None
    about: str | None
    thing: Thing

    @property
    def vague(self) -> bool:
        """Whether its words give no number ("des dizaines", "plusieurs"), so that the value is what they amount to."""
        return self.bound == "min" and _gives_none(self.text)


@lru_cache(maxsize=1 << 14)
def _gives_none(text: str) -> bool:
    """Whether words give no number: the same recur in most articles."""
    return all(n.bound == "min" for n in numbers.find(text))


def claims(tables: Tables, voice_of: Mapping[str, str] | None = None) -> list[Claim]:
    """Every figure as a claim, ordered by kind, group, place, as-of day (unknown last), article and offset.

    `voice_of` gives the independent voice of each article, where it is known (`origins`).
    """
    articles = origins(tables) if voice_of is None else voice_of
    figures = _in_order(columns.read(tables, "figures", _FIGURES))
    documents = columns.read(tables, "documents", ("doc_id", "published"))
    published = dict(zip(documents["doc_id"], documents["published"], strict=True))
    ids = _ids(figures)
    added = addition.of_figures(figures)
    settings = _settings(tables)
    found = map(
        _claim,
        ids,
        *(figures[name] for name in _FIGURES),
        map(published.get, figures["doc_id"]),
        _wholes(figures, ids),
        voice.of_figures(figures, tables),
        (articles.get(doc_id, doc_id) for doc_id in figures["doc_id"]),
        (added.get(n) for n in range(len(ids))),
        (ids[a.base] if (a := added.get(n)) and a.base is not None else None for n in range(len(ids))),
        map(settings.get, figures["doc_id"]),
        _things(figures, settings),
    )
    return _sorted(found)


def _in_order(figures: columns.Columns) -> columns.Columns:
    """Rows by article and offsets."""
    where = list(zip(figures["doc_id"], figures["start"], figures["end"], strict=True))
    if all(map(le, where, where[1:])):
        return figures
    order = sorted(range(len(where)), key=where.__getitem__)
    return {name: [values[n] for n in order] for name, values in figures.items()}


def _claim(
    key: str,
    doc_id: str,
    start: int,
    end: int,
    text: str,
    kind: str,
    group: str,
    place: str | None,
    value: float,
    value_high: float | None,
    bound: str,
    attributed_to: str | None,
    relayed_by: str | None,
    as_of: dt.date | None,
    _: int | None,
    modality: str | None,
    published: dt.date | None,
    part_of: str | None,
    speaking: str | None,
    article: str,
    added: addition.Added | None,
    beside: str | None,
    about: str | None,
    thing: Thing,
) -> Claim:
    low, high = allowed(value, value_high, bound)
    day = published if as_of is None else as_of if published is None else min(as_of, published)
    return Claim(
        key, doc_id, start, end, text, kind, group, place, as_of, published, low, high, value, value_high, bound,
        attributed_to, relayed_by, part_of, modality or "reported", speaking, speaking or article, day,
        added.reason if added else None, beside, about, thing,
    )  # fmt: skip


def group(code: str) -> str:
    """The group for comparing: an article that does not say of whom counts everybody."""
    return "all" if code == "unspecified" else code


def _things(figures: columns.Columns, settings: Mapping[str, str]) -> Iterator[Thing]:
    """What each figure counts; equal ones are one object."""
    known: dict[Thing, Thing] = {}
    for kind, who, place, doc_id in zip(*(figures[n] for n in ("kind", "group", "place", "doc_id")), strict=True):
        thing = kind, group(who), place, (settings.get(doc_id) or doc_id) if place is None else None
        yield known.setdefault(thing, thing)


def _settings(tables: Tables) -> dict[str, str]:
    """The state that each article names most often, itself or by its people, bodies and places."""
    rows = columns.read(tables, "mentions", ("doc_id", "country"), "country IS NOT NULL")
    named: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for doc_id, country in zip(rows["doc_id"], rows["country"], strict=True):
        if country:
            states = named[doc_id]
            states[country] = states.get(country, 0) + 1
    return {doc: max(sorted(states), key=states.__getitem__) for doc, states in named.items()}


def allowed(value: float, value_high: float | None, bound: str) -> tuple[float | None, float | None]:
    """Lowest and highest number that the words of a figure allow, None where they leave it open."""
    if bound == "min":
        return value, None
    if bound == "max":
        return None, value
    if bound == "approx":
        return value * (1 - ABOUT), value * (1 + ABOUT)
    return value, value if value_high is None else value_high


def _wholes(figures: columns.Columns, ids: Sequence[str]) -> Iterator[str | None]:
    """For each figure the id of the one that it is a part of."""
    starts: dict[tuple[str, int], str] = {}
    wanted = {(d, whole) for d, whole in zip(figures["doc_id"], figures["part_of"], strict=True) if whole is not None}
    for doc_id, start, key in zip(figures["doc_id"], figures["start"], ids, strict=True):
        if (doc_id, start) in wanted:
            starts.setdefault((doc_id, start), key)
    for doc_id, whole, key in zip(figures["doc_id"], figures["part_of"], ids, strict=True):
        part_of = starts.get((doc_id, whole)) if whole is not None else None
        yield part_of if part_of != key else None


_IN_TEXT = itemgetter(*map(Claim._fields.index, ("doc_id", "start", "id")))


def _sorted(found: Iterator[Claim]) -> list[Claim]:
    """Claims, given by article and offset, by kind, group, place and as-of day."""
    same: defaultdict[tuple[str, str, str, dt.date], list[Claim]] = defaultdict(list)
    for claim in found:
        same[claim.kind, claim.group, claim.place or "", claim.as_of or dt.date.max].append(claim)
    return [c for key in sorted(same) for c in sorted(same[key], key=_IN_TEXT)]


_written = json.JSONEncoder(ensure_ascii=False).encode


class _Written(dict[str | float | None, str]):
    """Texts and numbers as JSON, each written once."""

    def __missing__(self, value: str | float | None) -> str:
        self[value] = _written(value)
        return self[value]


def _ids(figures: columns.Columns) -> list[str]:
    """An id for each row from what is claimed, so that a moved sentence or a new article changes no other id."""
    text, number = _Written(), _Written()
    names = ("doc_id", "kind", "group", "place", "value", "value_high", "bound", "attributed_to")
    seen: dict[str, int] = {}
    ids, before = [], None
    for doc_id, kind, group, place, value, high, bound, by in zip(*(figures[n] for n in names), strict=True):
        if doc_id != before:
            before, seen = doc_id, {}
        key = (
            f"[{text[doc_id]}, {text[kind]}, {text[group]}, {text[place]}, {number[value]}, {number[high]}, "
            f"{text[bound]}, {text[by]}"
        )
        seen[key] = times = seen.get(key, 0) + 1
        key += f", {times}]" if times > 1 else "]"
        ids.append("c-" + hashlib.sha256(key.encode()).hexdigest()[:10])
    return ids
