"""The command `kz`. Imports what a command needs when it runs, so that `kz --help` is quick."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzlib.errors import InputError, quoted
from kzlib.failures import NOT_BUILT, ended

if TYPE_CHECKING:
    from kzlib.seal import Manifest
    from kzlib.verify import Difference

# What the last line of a command counts: table and the noun for its rows.
SUMMARY = {"documents": "article", "figures": "figure", "events": "event", "quotations": "quotation"}

# Options that several commands have, chiefly how a corpus is read.
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
        raise InputError(f"--as-of {quoted(value)}: not a day; write it as YYYY-MM-DD, such as 2022-01-08") from None


@app.command()
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
    _guessed(rows["files"])
    _name(rows["problems"])
    typer.echo(f"{_read(parsing.counts(rows))}: {out}")


@app.command()
def build(
    corpus: Corpus = Path("data/corpus"),
    out: Annotated[Path, typer.Option(help="where tables and site are written")] = Path("build"),
    as_of: AsOf = "",
    evidence: Evidence = "passages",
    model: Model = "",
    editions: Annotated[
        str, typer.Option(help="folder of frozen editions; what changed since the newest is shown")
    ] = "",
    address: Annotated[
        str, typer.Option(help="where the site will be published, for references: https://example.org/book/")
    ] = "",
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

    earlier = None
    if editions:
        from kzlib.editions import newest

        earlier = newest(Path(editions))
    settings = Settings(corpus, out, day(as_of), evidence, model or None, earlier, address, of(columns, limit or ()))
    result = build_book(settings, Progress(), typer.echo if explain else silent)
    if result.changed:
        from kzlib import tables

        _guessed(tables.read(out / "tables", "files"))
    _name(result.problems)
    if not result.changed:
        typer.echo("Nothing has changed since the last build; nothing to do.")
    left = f" ({len(result.problems)} left out, see above)" if result.problems else ""
    typer.echo(f"{_read(result.counts)}{left}: {out / 'site' / 'index.html'}")


@app.command()
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
    _name(result.problems)
    if not result.changed:
        typer.echo(f"Nothing has changed since edition {frozen.name}; nothing to do.")
    typer.echo(f"edition {frozen.name}: {out / frozen.name / 'index.html'}")


@app.command()
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


@app.command()
def verify(
    site: Annotated[Path, typer.Argument(help="a built site, or a frozen edition")] = Path("build/site"),
    rebuild: Annotated[bool, typer.Option("--rebuild", help="build it again from its inputs, and compare")] = False,
    corpus: Annotated[Path, typer.Option(help="the articles that it was built from")] = Path("data/corpus"),
    editions: Annotated[str, typer.Option(help="folder of frozen editions, with the one it was compared with")] = "",
    model: Annotated[str, typer.Option(help="the trained spaCy pipeline that it was built with, by path")] = "",
) -> None:
    """Check every file of a site against its manifest; with --rebuild, prove the site from its inputs."""
    from kzlib import verify as verifying

    manifest, found = verifying.check(site)
    _differ(found, f"{site} is not what its manifest says")
    beside = f" and {len(manifest.tables)} of its tables" if verifying.tables_beside(manifest, site) else ""
    whole = f"{len(manifest.site)} files of the site{beside} are as the manifest says"
    if rebuild:
        _prove(manifest, site, corpus, Path(editions) if editions else None, model)
        whole += f", and the same when built again from {len(manifest.inputs)} inputs"
    typer.echo(f"{whole}; edition {manifest.key[:10]}, seal {manifest.seal}: {site}")


def _prove(manifest: Manifest, site: Path, corpus: Path, editions: Path | None, model: str) -> None:
    """Build a site again from the inputs at hand, and end with status 1 if they or what comes out differ."""
    from kzlib import inputs, proof
    from kzlib.progress import Progress

    settings = proof.settings(manifest, site, corpus, editions, model)
    taken = inputs.taken(settings)
    made_from = "what is here is not what the site was made from, so that building from it proves nothing"
    _differ(proof.from_inputs(manifest, taken), made_from)
    _differ(proof.rebuilt(manifest, settings, taken, Progress()), proof.another(site))


def _differ(found: list[Difference], meaning: str) -> None:
    """Name what differs on standard error, say what it means and end with status 1; do nothing if nothing does."""
    from kzlib.verify import counted, named

    if found:
        for line in (*named(found), f"kz: {meaning}: {counted(found)}"):
            typer.echo(line, err=True)
        raise typer.Exit(1)


def _guessed(files: list[dict[str, Any]]) -> None:
    """Say, on standard error, which columns of tables were taken for what without being named."""
    for file in files:
        if "(guessed)" in (file["how"] or ""):
            typer.echo(f"{file['path']}: {file['how']}; --columns names others", err=True)


def _name(problems: list[dict[str, Any]]) -> None:
    """Name every file that was left out, on standard error."""
    for problem in problems:
        typer.echo(f"left out: {problem['path']}: {problem['message']}", err=True)


def _read(counts: dict[str, int]) -> str:
    """How much was read, as a command ends by saying it: 5 articles, 1 figure..."""
    return ", ".join(f"{counts[table]} {noun}{'' if counts[table] == 1 else 's'}" for table, noun in SUMMARY.items())


def run() -> None:
    """Run the command and end with its status; whatever goes wrong is one line on standard error."""
    status = ended(lambda: app(standalone_mode=False))
    try:
        sys.stdout.flush()
    except OSError:
        status = status or NOT_BUILT
    os._exit(status)  # a thread that still waits for a process that was ended does not hold up the end
