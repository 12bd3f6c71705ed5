"""Claims: every figure of the tables as a statement of who says it, of whom, where, as of when, and on whose word."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kzlib import numbers
from kzlib.compare import addition, voice
from kzlib.compare.origins import origins

Row = dict[str, Any]
Tables = dict[str, list[Row]]

# How far "about" reaches, as a share of the number. It decides whether two numbers contradict one another; no number
# shown is ever computed with it.
ABOUT = 0.1


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that an article gives.

    `low`, `high` are the lowest and highest value that its words allow (None: open); `value` is the number given.
    `as_of` is the day it counts up to, None if the article does not say; `published` the article's day; `day` the day
    that orders it, the one it counts up to, at the latest that of its article. `part_of` is
    the id of the claim that this one is a part of. `voice` is who stands behind the number: the speaker, else who
    passes it on, else whom the article names for the same number elsewhere. `origin` is the independent voice that it
    rests on: `voice`, else the article, or the first of the articles that copy one another. `added` says why it is no
    total (other, new, addend: `kzlib.compare.addition`; incident: `kzlib.compare.incident`), `beside` is the id of the
    claim that it stands beside. `about` is the state that the article names most (ISO 3166 alpha-3): claims without a
    place are those of one crisis only where it agrees.
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
    added: str | None = None
    beside: str | None = None
    about: str | None = None

    @property
    def vague(self) -> bool:
        """Whether its words give no number ("des dizaines", "plusieurs"), so that the value is what they amount to."""
        return self.bound == "min" and all(n.bound == "min" for n in numbers.find(self.text))


def claims(tables: Tables, voice_of: Mapping[str, str] | None = None) -> list[Claim]:
    """Every figure as a claim, ordered by kind, group, place, as-of day (unknown last), article and offset.

    `voice_of` gives the independent voice of each article, where it is known (`origins`).
    """
    published = {d["doc_id"]: d.get("published") for d in tables["documents"]}
    articles = origins(tables) if voice_of is None else voice_of
    rows = sorted(tables["figures"], key=lambda r: (r["doc_id"], r["start"], r["end"]))
    ids = _ids(rows)
    voices = voice.of_figures(rows, tables["mentions"])
    starts = _by_start(rows, ids)
    settings = _settings(tables["mentions"])
    found = []
    for row, key, speaking, added in zip(rows, ids, voices, addition.of_figures(rows), strict=True):
        doc_id: str = row["doc_id"]
        whole = row.get("part_of")
        part_of = starts.get((doc_id, whole)) if whole is not None else None
        low, high = allowed(row["value"], row.get("value_high"), row["bound"])
        found.append(
            Claim(
                id=key,
                doc_id=doc_id,
                start=row["start"],
                end=row["end"],
                text=row["text"],
                kind=row["kind"],
                group=row["group"],
                place=row.get("place"),
                as_of=row.get("as_of"),
                published=published.get(doc_id),
                low=low,
                high=high,
                value=row["value"],
                value_high=row.get("value_high"),
                bound=row["bound"],
                speaker=row.get("attributed_to"),
                relayed_by=row.get("relayed_by"),
                part_of=part_of if part_of != key else None,
                modality=row.get("modality") or "reported",
                voice=speaking,
                origin=speaking or articles.get(doc_id, doc_id),
                day=min((d for d in (row.get("as_of"), published.get(doc_id)) if d), default=None),
                added=added.reason if added else None,
                beside=ids[added.base] if added and added.base is not None else None,
                about=settings.get(doc_id),
            )
        )
    return sorted(found, key=_order)


def _settings(mentions: Iterable[Row]) -> dict[str, str]:
    """The state that each article names most often, itself or by its people, bodies and places."""
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in mentions:
        if row.get("country"):
            named[row["doc_id"]][row["country"]] += 1
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


def _order(claim: Claim) -> tuple[str, str, str, dt.date, str, int, str]:
    day = claim.as_of or dt.date.max
    return claim.kind, claim.group, claim.place or "", day, claim.doc_id, claim.start, claim.id


_written = json.JSONEncoder(ensure_ascii=False).encode


def _ids(rows: list[Row]) -> list[str]:
    """An id for each row from what is claimed, so that a moved sentence or a new article changes no other id."""
    seen: Counter[str] = Counter()
    columns = ("doc_id", "kind", "group", "place", "value", "value_high", "bound", "attributed_to")
    ids = []
    for row in rows:
        claimed = [row.get(c) for c in columns]
        key = _written(claimed)
        seen[key] += 1
        if seen[key] > 1:
            key = _written([*claimed, seen[key]])
        ids.append("c-" + hashlib.sha256(key.encode()).hexdigest()[:10])
    return ids


def _by_start(rows: list[Row], ids: list[str]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for row, key in zip(rows, ids, strict=True):
        found.setdefault((row["doc_id"], row["start"]), key)
    return found
