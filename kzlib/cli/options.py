"""Options that several commands have, chiefly how a corpus is read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from kzlib.errors import InputError, quoted

Corpus = Annotated[Path, typer.Argument(help="folder of articles, or one file")]
AsOf = Annotated[str, typer.Option(help="leave out what was published after this day (YYYY-MM-DD)")]
Evidence = Annotated[str, typer.Option(help="passages, or full: whole articles, for private use")]
Model = Annotated[str, typer.Option(help="a trained spaCy pipeline, by name or path; default: none")]
Columns = Annotated[
    str,
    typer.Option(
        help="what columns of CSV and JSON Lines hold, where their names do not tell: text=corps,published=jour"
    ),
]
Limit = Annotated[
    list[str] | None, typer.Option(help="raise or lower a limit: article=20000000 (page Data lists them)")
]
Editions = Annotated[str, typer.Option(help="folder of frozen editions; what changed since the newest is shown")]
Address = Annotated[
    str, typer.Option(help="where the site will be published, for references: https://example.org/book/")
]


def day(value: str | None) -> dt.date | None:
    """A day given on the command line. Raises InputError if it is not YYYY-MM-DD."""
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise InputError(f"--as-of {quoted(value)}: not a day; write it as YYYY-MM-DD, such as 2022-01-08") from None
