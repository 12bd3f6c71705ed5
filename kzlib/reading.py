"""The reading of a corpus as a stage of the build: a process of its own, which alone knows spaCy.

It leaves a folder: the tables as the chapters see them, the texts that offsets refer to, and how much was read.
"""

from __future__ import annotations

import base64
import datetime as dt
import itertools
import json
import os
import pickle
import re
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from kzlib import accuracy, parse, paths, processes, recording, tables
from kzlib.corpus import again
from kzlib.errors import TRACEBACK, BuildError, InputError
from kzlib.inputs import FACTS, Inputs, Settings
from kzlib.parse import TABLES
from kzlib.partitions.store import Store
from kzlib.pool import Crew, handed_over
from kzlib.stages import ARTICLES, LOCK, Cache, Stage, python
from kzlib.texts import NAME as TEXTS
from kzlib.texts import Texts

COUNTS = "counts.json"
_PLACEHOLDER = re.compile(r"kz[0-9]{8}")
MODEL = "model/"  # how names of a trained pipeline's files begin
# Code that may run in a process of its own, where nobody sees what is opened.
OWN_PROCESS = f"{paths.INHERITED}kzlib/formats/"


def stage(taken: Inputs) -> Stage:
    """The reading depends on the corpus as a whole: on what came and went, too, and on what cannot be read."""
    whole = (name for name in taken.files if name.startswith((ARTICLES, MODEL, OWN_PROCESS)))
    given = {f"parameter {name}": taken.parameters[name] for name in ("as_of", "model", "reading")}
    return Stage("reading", "reading", given | python(), (*whole, LOCK))


def run(settings: Settings, taken: Inputs, cache: Cache, work: Path) -> None:
    """Read a corpus in a process of its own and put what it leaves into the cache.

    Raises what the reading raises (InputError if the corpus cannot be used), BuildError if its process dies.
    """
    made, record = work / "reading", work / "reading.record"
    made.mkdir()
    code = f"{recording.command(record, cache.ground.roots)}; from kzlib import reading; reading.main()"
    given = [str(settings.corpus), tables.day(settings.as_of), settings.model or "", str(made)]
    given.append(json.dumps(settings.options.parameters()))
    done = processes.python(code, given, dict(os.environ))
    sys.stderr.write(done.stderr)
    if done.returncode:
        how = signal.Signals(-done.returncode).name if done.returncode < 0 else f"status {done.returncode}"
        raise BuildError(f"the articles could not be read: the process that read them ended with {how}")
    if error := pickle.loads(base64.b64decode(done.stdout.splitlines()[-1])):
        raise error
    cache.store(stage(taken), made, recording.read(record))


def main() -> None:
    """Read, in the process that `run` starts: corpus, last day, trained pipeline, target and options are its arguments.

    Whatever is raised is handed over as the last line that is printed, for `run` to raise it.
    """
    corpus, as_of, model, target, options = sys.argv[1:]
    day = dt.date.fromisoformat(as_of) if as_of else None
    how = parse.Reading(day, model or None, again(json.loads(options)))
    raised = None
    try:
        with tempfile.TemporaryDirectory(dir=Path(target).parent) as parts:
            write(Path(corpus), Path(target), Store(parts), how)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        raised = handed_over(error)
    print(base64.b64encode(pickle.dumps(raised)).decode())


def write(corpus: Path, target: Path, store: Store, how: parse.Reading) -> None:
    """Read a corpus and leave its tables, texts and counts in a folder. Raises InputError as `parse.read` does."""
    with Crew() as crew:
        counts = parse.read(corpus, target, store, how, crew)
    if not counts["documents"]:
        until = f" that was published up to {how.as_of}; take a later day" if how.as_of else ""
        raise InputError(f"corpus {corpus}: no article is left to read{until}")
    measured = accuracy.measure(*paths.gold())
    write_json(target / TABLES / "accuracy.json", {name: t.counts() for name, t in measured.items()})
    write_json(target / TABLES / FACTS, {"edition": placeholder(_words(target)), "as_of": tables.day(how.as_of)})
    write_json(target / COUNTS, counts)


def _words(made: Path) -> Iterator[str]:
    """Everything that an article, its file's name, a manifest or a correction can bring into a book."""
    yield from Texts(made / TEXTS).values()
    for table in ("documents", "files", "problems", "corrections"):
        columns = [c.name for c in tables.DICTIONARY[table] if c.type != tables.HASHES]
        for rows in pq.ParquetFile(made / TABLES / f"{table}.parquet").iter_batches(columns=columns):
            yield json.dumps(rows.to_pylist(), ensure_ascii=False, default=str)


def placeholder(words: Iterable[str]) -> str:
    """What chapters are shown in place of the edition: as long as one, and nothing that stands in any of `words`.

    An edition is identified by everything that a book is made from. If chapters knew it, all of them would change
    whenever anything does; it is put in when the site is made.
    """
    known = {found for text in words for found in _PLACEHOLDER.findall(text)}
    return next(c for number in itertools.count() if (c := f"kz{number:08}") not in known)


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON, the same at every run."""
    path.write_text(json.dumps(value, ensure_ascii=False, sort_keys=True), encoding="utf-8", errors="surrogatepass")
