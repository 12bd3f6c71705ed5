"""What an article is reduced to, and how much of it another one holds.

A fingerprint is the k smallest 64-bit hashes of an article's runs of eight words (a bottom-k sketch, Broder 1997, "On
the resemblance and containment of documents"). Containment, not resemblance, is estimated, because an article that
reprints an agency's text and adds its own has little in common with it as a whole. Eight words, because shorter runs
are shared by articles that only report the same thing (Silcock et al. 2022, "Noise-robust de-duplication at scale").
"""

from __future__ import annotations

import hashlib
import heapq
import re
from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

RUN = 8  # words a shingle
SIZE = 256  # hashes kept an article: an error of about 0.03 at a containment of one half
LEAST = 4  # runs that two articles must share: a slogan or a boilerplate sentence makes no copy
Sketch = NDArray[np.int64]
WORD = re.compile(r"\w+")


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


class Sketches:
    """The fingerprints of many articles, one after the other as numbers; `add` all, then ask."""

    def __init__(self) -> None:
        self._held = array("q")
        self._ends = array("q", [0])

    def add(self, sketch: Sequence[int] | Sketch) -> None:
        """One more article's."""
        self._held.frombytes(np.asarray(sketch, dtype=np.int64).tobytes())
        self._ends.append(len(self._held))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @cached_property
    def values(self) -> Sketch:
        """All of them."""
        return np.frombuffer(self._held, dtype=np.int64)

    def place(self, number: int) -> slice:
        """Where that of an article stands in `values`."""
        return slice(self._ends[number], self._ends[number + 1])

    def __getitem__(self, number: int) -> Sketch:
        return self.values[self.place(number)]


def contained(a: Sketch, b: Sketch) -> tuple[float, float]:
    """Estimated shares of the runs of either article that the other one holds too, 0 to 1; sketches are ascending.

    Only hashes up to the smaller of the two sketches' largest are compared: below it both sketches are complete. None
    are shared if they have fewer than LEAST runs in common.
    """
    limits = [s[-1] for s in (a, b) if len(s) == SIZE]
    first, second = (s[: np.searchsorted(s, min(limits), side="right")] if limits else s for s in (a, b))
    if min(len(first), len(second)) < LEAST:
        return 0.0, 0.0
    both = int(np.count_nonzero(second.take(np.searchsorted(second, first), mode="clip") == first))
    return (both / len(first), both / len(second)) if both >= LEAST else (0.0, 0.0)
