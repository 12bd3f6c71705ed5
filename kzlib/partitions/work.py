"""The work that is done on a partition, wherever it is: taking articles in, looking for their day, reading them.

Each function takes a task that is whole in itself and leaves what it makes in a store, so that the same is done in this
process, in others beside it and on other machines.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Self, TypeVar

from kzlib import annotate as reading
from kzlib import clean, corpus, language, provenance, published, tables
from kzlib.lasting import lasting
from kzlib.partitions import articles, nested
from kzlib.partitions.articles import Cleaned
from kzlib.partitions.nested import Rows
from kzlib.partitions.store import Store
from kzlib.pool import At
from kzlib.records import Document, Passage, Problem, Readings

T = TypeVar("T")
# Articles of a partition: no fewer than files that are taken together.
ARTICLES = corpus.Length(least=48, most=96, often=24)


@dataclass(frozen=True, slots=True)
class About:
    """What must be known of an article to place it: id, path, day of publication, and whether it is French."""

    doc_id: str
    path: str
    published: dt.date | None
    french: bool
    language: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """Articles that were taken in: the name of their part in the store, which is that of its content."""

    key: str
    articles: tuple[About, ...]

    @property
    def name(self) -> str:
        """The name in the store."""
        return f"articles/{self.key}.parquet"


@dataclass(frozen=True, slots=True)
class Lossy:
    """A task on several things; `lost` are those that it is done without, each with why."""

    lost: dict[str, str] = field(default_factory=dict, kw_only=True)

    def without(self, name: str, how: str) -> Self:
        """The same without one of them."""
        return replace(self, lost={**self.lost, name: how})


@dataclass(frozen=True, slots=True)
class Take(Lossy):
    """Files to take in."""

    place: Path
    batch: corpus.Batch
    options: corpus.Options
    store: Store


def take(task: Take, at: At) -> tuple[corpus.Taken, list[Part]]:
    """Take in files: each article is cleaned, and partitions of them are left in the store."""
    shelf = _Shelf(task.store)
    taken = corpus.take(task.place, task.batch, task.options, shelf.keep, at, task.lost)
    return taken, shelf.parts()


class _Shelf:
    """Puts articles, as they come in, into parts."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._cutter = corpus.Cutter(ARTICLES)
        self._waiting: list[Cleaned] = []
        self._parts: list[Part] = []

    def keep(self, document: Document) -> None:
        """Clean an article and keep it."""
        passages = clean.passages(document)
        provenance.complete(document, passages)
        self._waiting.append((document, passages))
        if self._cutter.ends_with(document.doc_id):
            self._flush()

    def _flush(self) -> None:
        data = articles.write(self._waiting)
        about = (_about(document) for document, _ in self._waiting)
        part = Part(hashlib.sha256(data).hexdigest(), tuple(about))
        self.store.put(part.name, data)
        self._parts.append(part)
        self._waiting = []

    def parts(self) -> list[Part]:
        """All parts."""
        if self._waiting:
            self._flush()
        return self._parts


def _about(document: Document) -> About:
    french = language.is_read(document.language)
    return About(document.doc_id, document.path, document.published, french, document.language)


@dataclass(frozen=True, slots=True)
class Witness(Lossy):
    """A partition whose articles are asked about days."""

    part: Part
    store: Store

    @property
    def name(self) -> str:
        """The name in the store of what they say."""
        return f"days/{self.part.key}.pickle"


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What the articles of a partition say of days: its name in the store, the SHA-256 of its bytes, and problems."""

    name: str
    sha256: str
    problems: tuple[Problem, ...]


@lasting()
def witness(task: Witness, at: At) -> Witnessed:
    """Ask the French articles of a partition about days, and leave in the store what each says."""
    said: list[published.Witness] = []
    problems: list[Problem] = []
    for document, passages in articles.read(task.store.get(task.part.name)):
        if not language.is_read(document.language):
            continue
        made = _guarded(document, task.lost, problems, at, partial(published.witness, document, passages))
        if made:
            said.append(made)
    data = pickle.dumps(said)
    task.store.put(task.name, data)
    return Witnessed(task.name, hashlib.sha256(data).hexdigest(), tuple(problems))


def witnesses(store: Store, witnessed: Witnessed) -> list[published.Witness]:
    """What the articles of a partition say of days."""
    said: list[published.Witness] = pickle.loads(store.get(witnessed.name))
    return [each.interned() for each in said]


def _guarded(
    document: Document, lost: Mapping[str, str], problems: list[Problem], at: At, do: Callable[[], T]
) -> T | None:
    """What is done on one article; what breaks on it becomes a problem of it, and it is none of those `lost`."""
    if document.doc_id in lost:
        problems.append(Problem(document.path, corpus.fatal(lost[document.doc_id])))
        return None
    at(document.doc_id)
    try:
        return do()
    except corpus.LASTING:
        raise
    except Exception as error:
        problems.append(Problem(document.path, corpus.fault(error)))
        return None


@dataclass(frozen=True, slots=True)
class Annotate(Lossy):
    """A partition to read: its part, the days that were inferred with their basis, and which articles stay out."""

    part: Part
    days: dict[str, tuple[dt.date, str]]
    out: frozenset[str]
    model: str | None
    store: Store
    name: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A partition that was read: its name in the store, the SHA-256 of its bytes, its articles and its problems."""

    name: str
    sha256: str
    doc_ids: tuple[str, ...]
    problems: tuple[Problem, ...]


@lasting()
def annotate(task: Annotate, at: At) -> Annotated:
    """Read the articles of a partition and leave their rows in the store."""
    read: list[Rows] = []
    problems: list[Problem] = []
    for document, passages in articles.read(task.store.get(task.part.name)):
        if document.doc_id in task.out:
            continue
        if day := task.days.get(document.doc_id):
            document.published, document.published_basis = day
        own = _guarded(document, task.lost, problems, at, partial(rows, document, passages, task.model))
        if own:
            read.append(own)
    data = nested.write(read)
    task.store.put(task.name, data)
    doc_ids = tuple(own[nested.DOCUMENTS][0]["doc_id"] for own in read)
    return Annotated(task.name, hashlib.sha256(data).hexdigest(), doc_ids, tuple(problems))


def rows(document: Document, passages: list[Passage], model: str | None) -> Rows:
    """Rows of one article for every table; of an article that is not in French only what it is, not what it says."""
    if not language.is_read(document.language):
        return tables.of_document(document, passages, [], Readings())
    article = reading.prepare(document.doc_id, document.text, passages, document.published, model)
    return tables.of_document(document, passages, article.sentences, reading.annotate(article))
