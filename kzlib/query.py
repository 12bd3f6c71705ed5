"""Tables asked by SQL: what a chapter groups, counts, ranks or looks up without holding a table as Python objects.

A folder of tables is queried by DuckDB, each Parquet file a view of its name. The same query gives the same rows only
if its ORDER BY leaves no two rows equal: DuckDB promises no order otherwise, and what is printed follows it. So every
query that gives more than one row ends in a total ORDER BY (a row of evidence: doc_id, "start", "end", and what else
tells two readings of one place apart), and no aggregate depends on an order that is not written in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kzlib.errors import InputError, quoted

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
MEMORY = "1GB"  # what DuckDB may hold; more goes to files that are removed with the query
_NAME = re.compile(r"\w+")
# Nothing is fetched or loaded; times, of which the tables hold none, are the same everywhere.
_OFF = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


class Query:
    """The tables in a folder, to be asked by SQL.

    One thread, so that sums of fractions do not depend on who came first; no extensions; no file outside the folder.
    `names` are the tables that there are; `at_hand` gives those that are in no folder.
    """

    def __init__(self, folder: Path, names: Collection[str], at_hand: Callable[[str], pa.Table] | None = None) -> None:
        self.folder, self.names, self._at_hand = folder, names, at_hand
        self._opened: set[str] = set()
        self._aside = TemporaryDirectory(prefix="kz-query-")
        self._duckdb: DuckDBPyConnection | None = None

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """What a query gives: a dictionary a row, as of `tables.read`: days are dates, lists are lists.

        Each ? in `sql` stands for one of `parameters`. Raises InputError if a table that it names is missing.
        """
        found: list[Row] = self.table(sql, parameters).to_pylist()
        return found

    def table(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        """The same as an Arrow table, for what is worked on by column."""
        self._open(sql)
        return self._connection.sql(sql, params=list(parameters)).to_arrow_table()

    def frame(self, sql: str, parameters: Sequence[object] = ()) -> pd.DataFrame:
        """The same as a pandas DataFrame, for what an analyst asks in a notebook of his own; days are dates."""
        found: pd.DataFrame = self.table(sql, parameters).to_pandas(date_as_object=True)
        return found

    def keep(self, name: str, table: pa.Table) -> None:
        """Hold a small table under a name that later queries join by; in place of one kept under it before."""
        self._connection.register("given", table)
        self._connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM given')
        self._connection.unregister("given")

    def _open(self, sql: str) -> None:
        """Make a view of each table that a query names and none before it did.

        Python opens its file once, so that it is seen what a chapter reads (`kzlib.recording`).
        """
        for name in sorted({*_NAME.findall(sql)}.intersection(self.names) - self._opened):
            if self._at_hand:
                self.keep(name, self._at_hand(name))
            else:
                path = file(self.folder, name, self.names)
                with path.open("rb"):
                    self._connection.read_parquet(str(path)).create_view(name)
            self._opened.add(name)

    @property
    def _connection(self) -> DuckDBPyConnection:
        """A database in memory that may read the folder and nothing else."""
        if self._duckdb is None:
            import duckdb  # where it is used: importing kzlib must not take its time

            aside = {"temp_directory": self._aside.name, "memory_limit": MEMORY}
            self._duckdb = duckdb.connect(":memory:", config={"threads": "1", **_OFF, **aside})
            self._duckdb.execute("SET TimeZone = 'UTC'")
            # which a kernel would print; where there is none because it cannot be drawn, turning it off is an error
            self._duckdb.execute("SELECT current_setting('enable_progress_bar')")
            if self._duckdb.fetchone() == (True,):
                self._duckdb.execute("SET enable_progress_bar = false")
            self._duckdb.execute("SET allowed_directories = ?", [[str(self.folder.absolute())]])
            self._duckdb.execute("SET enable_external_access = false")
            self._duckdb.execute("SET lock_configuration = true")
        return self._duckdb


def file(folder: Path, table: str, names: Iterable[str]) -> Path:
    """The Parquet file of a table. Raises InputError if it is missing."""
    path = folder / f"{table}.parquet"
    if not path.exists():
        raise InputError(
            f"tables {folder}: no table {quoted(table)}; it needs {', '.join(names)}: run `kz parse` first"
        )
    return path
