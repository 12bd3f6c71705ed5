"""The book: from a corpus to tables, executed chapters and a site, stage by stage."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from kzlib import (
    changes,
    chapters_run,
    comparing,
    contents,
    processes,
    reading,
    surroundings,
    tables,
)
from kzlib.built import Result
from kzlib.compared import COMPARED
from kzlib.inputs import FACTS, Inputs, Settings
from kzlib.kernels import Original
from kzlib.progress import Progress
from kzlib.recording import Opened
from kzlib.stages import ARTICLES, TABLES, Cache, Explain, Ground, Stage, python, silent
from kzlib.texts import NAME as TEXTS

CACHE = "cache"  # what the stages of the last build left, for the next
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
# What it loads when it runs, and can load before; pyarrow's datasets bring pandas, which takes a third of a second.
_TABULAR = ("pyarrow.dataset", "duckdb")
SPHINX = (
    "sphinx.builders.html",
    "jupyter_book.cli.main",
    "jupyter_book.sphinx",
    "jupyter_cache.executors",
    "myst_nb.sphinx_ext",
    "kzlib.site",
    *_TABULAR,
)
_LATER = ("papermill", "kzlib.site_run", *_TABULAR)  # what this process itself needs for chapters and site

Rows = dict[str, list[dict[str, Any]]]


def _unnamed(rows: Rows) -> dict[str, Any]:
    return {}


def make(
    settings: Settings,
    taken: Inputs,
    work: Path,
    progress: Progress,
    name: Callable[[Rows], dict[str, Any]] = _unnamed,
    *,
    cache: Path | None = None,
    explain: Explain = silent,
) -> Result:
    """Make tables and site in `work`, an empty folder. `name` says what a frozen edition is called, from the rows.

    `cache` holds what the stages of the last build left; without it all of them are run.
    """
    with surroundings.plain(work):
        return _make(settings, taken, work, progress, name, cache or work / CACHE, explain)


def _make(
    settings: Settings,
    taken: Inputs,
    work: Path,
    progress: Progress,
    name: Callable[[Rows], dict[str, Any]],
    cache: Path,
    explain: Explain,
) -> Result:
    with ExitStack() as started:
        stages = _stages(settings, taken, cache, work, explain)
        reader = started.enter_context(closing(reading.ahead())) if stages.must_run(reading.stage(taken)) else None
        sphinx = started.enter_context(closing(_sphinx(work)))
        kernels = started.enter_context(closing(Original()))
        listed = contents.listed()
        if reader:
            kernels.start()  # some chapter will have to run
            processes.load(_LATER)
            with progress.step("Reading the articles"):
                reading.run(settings, taken, stages, work, reader)
        shown = _take(settings, taken, stages, work, name)
        counts = json.loads((stages.path(reading.stage(taken)) / reading.COUNTS).read_bytes())
        parts = comparing.due(stages, counts["documents"])
        due = chapters_run.due(listed, stages)
        if due or parts:
            with progress.step("Running the chapters"):
                seen = comparing.lay_out(stages, work / "shown", parts)
                beside = comparing.jobs(stages, seen, work, parts)
                chapters_run.run(due, stages, seen, work, progress, kernels, beside)
        kernels.close()
        chapters_run.collect(listed, stages, shown, taken.key[:10], work)
        stages.must_run(_site_stage(settings, taken), anyway="the last one is not there as it was built")
        from kzlib import site_run  # brings what draws charts

        with progress.step("Building the site"):
            site_run.run(settings, taken, listed, work, sphinx)
    stages.store(_site_stage(settings, taken), _empty(work / "stage"), Opened())
    return Result(True, counts, tables.read(work / "tables", "problems"))


def _sphinx(work: Path) -> processes.Ahead:
    """The process that will build the site. What it leaves in the folder of temporary files goes with the work."""
    return processes.Ahead(SPHINX, JUPYTER_BOOK, os.environ | {"TMPDIR": str(work)})


def _stages(settings: Settings, taken: Inputs, cache: Path, work: Path, explain: Explain = silent) -> Cache:
    """The stages of the last build, over the files that there are now."""
    corpus = settings.corpus.resolve()
    places = [
        (ARTICLES, corpus if corpus.is_dir() else corpus.parent),
        (TABLES, cache.resolve() / reading.TABLES_KEPT),
        (comparing.NAMES, cache.resolve() / COMPARED),
    ]
    if settings.model and Path(settings.model).is_dir():
        places.append((reading.MODEL, Path(settings.model).resolve()))
    return Cache(cache, Ground(dict(taken.files), tuple(places), (settings.out.resolve(), work.resolve())), explain)


def _site_stage(settings: Settings, taken: Inputs) -> Stage:
    """The site bears the edition on every page, so it depends on all that a book is made from."""
    given = {f"parameter {name}": value for name, value in taken.parameters.items()}
    default = "data/corpus/"  # named as articles, too, if it is the corpus
    twice = {n for n in taken.files if n.startswith(default) and n.replace(default, ARTICLES, 1) in taken.files}
    files = tuple(name for name in taken.files if name not in twice)
    return Stage("site", "site", given | {"address": settings.address} | python(), files)


def say_kept(settings: Settings, taken: Inputs, explain: Explain) -> None:
    """Say of every stage that it is as it was."""
    stages = _stages(settings, taken, settings.out / CACHE, settings.out, explain)
    chapters = [chapters_run.stage(c) for c in contents.listed() if c.notebook]
    for stage in (reading.stage(taken), *comparing.kept(stages), *chapters, _site_stage(settings, taken)):
        stages.say_kept(stage)


def _take(settings: Settings, taken: Inputs, stages: Cache, work: Path, name: Callable[[Rows], dict[str, Any]]) -> str:
    """Take what was read to `work`, with the facts of this edition. Returns what chapters are shown in place of it."""
    read = reading.stage(taken)
    stages.add(read, TABLES)
    shutil.copytree(stages.path(read) / "tables", work / "tables")
    shutil.copyfile(stages.path(read) / TEXTS, work / TEXTS)
    (work / COMPARED).symlink_to((stages.folder / COMPARED).resolve())
    shown: str = json.loads((work / "tables" / FACTS).read_bytes())["edition"]
    facts = {"edition": taken.key[:10], "as_of": tables.day(settings.as_of), "evidence": settings.evidence}
    facts["address"] = settings.address
    reading.write_json(work / "tables" / FACTS, facts | name(tables.Stored(work / "tables")))
    _earlier(settings.earlier, work / changes.EARLIER)
    return shown


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _earlier(site: Path | None, target: Path) -> None:
    """Copy the tables of an earlier edition to where the page of changes looks for them."""
    if site is not None:
        tables.adopt(site / "data", target)
        shutil.copyfile(site / "data" / FACTS, target / FACTS)
