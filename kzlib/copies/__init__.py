"""Near-copies: which articles repeat one another's text, and so are one voice.

Articles are reduced to fingerprints (`sketch`), those that may share text are found by hashing (`candidates`), how much
one holds of the other is estimated from both fingerprints, and what they have in common is found word by word
(`passages`).
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter, itemgetter
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
    return list(_overlaps(found))


def _overlaps(found: Iterable[Pair]) -> Iterator[Row]:
    for p in sorted(found, key=attrgetter("second", "first")):
        yield {"doc_id": p.second, "other_id": p.first, "share": p.of_second, "other_share": p.of_first}


def compared(documents: Iterable[Row], sentences: Iterable[Row], texts: Mapping[str, str]) -> dict[str, Iterator[Row]]:
    """Rows of the tables overlaps and shared: which articles share runs, and the passages that they share.

    Each iterable is gone through once; `documents` as in `pairs`, `sentences` in order within an article. Of these
    only the places of sentences of articles that have a nearest one are held, and only the texts of these are asked
    for. Rows are made when they are asked for; until then passages are held as numbers, of each 56 bytes a row.
    """
    found = pairs(documents)
    near = nearest(found)
    wanted = {doc_id for pair in near.values() for doc_id in (pair.first, pair.second)}
    spans: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))  # a list of pairs takes ten times as much
    for row in sentences:
        if row["doc_id"] in wanted:
            spans[row["doc_id"]].extend((row["start"], row["end"]))
    return {"overlaps": _overlaps(found), "shared": _shared(near, spans, texts)}


def _shared(near: Mapping[str, Pair], spans: Mapping[str, array[int]], texts: Mapping[str, str]) -> Iterator[Row]:
    """Rows of table shared: of each article and the earlier one nearest to it the longest passages in common.

    Each passage is a row of either article.
    """
    doc_ids = sorted({*near, *(pair.first for pair in near.values())})
    at = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    held = array("q")
    for doc_id, pair in sorted(near.items()):
        other = pair.first
        for p in passages(texts[doc_id], _pairs(spans[doc_id]), texts[other], _pairs(spans[other])):
            here, there = (at[doc_id], p.start, p.end), (at[other], p.other_start, p.other_end)
            held.extend((*here, *there, p.words, *there, *here, p.words))
    rows = np.frombuffer(held, dtype=np.int64).reshape(-1, 7)
    for number in np.lexsort(rows.T[[3, 2, 1, 0]]):  # by article, start, end and the other article
        one, start, end, two, other_start, other_end, words = rows[number].tolist()
        yield _row(doc_ids[one], (start, end), doc_ids[two], (other_start, other_end), words, texts)


def _pairs(flat: array[int]) -> list[Span]:
    return list(zip(flat[::2], flat[1::2], strict=True))


def _row(doc_id: str, here: Span, other_id: str, there: Span, words: int, texts: Mapping[str, str]) -> Row:
    return {
        "doc_id": doc_id,
        "start": here[0],
        "end": here[1],
        "text": texts[doc_id][slice(*here)],
        "words": words,
        "other_id": other_id,
        "other_start": there[0],
        "other_end": there[1],
        "other_text": texts[other_id][slice(*there)],
    }
