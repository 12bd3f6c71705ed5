"""Running the chapters: `book/chapters.yml` says which notebooks with which parameters; papermill runs them."""

from __future__ import annotations

import logging
import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kzlib import paths
from kzlib.errors import InputError
from kzlib.progress import Progress

# Cells that a reader does not need to see; myst-nb leaves them out of the page.
HIDDEN = {"parameters", "injected-parameters"}
FIELDS = {"id", "title", "notebook", "parameters"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of chapters.yml: page name, title, notebook (None for a hand-written page) and its parameters."""

    id: str
    title: str
    notebook: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)


def listed(path: Path = paths.CHAPTERS) -> list[Chapter]:
    """The chapters in the order of the book.

    Raises InputError for an unknown field, a missing id or title, a notebook that is not there, or a parameter that
    the notebook does not declare.
    """
    found = []
    for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
        where = f"{path.name}, entry {number}"
        if unknown := set(entry) - FIELDS:
            raise InputError(f"{where}: unknown field {sorted(unknown)[0]!r}; allowed: {', '.join(sorted(FIELDS))}")
        if not entry.get("id") or not entry.get("title"):
            raise InputError(f"{where}: id and title must be given")
        chapter = Chapter(**entry)
        if chapter.notebook:
            _check_parameters(chapter, where)
        found.append(chapter)
    return found


def _check_parameters(chapter: Chapter, where: str) -> None:
    """Refuse a parameter that the notebook does not declare: papermill would only warn and run on the default."""
    import papermill

    notebook = paths.NOTEBOOKS / str(chapter.notebook)
    if not notebook.exists():
        known = ", ".join(sorted(p.name for p in paths.NOTEBOOKS.glob("*.ipynb")))
        raise InputError(f"{where}: no notebook {chapter.notebook!r}; known: {known}")
    declared = set(papermill.inspect_notebook(str(notebook)))
    if unknown := set(chapter.parameters) - declared:
        raise InputError(
            f"{where}: {chapter.notebook} has no parameter {sorted(unknown)[0]!r}; "
            f"it has: {', '.join(sorted(declared))}"
        )


def run(chapters: list[Chapter], tables: Path, target: Path, progress: Progress) -> None:
    """Execute every chapter that has a notebook, side by side on all cores, into ``target/ID.ipynb``.

    Raises RuntimeError that names notebook, cell and cause for the first that fails.
    """
    target.mkdir(parents=True, exist_ok=True)
    jobs = [c for c in chapters if c.notebook]
    progress.of(len(jobs))
    cores = min(len(jobs), len(os.sched_getaffinity(0)))
    # threads: each only waits for the kernel that it starts, a process of its own; papermill is not given a folder to
    # work in, since it would change that of the whole process
    with ThreadPoolExecutor(cores) as pool:
        waiting = [
            pool.submit(execute, c, str(tables.resolve()), str(target.resolve() / f"{c.id}.ipynb")) for c in jobs
        ]
        for finished in as_completed(waiting):
            if cause := finished.result():
                pool.shutdown(cancel_futures=True)
                raise RuntimeError(cause)
            progress.done()


def execute(chapter: Chapter, tables: str, target: str) -> str | None:
    """Run one chapter and leave out of the result what differs from run to run. Returns the cause if it fails."""
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    logging.getLogger("papermill").setLevel(logging.ERROR)
    source = str(paths.NOTEBOOKS / str(chapter.notebook))
    parameters = {"tables": tables, **chapter.parameters}
    try:
        papermill.execute_notebook(
            source,
            target,
            parameters,
            progress_bar=False,
            log_output=False,
            # the kernel would warn that it listens unencrypted (on this machine only) and that it was told to stop
            extra_arguments=["--IPKernelApp.log_level=50"],
        )
    except PapermillExecutionError as error:
        return f"{chapter.notebook}, cell {error.cell_index + 1}: {error.ename}: {error.evalue}"
    notebook = nbformat.read(target, as_version=4)
    _settle(notebook)
    nbformat.write(notebook, target)
    return None


def _settle(notebook: Any) -> None:
    """Remove timings, paths and random ids; hide the parameters; put all code behind one toggle at the end."""
    import nbformat

    notebook.metadata.pop("papermill", None)
    code = []
    for cell in notebook.cells:
        hidden = HIDDEN & set(cell.metadata.get("tags", []))
        cell.metadata = type(cell.metadata)()
        if cell.cell_type == "code":
            cell.metadata.tags = ["remove-cell" if hidden else "remove-input"]
            cell.execution_count = None
            code += [] if "injected-parameters" in hidden else [cell.source]
    notebook.cells.append(nbformat.v4.new_markdown_cell("## The code of this chapter"))
    notebook.cells.append(nbformat.v4.new_code_cell("\n\n".join(code), metadata={"tags": ["hide-input"]}))
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
