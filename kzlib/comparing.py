"""Comparing as stages of the build: what several chapters and the site ask of a large book is worked out once.

Each part (`kzlib.compared.PARTS`) is a process of its own and runs beside the others and beside the chapters; what
needs another part waits for it. A small book is compared by each chapter, in less time than these processes take to
start.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kzlib import processes, reading, recording
from kzlib.compared import COMPARED, PARTS, UNDERWAY, keep
from kzlib.stages import LOCK, Cache, Stage, python, remove

if TYPE_CHECKING:
    from kzlib.edition import Edition

MANY = 1000  # articles from which on it is worth the processes
NAMES = f"{COMPARED}/"  # how names of what is kept begin
# What the process of a part does: its arguments are those that `reading.in_process` gives.
_CODE = f"{reading.RECORDED}from kzlib import comparing; comparing.main()"


def stage(part: str) -> Stage:
    """A part of comparing as a stage: it depends on nothing but what it opens."""
    return Stage(f"comparing: {part}", f"{COMPARED}/{part}", python(), (LOCK,))


def kept(cache: Cache) -> list[Stage]:
    """The stages of comparing that the book was large enough for."""
    return [stage(part) for part in PARTS if cache.path(stage(part)).exists()]


def due(cache: Cache, articles: int) -> list[str]:
    """The parts that have to be worked out, after saying of each why or why not; none of a book that is not large.

    What depends on one of these counts as changed until it is there.
    """
    if articles < MANY:
        remove(cache.folder / COMPARED)
        return []
    found = []
    for part, names in PARTS.items():
        if cache.must_run(stage(part)):
            found.append(part)
            cache.ground.now.update({f"{NAMES}{part}/{name}": "" for name in names})
        else:
            cache.add(stage(part), within=f"{NAMES}{part}/")
    return found


def lay_out(cache: Cache, target: Path, parts: list[str]) -> Path:
    """A folder with the tables as chapters see them, what is kept of comparing them, and what is underway.

    Returns where its tables are.
    """
    (target / UNDERWAY).mkdir(parents=True)
    for part in parts:
        (target / UNDERWAY / part).touch()
    (target / COMPARED).symlink_to((cache.folder / COMPARED).resolve())
    tables = target / reading.TABLES
    tables.symlink_to((cache.folder / reading.TABLES_KEPT).resolve())
    return tables


def jobs(cache: Cache, tables: Path, work: Path, parts: list[str]) -> list[Callable[[], None]]:
    """What works out each of some parts, in a process of its own, and puts it into the cache; raises what it raises."""
    return [partial(_run, part, cache, tables, work) for part in parts]


def _run(part: str, cache: Cache, tables: Path, work: Path) -> None:
    made, record = work / "comparing" / part, work / "comparing" / f"{part}.record"
    made.mkdir(parents=True)
    start = partial(processes.python, _CODE, env=dict(os.environ))
    reading.in_process(start, (part, tables, made), record, cache, f"the {part} of the articles")
    cache.store(stage(part), made, recording.read(record))
    cache.add(stage(part), within=f"{NAMES}{part}/")
    (tables.parent / UNDERWAY / part).unlink()


def main() -> None:
    """Work out a part, in the process that `jobs` start."""
    with reading.handing_over():
        from kzlib.edition import Edition

        part, tables, made = pickle.loads(Path(sys.argv[1]).read_bytes())
        write(Edition.open(tables, part), made)


def write(edition: Edition, made: Path) -> None:
    """Leave in a folder what the part gives that an edition is opened for. Raises InputError as `kzlib.reliability`."""
    for name in PARTS[edition.making]:
        keep(name, getattr(edition, name), made)
