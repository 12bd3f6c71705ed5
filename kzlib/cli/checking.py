"""The command that tells what would be read, before a book is built."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzlib.cli.options import Columns, Corpus, Limit

if TYPE_CHECKING:
    from kzlib.check import Filled


def check(
    corpus: Corpus = Path("data/corpus"),
    fix_manifest: Annotated[
        bool, typer.Option("--fix-manifest", help="write the manifest to fill in; no cell that you wrote is changed")
    ] = False,
    most: Annotated[int, typer.Option(help="articles to list, those that lack something first; 0: all", min=0)] = 200,
    columns: Columns = "",
    limit: Limit = None,
) -> None:
    """Say what would be read and what not, what metadata is missing, what is a copy; status 1 if a file cannot be."""
    from kzlib import check as checking
    from kzlib.corpus import of

    report = checking.examine(corpus, of(columns, limit or ()))
    checking.show(report, most)
    if fix_manifest:
        _written(checking.fill(report))
    if report.left_out:
        raise typer.Exit(1)


def _written(filled: Filled) -> None:
    """Say what was written."""
    from kzlib.evidence import plural

    if filled.passed:
        many = plural(len(filled.passed), "article")
        typer.echo(
            f"{many} not put in: an archive has a manifest of its own, or the name cannot stand in one", err=True
        )
    if not filled.files:
        typer.echo("Nothing to fill in: the manifest stays as it is.")
    for file, added, completed in filled.files:
        typer.echo(f"{plural(added, 'row')} added, {plural(completed, 'row')} completed: {file}")
