"""The reading of a corpus as a stage of the build: a process of its own, which alone knows spaCy.

It leaves a folder: the tables as the chapters see them, the texts that offsets refer to, and how much was read.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kzlib import paths, processes, recording, tables
from kzlib.corpus import Options, again
from kzlib.errors import TRACEBACK, BuildError, InputError
from kzlib.inputs import FACTS, Inputs, Settings
from kzlib.stages import ARTICLES, LOCK, Cache, Stage, python

TEXTS, COUNTS = "texts.json", "counts.json"
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
    raised = None
    try:
        write(Path(corpus), as_of, model or None, Path(target), again(json.loads(options)))
    except Exception as error:
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        raised = _handed_over(error)
    print(base64.b64encode(pickle.dumps(raised)).decode())


def _handed_over(error: Exception) -> Exception:
    """An error with the place where it was raised as a note; one in words if it does not survive being handed over."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    try:
        same: Exception = pickle.loads(pickle.dumps(error))
    except Exception:
        same = BuildError(f"the articles could not be read: {type(error).__name__}: {error}")
    same.add_note(f"{Path(frame.filename).name}, line {frame.lineno}")
    return same


def write(corpus: Path, as_of: str, model: str | None, target: Path, options: Options) -> None:
    """Read a corpus and leave its tables, texts and counts in a folder. Raises InputError as `parse.parse` does."""
    import datetime as dt

    from kzlib import accuracy, parse

    last = dt.date.fromisoformat(as_of) if as_of else None
    parsed = parse.parse(corpus, last, model, options)
    if not parsed.rows["documents"]:
        until = f" that was published up to {as_of}; take a later day" if as_of else ""
        raise InputError(f"corpus {corpus}: no article is left to read{until}")
    tables.write(target / "tables", parsed.rows)
    measured = accuracy.measure(*paths.gold())
    write_json(target / "tables" / "accuracy.json", {name: t.counts() for name, t in measured.items()})
    facts = {"edition": placeholder(_words(parsed)), "as_of": as_of}
    write_json(target / "tables" / FACTS, facts)
    write_json(target / TEXTS, parsed.texts)
    write_json(target / COUNTS, parse.counts(parsed.rows))


def _words(parsed: Any) -> Iterable[str]:
    """Everything that an article, its file's name, a manifest or a correction can bring into a book."""
    yield from parsed.texts.values()
    for table in ("documents", "files", "problems", "corrections"):
        yield json.dumps(parsed.rows[table], ensure_ascii=False, default=str)


def placeholder(words: Iterable[str]) -> str:
    """What chapters are shown in place of the edition: as long as one, and nothing that stands in any of `words`.

    An edition is identified by everything that a book is made from. If chapters knew it, all of them would change
    whenever anything does; it is put in when the site is made.
    """
    known = list(words)
    candidates = (f"kz{number:08}" for number in itertools.count())
    return next(c for c in candidates if not any(c in text for text in known))


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON, the same at every run."""
    path.write_text(json.dumps(value, ensure_ascii=False, sort_keys=True), encoding="utf-8", errors="surrogatepass")
