"""The commands that make a book: build, edition, pdf."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kzlib.cli import said
from kzlib.cli.options import Address, AsOf, Columns, Corpus, Editions, Evidence, Limit, Model, day


def build(
    corpus: Corpus = Path("data/corpus"),
    out: Annotated[Path, typer.Option(help="where tables and site are written")] = Path("build"),
    as_of: AsOf = "",
    evidence: Evidence = "passages",
    model: Model = "",
    editions: Editions = "",
    address: Address = "",
    explain: Annotated[bool, typer.Option("--explain", help="say of each stage why it runs, or why not")] = False,
    columns: Columns = "",
    limit: Limit = None,
) -> None:
    """Build the book: read the corpus, run the chapters, make the site."""
    from kzlib.build import build as build_book
    from kzlib.corpus import of
    from kzlib.inputs import Settings
    from kzlib.progress import Progress
    from kzlib.stages import silent

    options = of(columns, limit or ())
    settings = Settings(corpus, out, day(as_of), evidence, model or None, earlier(editions), address, options)
    result = build_book(settings, Progress(), typer.echo if explain else silent)
    if result.changed:
        from kzlib import tables

        said.guessed(tables.read(out / "tables", "files"))
    said.left_out(result.problems)
    if not result.changed:
        typer.echo("Nothing has changed since the last build; nothing to do.")
    left = f" ({len(result.problems)} left out, see above)" if result.problems else ""
    typer.echo(f"{said.amounts(result.counts)}{left}: {out / 'site' / 'index.html'}")


def earlier(editions: str) -> Path | None:
    """The newest edition in a folder of frozen ones, to compare with; None if none is given or there."""
    if not editions:
        return None
    from kzlib.editions import newest

    return newest(Path(editions))


def edition(
    corpus: Corpus = Path("data/corpus"),
    out: Annotated[Path, typer.Option(help="folder of the frozen editions")] = Path("editions"),
    as_of: AsOf = "",
    evidence: Evidence = "passages",
    model: Model = "",
    address: Annotated[
        str, typer.Option(help="where the folder of editions will be published: https://example.org/editions/")
    ] = "",
    columns: Columns = "",
    limit: Limit = None,
) -> None:
    """Freeze an edition of the book beside the earlier ones; it never changes again."""
    from kzlib.corpus import of
    from kzlib.editions import freeze
    from kzlib.inputs import Settings
    from kzlib.progress import Progress

    options = of(columns, limit or ())
    settings = Settings(corpus, out, day(as_of), evidence, model or None, address=address, options=options)
    frozen, result = freeze(settings, Progress())
    said.left_out(result.problems)
    if not result.changed:
        typer.echo(f"Nothing has changed since edition {frozen.name}; nothing to do.")
    typer.echo(f"edition {frozen.name}: {out / frozen.name / 'index.html'}")


def pdf(
    site: Annotated[Path, typer.Argument(help="a built site")] = Path("build/site"),
    out: Annotated[Path, typer.Option(help="folder for the PDF files")] = Path("build/pdf"),
    browser: Annotated[str, typer.Option(help="path of a Chromium; default: the first found")] = "",
    address: Annotated[str, typer.Option(help="where the site is published, for links that leave a PDF")] = "",
) -> None:
    """Print the book and each chapter as PDF, evidence as numbered notes."""
    from kzlib import printed

    for file in printed.write(site, out, browser, address):
        typer.echo(str(file))
