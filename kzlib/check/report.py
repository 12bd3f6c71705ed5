"""What would be read of a corpus, and what is known of each article, on which basis."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kzlib import clean, copies, corpus, language, provenance, published
from kzlib.records import Document, Passage, Problem

# What a reader of a book wants to know of an article, as columns of a manifest; `origin` is told where text gives it.
WANTED = ("title", "publisher", "published", "url", "language", "author")
METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known in one column: a value and its basis; it is certain if metadata states it."""

    value: str
    basis: str

    @property
    def certain(self) -> bool:
        """Whether metadata states it: nothing in the text had to be understood."""
        return self.basis.startswith(METADATA)


@dataclass(frozen=True, slots=True)
class Article:
    """An article that would be read: id, path in the corpus, path of its file, words, what is known by column.

    `is_read` says whether it is in a language that is read; `digest` is that of its words, `fingerprint` what
    `kzlib.copies` compares.
    """

    doc_id: str
    path: str
    file: str
    words: int
    known: dict[str, Known]
    is_read: bool
    digest: str
    fingerprint: array[int]  # two kilobytes at most, where a list takes ten

    @property
    def form(self) -> str:
        """What it is written in, by the ending of its file: txt, html, csv."""
        low = self.file.lower()
        return "warc.gz" if low.endswith(".warc.gz") else PurePosixPath(low).suffix.lstrip(".")

    @property
    def missing(self) -> list[str]:
        """The wanted columns of which nothing is known."""
        return [column for column in WANTED if column not in self.known]

    @property
    def uncertain(self) -> list[str]:
        """The wanted columns that no metadata states, though the text may tell them; a language is told by any text."""
        enough = {column for column, known in self.known.items() if known.certain or column == "language"}
        return [column for column in WANTED if column not in enough]


@dataclass(frozen=True, slots=True)
class Report:
    """What `examine` found; `columns` says of each table what its columns were taken for.

    `left_out` are files and articles that cannot be read, `passed` the rules by which files are passed over and how
    many. `identical` and `near` are groups of articles: of the same words, and of those whose words mostly are (the id,
    that of the earlier one nearest to it, and the share of the shorter one that the other holds).
    """

    corpus: Path
    articles: list[Article]
    left_out: list[Problem]
    passed: list[tuple[str, int]]
    columns: list[tuple[str, str]]
    identical: list[list[str]]
    near: list[list[tuple[str, str, float]]]
    languages: list[tuple[str | None, int]]


def examine(path: Path, options: corpus.Options | None = None) -> Report:
    """Take in a corpus as a build does. Raises InputError as `corpus.ingest` does; what can be read is not written."""
    return _report(path, corpus.ingest(path, options))


def look(path: Path, options: corpus.Options | None = None) -> Report:
    """The same of files that are no corpus by themselves: there may be no article among them, or not every column."""
    surveyed, documents = corpus.survey(path, options), list[Document]()
    account = surveyed.account()
    account.add(corpus.take(path, surveyed.whole(), options or corpus.Options(), documents.append))
    problems = sorted(account.problems, key=corpus.order)
    return _report(path, corpus.Ingested(sorted(documents, key=lambda d: d.doc_id), problems, account.files))


def _report(path: Path, found: corpus.Ingested) -> Report:
    stated = {d.doc_id: frozenset(c for c in WANTED if getattr(d, c)) for d in found.documents}
    masks = [clean.passages(d) for d in found.documents]
    for document, passages in zip(found.documents, masks, strict=True):
        provenance.complete(document, passages)
    french = [(d, m) for d, m in zip(found.documents, masks, strict=True) if language.is_read(d.language)]
    published.infer([d for d, _ in french], [m for _, m in french])
    files = {file.path for file in found.files}
    articles = [
        _article(d, m, stated[d.doc_id], d.path if d.path in files else d.path.rpartition(", ")[0])
        for d, m in zip(found.documents, masks, strict=True)
    ]
    identical = _identical(articles)
    tables = [(file.path, file.how) for file in found.files if "=" in file.how]
    passed = [(file.path, file.files) for file in found.files if file.outcome == "ignored"]
    near = _near(found.documents, articles, identical)
    counts = Counter(d.language for d in found.documents)
    languages = sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))
    ordered = sorted(articles, key=lambda a: a.path)
    return Report(path, ordered, found.problems, passed, tables, identical, near, languages)


def _article(document: Document, passages: Sequence[Passage], stated: frozenset[str], file: str) -> Article:
    text = document.text
    kept = [(p.start, p.end) for p in passages if p.role != "boilerplate"]
    spoken = " ".join(w for start, end in kept for w in copies.WORD.findall(text[start:end].casefold()))
    return Article(
        document.doc_id,
        document.path,
        file,
        sum(len(text[start:end].split()) for start, end in kept),
        dict(_known(document, stated)),
        language.is_read(document.language),
        hashlib.sha256(spoken.encode("utf-8", "surrogatepass")).hexdigest(),
        array("q", copies.fingerprint(text, kept)),
    )


def _known(document: Document, stated: frozenset[str]) -> Iterable[tuple[str, Known]]:
    """What is known of an article, by column; `stated` are the columns that had a value before its text was read."""
    bases = {"published": document.published_basis, "language": document.language_basis}
    for column in WANTED:
        if value := getattr(document, column):
            basis = bases.get(column) or (METADATA if column in stated else "text: its headline")
            yield column, Known(str(value), basis)
    if document.origin:
        yield "origin", Known(document.origin, document.origin_basis or "")


def _identical(articles: Iterable[Article]) -> list[list[str]]:
    """Groups of articles of the same words, case and punctuation apart."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for article in articles:
        same[article.digest].append(article.doc_id)
    return sorted(sorted(group) for group in same.values() if len(group) > 1)


def _near(
    documents: Iterable[Document], articles: Iterable[Article], identical: Iterable[list[str]]
) -> list[list[tuple[str, str, float]]]:
    """Groups of near-copies; of articles of the same words only the first is held against others."""
    again = {doc_id for group in identical for doc_id in group[1:]}
    days = {d.doc_id: d.published for d in documents}
    rows = [
        {"doc_id": a.doc_id, "published": days[a.doc_id], "fingerprint": a.fingerprint}
        for a in articles
        if a.doc_id not in again
    ]
    pairs = copies.pairs(rows)
    nearest = copies.nearest(pairs)
    found = []
    for group in copies.near(pairs):
        held = [nearest[doc_id] for doc_id in group if doc_id in nearest]
        found.append([(pair.second, pair.first, pair.containment) for pair in held if pair.containment >= copies.COPY])
    return found
