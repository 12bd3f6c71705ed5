"""Near-copies: which articles repeat one another's text, and so are one voice.

Articles are reduced to fingerprints (`sketch`), those that may share text are found by hashing (`candidates`), how much
one holds of the other is estimated from both fingerprints, and what they have in common is found word by word
(`passages`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from kzlib.copies.candidates import meeting
from kzlib.copies.passages import LONGEST, SHOWN, Passage, Span, passages
from kzlib.copies.sketch import LEAST, RUN, SIZE, WORD, contained, fingerprint

__all__ = [
    "COPY",
    "LEAST",
    "LONGEST",
    "RUN",
    "SHOWN",
    "SIZE",
    "WORD",
    "Pair",
    "Passage",
    "compared",
    "contained",
    "fingerprint",
    "near",
    "nearest",
    "overlaps",
    "pairs",
    "passages",
]

COPY = 0.5  # share of the shorter article's runs found in the other one from which the two are one voice

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that share runs, `first` the one published earlier.

    `of_first` is the estimated share of the first one's runs that the second holds, `of_second` the other way round.
    """

    first: str
    second: str
    of_first: float
    of_second: float

    @property
    def containment(self) -> float:
        """The share of the shorter one's runs that the other one holds."""
        return max(self.of_first, self.of_second)


def pairs(documents: Iterable[Row]) -> list[Pair]:
    """Pairs of articles that share runs, by the later of the two: by day of publication, unknown days last, then id.

    `documents` are rows with doc_id, published and fingerprint, in any order; each is asked for once and about 4 KB of
    it are held. Not every pair of many copies is found, but each copy with the first and with the one before it
    (`candidates.meeting`), so that time and pairs grow with the number of articles and not with its square.
    """
    held = [
        (d["published"] or dt.date.max, d["doc_id"], np.asarray(d["fingerprint"], dtype=np.int64)) for d in documents
    ]
    held.sort(key=itemgetter(0, 1))
    found = []
    for first, second in meeting([sketch for _, _, sketch in held]):
        (_, one, a), (_, other, b) = held[first], held[second]
        of_first, of_second = contained(a, b)
        if of_first:
            found.append(Pair(one, other, of_first, of_second))
    return found


def nearest(found: Iterable[Pair]) -> dict[str, Pair]:
    """For each article the earlier one that it shares most with; of equal ones the first."""
    best: dict[str, Pair] = {}
    for pair in found:
        if pair.second not in best or pair.containment > best[pair.second].containment:
            best[pair.second] = pair
    return best


def near(found: Iterable[Pair]) -> list[list[str]]:
    """Groups of near-copies: ids of two or more articles that are joined by copying, each group and all sorted."""
    group: dict[str, list[str]] = {}
    for pair in found:
        if pair.containment >= COPY:
            one, other = group.setdefault(pair.first, [pair.first]), group.setdefault(pair.second, [pair.second])
            if one is not other:
                one += other
                group.update(dict.fromkeys(other, one))
    return sorted(sorted(names) for names in {id(names): names for names in group.values()}.values())


def overlaps(found: Iterable[Pair]) -> list[Row]:
    """Rows of table overlaps: each pair once, as a row of the later article."""
    rows = [{"doc_id": p.second, "other_id": p.first, "share": p.of_second, "other_share": p.of_first} for p in found]
    return sorted(rows, key=itemgetter("doc_id", "other_id"))


def compared(documents: Iterable[Row], sentences: Iterable[Row], texts: Mapping[str, str]) -> dict[str, list[Row]]:
    """Rows of the tables overlaps and shared: which articles share runs, and the passages that they share.

    Each iterable is gone through once; `documents` as in `pairs`, `sentences` in order within an article. Of these
    only the sentences of articles that have a nearest one are held, and only the texts of these are asked for.
    """
    found = pairs(documents)
    near = nearest(found)
    wanted = {doc_id for pair in near.values() for doc_id in (pair.first, pair.second)}
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for row in sentences:
        if row["doc_id"] in wanted:
            spans[row["doc_id"]].append((row["start"], row["end"]))
    return {"overlaps": overlaps(found), "shared": _shared(near, spans, texts)}


def _shared(near: Mapping[str, Pair], spans: Mapping[str, Sequence[Span]], texts: Mapping[str, str]) -> list[Row]:
    """Rows of table shared: of each article and the earlier one nearest to it the longest passages in common.

    Each passage is a row of either article.
    """
    rows = []
    for doc_id, pair in sorted(near.items()):
        text, other = texts[doc_id], texts[pair.first]
        for p in passages(text, spans[doc_id], other, spans[pair.first]):
            here = (doc_id, p.start, p.end, text[p.start : p.end])
            there = (pair.first, p.other_start, p.other_end, other[p.other_start : p.other_end])
            rows += [_row(here, there, p.words), _row(there, here, p.words)]
    return sorted(rows, key=itemgetter("doc_id", "start", "end", "other_id"))


def _row(here: tuple[str, int, int, str], there: tuple[str, int, int, str], words: int) -> Row:
    columns = ("doc_id", "start", "end", "text"), ("other_id", "other_start", "other_end", "other_text")
    return {**dict(zip(columns[0], here, strict=True)), "words": words, **dict(zip(columns[1], there, strict=True))}
