"""The command that reads articles into tables."""

from __future__ import annotations

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
) -> None:
    """Read a corpus and write one Parquet file a table."""
    from kzlib import parse as parsing
    from kzlib import publish, tables
    from kzlib.corpus import of
    from kzlib.inputs import Settings

    until, options = day(as_of), of(columns, limit or ())
    Settings(corpus, out).check()  # before anything is made
    rows = parsing.parse(corpus, until, model or None, options).rows
    with publish.hold(out), publish.workshop(out) as work:
        publish.replace(work, out, tables.write(work, rows))
    said.guessed(rows["files"])
    said.left_out(rows["problems"])
    typer.echo(f"{said.amounts(parsing.counts(rows))}: {out}")
