"""Which articles may share text, without holding each against each.

Articles meet in buckets by MinHash and locality-sensitive hashing (Broder 1997; Leskovec et al., "Mining of Massive
Datasets", chapter 3), one row a band: containment is looked for, and an excerpt within a long text resembles it little
(Zhu et al. 2016, "LSH Ensemble"). Hashed are only runs that several articles hold, so that two with nothing but one
passage in common are as alike as copies are, and an article without such runs, as most of the press is, costs nothing.

The signatures are datasketch's. Its index would hold a Python set a bucket; here a band is a column of signatures, put
in order, which takes a hundredth of the time and an eighth of the memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kzlib.copies.sketch import LEAST, Sketch, Sketches

Numbers = NDArray[np.int64]
BANDS = 64  # buckets an article is in
MOST = 8  # earlier articles that an article is held against, those that it meets in most buckets
_SLICES = 16  # of all hashes, looked through one after the other: it takes so much less memory
_AT_ONCE = 4096  # articles whose meetings are counted at once
_SEED = 1  # of the permutations: the same articles meet in the same buckets
_SCHEME = "affine64"  # of datasketch: no modulo, four times as fast as its older one


def meeting(sketches: Sketches, order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers of articles that may share runs, the earlier first, by the later one: at most MOST for each.

    `order` are the numbers of all articles, the earliest first. Of a bucket each article is paired with the first and
    with the one before it, so that time grows with the number of articles and not with its square; copies meet in many
    buckets.
    """
    several = recurring(sketches.values)
    kept = np.array([n for n in order if np.count_nonzero(several[sketches.place(n)]) >= LEAST], np.int64)
    if len(kept) < 2:
        return
    met = _met(_signatures(sketches[n][several[sketches.place(n)]] for n in kept.tolist()))
    del several
    for start in range(0, len(kept), _AT_ONCE):
        later, first = _most_met(met[start : start + _AT_ONCE])
        yield from zip(kept[first].tolist(), kept[later + start].tolist(), strict=True)


def recurring(values: Sketch) -> NDArray[np.bool_]:
    """Which of the runs of all articles, each article's without repeats, stand in several."""
    several = np.zeros(len(values), np.bool_)
    width = 2**63 // _SLICES
    for number in range(_SLICES):
        at = np.flatnonzero((values >= number * width) & (values <= number * width + (width - 1)))
        runs = values[at]
        order = np.argsort(runs)
        same = np.flatnonzero(runs[order[1:]] == runs[order[:-1]])
        several[at[order[same]]] = several[at[order[same + 1]]] = True
    return several


def _signatures(kept: Iterator[Sketch]) -> NDArray[np.uint64]:
    """The MinHash of each article, a row each; its runs are hashed already."""
    from datasketch import MinHash  # where it is used: it takes half a second to load

    made = MinHash.generator((s.tolist() for s in kept), num_perm=BANDS, seed=_SEED, hashfunc=int, scheme=_SCHEME)
    return np.stack([m.hashvalues for m in made])


def _met(signatures: NDArray[np.uint64]) -> NDArray[np.int32]:
    """For each article, in each band, the one before it and the first in its bucket, which may be one; else -1."""
    met = np.full((len(signatures), BANDS, 2), -1, np.int32)
    for number, band in enumerate(signatures.T):
        order = np.argsort(band, kind="stable")  # of a bucket the articles stay in order
        values = band[order]
        starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
        same = np.flatnonzero(values[1:] == values[:-1]) + 1
        before, first = order[same - 1], order[starts[np.searchsorted(starts, same, side="right") - 1]]
        met[order[same], number] = np.stack([before, np.where(first == before, -1, first)], axis=1)
    return met


def _most_met(met: NDArray[np.int32]) -> tuple[Numbers, Numbers]:
    """The rows of some articles, and whom each meets in most bands, of equal ones the earlier; by row, then by whom."""
    rows, band, which = np.nonzero(met >= 0)
    pairs, bands = np.unique(rows << 32 | met[rows, band, which], return_counts=True)
    later, first = pairs >> 32, pairs & (2**32 - 1)
    order = np.lexsort((first, -bands, later))
    rank = np.arange(len(later)) - np.searchsorted(later, later)
    kept = np.sort(order[rank < MOST])
    return later[kept], first[kept]
