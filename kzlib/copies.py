"""Near-copies: which articles repeat one another's text, and so are one voice.

An article is reduced to a fingerprint: the k smallest 64-bit hashes of its runs of eight words (a bottom-k sketch,
Broder 1997, "On the resemblance and containment of documents"). Containment, not resemblance, is estimated, because an
article that reprints an agency's text and adds its own has little in common with it as a whole. Eight words, because
shorter runs are shared by articles that only report the same thing (Silcock et al. 2022, "Noise-robust
de-duplication at scale").
"""

from __future__ import annotations

import datetime as dt
import hashlib
import heapq
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

RUN = 8  # words a shingle
SIZE = 256  # hashes kept an article: an error of about 0.03 at a containment of one half
COPY = 0.5  # share of the shorter article's runs found in the other one from which the two are one voice
LEAST = 4  # runs that two articles must share: a slogan or a boilerplate sentence makes no copy
LONGEST = 60  # words of a shared passage that are kept as evidence
SHOWN = 3  # passages kept a pair
WORD = re.compile(r"\w+")

Row = dict[str, Any]
Span = tuple[int, int]
Word = tuple[str, int, int]


def fingerprint(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    """The smallest hashes of the runs of eight words in ``text[start:end]`` of each span, ascending, at most SIZE.

    Spans are sentences that count as the article, in order; a run may cross from one sentence to the next. An article
    of fewer than eight words has an empty fingerprint.
    """
    words = [w for start, end in spans for w in WORD.findall(text[start:end].casefold())]
    runs = {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    return heapq.nsmallest(SIZE, (_hash(run) for run in runs))


def _hash(run: str) -> int:
    """63 bits: what an Arrow int64 holds without a sign."""
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") >> 1


def containment(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated share of the shorter article's runs that the other one holds too, 0 to 1; sketches are ascending.

    Only hashes up to the smaller of the two sketches' largest are compared: below it both sketches are complete.
    """
    return _contained(a, b, {*a}.intersection(b))


def _contained(a: Sequence[int], b: Sequence[int], both: Collection[int]) -> float:
    """Containment of sketches, `both` being the hashes that they have in common."""
    if len(both) < LEAST:
        return 0.0
    limits = [s[-1] for s in (a, b) if len(s) == SIZE]
    limit = min(limits) if limits else max(a[-1], b[-1])
    shared = sum(h <= limit for h in both) if limits else len(both)
    return shared / min(bisect_right(a, limit), bisect_right(b, limit)) if shared >= LEAST else 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that share runs, `first` before `second` in the order given, and the estimated containment."""

    first: str
    second: str
    containment: float


def pairs(fingerprints: Mapping[str, Sequence[int]]) -> list[Pair]:
    """Pairs of articles that share runs, in the order given.

    Of the articles that share a run each is held against the first and against the one before it, so that time grows
    with their number and not with its square; copies share many runs and meet in one.
    """
    names = list(fingerprints)
    sketches = [fingerprints[name] for name in names]
    hashes = [frozenset(sketch) for sketch in sketches]
    shared = []
    for first, second in _meeting(sketches):
        share = _contained(sketches[first], sketches[second], hashes[first] & hashes[second])
        if share:
            shared.append(Pair(names[first], names[second], share))
    return shared


def _meeting(sketches: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Numbers of the articles that meet in a run, each with the one before it and with the first; later ones last."""
    hashes = np.fromiter((h for sketch in sketches for h in sketch), dtype=np.int64)
    holders = np.repeat(np.arange(len(sketches)), [len(sketch) for sketch in sketches])
    order = np.argsort(hashes, kind="stable")  # the holders of each run stay in the order given
    hashes, holders = hashes[order], holders[order]
    same = np.flatnonzero(hashes[1:] == hashes[:-1]) + 1
    starts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1])) if len(hashes) else same
    firsts = starts[np.searchsorted(starts, same, side="right") - 1]
    found = {*zip(holders[same - 1].tolist(), holders[same].tolist(), strict=True)}
    found |= {*zip(holders[firsts].tolist(), holders[same].tolist(), strict=True)}
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def nearest(found: Iterable[Pair]) -> dict[str, Pair]:
    """For each article the earlier one that it shares most with; of equal ones the first."""
    best: dict[str, Pair] = {}
    for pair in found:
        if pair.second not in best or pair.containment > best[pair.second].containment:
            best[pair.second] = pair
    return best


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two articles have in common: offsets in either text, and how many words."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


def passages(text: str, spans: Iterable[Span], other: str, other_spans: Iterable[Span]) -> list[Passage]:
    """The longest stretches of eight words or more that stand in both texts, case and punctuation apart.

    At most SHOWN of them, each cut after LONGEST words (`words` counts all of it), in order of the first text.
    """
    a, b = _located(text, spans), _located(other, other_spans)
    at: dict[tuple[str, ...], int] = {}
    for i in range(len(b) - RUN + 1):
        at.setdefault(tuple(w for w, _, _ in b[i : i + RUN]), i)
    found = []
    i = 0
    while i <= len(a) - RUN:
        j = at.get(tuple(w for w, _, _ in a[i : i + RUN]))
        length = _reach(a, i, b, j) if j is not None else 1
        if j is not None:
            last = min(length, LONGEST) - 1
            found.append(Passage(a[i][1], a[i + last][2], b[j][1], b[j + last][2], length))
        i += length
    return sorted(sorted(found, key=lambda p: (-p.words, p.start))[:SHOWN], key=lambda p: p.start)


def _located(text: str, spans: Iterable[Span]) -> list[Word]:
    found = (m for start, end in spans for m in WORD.finditer(text, start, end))
    return [(m.group().casefold(), m.start(), m.end()) for m in found]


def _reach(a: Sequence[Word], i: int, b: Sequence[Word], j: int) -> int:
    length = RUN
    while i + length < len(a) and j + length < len(b) and a[i + length][0] == b[j + length][0]:
        length += 1
    return length


def shared(documents: Sequence[Row], sentences: Iterable[Row], texts: Mapping[str, str]) -> list[Row]:
    """Rows of table shared: of each article and the earlier one nearest to it the longest passages in common.

    Each passage is a row of either article.
    """
    order = sorted(documents, key=lambda d: (d["published"] or dt.date.max, d["doc_id"]))
    near = nearest(pairs({d["doc_id"]: d["fingerprint"] for d in order}))
    wanted = {doc_id for pair in near.values() for doc_id in (pair.first, pair.second)}
    spans: dict[str, list[Span]] = defaultdict(list)
    for row in sentences:
        if row["doc_id"] in wanted:
            spans[row["doc_id"]].append((row["start"], row["end"]))
    rows = []
    for doc_id, pair in sorted(near.items()):
        text, other = texts[doc_id], texts[pair.first]
        for p in passages(text, spans[doc_id], other, spans[pair.first]):
            here = (doc_id, p.start, p.end, text[p.start : p.end])
            there = (pair.first, p.other_start, p.other_end, other[p.other_start : p.other_end])
            rows += [_row(here, there, p.words), _row(there, here, p.words)]
    return sorted(rows, key=lambda r: (r["doc_id"], r["start"], r["end"], r["other_id"]))


def _row(here: tuple[str, int, int, str], there: tuple[str, int, int, str], words: int) -> Row:
    columns = ("doc_id", "start", "end", "text"), ("other_id", "other_start", "other_end", "other_text")
    return {**dict(zip(columns[0], here, strict=True)), "words": words, **dict(zip(columns[1], there, strict=True))}
