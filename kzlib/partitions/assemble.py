"""The tables of a corpus from its partitions: in the order of the articles, with what needs all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kzlib import copies, corpus, corrections, tables, texts
from kzlib.partitions import articles, nested
from kzlib.partitions.gather import Order
from kzlib.partitions.nested import DOCUMENTS, Rows
from kzlib.partitions.overview import EVENTS, Overview
from kzlib.partitions.store import Store
from kzlib.partitions.together import Common
from kzlib.partitions.work import Annotated, Part
from kzlib.pool import Runner, cores

Row = dict[str, Any]
_AT_ONCE = 4096  # rows that are held as dictionaries
_OPEN = 256  # parts that are held at once with all that was read in them: some 250 MB


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

    def write(self, folder: Path, account: corpus.Account, runner: Runner, common: Common) -> dict[str, int]:
        """Write the tables to a folder, and the texts beside it.

        Returns how many rows each table has, of events how many happenings.
        """
        folder.mkdir(parents=True)
        all_of_them = Overview()
        counts = self._tables(folder, all_of_them)
        with ThreadPoolExecutor(1) as beside:
            happenings = beside.submit(all_of_them.happenings, self._store, runner)
            pairs = all_of_them.pairs()
            counts[EVENTS] = _events(folder, all_of_them.events(happenings.result()))
        held = self._texts()
        texts.write(folder.parent / texts.NAME, held.items())
        compared = copies.compared(pairs, all_of_them.spans, held, common)
        files = [asdict(file) | {"how": file.how or None} for file in account.files]
        problems = [{"path": p.path, "message": p.message} for p in sorted(account.problems, key=corpus.order)]
        for name, rows in {**compared, "corrections": self._corrections, "files": files, "problems": problems}.items():
            counts[name] = _streamed(folder, name, rows)
        return counts

    def _texts(self) -> Mapping[str, str]:
        """The texts of the articles that were read, by id, in order.

        Those of corrected articles stand where they were taken in.
        """
        order = Order([[a.doc_id for a in r.taken.articles] for r in self._read])
        kept = {*self._order.doc_ids}
        every = iter(order.doc_ids)
        blocks = (
            block["text"].filter(pa.array([doc_id in kept for doc_id in islice(every, len(block))], pa.bool_()))
            for block in order.blocks(lambda n: articles.texts(self._store.get(self._read[n].taken.name)))
        )
        return _Texts(self._order.doc_ids, pa.chunked_array([each.combine_chunks() for each in blocks], pa.string()))

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

    def _tables(self, folder: Path, all_of_them: Overview) -> dict[str, int]:
        """Write the tables whose rows are those of single articles, but the events."""
        named = (DOCUMENTS, *nested.TABLES)
        # one after the other where parts lie so much across each other that holding all of them takes too much
        together = [named] if self._order.most_open <= _OPEN else [(name,) for name in named]
        counts: Counter[str] = Counter()
        for some in together:
            with ExitStack() as files, ThreadPoolExecutor(cores()) as threads:
                writers = {name: files.enter_context(tables.Writer(folder, name)) for name in some if name != EVENTS}
                for block in self._order.blocks(partial(self._part, columns=some)):
                    rows = {name: _rows(block, name) for name in some}
                    written = [threads.submit(writer.add, rows[name]) for name, writer in writers.items()]
                    for name in some:
                        all_of_them.add(name, rows[name])
                        counts[name] += len(rows[name])
                    for each in written:
                        each.result()
        return dict(counts)

    def _part(self, number: int, columns: Sequence[str]) -> pa.Table:
        """What a part holds for some tables, an entry an article; the last one stands for what is corrected."""
        if number == len(self._read):
            assert self._instead is not None
            return self._instead.select(columns)
        return nested.read(self._store.get(self._read[number].annotated.name), columns)


def _rows(block: pa.Table, name: str) -> pa.Table:
    """The rows of a table that some articles have."""
    column = block[name].combine_chunks()
    return pa.Table.from_batches([pa.RecordBatch.from_struct_array(column if name == DOCUMENTS else column.flatten())])


def _events(folder: Path, events: pa.Table) -> int:
    """Write the events; returns how many happenings there are."""
    with tables.Writer(folder, EVENTS) as file:
        file.add(events)
    return len(events["event_id"].unique())


def _streamed(folder: Path, name: str, rows: Iterable[Row]) -> int:
    """Write the rows of a table as they come; returns how many they are."""
    count, coming = 0, iter(rows)
    with tables.Writer(folder, name) as file:
        while some := list(islice(coming, _AT_ONCE)):
            file.add(tables.build(name, some))
            count += len(some)
    return count


def _own(rows: Iterable[Row], doc_id: str) -> list[Row]:
    return [row for row in rows if row["doc_id"] == doc_id]


def _text(store: Store, part: Part, doc_id: str) -> str:
    """The text of one article of a part."""
    number = next(n for n, article in enumerate(part.articles) if article.doc_id == doc_id)
    text: str = articles.texts(store.get(part.name))["text"][number].as_py()
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
