"""The command that adds articles to a book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzlib.cli import said
from kzlib.cli.options import Address, AsOf, Columns, Editions, Evidence, Limit, Model, day

if TYPE_CHECKING:
    from kzlib.add import Incoming
    from kzlib.inputs import Settings


def add(
    files: Annotated[list[Path], typer.Argument(help="files of articles")],
    corpus: Annotated[Path, typer.Option(help="the folder of articles that they are copied into")] = Path(
        "data/corpus"
    ),
    out: Annotated[Path, typer.Option(help="where tables and site are written")] = Path("build"),
    publisher: Annotated[str, typer.Option(help="who published it, for the manifest; of one file only")] = "",
    published: Annotated[str, typer.Option(help="when (YYYY-MM-DD)")] = "",
    title: Annotated[str, typer.Option(help="its title")] = "",
    url: Annotated[str, typer.Option(help="its address")] = "",
    language: Annotated[str, typer.Option(help="its language: fr")] = "",
    author: Annotated[str, typer.Option(help="who wrote it")] = "",
    note: Annotated[str, typer.Option(help="what else is known of it")] = "",
    no_build: Annotated[bool, typer.Option("--no-build", help="copy them and complete the manifest only")] = False,
    as_of: AsOf = "",
    evidence: Evidence = "passages",
    model: Model = "",
    editions: Editions = "",
    address: Address = "",
    columns: Columns = "",
    limit: Limit = None,
) -> None:
    """Copy articles into the corpus, build what changes, and say what the book now says differently."""
    from kzlib import add as adding
    from kzlib import publish
    from kzlib.cli.building import earlier
    from kzlib.corpus import of
    from kzlib.inputs import Settings

    options = of(columns, limit or ())
    settings = Settings(corpus, out, day(as_of), evidence, model or None, earlier(editions), address, options)
    given = {"title": title, "publisher": publisher, "published": published, "url": url, "language": language}
    given = {name: value for name, value in (given | {"author": author, "note": note}).items() if value.strip()}
    with publish.reading(out / "site"):
        found = adding.incoming(files, corpus, out / "tables", options, given)
    if found.files and not no_build:
        settings.check()
    _come(found, corpus)
    if found.files and no_build:
        with publish.reading(out / "site"), adding.placed(found, corpus):
            pass
    elif found.files:
        with publish.hold(out):
            _build(found, settings)


def _come(found: Incoming, corpus: Path) -> None:
    """Say what comes into the corpus, and what is there already."""
    from kzlib.evidence import plural

    for name in found.again:
        typer.echo(f"{name} is in {corpus} already; nothing to do.")
    said.guessed([{"path": path, "how": how} for path, how in found.tables])
    for article in found.articles:
        if not article.is_read:
            language = article.known["language"].value
            typer.echo(f"{article.path}: kept, but not read: language {language}, not French", err=True)
    if found.files:
        typer.echo(f"{', '.join(found.files)}: {plural(len(found.articles), 'article')} into {corpus}")


def _build(found: Incoming, settings: Settings) -> None:
    """Build with the new articles in their place, and compare; they are taken out again if that fails."""
    import shutil

    from kzlib import add as adding
    from kzlib import publish
    from kzlib.build import build
    from kzlib.changes import Changes
    from kzlib.edition import Edition
    from kzlib.progress import Progress

    tables = settings.out / "tables"
    with publish.workshop(settings.out) as aside:
        is_first = not (tables / "edition.json").exists()
        if not is_first:
            shutil.copytree(tables, aside / "tables")
        with adding.placed(found, settings.corpus):
            result = build(settings, Progress())
        if is_first:
            typer.echo("The book was built for the first time; there is nothing to compare it with.")
        else:
            lines = list(adding.told(Changes(Edition.open(aside / "tables"), Edition.open(tables))))
            typer.echo("The book now says differently:" if lines else "The book says what it said before.")
            for line in lines:
                typer.echo(f"  {line}")
    said.left_out(result.problems)
    typer.echo(f"{said.amounts(result.counts)}: {settings.out / 'site' / 'index.html'}")
