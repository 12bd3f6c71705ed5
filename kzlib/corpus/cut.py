"""Cutting a long row of things into runs, so that one more or less changes one run and leaves the others as they are.

A run ends after a thing whose name, hashed, says so: content-defined chunking (Muthitacharoen et al. 2001, "A
low-bandwidth network file system").
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Length:
    """How long runs are: at least, at most, and how many things on average until one ends after `least`."""

    least: int
    most: int
    often: int


class Cutter:
    """Says, thing by thing, where runs end."""

    def __init__(self, length: Length) -> None:
        self._length = length
        self._count = 0

    def ends_with(self, name: str) -> bool:
        """Whether the run ends with the thing of that name, which comes after all that were named before."""
        self._count += 1
        length = self._length
        ends = self._count >= length.most or (self._count >= length.least and _ends(name, length.often))
        if ends:
            self._count = 0
        return ends


def runs(names: Iterable[str], length: Length) -> Iterator[list[str]]:
    """Names in their order, cut into runs."""
    cutter = Cutter(length)
    run: list[str] = []
    for name in names:
        run.append(name)
        if cutter.ends_with(name):
            yield run
            run = []
    if run:
        yield run


def _ends(name: str, often: int) -> bool:
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % often == 0
