"""Near-copies: which articles repeat one another's text, and so are one voice.

Articles are reduced to fingerprints (`sketch`), those that may share text are found by hashing (`candidates`), how much
one holds of the other is estimated from both fingerprints, and what they have in common is found word by word
(`passages`).
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

import numpy as np

from kzlib.copies.candidates import meeting
from kzlib.copies.passages import LONGEST, SHOWN, Passage, Span, Two, passages
from kzlib.copies.sketch import LEAST, RUN, SIZE, WORD, Sketch, Sketches, contained, fingerprint

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
    "Prints",
    "Two",
    "compared",
    "contained",
    "fingerprint",
    "near",
    "nearest",
    "one_by_one",
    "overlaps",
    "pairs",
    "passages",
    "placed",
]

COPY = 0.5  # share of the shorter article's runs found in the other one from which the two are one voice
_HELD = 64  # texts

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
    """Pairs of articles that share runs: those of `Prints`, from rows with doc_id, published and fingerprint."""
    prints = Prints()
    for d in documents:
        prints.add(d["doc_id"], d["published"], d["fingerprint"])
    return prints.pairs()


class Prints:
    """The fingerprints of articles, in any order: of each about two kilobytes are held."""

    def __init__(self) -> None:
        self._known: list[tuple[dt.date, str]] = []
        self._sketches = Sketches()

    def add(self, doc_id: str, published: dt.date | None, fingerprint: Sequence[int] | Sketch) -> None:
        """One more article."""
        self._known.append((published or dt.date.max, doc_id))
        self._sketches.add(fingerprint)

    def pairs(self) -> list[Pair]:
        """Pairs that share runs, by the later of the two: by day of publication, unknown days last, then id.

        Not every pair of many copies is found, but each copy with the first and with the one before it
        (`candidates.meeting`), so that time and pairs grow with the number of articles and not with its square.
        """
        known, sketches = self._known, self._sketches
        found = []
        for first, second in meeting(sketches, sorted(range(len(known)), key=known.__getitem__)):
            of_first, of_second = contained(sketches[first], sketches[second])
            if of_first:
                found.append(Pair(known[first][1], known[second][1], of_first, of_second))
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


def one_by_one(twos: Iterator[Two]) -> Iterator[list[Passage]]:
    """The passages in common of pairs of articles."""
    return (two.passages() for two in twos)


def compared(
    found: Sequence[Pair],
    spans: Mapping[str, Sequence[int]],
    texts: Mapping[str, str],
    common: Callable[[Iterator[Two]], Iterator[list[Passage]]] = one_by_one,
) -> dict[str, Iterator[Row]]:
    """Rows of the tables overlaps and shared: which articles share runs, and the passages that they share.

    `found` are the pairs, `spans` where the sentences of an article begin and end, one after the other. Rows are made
    when they are asked for; until then passages are held as numbers, of each 56 bytes a row. `common` gives the
    passages of pairs, in their order, as `one_by_one` does.
    """
    near = nearest(found)
    order = sorted(near)
    twos = (
        Two(texts[doc_id], spans.get(doc_id, ()), texts[other], spans.get(other, ()))
        for doc_id, other in ((doc_id, near[doc_id].first) for doc_id in order)
    )
    shared = ((doc_id, near[doc_id].first, passages) for doc_id, passages in zip(order, common(twos), strict=True))
    return {"overlaps": _overlaps(found), "shared": _shared(shared, texts)}


def placed(sentences: Iterable[Row]) -> dict[str, array[int]]:
    """Where the sentences of each article begin and end, from rows of the table sentences."""
    spans: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))  # a list of pairs takes ten times as much
    for row in sentences:
        spans[row["doc_id"]].extend((row["start"], row["end"]))
    return spans


def _shared(shared: Iterable[tuple[str, str, list[Passage]]], texts: Mapping[str, str]) -> Iterator[Row]:
    """Rows of table shared: of each article and the earlier one nearest to it the longest passages in common.

    Each passage is a row of either article.
    """
    doc_ids = sorted(texts)
    at = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    held = array("q")
    for doc_id, other_id, common in shared:
        for p in common:
            here, there = (at[doc_id], p.start, p.end), (at[other_id], p.other_start, p.other_end)
            held.extend((*here, *there, p.words, *there, *here, p.words))
    rows = np.frombuffer(held, dtype=np.int64).reshape(-1, 7)
    text = lru_cache(maxsize=_HELD)(texts.__getitem__)  # passages of an article follow one another
    for number in np.lexsort(rows.T[[3, 2, 1, 0]]):  # by article, start, end and the other article
        one, start, end, two, other_start, other_end, words = rows[number].tolist()
        yield _row(doc_ids[one], (start, end), doc_ids[two], (other_start, other_end), words, text)


def _row(doc_id: str, here: Span, other_id: str, there: Span, words: int, text: Callable[[str], str]) -> Row:
    return {
        "doc_id": doc_id,
        "start": here[0],
        "end": here[1],
        "text": text(doc_id)[slice(*here)],
        "words": words,
        "other_id": other_id,
        "other_start": there[0],
        "other_end": there[1],
        "other_text": text(other_id)[slice(*there)],
    }
