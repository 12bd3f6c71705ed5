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

from kzlib.copies.sketch import LEAST, Sketch

Numbers = NDArray[np.int64]
BANDS = 64  # buckets an article is in
RAREST = 128
MOST = 8  # earlier articles that an article is held against, those that it meets in most buckets
_SEED = 1  # of the permutations: the same articles meet in the same buckets
_SCHEME = "affine64"  # of datasketch: no modulo, four times as fast as its older one


def meeting(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Numbers of articles that may share runs, the earlier first, ordered by the later one: at most MOST for each.

    Of a bucket each article is paired with the first and with the one before it, so that time grows with the number of
    articles and not with its square; copies meet in many buckets.
    """
    kept = recurring(sketches)
    if len(kept) < 2:
        return []
    met = np.concatenate([*_pairs(np.fromiter(kept, np.int64), _signatures([*kept.values()]), len(sketches))])
    pairs, buckets = np.unique(met, return_counts=True)
    later, first = np.divmod(pairs, len(sketches))
    order = np.lexsort((first, -buckets, later))
    later, first = later[order], first[order]
    rank = np.arange(len(later)) - np.searchsorted(later, later)
    return sorted(
        zip(first[rank < MOST].tolist(), later[rank < MOST].tolist(), strict=True), key=lambda p: (p[1], p[0])
    )


def recurring(sketches: Sequence[Sketch]) -> dict[int, Sketch]:
    """Of each article the runs that others hold too, by its number; without articles with fewer than LEAST of them."""
    every = np.concatenate([*sketches, np.empty(0, np.int64)])
    every.sort()
    several = np.unique(every[1:][every[1:] == every[:-1]])
    del every
    found: dict[int, Sketch] = {}
    for number, sketch in enumerate(sketches if len(several) else ()):
        at = np.searchsorted(several, sketch)
        held = sketch[several.take(at, mode="clip") == sketch]
        if len(held) >= LEAST:
            found[number] = held
    return found


def _signatures(kept: Sequence[Sketch]) -> NDArray[np.uint64]:
    """The MinHash of each article, a row each; its runs are hashed already."""
    from datasketch import MinHash  # where it is used: it takes half a second to load

    made = MinHash.generator((s.tolist() for s in kept), num_perm=BANDS, seed=_SEED, hashfunc=int, scheme=_SCHEME)
    return np.stack([m.hashvalues for m in made])


def _pairs(numbers: Numbers, signatures: NDArray[np.uint64], count: int) -> Iterator[Numbers]:
    """For each band the pairs that meet, as one number each: the later article's times `count`, and the earlier's."""
    for band in signatures.T:
        order = np.argsort(band, kind="stable")  # of a bucket the articles stay in order
        values, holders = band[order], numbers[order]
        starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
        same = np.flatnonzero(values[1:] == values[:-1]) + 1
        firsts = starts[np.searchsorted(starts, same, side="right") - 1]
        yield np.unique(holders[same] * count + np.stack([holders[same - 1], holders[firsts]]))
