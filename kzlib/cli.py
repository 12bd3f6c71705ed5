"""The command `kz`. Imports what a command needs when it runs, so that `kz --help` is quick."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from kzlib.errors import InputError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Reads French press articles about a crisis and builds a citable book from them."""


def day(value: str | None) -> dt.date | None:
    """A day given on the command line. Raises InputError if it is not YYYY-MM-DD."""
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise InputError(f"--as-of {value!r}: not a day; write it as YYYY-MM-DD, such as 2022-01-08") from None


@app.command()
def parse(
    corpus: Annotated[Path, typer.Argument(help="folder of articles, or one file")],
    out: Annotated[Path, typer.Option(help="folder for the Parquet tables")],
    as_of: Annotated[str, typer.Option(help="leave out what was published after this day (YYYY-MM-DD)")] = "",
    model: Annotated[str, typer.Option(help="a trained spaCy pipeline, by name or path; default: none")] = "",
) -> None:
    """Read a corpus and write one Parquet file a table."""
    from kzlib import parse as parsing
    from kzlib import tables

    rows = parsing.parse(corpus, day(as_of), model or None)
    tables.write(out, rows)
    found = parsing.counts(rows)
    typer.echo(", ".join(f"{found[k]} {k}" for k in ("documents", "figures", "events", "quotations")) + f": {out}")


def run() -> None:
    """Run the command; a mistake in what was given is one line on standard error and exit status 2."""
    try:
        app()
    except InputError as error:
        typer.echo(f"kz: {error}", err=True)
        sys.exit(2)
