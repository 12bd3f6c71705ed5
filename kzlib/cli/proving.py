"""The command that proves a site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kzlib.seal import Manifest
    from kzlib.verify import Difference


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
