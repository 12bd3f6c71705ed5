"""Running the chapters: papermill runs the notebooks that `book/chapters.yml` lists (`kzlib.contents`).

Each is a stage of the build (`kzlib.stages`), and runs in a kernel of its own.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from pathlib import Path
from typing import Any

from kzlib import paths, processes, recording
from kzlib.contents import Chapter
from kzlib.edition import HANDED
from kzlib.errors import BuildError
from kzlib.kernels import Original
from kzlib.progress import Progress
from kzlib.stages import LOCK, Cache, Stage, python

# Cells that a reader does not need to see; myst-nb leaves them out of the page.
HIDDEN = {"parameters", "injected-parameters"}
CACHED, EXECUTED = "chapters", "executed.ipynb"  # folder of the chapters' results in the cache, and file in each
GIVEN = "handed.json"  # beside it: what the chapter hands on to the site (`Edition.handed`)
HANDS = "handed"  # the cell of a notebook whose value that is
# What decides how notebooks are run, besides what their kernels open.
RUNS = tuple(
    f"{paths.INHERITED}kzlib/{name}" for name in ("chapters_run.py", "kernels/provisioner.py", "surroundings.py")
)
# Cells that papermill puts into a notebook.
ADDED = {"injected-parameters", "papermill-error-cell-tag"}
PATIENCE = 3600  # seconds that one cell may take; without a limit a notebook that never ends would never fail
STARTING = 600  # seconds that a kernel may take to start, on a machine that has much else to do


def stage(chapter: Chapter) -> Stage:
    """A chapter as a stage: it depends on its parameters, its notebook, and on how notebooks are run."""
    given = {f"parameter {name}": value for name, value in chapter.parameters.items()}
    own = (paths.NOTEBOOKS / str(chapter.notebook)).is_file()
    files = (f"{'' if own else paths.INHERITED}notebooks/{chapter.notebook}", *RUNS, LOCK)
    return Stage(chapter.id, f"{CACHED}/{chapter.id}", {"notebook": chapter.notebook} | given | python(), files)


def due(chapters: list[Chapter], cache: Cache) -> list[Chapter]:
    """The chapters that have to be run, after saying of each why or why not; results of others are forgotten."""
    with_notebook = [c for c in chapters if c.notebook]
    cache.prune(CACHED, map(stage, with_notebook))
    return [c for c in with_notebook if cache.must_run(stage(c))]


def run(
    chapters: list[Chapter],
    cache: Cache,
    tables: Path,
    work: Path,
    progress: Progress,
    kernels: Original,
    beside: Sequence[Callable[[], None]] = (),
) -> None:
    """Execute chapters, side by side, and put each into the cache as soon as it is done.

    `beside` is what runs at the same time, for which chapters may wait. Raises BuildError that names notebook, cell and
    cause for the first that fails, and what `beside` raises.
    """
    progress.of(len(chapters) + len(beside))
    # a kernel waits for a quarter of its time; those of a large book, which is compared beside them, take a gigabyte
    at_once = len(os.sched_getaffinity(0)) * (1 if beside else 2)
    # threads: each only waits for the kernel that it starts, a process of its own; papermill is not given a folder to
    # work in, since it would change that of the whole process
    from kzlib.kernels.provisioner import copied

    pool = ThreadPoolExecutor(at_once + len(beside))
    with copied(kernels):
        waiting: list[Future[str | None]] = [pool.submit(job) for job in beside]
        waiting += [pool.submit(_run_one, c, cache, tables.absolute(), work.resolve()) for c in chapters]
        try:
            for finished in as_completed(waiting):
                if cause := finished.result():
                    raise BuildError(cause)
                progress.done()
        finally:
            _leave(pool, waiting)


def _leave(pool: ThreadPoolExecutor, waiting: list[Future[str | None]]) -> None:
    """Start no more chapters, and end the kernels of those that run; nothing is left to do when all went well."""
    pool.shutdown(wait=False, cancel_futures=True)
    while running := [chapter for chapter in waiting if chapter.running()]:
        processes.end_all()
        wait(running, timeout=0.5)


def _run_one(chapter: Chapter, cache: Cache, tables: Path, work: Path) -> str | None:
    """Execute one chapter and store it. Returns the cause if it fails."""
    made, record = work / CACHED / chapter.id, work / CACHED / f"{chapter.id}.record"
    made.mkdir(parents=True)
    cause = execute(chapter, str(tables), str(made / EXECUTED), recording.command(record, cache.ground.roots))
    if not cause:
        cache.store(stage(chapter), made, recording.read(record))
    return cause


def collect(chapters: list[Chapter], cache: Cache, shown: str, edition: str, work: Path) -> None:
    """Copy the executed chapters from the cache to ``source/ID.ipynb``, with the edition where `shown` stands.

    What they hand on to the site is put beside the tables, ``handed/ID.json``.
    """
    for folder in ("source", HANDED):
        (work / folder).mkdir(parents=True)
    for chapter in chapters:
        if chapter.notebook:
            made = cache.path(stage(chapter))
            for file, target in ((EXECUTED, f"source/{chapter.id}.ipynb"), (GIVEN, f"{HANDED}/{chapter.id}.json")):
                text = (made / file).read_text(encoding="utf-8", errors="surrogatepass")
                (work / target).write_text(text.replace(shown, edition), encoding="utf-8", errors="surrogatepass")


def execute(chapter: Chapter, tables: str, target: str, first: str) -> str | None:
    """Run one chapter and leave out of the result what differs from run to run. Returns the cause if it fails.

    `first` is the line of Python that its kernel runs before anything else.
    """
    import nbformat
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # whatever goes wrong is said once, below
    source = str(paths.notebooks()[str(chapter.notebook)])
    parameters = {"tables": tables, **chapter.parameters}
    try:
        papermill.execute_notebook(
            _literal(source),
            _literal(target),
            parameters,
            progress_bar=False,
            log_output=False,
            start_timeout=STARTING,
            execution_timeout=PATIENCE,
            # the kernel would warn that it listens unencrypted (on this machine only) and that it was told to stop
            extra_arguments=["--IPKernelApp.log_level=50", f"--IPKernelApp.exec_lines={first}"],
        )
    except PapermillExecutionError as error:
        return f"{chapter.notebook}{_cell(target)}: {error.ename}: {error.evalue}"
    except TimeoutError:
        return f"{chapter.notebook}{_cell(target)}: not done after {PATIENCE} seconds"
    except DeadKernelError:
        return f"{chapter.notebook}{_cell(target)}: its kernel died; it may have been killed or have run out of memory"
    except (RuntimeError, OSError) as error:
        return f"{chapter.notebook}{_cell(target)}: {error}"
    notebook = nbformat.read(target, as_version=4)
    given = json.dumps(_given(notebook), ensure_ascii=False, separators=(",", ":"))
    Path(target).with_name(GIVEN).write_text(given, encoding="utf-8", errors="surrogatepass")
    _settle(notebook)
    nbformat.write(notebook, target)
    return None


def _given(notebook: Any) -> dict[str, Any]:
    """What a chapter hands on: taken out of the notebook with the cell that says it."""
    given: dict[str, Any] = {}
    for cell in [c for c in notebook.cells if HANDS in c.metadata.get("tags", [])]:
        notebook.cells.remove(cell)
        for output in cell.outputs:
            given |= output.get("data", {}).get("application/json", {})
    return given


def _cell(executed: str) -> str:
    """Which cell of a notebook, counted in its file, was run last, as ", cell 3"; nothing if none was."""
    import nbformat

    try:
        cells = nbformat.read(executed, as_version=4).cells
    except (OSError, ValueError):
        return ""
    own = [c for c in cells if not ADDED & set(c.metadata.get("tags", []))]
    run = [number for number, c in enumerate(own, start=1) if c.metadata.get("papermill", {}).get("start_time")]
    return f", cell {run[-1]}" if run else ""


def _literal(path: str) -> str:
    """A path as papermill takes it, which puts parameters between braces."""
    return path.replace("{", "{{").replace("}", "}}")


def _settle(notebook: Any) -> None:
    """Remove timings, paths and random ids; hide the parameters; put all code behind one toggle at the end.

    The id of a cell says which it is in the notebook's file, counted from 1 (`kzlib.cells`).
    """
    import nbformat

    notebook.metadata.pop("papermill", None)
    code = []
    number = 0
    for cell in notebook.cells:
        hidden = HIDDEN & set(cell.metadata.get("tags", []))
        cell.metadata = type(cell.metadata)()
        if cell.cell_type == "code":
            cell.metadata.tags = ["remove-cell" if hidden else "remove-input"]
            cell.execution_count = None
            if "injected-parameters" in hidden:
                cell.source = ""  # names a folder of this machine
            else:
                code.append(cell.source)
        number += "injected-parameters" not in hidden
        cell.id = "injected" if "injected-parameters" in hidden else f"cell-{number}"
    notebook.cells.append(nbformat.v4.new_markdown_cell("## The code of this chapter", id="code-heading"))
    toggle = {"tags": ["hide-input"]}
    notebook.cells.append(nbformat.v4.new_code_cell("\n\n".join(code), id="code", metadata=toggle))
