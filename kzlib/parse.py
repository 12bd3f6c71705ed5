"""From a corpus to tables: take in, clean, date, annotate, write; by partitions, here or wherever a runner is."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kzlib import corpus, paths, published, tables
from kzlib.errors import BuildError
from kzlib.partitions import work
from kzlib.partitions.assemble import Assembly, Read
from kzlib.partitions.memory import Memory
from kzlib.partitions.store import Store
from kzlib.partitions.together import Common
from kzlib.pool import Here, Runner
from kzlib.records import Problem
from kzlib.texts import NAME as TEXTS
from kzlib.texts import Texts

Rows = dict[str, list[dict[str, Any]]]
Days = dict[str, tuple[dt.date, str]]
Heard = Callable[[int, int], None]
TABLES = "tables"  # the folder of the tables, beside the texts


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read in a corpus: rows of every table, and the texts as decoded, by article."""

    rows: Rows
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a corpus is read.

    `as_of` leaves out articles published later than that day, and those whose day is unknown; they are named in the
    table of problems. `model` is a trained pipeline, by name or path. `options` are the limits of reading and the
    columns of tables, `corrected` is the file of corrections.
    """

    as_of: dt.date | None = None
    model: str | None = None
    options: corpus.Options = field(default_factory=corpus.Options)
    corrected: Path = paths.CORRECTIONS


def parse(
    path: Path,
    as_of: dt.date | None = None,
    model: str | None = None,
    options: corpus.Options | None = None,
    corrected: Path = paths.CORRECTIONS,
) -> Parsed:
    """Read a corpus and return all of it: rows of every table in order of article ids, and the texts.

    Raises what `read` raises.
    """
    with tempfile.TemporaryDirectory(prefix="kz-") as folder:
        how = Reading(as_of, model, options or corpus.Options(), corrected)
        read(path, Path(folder), Store(f"{folder}/parts"), how)
        return held(Path(folder))


def held(made: Path) -> Parsed:
    """All that `read` left in a folder."""
    rows = {name: tables.read(made / TABLES, name) for name in tables.DICTIONARY}
    return Parsed(rows, dict(Texts(made / TEXTS)))


def _unheard(done: int, of: int) -> None:
    """How far the reading is, where nobody asks."""


def read(
    path: Path, target: Path, store: Store, how: Reading, runner: Runner | None = None, heard: Heard = _unheard
) -> dict[str, int]:
    """Read a corpus; leave its tables and texts in the folder `target`, in order of article ids, and parts in `store`.

    Returns how many rows each table has, of events how many happenings. Articles in another language than French are
    kept, but nothing is read in them. An article in which reading breaks is left out and named. `heard` is told how
    many parts are read, and of how many. Raises InputError if the corpus cannot be read at all or a correction rests
    on nothing, BuildError if no article could be read or what was read does not fit its table.
    """
    runner = runner or Here()
    account, parts = _taken(path, store, how, runner)
    days, broken = _dated(account, parts, store, runner)
    for problem in broken:
        account.leave_out(problem.path, problem.message)
    out = {problem.path for problem in broken} | _left_out(account, parts, days, how.as_of)
    tasks = [_annotate(part, days, out, how.model, store) for part in parts]
    done: list[Read] = []
    for part, annotated in zip(parts, runner.run(work.annotate, tasks), strict=True):
        for problem in annotated.problems:
            account.leave_out(problem.path, problem.message)
        done.append(Read(part, annotated))
        heard(len(done), len(parts))
    broken += [problem for each in done for problem in each.annotated.problems]
    if broken and not any(each.annotated.doc_ids for each in done):
        raise BuildError(f"the articles could not be read: {broken[0].path}: {broken[0].message}")
    return Assembly(store, done, how.corrected).write(target / TABLES, account, runner, _common(store, runner))


def _common(store: Store, runner: Runner) -> Common:
    """Who finds the passages that articles have in common; what was found before is known if the runner remembers."""
    if isinstance(runner, Memory):
        return Common(store, runner, runner.known, runner.learn)
    return Common(store, runner, lambda key: None, lambda key, value: None)


def _taken(path: Path, store: Store, how: Reading, runner: Runner) -> tuple[corpus.Account, list[work.Part]]:
    """Take in all files, batch by batch; one after the other if a limit of the corpus as a whole is met."""
    surveyed = corpus.survey(path, how.options)
    account = surveyed.account()
    tasks = [work.Take(path, batch, how.options, store) for batch in surveyed.batches()]
    parts: list[work.Part] = []
    for taken, made in runner.run(work.take, tasks):
        account.add(taken)
        parts += made
    if account.beyond and len(tasks) > 1:
        account = surveyed.account()
        ((taken, parts),) = runner.run(work.take, [work.Take(path, surveyed.whole(), how.options, store)])
        account.add(taken)
    account.close()
    return account, parts


def _dated(
    account: corpus.Account, parts: Sequence[work.Part], store: Store, runner: Runner
) -> tuple[Days, list[Problem]]:
    """The days of French articles that give none themselves, with their basis, where they can be inferred.

    And problems of those that broke what asks them. If all articles say their day, none is asked.
    """
    kept = {*account.articles}
    known = [a for part in parts for a in part.articles if (a.doc_id, a.path) in kept]
    undated = {a.doc_id for a in known if a.french and not a.published}
    if not undated:
        return {}, []
    ids, places = {a.doc_id for a in known}, {a.path for a in known}
    said: list[published.Witness] = []
    problems: list[Problem] = []
    for witnessed in runner.run(work.witness, [work.Witness(part, store) for part in parts]):
        said += (each for each in work.witnesses(store, witnessed) if each.doc_id in ids)
        problems += (problem for problem in witnessed.problems if problem.path in places)
    days = published.borrow(sorted(said, key=lambda each: each.doc_id))
    return {doc_id: day for doc_id, day in days.items() if doc_id in undated}, problems


def _left_out(account: corpus.Account, parts: Sequence[work.Part], days: Days, as_of: dt.date | None) -> set[str]:
    """Paths of articles that share an id or were published too late; problems say so, and what is not French."""
    kept = {*account.articles}
    out: set[str] = set()
    for article in (a for part in parts for a in part.articles):
        known = (article.doc_id, article.path)
        day = days[article.doc_id][0] if article.doc_id in days else article.published
        if known not in kept:
            out.add(article.path)
        elif as_of and (day is None or day > as_of):
            when = f"published {day}" if day else "day of publication unknown"
            account.problems.append(Problem(article.path, f"{when}; the book is as of {as_of}"))
            out.add(article.path)
        elif not article.french:
            what = f"kept, but not read: language {article.language}, not French"
            account.problems.append(Problem(article.path, what))
    return out


def _annotate(part: work.Part, days: Days, out: set[str], model: str | None, store: Store) -> work.Annotate:
    """The task of reading a part, and its name, which is that of all that its result depends on besides the code."""
    own = {a.doc_id: days[a.doc_id] for a in part.articles if a.doc_id in days}
    left = frozenset(a.doc_id for a in part.articles if a.path in out)
    about = repr((part.key, sorted(own.items()), sorted(left), model))
    name = f"readings/{hashlib.sha256(about.encode()).hexdigest()}.parquet"
    return work.Annotate(part, own, left, model, store, name)
