"""Cutting a long row of things into runs, so that one more or less changes one run and leaves the others as they are.

A run ends after a thing whose name, hashed, says so: content-defined chunking (Muthitacharoen et al. 2001, "A
low-bandwidth network file system").
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Length:
    """How long runs are: at least, at most, and how many things on average until one ends after `least`."""

    least: int
    most: int
    often: int


def runs(things: Iterable[T], name: Callable[[T], str], length: Length) -> Iterator[list[T]]:
    """The things in their order, cut into runs; `name` is what tells one from the others."""
    run: list[T] = []
    for thing in things:
        run.append(thing)
        if len(run) >= length.most or (len(run) >= length.least and _ends(name(thing), length.often)):
            yield run
            run = []
    if run:
        yield run


def _ends(name: str, often: int) -> bool:
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % often == 0
