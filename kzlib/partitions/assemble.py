"""The tables of a corpus from its partitions: in the order of the articles, with what needs all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kzlib import copies, corpus, corrections, events_fusion, tables, texts
from kzlib.partitions import articles, nested
from kzlib.partitions.gather import Order
from kzlib.partitions.nested import DOCUMENTS, Rows
from kzlib.partitions.store import Store
from kzlib.partitions.work import Annotated, Part

Row = dict[str, Any]
EVENTS = "events"
_AT_ONCE = 4096  # rows that are held as dictionaries
_FUSED = ("doc_id", "type", "first", "last", "place", "participants", "text", "start", "end")


@dataclass(frozen=True, slots=True)
class Read:
    """A partition as it was taken in and as it was read."""

    taken: Part
    annotated: Annotated


class Assembly:
    """Puts the tables of a corpus together, one after the other, into a folder."""

    def __init__(self, store: Store, read: Sequence[Read], corrected: Path) -> None:
        """Raises InputError if a correction rests on nothing."""
        self._store = store
        self._read = read
        self._corrections: list[Row] = []
        self._instead = self._corrected(corrections.load(corrected))
        instead = [] if self._instead is None else pc.struct_field(self._instead[DOCUMENTS], "doc_id").to_pylist()
        self._order = Order([r.annotated.doc_ids for r in read], instead)

    def write(self, folder: Path, account: corpus.Account) -> dict[str, int]:
        """Write the tables to a folder, and the texts beside it.

        Returns how many rows each table has, of events how many happenings.
        """
        folder.mkdir(parents=True)
        counts = {name: self._table(folder, name) for name in nested.TABLES if name != EVENTS}
        counts |= {DOCUMENTS: self._documents(folder), EVENTS: self._events(folder)}
        texts.write(folder.parent / texts.NAME, self.texts.items())
        compared = copies.compared(self._known, self._spans(), self.texts)
        files = [asdict(file) | {"how": file.how or None} for file in account.files]
        problems = [{"path": p.path, "message": p.message} for p in sorted(account.problems, key=corpus.order)]
        for name, rows in {**compared, "corrections": self._corrections, "files": files, "problems": problems}.items():
            counts[name] = _streamed(folder, name, rows)
        return counts

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts of the articles that were read, by id, in order."""
        return _Texts(self._order.doc_ids, self._order_of_texts())

    def _order_of_texts(self) -> pa.ChunkedArray:
        """The texts in order: those of corrected articles stand where they were taken in."""
        order = Order([[a.doc_id for a in r.taken.articles] for r in self._read])
        kept = {*self._order.doc_ids}
        blocks = order.blocks(lambda n: articles.texts(self._store.get(self._read[n].taken.name)))
        found = pa.chunked_array(list(blocks), pa.string())
        return found.filter(pa.array([doc_id in kept for doc_id in order.doc_ids], pa.bool_()))

    def _corrected(self, entries: Sequence[corrections.Correction]) -> pa.Table | None:
        """A part that stands for the rows of the articles that are corrected; None if there are none."""
        wanted = {entry.article for entry in entries}
        rows: Rows = {name: [] for name in (DOCUMENTS, *nested.TABLES)}
        held: dict[str, str] = {}
        for read in self._read:
            for number, doc_id in enumerate(read.annotated.doc_ids):
                if doc_id in wanted:
                    part = nested.read(self._store.get(read.annotated.name))
                    for name, own in nested.rows(part, number).items():
                        rows[name] += own
                    held[doc_id] = _text(self._store, read.taken, doc_id)
        if not held:
            return None
        made = {**rows, "corrections": self._corrections}
        corrections.apply(list(entries), made, held)
        return nested.table([{name: _own(rows[name], doc_id) for name in rows} for doc_id in sorted(held)])

    def _blocks(self, name: str) -> Iterator[pa.Array]:
        """A column of the parts in order, some articles at a time."""

        def column(number: int) -> pa.Array:
            if number == len(self._read):
                assert self._instead is not None
                return self._instead[name].combine_chunks()
            data = self._store.get(self._read[number].annotated.name)
            return nested.read(data, [name])[name].combine_chunks()

        return self._order.blocks(column)

    def _rows(self, name: str) -> Iterator[pa.Table]:
        """The rows of a table in order, those of some articles at a time."""
        for block in self._blocks(name):
            flat = block if name == DOCUMENTS else block.flatten()
            yield pa.Table.from_batches([pa.RecordBatch.from_struct_array(flat)])

    def _table(self, folder: Path, name: str) -> int:
        count = 0
        with tables.Writer(folder, name) as file:
            for rows in self._rows(name):
                file.add(rows)
                count += len(rows)
        return count

    def _documents(self, folder: Path) -> int:
        """Write the documents, and keep of them what is compared."""
        self._known: list[Row] = []
        with tables.Writer(folder, DOCUMENTS) as file:
            for rows in self._rows(DOCUMENTS):
                file.add(rows)
                sketches = rows["fingerprint"].combine_chunks()
                ends, values = sketches.offsets.to_numpy(), sketches.values.to_numpy()
                known = zip(rows["doc_id"].to_pylist(), rows["published"].to_pylist(), strict=True)
                for number, (doc_id, published) in enumerate(known):
                    sketch = values[ends[number] : ends[number + 1]]
                    self._known.append({"doc_id": doc_id, "published": published, "fingerprint": sketch})
        return len(self._known)

    def _events(self, folder: Path) -> int:
        """Write the events with their ids; returns how many happenings there are."""
        events = pa.concat_tables([tables.build(EVENTS, []), *self._rows(EVENTS)]).combine_chunks()
        ids = fused(events, self._known)
        with tables.Writer(folder, EVENTS) as file:
            file.add(events.set_column(events.schema.get_field_index("event_id"), events.field("event_id"), ids))
        return len(ids.unique())

    def _spans(self) -> Iterator[Row]:
        """Where sentences stand, one after the other."""
        for rows in self._rows("sentences"):
            yield from rows.select(["doc_id", "start", "end"]).to_pylist()


