"""What lies in a corpus, before any article of it is opened; and taking in a part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kzlib import formats
from kzlib.corpus import folder
from kzlib.corpus.account import Account, Taken
from kzlib.corpus.cut import Length, runs
from kzlib.corpus.found import Budget, File, Found, fatal
from kzlib.corpus.intake import Intake
from kzlib.corpus.rows import Rows
from kzlib.errors import InputError
from kzlib.formats.options import Options
from kzlib.formats.pieces import Source
from kzlib.records import Document, Problem

FILES = Length(least=8, most=48, often=16)  # files that are taken together
_LARGE = 2_000_000  # bytes of a file that is taken by itself


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are taken together, by their paths in the corpus, and what its manifests say of them.

    `spent` is what the corpus took of its limits before.
    """

    files: tuple[str, ...]
    rows: dict[str, dict[str, str]]
    spent: dict[str, int]


class Survey(Intake):
    """The files of a corpus, with its manifests: `due` are those that are to be opened."""

    def __init__(self, corpus: Path, budget: Budget) -> None:
        super().__init__(corpus.name, budget, keep=lambda _: None)
        self.corpus = corpus
        self.due: list[tuple[str, int]] = []

    def open(self, found: Found, source: Source, above: str, nesting: int) -> None:
        """Remember a file that is to be opened."""
        self.due.append((found.path, source.size))

    @property
    def size(self) -> int:
        """Bytes of the files that are to be opened."""
        return sum(size for _, size in self.due)

    def account(self) -> Account:
        """An account of the corpus in which this much is entered."""
        account = Account(str(self.corpus), Budget(self.budget.options))
        account.add(self.taken())
        return account

    def whole(self) -> Batch:
        """All files as one batch, in which limits hold for all of them together."""
        return Batch(tuple(path for path, _ in self.due), self.rows.all(), dict(self.budget.spent))

    def batches(self) -> Iterator[Batch]:
        """The files in batches: large ones by themselves, others so that one file more changes one batch."""
        rows = iter(list(self.rows.about([path for path, _ in self.due])))
        said = {path: next(rows) for path, _ in self.due}
        small = [path for path, size in self.due if size < _LARGE]
        large = [[path] for path, size in self.due if size >= _LARGE]
        for run in (*large, *runs(small, FILES)):
            about = {key: row for path in run for key, row in said[path].items()}
            yield Batch(tuple(run), about, dict(self.budget.spent))


def survey(corpus: Path, options: Options | None = None) -> Survey:
    """What lies in a corpus, the manifests read. Raises InputError if there is nothing, or a manifest is broken."""
    if not corpus.exists():
        raise InputError(
            f"corpus {corpus}: no such file or folder; give a folder of articles, or one file ({formats.ENDINGS})"
        )
    found = Survey(corpus, Budget(options or Options()))
    found.take(found_in(corpus, found.budget), beside=corpus.parent if corpus.is_file() else None)
    return found


def found_in(corpus: Path, budget: Budget) -> list[Found]:
    """What lies in a corpus, which may be a file."""
    if corpus.is_dir():
        return folder.walk(corpus.resolve(), budget)
    budget.spend("files", 1)
    return [folder.file(corpus.parent.resolve(), corpus.name, budget.options)]


def take(
    corpus: Path,
    batch: Batch,
    options: Options,
    keep: Callable[[Document], None],
    at: Callable[[str], None] = lambda _: None,
    lost: Mapping[str, str] = MappingProxyType({}),
) -> Taken:
    """Open the files of a batch and hand each article to `keep`; `at` is told of each file before it is opened.

    `lost` are files that are not opened, for they end the process, each with how they did.
    """
    root = (corpus if corpus.is_dir() else corpus.parent).resolve()
    budget = Budget(options, Counter(batch.spent))
    intake = Intake(corpus.name, budget, keep, Rows(batch.rows))
    for path in batch.files:
        at(path)
        if path in lost:
            intake.files[path] = File(path, "left out")
            intake.problems.append(Problem(path, fatal(lost[path])))
        else:
            intake.one(folder.file(root, path, options))
    taken = intake.taken()
    taken.spent = {name: spent - batch.spent.get(name, 0) for name, spent in taken.spent.items()}
    return taken
