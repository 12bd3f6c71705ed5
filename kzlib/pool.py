"""Processes that do one task at a time each, and what is done when one of them dies.

A task says of what it is at work on (`at`). If its process dies, the task is done again by another one; if that one
dies at the same thing, the task is done without it. So neither a process that is killed from outside nor an article
that kills whoever reads it keeps the others from being read.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kzlib import processes, recording
from kzlib.errors import BuildError

STRIKES = 2  # processes that may die at one thing before it is given up
_ENOUGH = 4  # tasks for which starting processes takes less time than it saves
_DEATHS = 100  # processes that may die in all
T = TypeVar("T", bound="Task")
R = TypeVar("R")
At = Callable[[str], None]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


class Task(Protocol):
    """Something to do, whole in itself: it is sent to another process."""

    def without(self: T, name: str, how: str) -> T:
        """The same without the thing of that name, at which processes died; `how` they did."""
        ...


class Runner(Protocol):
    """Whoever does tasks."""

    def run(self, work: Callable[[T, At], R], tasks: Sequence[T]) -> Iterator[R]:
        """What `work`, a function of a module, gives for each task, in their order. Raises what it raises."""
        ...


class Here:
    """This process, one task after the other."""

    def run(self, work: Callable[[T, At], R], tasks: Sequence[T]) -> Iterator[R]:
        """As `Runner.run`."""
        return (work(task, _unheard) for task in tasks)


def _unheard(name: str) -> None:
    """What a task is at work on, where no other process needs to know."""


class Pool:
    """So many processes, started when there is something to do. `close` ends them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._processes: list[_Process] = []
        self._strikes: Counter[str] = Counter()
        self._deaths = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.end()
        self._processes.clear()

    def run(self, work: Callable[[T, At], R], tasks: Sequence[T]) -> Iterator[R]:
        """As `Runner.run`. Raises BuildError if processes die for no reason that lies in what they do."""
        waiting = list(enumerate(tasks))[::-1]
        done: dict[int, R] = {}
        given = 0
        try:
            while given < len(tasks):
                self._hand_out(work, waiting)
                for process in self._heard(waiting):
                    number, result = process.take()
                    done[number] = result
                while given in done:
                    yield done.pop(given)
                    given += 1
        except BaseException:  # also what whoever takes the results raises: nothing is left at work
            self.close()
            raise

    def _hand_out(self, work: Callable[[T, At], R], waiting: list[tuple[int, T]]) -> None:
        """Give each idle process a task, and start those that are missing."""
        for process in self._processes:
            if waiting and process.task is None:
                process.give(work, *waiting.pop())
        while waiting and len(self._processes) < self.size:
            self._processes.append(_Process())
            self._processes[-1].give(work, *waiting.pop())

    def _heard(self, waiting: list[tuple[int, Any]]) -> Iterator[_Process]:
        """The processes that have finished a task; the tasks of those that died wait again."""
        by_end = {process.connection: process for process in self._processes if process.task is not None}
        for end in wait(list(by_end)):
            process = by_end[end]  # type: ignore[index]
            try:
                if process.hears():
                    yield process
            except (EOFError, OSError):
                self._processes.remove(process)
                waiting.append(self._again(process, process.end()))

    def _again(self, process: _Process, how: str) -> tuple[int, Any]:
        """The task of a process that died, as it is to be done again."""
        assert process.task is not None
        number, task = process.task
        self._deaths += 1
        self._strikes[process.at] += 1
        if self._deaths > _DEATHS or (not process.at and self._strikes[""] >= STRIKES):
            raise BuildError(f"the articles could not be read: {self._deaths} processes ended, the last one by {how}")
        if self._strikes[process.at] >= STRIKES:
            task = task.without(process.at, how)
        return number, task


class Crew:
    """Processes where there is enough for them to do, this one where there is not. `close` ends them."""

    def __init__(self, size: int | None = None) -> None:
        """`size` is how many there are at most; by default as many as there are cores."""
        self._pool = Pool(size or cores())

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def run(self, work: Callable[[T, At], R], tasks: Sequence[T]) -> Iterator[R]:
        """As `Runner.run`."""
        several = self._pool.size > 1 and len(tasks) >= _ENOUGH
        return (self._pool if several else Here()).run(work, tasks)


class _Process:
    """One process, the task that it has, and what it is at work on."""

    def __init__(self) -> None:
        self.connection, theirs = Pipe()
        code = f"{recording.passed_on()}from kzlib import pool; pool.serve({theirs.fileno()})"
        with theirs:
            self._process = subprocess.Popen(
                processes.command(code),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self.task: tuple[int, Any] | None = None
        self.at = ""
        self._result: Any = None

    def give(self, work: Callable[..., Any], number: int, task: Any) -> None:
        self.task, self.at = (number, task), ""
        try:
            self.connection.send((work, task))
        except OSError:  # it died; that is seen when it is listened to
            return

    def hears(self) -> bool:
        """Whether a task is finished. Raises EOFError or OSError if the process died, and what the task raised."""
        kind, said = self.connection.recv()
        if kind == "at":
            self.at = said
            return False
        if kind == "raised":
            raise said
        self._result = said
        return True

    def take(self) -> tuple[int, Any]:
        """The number of the finished task, and its result."""
        assert self.task is not None
        number, self.task = self.task[0], None
        return number, self._result

    def end(self) -> str:
        """End it, if it has not ended, and say how it did."""
        self.connection.close()
        self._process.kill()
        code = self._process.wait()
        return signal.Signals(-code).name if code < 0 else f"status {code}"


def serve(handle: int) -> None:
    """Do the tasks that come in through a pipe, until it is closed. For processes that `Pool` starts."""
    connection: Connection[Any, Any] = Connection(handle)
    while True:
        try:
            work, task = connection.recv()
        except EOFError:
            return
        try:
            said = ("done", work(task, lambda name: connection.send(("at", name))))
        except Exception as error:
            said = ("raised", handed_over(error))
        connection.send(said)


def handed_over(error: Exception) -> Exception:
    """An error with the place where it was raised as a note; one in words if it does not survive being handed over."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    try:
        same: Exception = pickle.loads(pickle.dumps(error))
    except Exception:
        same = BuildError(f"the articles could not be read: {type(error).__name__}: {error}")
    same.add_note(f"{Path(frame.filename).name}, line {frame.lineno}")
    return same
