"""The reading of a corpus as a stage of the build: a process of its own, which alone knows spaCy.

It leaves a folder: the tables as the chapters see them, the texts that offsets refer to, and how much was read.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from kzlib import paths, processes, recording, tables
from kzlib.errors import TRACEBACK, BuildError, InputError
from kzlib.inputs import FACTS, Inputs, Settings, digest
from kzlib.partitions.origin import rests_on, stamp
from kzlib.partitions.store import Store
from kzlib.pool import Crew, handed_over
from kzlib.recording import Opened
from kzlib.stages import ARTICLES, LOCK, Cache, Ground, Record, Stage, python
from kzlib.texts import NAME as TEXTS
from kzlib.texts import Texts

if TYPE_CHECKING:
    from kzlib import parse
    from kzlib.partitions.memory import Memory

COUNTS = "counts.json"
TABLES = "tables"  # the folder in which it leaves the tables
TABLES_KEPT = f"reading/{TABLES}"  # where that is in the cache
PARTITIONS = "partitions"  # the folder of the cache in which parts are kept
# What no article's reading rests on: it comes in when all are put together.
_ASIDE = (ARTICLES, "data/corrections.yml", "data/gold/", "data/corpus/", "library/data/gold/", "library/data/corpus/")
_PLACEHOLDER = re.compile(r"kz[0-9]{8}")
MODEL = "model/"  # how names of a trained pipeline's files begin
# What a process that `in_process` starts runs first, with the arguments that it gets.
RECORDED = "from kzlib import recording; recording.start(sys.argv[2], sys.argv[3:]); "
# Packages that read: loading them takes as long as reading a few articles.
_LOADED = ("spacy.language", "spacy.tokenizer", "pyarrow.dataset", "datasketch")
# Code that may run in a process of its own, where nobody sees what is opened.
OWN_PROCESS = f"{paths.INHERITED}kzlib/formats/"


def stage(taken: Inputs) -> Stage:
    """The reading depends on the corpus as a whole: on what came and went, too, and on what cannot be read."""
    whole = (name for name in taken.files if name.startswith((ARTICLES, MODEL, OWN_PROCESS)))
    given = {f"parameter {name}": taken.parameters[name] for name in ("as_of", "model", "reading")}
    return Stage("reading", "reading", given | python(), (*whole, LOCK))


def ahead() -> processes.Ahead:
    """The process for a `run` that may come: it loads the packages that read, and nothing yet that is noted."""
    return processes.Ahead(_LOADED, f"{RECORDED}from kzlib import reading; reading.main()", os.environ)


def run(settings: Settings, taken: Inputs, cache: Cache, work: Path, reader: processes.Ahead) -> None:
    """Read a corpus in a process of its own, which `ahead` gives, and put what it leaves into the cache.

    What was read before is read again only where something has changed that it rests on (`partitions.memory`). Raises
    what the reading raises (InputError if the corpus cannot be used), BuildError if its process dies.
    """
    made, record, store = work / "reading", work / "reading.record", Store(str(cache.folder / PARTITIONS))
    made.mkdir()
    before = cache.record(stage(taken))
    known = before is not None and rests_on(store, _origin(before, cache.ground))
    digests = {name.removeprefix(ARTICLES): digest for name, digest in taken.files.items() if name.startswith(ARTICLES)}
    given = (settings.corpus, settings.as_of, settings.model, settings.options, made, store.address, digests, known)
    in_process(reader.run, given, record, cache, "the articles")
    opened = recording.read(record)
    if before and known:  # what is remembered was made from what was opened then
        opened = _joined(opened, before, cache.ground)
    cache.store(stage(taken), made, opened)
    after = cache.record(stage(taken))
    assert after
    stamp(store, _origin(after, cache.ground))


def in_process(
    start: Callable[[list[str]], subprocess.CompletedProcess[str]],
    given: tuple[Any, ...],
    record: Path,
    cache: Cache,
    what: str,
) -> None:
    """Start a process that notes in `record` what it opens, with what it is given in a file. Raises what it raises.

    Its arguments are this file, `record`, and the folders below which it notes files; `what` is not read if it dies.
    """
    task = record.with_suffix(".task")  # too long for a command line
    task.write_bytes(pickle.dumps(given))
    done = start([str(task), str(record), *map(str, cache.ground.roots)])
    sys.stderr.write(done.stderr)
    if done.returncode:
        how = signal.Signals(-done.returncode).name if done.returncode < 0 else f"status {done.returncode}"
        raise BuildError(f"{what} could not be read: the process that read them ended with {how}")
    if error := pickle.loads(base64.b64decode(done.stdout.splitlines()[-1])):
        raise error


def _origin(record: Record, ground: Ground) -> str:
    """A digest of the code and the words, as they are now, that the reading of articles was seen to rest on."""
    files = [(name, ground.now.get(name)) for name in sorted(record.files) if not name.startswith(_ASIDE)]
    folders = [(name, ground.listing(name)) for name in sorted(record.folders) if not f"{name}/".startswith(_ASIDE)]
    return hashlib.sha256(json.dumps([files, folders, python()]).encode()).hexdigest()


def _joined(opened: Opened, before: Record, ground: Ground) -> Opened:
    """What was opened now, and what was before but for the articles and what they are compared with."""
    files = {ground.path(name) for name in before.files if not name.startswith(_ASIDE)}
    folders = {ground.path(name) for name in before.folders if not f"{name}/".startswith(_ASIDE)}
    return Opened(opened.files | files, opened.folders | folders)


@contextmanager
def handing_over() -> Iterator[None]:
    """In a process that `in_process` starts: what the block raises is handed over as the last line that is printed."""
    raised = None
    try:
        yield
    except Exception as error:
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        raised = handed_over(error)
    print(base64.b64encode(pickle.dumps(raised)).decode())


def main() -> None:
    """Read, in the process that `ahead` started; the one that started it needs nothing of what reads."""
    from kzlib import parse
    from kzlib.partitions.memory import Memory

    corpus, as_of, model, options, made, store, digests, known = pickle.loads(Path(sys.argv[1]).read_bytes())
    with handing_over(), Crew() as crew:
        memory = Memory(Store(store), crew, digests, known)
        write(corpus, made, Store(store), parse.Reading(as_of, model, options), memory)
        memory.keep()


def write(corpus: Path, target: Path, store: Store, how: parse.Reading, memory: Memory) -> None:
    """Read a corpus and leave its tables, texts and counts in a folder. Raises InputError as `parse.read` does."""
    from kzlib import parse

    counts = parse.read(corpus, target, store, how, memory)
    if not counts["documents"]:
        until = f" that was published up to {how.as_of}; take a later day" if how.as_of else ""
        raise InputError(f"corpus {corpus}: no article is left to read{until}")
    write_json(target / TABLES / "accuracy.json", _accuracy(corpus, target, how, memory))
    write_json(target / TABLES / FACTS, {"edition": placeholder(_words(target)), "as_of": tables.day(how.as_of)})
    write_json(target / COUNTS, counts)


def _accuracy(corpus: Path, made: Path, how: parse.Reading, memory: Memory) -> dict[str, dict[str, int]]:
    """Hits, misses and false finds on the gold; of its corpus if that is what was read, and if nothing has changed."""
    from kzlib import accuracy, parse

    texts, gold = paths.gold()
    if corpus.resolve() == texts and how == parse.Reading(corrected=gold.parent / paths.CORRECTIONS.name):
        measured = accuracy.scored(parse.held(made), gold)
        return {name: tally.counts() for name, tally in measured.items()}
    files = [*sorted(texts.glob("*")), *sorted(gold.glob("*")), gold.parent / paths.CORRECTIONS.name]
    key = hashlib.sha256(json.dumps([digest(file) for file in files]).encode()).hexdigest()
    return memory.value(
        f"accuracy {key}", lambda: {name: t.counts() for name, t in accuracy.measure(texts, gold).items()}
    )


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
