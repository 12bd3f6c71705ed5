"""Run this chapter yourself: the commands that make a chapter again, with the parameters that made this one."""

from __future__ import annotations

import shlex
from typing import Any

import yaml
from markupsafe import Markup

from kzlib import paths
from kzlib.edition import Edition

# Where `kz build` leaves the tables when it is not told otherwise.
TABLES = "build/tables"


def section(edition: Edition, page: str) -> Markup:
    """How to run a chapter, as a section of its page; empty for a page that no notebook makes."""
    chapter = _chapters().get(page)
    if not chapter or not chapter.get("notebook"):
        return Markup("")
    return Markup(
        '<section class="run" id="run"><h2>Run this chapter yourself</h2>\n<p>In the folder of the {}: the first '
        "command reads the articles, the second runs the notebook of this chapter over what it read. CORPUS is the "
        'folder of the articles{}.</p>\n<pre tabindex="0">{}\n{}</pre></section>'
    ).format(*_places(), build(edition), run(chapter))


def _places() -> tuple[str, str]:
    """Where the commands are run, and what else is in capitals."""
    return ("book", ", LIBRARY that of kzlib") if paths.INHERITED else ("project", "")


def _chapters() -> dict[str, dict[str, Any]]:
    return {c["id"]: c for c in yaml.safe_load(paths.CHAPTERS.read_text(encoding="utf-8"))}


def build(edition: Edition) -> str:
    """The command that builds the tables, and the book, of an edition."""
    options = [f"AS_OF={edition.as_of}"] if edition.as_of else []
    options += [f"EVIDENCE={edition.evidence}"] if edition.evidence != "passages" else []
    return " ".join(["make book CORPUS=CORPUS", *options])


def run(chapter: dict[str, Any]) -> str:
    """The papermill command of a chapter, each parameter as it was given to it."""
    own = not paths.INHERITED or (paths.NOTEBOOKS / chapter["notebook"]).is_file()
    notebook = f"{'' if own else 'LIBRARY/'}notebooks/{chapter['notebook']}"
    program = f"{'LIBRARY/' if paths.INHERITED else ''}.venv/bin/papermill"
    parts = [program, notebook, f"{chapter['id']}.ipynb"]
    for name, value in {"tables": TABLES, **(chapter.get("parameters") or {})}.items():
        parts += ["-p", name, str(value)]
    return shlex.join(parts)
