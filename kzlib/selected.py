"""Some articles of an edition: their rows and texts, however many other articles there are.

A book of many articles says of some of them one by one what it says of all in its tables, so that its size is bounded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kzlib import compare, tables
from kzlib.edition import Edition, Row
from kzlib.evidence import page
from kzlib.lasting import lasting

# Articles that have a page of their own; more, if pages of the book link to more. They also have what is said of
# articles one by one: an entry in the search, annotations, references of their claims.
PAGES = 1_000
ROWS = 50_000  # of a table that is written out as CSV; all of them are in its Parquet file


class Selected:
    """The rows and texts of the articles with these ids, table by table as they are asked for, in the tables' order.

    `texts` are those of all articles, by id.
    """

    def __init__(self, edition: Edition, texts: Mapping[str, str], doc_ids: Collection[str]) -> None:
        self.edition, self._texts = edition, texts
        self._ids = frozenset(doc_ids)
        self._rows: dict[str, list[Row]] = {}
        self._by_article: dict[str, dict[str, list[Row]]] = {}

    def rows(self, table: str) -> list[Row]:
        """The rows of a table that belong to these articles, in its order."""
        if table not in self._rows:
            self._rows[table] = of_articles(self.edition, table, self._ids)
        return self._rows[table]

    def of(self, doc_id: str, table: str) -> list[Row]:
        """The rows of a table that belong to one of these articles."""
        if table not in self._by_article:
            found = self._by_article.setdefault(table, {})
            for row in self.rows(table):
                found.setdefault(row["doc_id"], []).append(row)
        return self._by_article[table].get(doc_id, [])

    @cached_property
    def documents(self) -> dict[str, Row]:
        """These articles by id, in the order of the edition."""
        return {d["doc_id"]: d for d in self.rows("documents")}

    @cached_property
    def pages(self) -> dict[str, str]:
        """Their ids by the names of their pages."""
        return {page(doc_id): doc_id for doc_id in self.documents}

    @cached_property
    def claims(self) -> list[compare.Claim]:
        """Their claims, in the order of the edition; on which voices they rest is not looked for."""
        return compare.claims({name: self.rows(name) for name in ("documents", "figures", "mentions")}, {})

    @cached_property
    def happenings(self) -> list[compare.Happening]:
        """What they tell, with what all other articles tell of it."""
        events = {row["event_id"] for row in self.rows("events") if row["event_id"]}
        return compare.happenings(self.edition.tables, self.edition.origin_of, events)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Their texts, by id."""
        return {doc_id: self._texts[doc_id] for doc_id in self.documents}


@lasting()
def of_articles(edition: Edition, table: str, doc_ids: Collection[str]) -> list[Row]:
    """The rows of a table that belong to some articles, in its order; only these are held in memory."""
    stored = edition.tables
    if not isinstance(stored, tables.Stored) or table in stored:
        return [row for row in stored[table] if row["doc_id"] in doc_ids]
    wanted = pc.field("doc_id").isin(pa.array(sorted(doc_ids), pa.string()))
    found: list[Row] = pq.read_table(stored.folder / f"{table}.parquet", filters=wanted, use_threads=False).to_pylist()
    return found


def article_ids(edition: Edition) -> list[str]:
    """The ids of all articles, in the order of the edition."""
    found: list[str] = columns(edition, "documents", ("doc_id",))["doc_id"].to_pylist()
    return found


def columns(edition: Edition, table: str, names: Sequence[str]) -> pa.Table:
    """Some columns of all rows of a table, in its order."""
    stored = edition.tables
    if not isinstance(stored, tables.Stored) or table in stored:
        schema = tables.schema(table)
        return pa.Table.from_pylist(stored[table], pa.schema([schema.field(name) for name in names]))
    return pq.read_table(stored.folder / f"{table}.parquet", columns=list(names))


def first(edition: Edition, table: str, most: int) -> list[Row]:
    """The first rows of a table."""
    stored = edition.tables
    if not isinstance(stored, tables.Stored) or table in stored:
        return stored[table][:most]
    with pq.ParquetFile(stored.folder / f"{table}.parquet") as file:
        batch = next(file.iter_batches(most), None)
    return batch.to_pylist() if batch is not None else []


def count(edition: Edition, table: str) -> int:
    """How many rows a table has."""
    stored = edition.tables
    if not isinstance(stored, tables.Stored) or table in stored:
        return len(stored[table])
    number: int = pq.read_metadata(stored.folder / f"{table}.parquet").num_rows
    return number


def cut(edition: Edition) -> dict[str, int]:
    """The tables whose CSV holds only the first rows, with how many rows they have."""
    return {table: rows for table in tables.DICTIONARY if (rows := count(edition, table)) > ROWS}
