"""What the benchmarks have in common: a row of the table that they make, and what a command takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

_EVERY = 0.2  # seconds between two looks at the memory of processes


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its name, its value in a unit ("ratio", "s", "MB", "words/s"), and the target it is held against.

    `at_most` says whether the value may not be above the target, or not below it; without a target it is only told.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = True

    @property
    def met(self) -> bool:
        """Whether the value is on the right side of the target."""
        if self.target is None:
            return True
        return self.value <= self.target if self.at_most else self.value >= self.target


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took: wall clock and processor time in seconds, most memory of one of its processes in MB.

    Processor time and memory are those of the command and of every process below it that was waited for.
    """

    wall: float
    cpu: float
    memory: float


def command(arguments: Sequence[str | os.PathLike[str]], env: Mapping[str, str] | None = None) -> Spent:
    """Run a command and measure it. Raises CalledProcessError if it fails, after printing what it said."""
    with tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            print(said.read(), file=sys.stderr)
            raise subprocess.CalledProcessError(process.returncode, list(map(str, arguments)))
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


@contextmanager
def watched() -> Iterator[list[Spent]]:
    """What the block takes in this process and all below it; the list has its one entry when the block is left.

    Of memory the largest seen of any one process counts, with what copies of a process share.
    """
    largest, over = 0.0, threading.Event()

    def watch() -> None:
        nonlocal largest
        while not over.wait(_EVERY):
            largest = max(largest, *map(_memory, _tree()))

    watcher = threading.Thread(target=watch)
    found: list[Spent] = []
    began, spent = time.perf_counter(), _processors()
    watcher.start()
    try:
        yield found
        found.append(Spent(time.perf_counter() - began, _processors() - spent, largest))
    finally:
        over.set()
        watcher.join()


def _tree() -> list[psutil.Process]:
    this = psutil.Process()
    return [this, *this.children(recursive=True)]


def _memory(process: psutil.Process) -> float:
    with suppress(psutil.NoSuchProcess):
        return float(process.memory_info().rss) / 2**20
    return 0.0


def _processors() -> float:
    """Processor time of these processes and of those below them that have ended, in seconds."""
    total = 0.0
    for process in _tree():
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def shown(rows: Sequence[Row]) -> None:
    """Print rows as a table: name, value, target, whether it is met."""
    width = max(len(row.name) for row in rows)
    for row in rows:
        bound = "" if row.target is None else f"{'at most' if row.at_most else 'at least'} {row.target:g}"
        met = "" if row.target is None else "met" if row.met else "MISSED"
        print(f"{row.name:{width}}  {row.value:>12,.2f} {row.unit:8} {bound:14} {met}".rstrip())
