"""The command that reads articles into tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kzlib.cli import said
from kzlib.cli.options import AsOf, Columns, Corpus, Limit, Model, day


def parse(
    corpus: Corpus,
    out: Annotated[Path, typer.Option(help="folder for the Parquet tables")],
    as_of: AsOf = "",
    model: Model = "",
    columns: Columns = "",
    limit: Limit = None,
    processes: Annotated[int, typer.Option(help="processes that read; 0: as many as there are cores", min=0)] = 0,
) -> None:
    """Read a corpus and write one Parquet file a table."""
    from kzlib import parse as parsing
    from kzlib import publish, tables
    from kzlib.corpus import of
    from kzlib.inputs import Settings
    from kzlib.partitions.store import Store
    from kzlib.pool import Pool, cores
    from kzlib.progress import Progress

    how = parsing.Reading(day(as_of), model or None, of(columns, limit or ()))
    Settings(corpus, out).check()  # before anything is made
    shown = Progress()
    with _place(out) as work, Pool(processes or cores()) as pool:
        with shown.step("Reading the articles"):
            counts = parsing.read(corpus, work, Store(str(work / "parts")), how, pool, shown.reach)
        made = work / parsing.TABLES
        publish.replace(made, out, tables.names())
    said.guessed(tables.read(out, "files"))
    said.left_out(tables.read(out, "problems"))
    typer.echo(f"{said.amounts(counts)}: {out}")


@contextmanager
def _place(out: Path) -> Iterator[Path]:
    """A workshop in a folder that is held; if something fails, what was not there before is not there after."""
    from kzlib import publish

    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        with publish.hold(out), publish.workshop(out) as work:
            yield work
    except BaseException:
        if made:
            shutil.rmtree(made[-1], ignore_errors=True)
        raise
