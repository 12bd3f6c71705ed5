"""The command that reads articles into tables."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzlib.cli import said
from kzlib.cli.options import AsOf, Columns, Corpus, Limit, Model, day
from kzlib.errors import InputError, quoted

if TYPE_CHECKING:
    from kzlib.partitions.store import Store
    from kzlib.pool import Runner


def parse(
    corpus: Corpus,
    out: Annotated[Path, typer.Option(help="folder for the Parquet tables")],
    as_of: AsOf = "",
    model: Model = "",
    columns: Columns = "",
    limit: Limit = None,
    processes: Annotated[int, typer.Option(help="processes that read; 0: as many as there are cores", min=0)] = 0,
    scheduler: Annotated[str, typer.Option(help="read on a Dask cluster: tcp://HOST:PORT of its scheduler")] = "",
    store: Annotated[str, typer.Option(help="where its workers leave what they read; default: a folder in --out")] = "",
) -> None:
    """Read a corpus and write one Parquet file a table."""
    from kzlib import parse as parsing
    from kzlib import publish, tables
    from kzlib.corpus import of
    from kzlib.inputs import Settings
    from kzlib.progress import Progress

    how = parsing.Reading(day(as_of), model or None, of(columns, limit or ()))
    Settings(corpus, out).check()  # before anything is made
    if store and not scheduler:
        raise InputError(f"--store {quoted(store)}: only for reading on a cluster; give --scheduler, or leave it out")
    shown = Progress()
    place = corpus.resolve() if scheduler else corpus
    with _place(out) as work, _parts(store, work) as parts, _readers(scheduler, processes, place, parts) as readers:
        with shown.step("Reading the articles"):
            counts = parsing.read(place, work, parts, how, readers, shown.reach)
        publish.replace(work / parsing.TABLES, out, tables.names())
    said.guessed(tables.read(out, "files"))
    said.left_out(tables.read(out, "problems"))
    typer.echo(f"{said.amounts(counts)}: {out}")


@contextmanager
def _readers(scheduler: str, processes: int, corpus: Path, parts: Store) -> Iterator[Runner]:
    """Who reads: the workers of a scheduler, or processes on this machine, so many or as many as there are cores."""
    from kzlib.pool import Pool, cores

    if scheduler:
        from kzlib.cluster import Cluster

        with Cluster(scheduler) as cluster:
            cluster.check(corpus, parts)
            yield cluster
    else:
        with Pool(processes or cores()) as pool:
            yield pool


@contextmanager
def _parts(store: str, work: Path) -> Iterator[Store]:
    """Where parts lie until the tables are made: in a folder of their own, in the store that is given or here."""
    from kzlib.partitions.store import Store

    parts = Store(f"{store.rstrip('/')}/kz-{uuid.uuid4().hex}" if store else str((work / "parts").resolve()))
    try:
        yield parts
    finally:
        parts.clear()


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
