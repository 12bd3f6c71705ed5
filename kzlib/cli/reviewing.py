"""The command by which an analyst puts readings right in a spreadsheet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzlib.errors import InputError

if TYPE_CHECKING:
    from kzlib.edition import Edition
    from kzlib.texts import Texts


def review(
    out: Annotated[Path, typer.Argument(help="a built book: what kz build was given as --out")] = Path("build"),
    to: Annotated[
        Path | None, typer.Option(help="write the readings to this file: .xlsx, or .csv for one table")
    ] = None,
    apply: Annotated[Path | None, typer.Option(help="take back a spreadsheet; what was changed in it is noted")] = None,
    table: Annotated[
        list[str] | None, typer.Option(help="only this table: figures, quotations...; default: all")
    ] = None,
    article: Annotated[str, typer.Option(help="only this article, by its id")] = "",
    who: Annotated[str, typer.Option(help="who reviewed, where a row does not say")] = "",
    reason: Annotated[str, typer.Option(help="why, where a row does not say")] = "",
) -> None:
    """Write the readings as a spreadsheet, and take back as corrections what an analyst changed in it."""
    if (to is None) == (apply is None):
        given = "neither" if to is None else "both"
        raise InputError(
            f"--to, --apply: {given} given; allowed: --to FILE writes readings out, --apply takes them back"
        )
    from kzlib import publish

    with publish.reading(out / "site"):
        edition, texts = _opened(out)
        if to:
            from kzlib.review import write

            written = write(edition, texts, to, table or (), article)
            typer.echo(f"{written} {'reading' if written == 1 else 'readings'}: {to}")
        elif apply:
            _apply(edition, texts, apply, who, reason)


def _opened(out: Path) -> tuple[Edition, Texts]:
    from kzlib import book, texts
    from kzlib.edition import Edition

    file = out / book.CACHE / "reading" / texts.NAME
    if not file.exists():
        raise InputError(f"book {out}: not built there, or its cache was removed; run kz build first")
    return Edition.open(out / "tables"), texts.Texts(file)


def _apply(edition: Edition, texts: Texts, source: Path, who: str, reason: str) -> None:
    """Note what was changed, name every conflict, and end with status 1 if there is one."""
    from kzlib import paths
    from kzlib.review import Analyst
    from kzlib.review import apply as take_back

    analyst = Analyst(who, reason, dt.date.today())
    outcome = take_back(edition.folder, texts, source, analyst, paths.CORRECTIONS)
    for conflict in outcome.conflicts:
        typer.echo(f"conflict: {conflict}", err=True)
    there = f", {outcome.there} there already" if outcome.there else ""
    left = f", {len(outcome.conflicts)} left out (see above)" if outcome.conflicts else ""
    noun = "correction" if outcome.written == 1 else "corrections"
    typer.echo(f"{outcome.written} {noun} written{there}{left}: {paths.CORRECTIONS.name}")
    if outcome.conflicts:
        raise typer.Exit(1)
