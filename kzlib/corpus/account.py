"""The account of a corpus: what was taken in of each part of it, put together; every file with how it fared."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kzlib import formats
from kzlib.corpus.found import Budget, File
from kzlib.corpus.rows import Row, Rows
from kzlib.errors import InputError, quoted
from kzlib.records import Problem

Known = tuple[str, str]  # id and path of an article


@dataclass(slots=True)
class Taken:
    """What was taken in of some files: articles, files, how many were passed over by which rule, problems.

    `columns` are those of its tables, `rows` what manifests inside its archives say of which article. `spent` is what
    it took of the limits that hold for a corpus as a whole; `reached` says that it met one.
    """

    articles: list[Known]
    files: dict[str, File]
    passed: dict[str, int]
    problems: list[Problem]
    columns: list[str]
    rows: dict[str, Row]
    spent: dict[str, int]
    reached: bool


class Account:
    """What has been taken in of a corpus, from all of its parts.

    `articles` are those whose id is theirs alone, once `close` was called; `problems` and `files` are then complete.
    """

    def __init__(self, corpus: str, budget: Budget) -> None:
        self.corpus = corpus
        self.budget = budget
        self.articles: list[Known] = []
        self.problems: list[Problem] = []
        self._files: dict[str, File] = {}
        self._passed: Counter[str] = Counter()
        self._columns: dict[str, None] = {}
        self._rows = Rows()
        self._reached = False

    def add(self, taken: Taken) -> None:
        """Put in what was taken of some files."""
        self.articles += taken.articles
        self.problems += taken.problems
        self._files |= {path: replace(file) for path, file in taken.files.items()}
        self._passed.update(taken.passed)
        self._columns.update(dict.fromkeys(taken.columns))
        self._rows.unmet |= taken.rows
        self.budget.spent.update(taken.spent)
        self._reached |= taken.reached

    @property
    def beyond(self) -> bool:
        """Whether a limit that holds for the corpus as a whole was met: then its files must be taken one by one."""
        most = self.budget.options.limits
        return self._reached or any(spent > getattr(most, name) for name, spent in self.budget.spent.items())

    def close(self) -> None:
        """Leave out articles that share an id. Raises InputError if nothing is left, or not what the user said."""
        paths = {path for _, path in self.articles}
        self.articles, doubles = _without_doubles(self.articles)
        self.problems += doubles
        for _, path in self.articles:
            file = self._file(path)
            file.articles += 1
            file.outcome = "read"
        self._rows.check({*self._files, *paths})
        self._check_columns()
        if not self.articles:
            raise InputError(self._nothing())

    def leave_out(self, path: str, why: str) -> None:
        """An article that could not be read after all."""
        self.problems.append(Problem(path, why))
        file = self._file(path)
        file.articles -= 1
        if not file.articles:
            file.outcome = "left out"

    def _file(self, article: str) -> File:
        return self._files[article if article in self._files else article.rpartition(", ")[0]]

    @property
    def files(self) -> list[File]:
        """How each file fared, in order of paths, then what was passed over by which rule."""
        ignored = [File(rule, "ignored", n, how="not read, by rule") for rule, n in self._passed.items() if n]
        return sorted([*self._files.values(), *ignored], key=lambda f: (f.outcome == "ignored", f.path))

    def _check_columns(self) -> None:
        for field, column in self.budget.options.columns:
            if column not in self._columns:
                there = ", ".join(c for c in list(self._columns)[:20] if c) or "none, for no table could be read"
                raise InputError(
                    f"--columns {field}={column}: no table has a column {quoted(column)}; columns are {there}"
                )

    def _nothing(self) -> str:
        """Why no article could be read, in one line."""
        if self.problems:
            first = sorted(self.problems, key=order)[:3]
            reasons = "; ".join(f"{p.path}: {p.message}" for p in first)
            more = f"; and {len(self.problems) - 3} more" if len(self.problems) > 3 else ""
            return f"corpus {self.corpus}: no article can be read: {reasons}{more}"
        there = ", ".join(f"{n} {rule}" for rule, n in self._passed.most_common(5)) or "nothing"
        return f"corpus {self.corpus}: no articles (found: {there}); add files that end in {formats.ENDINGS}"


def order(problem: Problem) -> tuple[str, str]:
    """Problems in the order of their paths."""
    return problem.path, problem.message


def _without_doubles(articles: Iterable[Known]) -> tuple[list[Known], list[Problem]]:
    """Articles whose id is theirs alone; the others are named, each with those that share its id."""
    by_id: dict[str, list[Known]] = defaultdict(list)
    for one in articles:
        by_id[unicodedata.normalize("NFC", one[0]).casefold()].append(one)
    kept = [alike[0] for alike in by_id.values() if len(alike) == 1]
    return kept, list(_named(alike for alike in by_id.values() if len(alike) > 1))


def _named(groups: Iterable[list[Known]]) -> Iterator[Problem]:
    for group in groups:
        for one in group:
            others = ", ".join(path for _, path in group[:10] if path != one[1])
            yield Problem(one[1], f"same name as {others}; give each article a name of its own")
