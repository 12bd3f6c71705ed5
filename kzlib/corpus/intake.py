"""Taking in what was found: manifests first, then each file through the reader of its form, every one accounted for."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from kzlib import formats, manifest
from kzlib.corpus.archive import Archive
from kzlib.corpus.document import document
from kzlib.corpus.found import Budget, File, Found, Ingested, printable
from kzlib.corpus.rows import Rows
from kzlib.errors import InputError, quoted
from kzlib.formats.pieces import Piece, Source
from kzlib.records import Document, Problem

_NO_ARTICLES = frozenset({"readme", "license", "licence"})
MANIFESTS = f"{manifest.NAME}, which says what is known of articles"
ABOUT = "README and LICENSE, which are articles only if a manifest names them"


class Intake:
    """What has been taken in of a corpus so far."""

    def __init__(self, corpus: Path, budget: Budget) -> None:
        self.corpus = corpus
        self.budget = budget
        self.rows = Rows()
        self.files: dict[str, File] = {}
        self.passed: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.documents: list[Document] = []
        self.columns: dict[str, None] = {}

    def take(self, found: Sequence[Found], above: str = "", nesting: int = 0, beside: Path | None = None) -> None:
        """Take in the files of a folder or archive, those inside their archives too.

        `above` is the id of the archive, `nesting` how many archives lie around it; `beside` the folder of a corpus
        that is one file, where its manifest may lie.
        """
        for manifests in (f for f in found if f.source and PurePosixPath(f.path).name == manifest.NAME):
            self.rows.add(manifests)
            self.passed[MANIFESTS] += 1
        if beside and (beside / manifest.NAME).is_file():
            self.rows.beside(beside)
        for one in found:
            self._one(one, above, nesting)

    def _one(self, found: Found, above: str, nesting: int) -> None:
        name = PurePosixPath(found.path).name
        ending = formats.ending(name)
        if found.rule or (name == manifest.NAME and found.source):
            self.passed[found.rule] += bool(found.rule)
        elif not found.reason and self._is_about(found.path):
            self.passed[ABOUT] += 1
        elif not found.reason and ending not in (*formats.READERS, *formats.ARCHIVES, *formats.NOT_READ):
            self.passed[f"{ending} files" if ending.isprintable() and ending else "files without an ending"] += 1
        else:
            self._read(found, ending, above, nesting)

    def _is_about(self, path: str) -> bool:
        return (
            PurePosixPath(path).stem.casefold() in _NO_ARTICLES and path not in self.rows and self.corpus.name != path
        )

    def _read(self, found: Found, ending: str, above: str, nesting: int) -> None:
        """A file that is read, or left out and named."""
        path = printable(found.path)
        file = self.files[path] = File(path, "left out")
        try:
            if found.source is None:
                raise InputError(found.reason)
            if path != found.path:
                raise InputError("file name is not printable UTF-8 text; rename it")
            if ending in formats.NOT_READ:
                raise InputError(f"not read: {ending}; articles are {formats.ENDINGS}: save its text as one")
            if ending in formats.ARCHIVES:
                self._archive(found.path, found.source, above, nesting, file)
            else:
                self._articles(found.path, found.source, above, file)
        except InputError as error:
            self.problems.append(Problem(path, str(error)))

    def _archive(self, path: str, source: Source, above: str, nesting: int, file: File) -> None:
        archive = Archive(source, self.budget, nesting + 1)
        try:
            members = archive.members(path)
            file.outcome, file.how = "read", f"ZIP: {len(members)} files"
            self.take(members, _id(above, source.name), nesting + 1)
        finally:
            archive.close()

    def _articles(self, path: str, source: Source, above: str, file: File) -> None:
        """The articles of one file. Raises InputError where it, or what is left of it, cannot be read."""
        met: Counter[str] = Counter()
        piece = None
        try:
            for piece in formats.pieces(source):
                where = f"{path}, {piece.where}" if piece.where else path
                try:
                    self._article(piece, where, path, _own_id(_id(above, source.name), piece, met))
                except InputError as error:
                    self.problems.append(Problem(where, str(error)))
            if piece is None:
                raise InputError(f"no article in it{f' ({source.how})' if source.how else ''}; take it out")
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror}); allow reading it") from None
        finally:
            file.how = source.how
            self.columns.update(dict.fromkeys(source.columns))

    def _article(self, piece: Piece, where: str, path: str, doc_id: str) -> None:
        if piece.content is None:
            raise InputError(piece.reason)
        made = document(doc_id, where, piece, self.rows.of(where, path))
        self.budget.spend("articles", 1)
        self.budget.spend("text", len(made.text))
        self.documents.append(made)

    def result(self) -> Ingested:
        """What was taken in. Raises InputError if it is no article at all, or not what the user said there is."""
        documents, doubles = _without_doubles(self.documents)
        self.problems += doubles
        for one in documents:
            file = self.files[one.path.rpartition(", ")[0] if one.path not in self.files else one.path]
            file.articles += 1
            file.outcome = "read"
        self.rows.check({*self.files, *(d.path for d in self.documents)})
        self._check_columns()
        ignored = [
            File(rule, "ignored", number, how="not read, by rule") for rule, number in self.passed.items() if number
        ]
        if not documents:
            raise InputError(self._nothing())
        return Ingested(
            sorted(documents, key=lambda d: d.doc_id),
            sorted(self.problems, key=lambda p: (p.path, p.message)),
            sorted([*self.files.values(), *ignored], key=lambda f: (f.outcome == "ignored", f.path)),
        )

    def _check_columns(self) -> None:
        for field, column in self.budget.options.columns:
            if column not in self.columns:
                there = ", ".join(c for c in list(self.columns)[:20] if c) or "none, for no table could be read"
                raise InputError(
                    f"--columns {field}={column}: no table has a column {quoted(column)}; columns are {there}"
                )

    def _nothing(self) -> str:
        """Why no article could be read, in one line."""
        if self.problems:
            first = sorted(self.problems, key=lambda p: (p.path, p.message))[:3]
            reasons = "; ".join(f"{p.path}: {p.message}" for p in first)
            more = f"; and {len(self.problems) - 3} more" if len(self.problems) > 3 else ""
            return f"corpus {self.corpus}: no article can be read: {reasons}{more}"
        there = ", ".join(f"{n} {rule}" for rule, n in self.passed.most_common(5)) or "nothing"
        return f"corpus {self.corpus}: no articles (found: {there}); add files that end in {formats.ENDINGS}"


def _id(above: str, name: str) -> str:
    """The id of a file: its name without the ending, after those of the archives that hold it."""
    if not above:
        return formats.stem(name)
    folders, _, last = name.rpartition("/")
    inside = folders.removeprefix(above).split("/")  # most archives hold one folder, of their own name
    return "-".join(p for p in (above, *inside, formats.stem(last)) if p)


def _own_id(file: str, piece: Piece, met: Counter[str]) -> str:
    """The id of an article: that of its file, and what tells it from others in it."""
    if not piece.own:
        return file
    met[piece.own] += 1
    again = f"-{met[piece.own]}" if met[piece.own] > 1 else ""
    return f"{file}-{piece.own}{again}"


def _without_doubles(documents: Iterable[Document]) -> tuple[list[Document], list[Problem]]:
    """Articles whose id is theirs alone; the others are named, each with those that share its id."""
    by_id: dict[str, list[Document]] = defaultdict(list)
    for one in documents:
        by_id[unicodedata.normalize("NFC", one.doc_id).casefold()].append(one)
    kept = [alike[0] for alike in by_id.values() if len(alike) == 1]
    return kept, list(_named(alike for alike in by_id.values() if len(alike) > 1))


def _named(groups: Iterable[list[Document]]) -> Iterator[Problem]:
    for group in groups:
        for one in group:
            others = ", ".join(o.path for o in group[:10] if o is not one)
            yield Problem(one.path, f"same name as {others}; give each article a name of its own")
