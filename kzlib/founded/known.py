"""What is looked up of all articles of a book, of which its pages name a few: counts of rows, articles, names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kzlib import selected, tables
from kzlib.edition import Edition
from kzlib.founded.names import NAMED, Names


@dataclass
class Known:
    """How many rows each table has, the ids of the articles, and the names that the tables hold."""

    totals: Mapping[str, int]
    articles: Iterable[str]
    names: Names

    @classmethod
    def of(cls, rows: Mapping[str, list[dict[str, Any]]]) -> Known:
        """What tables hold, given as rows."""
        totals = {name: len(found) for name, found in rows.items()}
        return cls(totals, [d["doc_id"] for d in rows["documents"]], Names.of(rows))

    @classmethod
    def stored(cls, edition: Edition) -> Known:
        """The same of the tables of an edition, read by the columns that are needed."""
        totals = {name: selected.count(edition, name) for name in tables.DICTIONARY}
        return cls(totals, selected.article_ids(edition), Names(_names(edition)))

    def is_article(self, text: str) -> bool:
        """Whether a text is the name of an article, whole or cut behind its beginning."""
        said = " ".join(text.split())
        beginning = said[:-1].rstrip() if said.endswith("…") and len(said) > 2 else said
        at = bisect_left(self._lines, beginning)
        first = self._lines[at] if at < len(self._lines) else None
        return first is not None and (first == said or (beginning != said and first.startswith(beginning)))

    @cached_property
    def _lines(self) -> list[str]:
        return sorted({" ".join(doc_id.split()) for doc_id in self.articles})


def _names(edition: Edition) -> Iterator[str]:
    """Every value of the columns that hold names, some more than once."""
    for table, columns in tables.DICTIONARY.items():
        own = [c.name for c in columns if c.name in NAMED and (c.name != "doc_id" or table == "documents")]
        for column in selected.columns(edition, table, own).columns if own else ():
            if pa.types.is_string(column.type):
                yield from (value for value in pc.unique(column).to_pylist() if value)
