"""The texts of the articles as decoded, which every offset refers to: one Parquet file, read as far as it is asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

NAME = "texts.parquet"
GROUP = 256  # articles that are read together: about a megabyte
_HELD = 8  # groups kept in memory
_SCHEMA = pa.schema([pa.field("doc_id", pa.string(), nullable=False), pa.field("text", pa.string(), nullable=False)])


def write(path: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Write ids of articles and their texts to a Parquet file, in the order given."""
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as file:
        waiting: list[tuple[str, str]] = []
        for pair in texts:
            waiting.append(pair)
            if len(waiting) == GROUP:
                file.write_table(_table(waiting))
                waiting = []
        if waiting:
            file.write_table(_table(waiting))


def _table(pairs: list[tuple[str, str]]) -> pa.Table:
    return pa.table([[i for i, _ in pairs], [t for _, t in pairs]], schema=_SCHEMA)


class Texts(Mapping[str, str]):
    """The texts in a file that `write` wrote, by the id of the article, in the order written.

    Ids are held in memory; of the texts only the groups that were asked for last.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError if there is no such file."""
        # opened by Python, so that it is seen what is read (kzlib.recording)
        self._file = pq.ParquetFile(path.open("rb"))
        ids = self._file.read(["doc_id"])["doc_id"].to_pylist()
        self._place = {doc_id: divmod(number, GROUP) for number, doc_id in enumerate(ids)}
        self._held: OrderedDict[int, pa.Array] = OrderedDict()

    def __getitem__(self, doc_id: str) -> str:
        group, row = self._place[doc_id]
        text: str = self._group(group)[row].as_py()
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._place

    def _group(self, number: int) -> pa.Array:
        """The texts of a group; of those held, the one that was asked for longest ago makes room."""
        if number not in self._held:
            self._held[number] = self._file.read_row_group(number, ["text"])["text"].combine_chunks()
            if len(self._held) > _HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(number)
        return self._held[number]