def _streamed(folder: Path, name: str, rows: Iterable[Row]) -> int:
    """Write the rows of a table as they come; returns how many they are."""
    count, coming = 0, iter(rows)
    with tables.Writer(folder, name) as file:
        while some := list(islice(coming, _AT_ONCE)):
            file.add(tables.build(name, some))
            count += len(some)
    return count


def fused(events: pa.Table, documents: list[Row]) -> pa.Array:
    """The id of the happening that each event tells; only events of one type are ever of one happening."""
    ids = np.empty(len(events), dtype=object)
    types = np.asarray(events["type"].to_pylist(), dtype=object)
    for kind in sorted({*types.tolist()}):
        at = np.flatnonzero(types == kind)
        rows = events.select(_FUSED).take(pa.array(at)).to_pylist()
        events_fusion.fuse(rows, documents)
        ids[at] = [row["event_id"] for row in rows]
    return pa.array(ids.tolist(), pa.string())


def _own(rows: Iterable[Row], doc_id: str) -> list[Row]:
    return [row for row in rows if row["doc_id"] == doc_id]


def _text(store: Store, part: Part, doc_id: str) -> str:
    """The text of one article of a part."""
    number = next(n for n, article in enumerate(part.articles) if article.doc_id == doc_id)
    text: str = articles.texts(store.get(part.name))[number].as_py()
    return text


class _Texts(Mapping[str, str]):
    """Texts by id, held as bytes."""

    def __init__(self, doc_ids: Sequence[str], held: pa.ChunkedArray) -> None:
        self._at = {doc_id: number for number, doc_id in enumerate(doc_ids)}
        self._held = held

    def __getitem__(self, doc_id: str) -> str:
        text: str = self._held[self._at[doc_id]].as_py()
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)
