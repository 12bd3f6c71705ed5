"""Progress on a terminal; silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar


class Progress:
    """Shows the step that is under way, with a bar, when standard error is a terminal."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        console = Console(stderr=True)
        self._bar = Bar(*columns, console=console, transient=True, disable=not sys.stderr.isatty())
        self._task: TaskID | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step of the build; its bar moves with `done` and `of`."""
        if self._bar.disable:  # a bar that shows nothing would still end with an empty line
            yield
            return
        with self._bar:
            self._task = self._bar.add_task(name, total=None)
            yield
            self._bar.remove_task(self._task)
            self._task = None

    def of(self, total: int) -> None:
        """Say how many parts the current step has."""
        if self._task is not None:
            self._bar.update(self._task, total=total)

    def reach(self, done: int, total: int) -> None:
        """Say how many parts of the current step are done, and how many it has."""
        if self._task is not None:
            self._bar.update(self._task, completed=done, total=total)

    def done(self) -> None:
        """One part of the current step is done."""
        if self._task is not None:
            self._bar.advance(self._task)
