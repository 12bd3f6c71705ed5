"""What is met in a corpus: files that can be opened, those that nothing reads, those that cannot be read."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

from kzlib.errors import BuildError, InputError, line
from kzlib.formats.options import Options
from kzlib.formats.pieces import Source
from kzlib.records import Document, Problem

OUTSIDE = "a link that leaves the corpus; put a copy in its place"
T = TypeVar("T")
# What is no fault of an article: it would be met in the next one too.
LASTING = (InputError, BuildError, MemoryError, OSError)


_FAULT = "a fault of kz, "
_FATAL = "ended the process that read it "


def fault(error: Exception) -> str:
    """What to say of an article in which reading raises what nobody foresaw: it is left out, the rest is read."""
    return f"{_FAULT}{line(f'{type(error).__name__}: {error}', 200)}; take it out, or mend what reads it"


def fatal(how: str) -> str:
    """What to say of an article or file that ended the process that read it, twice."""
    return f"{_FATAL}({how}), and did so again; take it out"


def is_fault(problem: Problem) -> bool:
    """Whether an article was left out through no fault of its own that is known."""
    return problem.message.startswith((_FAULT, _FATAL))


@dataclass(slots=True)
class Found:
    """One thing in a folder or archive: its path in the corpus, and either its source, the rule by which nothing
    reads it (`rule`), or the reason why it cannot be read."""

    path: str
    source: Source | None = None
    rule: str = ""
    reason: str = ""


@dataclass(slots=True)
class File:
    """How a file fared, or the files that one rule passes over: read, left out or ignored, and how it was read."""

    path: str
    outcome: str
    files: int = 1
    articles: int = 0
    how: str = ""


@dataclass(slots=True)
class Budget:
    """What is left of the limits that hold for a corpus as a whole."""

    options: Options
    spent: Counter[str] = field(default_factory=Counter)
    reached: bool = False

    def spend(self, name: str, amount: int) -> None:
        """Take so much. Raises InputError, and takes nothing, where that is more than the limit of that name.

        From then on `reached` says that a limit was.
        """
        most = getattr(self.options.limits, name)
        if self.spent[name] + amount > most:
            self.reached = True
            raise InputError(self.options.limits.beyond(name, f"more than {most:,}"))
        self.spent[name] += amount


@dataclass(slots=True)
class Ingested:
    """What a corpus holds: documents in order of their ids, problems and files in order of their paths."""

    documents: list[Document]
    problems: list[Problem]
    files: list[File]


def printable(name: str) -> str:
    """A path that can be shown on one line and written as UTF-8."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
