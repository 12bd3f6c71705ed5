"""The work on what several partitions hold, wherever it is done: which events are one happening, what articles share.

Each task finds in a store what it is about, so that it is small where tasks are many.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from kzlib import copies, events_fusion
from kzlib.partitions.store import Store
from kzlib.pool import At, Runner

Recall = Callable[[bytes], bytes | None]
_PAIRS = 128  # pairs of articles of a task
_AT_ONCE = 4096  # events that are held as dictionaries
_NUMBERS = len(copies.Passage._fields)
_TEXT, _PLACES = pa.string(), pa.list_(pa.int32())
_TWO = pa.schema([("text", _TEXT), ("spans", _PLACES), ("other", _TEXT), ("other_spans", _PLACES)])
_ID = "event_id"


@dataclass(frozen=True, slots=True)
class _Entire:
    """A task on what lies in a store under a name, nothing of which can be left out."""

    store: Store
    name: str

    def without(self, name: str, how: str) -> Self:
        """The same."""
        return self


class Fuse(_Entire):
    """Events of one type, in the order of `events_fusion.happenings`, each with the day of its article."""


@dataclass(frozen=True, slots=True)
class Fused:
    """The ids of what events tell: their name in the store, and the SHA-256 of the bytes."""

    name: str
    sha256: str
    problems: tuple[()] = ()


def fusing(store: Store, events: pa.Table) -> Fuse:
    """The task of fusing events."""
    data = _bytes(events)
    name = f"told/{hashlib.sha256(data).hexdigest()}.parquet"
    store.put(name, data)
    return Fuse(store, name)


def fuse(task: Fuse, at: At) -> Fused:
    """Leave in the store which happening each event tells."""
    told = pq.ParquetFile(pa.BufferReader(task.store.get(task.name))).read(use_threads=False)
    rows = (row for some in told.to_batches(_AT_ONCE) for row in some.to_pylist())
    ids = events_fusion.happenings((row, row["published"]) for row in rows)
    data = _bytes(pa.table([pa.array(ids, _TEXT)], [_ID]))
    name = task.name.replace("told/", "happenings/")
    task.store.put(name, data)
    return Fused(name, hashlib.sha256(data).hexdigest())


def ids(store: Store, fused: Fused) -> pa.Array:
    """The ids of what events tell, in the order in which the events were given."""
    return pq.ParquetFile(pa.BufferReader(store.get(fused.name))).read(use_threads=False)[_ID].combine_chunks()


class Compare(_Entire):
    """Pairs of articles with their texts."""


def compare(task: Compare, at: At) -> list[bytes]:
    """The passages that the articles of each pair have in common, as numbers."""
    rows = pq.ParquetFile(pa.BufferReader(task.store.get(task.name))).read(use_threads=False).to_pylist()
    return [_numbers(copies.Two(**row).passages()) for row in rows]


class Common:
    """Passages in common of pairs of articles, by whoever does tasks; those that are known are not looked for again."""

    def __init__(self, store: Store, runner: Runner, known: Recall, learn: Callable[[bytes, bytes], None]) -> None:
        """`known` gives what `learn` was told of the same words."""
        self._store = store
        self._runner = runner
        self._known = known
        self._learn = learn

    def __call__(self, twos: Iterator[copies.Two]) -> Iterator[list[copies.Passage]]:
        """As `copies.one_by_one`."""
        keys: list[bytes] = []
        tasks = [*self._tasks(twos, keys)]
        found = (numbers for some in self._runner.run(compare, tasks) for numbers in some)
        for key in keys:
            numbers = self._known(key)
            if numbers is None:
                numbers = next(found)
            self._learn(key, numbers)
            yield _passages(numbers)
        self._store.remove([task.name for task in tasks])

    def _tasks(self, twos: Iterator[copies.Two], keys: list[bytes]) -> Iterator[Compare]:
        """The pairs of which nothing is known, some a task; `keys` are to be those of all."""
        new = (two for two, key in _keyed(twos, keys) if self._known(key) is None)
        number = 0
        while some := list(islice(new, _PAIRS)):
            name = f"pairs/{number:06}.parquet"
            self._store.put(name, _bytes(pa.Table.from_pylist([two._asdict() for two in some], _TWO)))
            yield Compare(self._store, name)
            number += 1


def _keyed(twos: Iterable[copies.Two], keys: list[bytes]) -> Iterator[tuple[copies.Two, bytes]]:
    """Pairs with what stands for their words; the same is added to `keys`."""
    for two in twos:
        whole = hashlib.blake2b(digest_size=16)
        for text, spans in (two[:2], two[2:]):
            words, places = text.encode(), array("i", spans).tobytes()
            whole.update(b"%d %d " % (len(words), len(places)) + words + places)
        keys.append(whole.digest())
        yield two, keys[-1]


def _numbers(passages: Sequence[copies.Passage]) -> bytes:
    return array("i", [number for passage in passages for number in passage]).tobytes()


def _passages(numbers: bytes) -> list[copies.Passage]:
    held = array("i", numbers)
    return [copies.Passage(*held[at : at + _NUMBERS]) for at in range(0, len(held), _NUMBERS)]


def _bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table.combine_chunks(), sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data
