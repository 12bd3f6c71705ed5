"""The command that makes a book for another crisis."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new(
    name: Annotated[Path, typer.Argument(help="the folder to make")],
    title: Annotated[
        str, typer.Option(help="its title, the name of the crisis first: 'Peru, 2022: who said what'")
    ] = "",
    author: Annotated[str, typer.Option(help="who makes it, for references")] = "",
) -> None:
    """Make a book for another crisis in a folder of its own, which `make book` builds at once."""
    from kzlib.new import make

    make(name, title, author)
    typer.echo(f"{name}: run make book there (KZ=/path/to/bin/kz if kz is not found); README.md says what to change")
