"""Taking in what was found: manifests first, then each file through the reader of its form, every one accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from kzlib import formats, manifest
from kzlib.corpus.account import Taken
from kzlib.corpus.archive import Archive
from kzlib.corpus.document import document
from kzlib.corpus.found import LASTING, Budget, File, Found, fault, printable
from kzlib.corpus.rows import Rows
from kzlib.errors import InputError
from kzlib.formats.pieces import Piece, Source
from kzlib.records import Document, Problem

_NO_ARTICLES = frozenset({"readme", "license", "licence"})
MANIFESTS = f"{manifest.NAME}, which says what is known of articles"
ABOUT = "README and LICENSE, which are articles only if a manifest names them"


class Intake:
    """What has been taken in of a corpus so far; each document is handed to `keep` and forgotten.

    `rows` are those of manifests that lie elsewhere in the corpus.
    """

    def __init__(self, name: str, budget: Budget, keep: Callable[[Document], None], rows: Rows | None = None) -> None:
        self.name = name
        self.budget = budget
        self.keep = keep
        self.rows = rows or Rows()
        self.files: dict[str, File] = {}
        self.passed: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.articles: list[tuple[str, str]] = []
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
            self.one(one, above, nesting)

    def one(self, found: Found, above: str = "", nesting: int = 0) -> None:
        """Take in one file, by itself or as a member of an archive: `above` and `nesting` as `take` has them."""
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
        return PurePosixPath(path).stem.casefold() in _NO_ARTICLES and path not in self.rows and self.name != path

    def _read(self, found: Found, ending: str, above: str, nesting: int) -> None:
        """A file that is read, or left out and named."""
        path = printable(found.path)
        self.files[path] = File(path, "left out")
        try:
            if found.source is None:
                raise InputError(found.reason)
            if path != found.path:
                raise InputError("file name is not printable UTF-8 text; rename it")
            if ending in formats.NOT_READ:
                raise InputError(f"not read: {ending}; articles are {formats.ENDINGS}: save its text as one")
            self.open(found, found.source, above, nesting)
        except InputError as error:
            self.problems.append(Problem(path, str(error)))
        except LASTING:
            raise
        except Exception as error:
            self.problems.append(Problem(path, fault(error)))

    def open(self, found: Found, source: Source, above: str, nesting: int) -> None:
        """Read a file whose form is known. Raises InputError where it, or what is left of it, cannot be read."""
        file = self.files[found.path]
        if formats.ending(PurePosixPath(found.path).name) in formats.ARCHIVES:
            self._archive(found.path, source, above, nesting, file)
        else:
            self._articles(found.path, source, above, file)

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
                except LASTING:
                    raise
                except Exception as error:
                    self.problems.append(Problem(where, fault(error)))
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
        self.keep(made)
        self.articles.append((doc_id, where))

    def taken(self) -> Taken:
        """What was taken in, for an account that knows the rest of the corpus."""
        return Taken(
            self.articles,
            self.files,
            dict(self.passed),
            self.problems,
            list(self.columns),
            self.rows.unmet,
            dict(self.budget.spent),
            self.budget.reached,
        )


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
