"""What is kept of all articles while their tables are written, for what needs all of them: a few kilobytes of each."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kzlib import copies, tables
from kzlib.partitions import together
from kzlib.partitions.store import Store
from kzlib.pool import Here, Runner

EVENTS, SENTENCES = "events", "sentences"
DOCUMENTS = "documents"
_FUSED = ("doc_id", "type", "first", "last", "place", "participants", "text", "start", "end")
_FEW = 5000  # events that are fused in less time than it takes to start a process
_ORDER = ("undated", "known", "doc_id", "start", "end")  # that of `events_fusion.happenings`


class Overview:
    """Of each article the day of publication, the fingerprint, where its sentences stand, and its events."""

    def __init__(self) -> None:
        self.published: dict[str, dt.date | None] = {}
        self.spans = Spans()
        self._prints = copies.Prints()
        self._events = [tables.build(EVENTS, [])]

    def add(self, name: str, rows: pa.Table) -> None:
        """Take what is needed of rows of a table: those of some articles, after those of all articles before."""
        if name == DOCUMENTS:
            self._documents(rows)
        elif name == SENTENCES:
            self.spans.add(rows)
        elif name == EVENTS:
            self._events.append(rows)

    def _documents(self, rows: pa.Table) -> None:
        sketches = rows["fingerprint"].combine_chunks()
        ends, values = sketches.offsets.to_numpy(), sketches.values.to_numpy()
        known = zip(rows["doc_id"].to_pylist(), rows["published"].to_pylist(), strict=True)
        for number, (doc_id, published) in enumerate(known):
            self.published[doc_id] = published
            self._prints.add(doc_id, published, values[ends[number] : ends[number + 1]])

    def pairs(self) -> list[copies.Pair]:
        """The articles that share text; can be asked once, for fingerprints are let go."""
        prints, self._prints = self._prints, copies.Prints()
        return prints.pairs()

    def happenings(self, store: Store, runner: Runner) -> pa.Array:
        """The id of the happening that each event tells; only events of one type are ever of one happening."""
        events = pa.concat_tables(self._events)
        ids = np.empty(len(events), dtype=object)
        types = events["type"].to_numpy()
        places, tasks = [], []
        for kind, _ in sorted(Counter(types.tolist()).items(), key=lambda k: (-k[1], k[0])):  # what takes longest first
            at = np.flatnonzero(types == kind)
            told = self._dated(events.select(_FUSED).take(pa.array(at)))
            order = pc.sort_indices(told, sort_keys=[(name, "ascending") for name in _ORDER])
            places.append(at[order.to_numpy()])
            tasks.append(together.fusing(store, told.take(order)))
        whoever = runner if len(events) > _FEW else Here()
        for at, fused in zip(places, whoever.run(together.fuse, tasks), strict=True):
            ids[at] = together.ids(store, fused).to_pylist()
        return pa.array(ids, pa.string())

    def _dated(self, told: pa.Table) -> pa.Table:
        """Events with the day of their article, and whether they have none themselves."""
        days = pa.array([self.published[doc_id] for doc_id in told["doc_id"].to_pylist()], pa.date32())
        told = told.append_column("published", days).append_column("undated", pc.is_null(told["first"]))
        return told.append_column("known", pc.fill_null(days, dt.date.max))

    def events(self, ids: pa.Array) -> pa.Table:
        """The events of all articles with the ids of what they tell; can be asked once, for they are let go."""
        events, self._events = pa.concat_tables(self._events), []
        return events.set_column(events.schema.get_field_index("event_id"), events.field("event_id"), ids)


class Spans(Mapping[str, "array[int]"]):
    """Where the sentences of each article begin and end, one after the other."""

    def __init__(self) -> None:
        self._at: dict[str, tuple[int, int]] = {}
        self._held = array("i")

    def add(self, rows: pa.Table) -> None:
        """The sentences of some articles."""
        places = np.stack([rows["start"].to_numpy(), rows["end"].to_numpy()], axis=1)
        first = before = len(self._held)
        self._held.frombytes(places.astype(np.int32).tobytes())
        runs = pc.run_end_encode(rows["doc_id"].combine_chunks())
        for doc_id, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            self._at[doc_id] = (before, first + 2 * end)
            before = first + 2 * end

    def __getitem__(self, doc_id: str) -> array[int]:
        return self._held[slice(*self._at[doc_id])]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)
