"""What a process opens: the files that it reads and the folders that it lists, noted while it runs.

A stage of the build is a process of its own, so what it opened is what its result depends on: nobody has to keep a list
of that by hand. `start` is called first of all in such a process, and imports next to nothing. Seen is what Python
opens, modules included; what a library opens in C++ is not, so that tables are opened by Python (`kzlib.tables`).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

from kzlib.errors import BuildError

_WRITES = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_started: tuple[str, list[str]] | None = None  # what `start` was given in this process
_LISTS = ("os.listdir", "os.scandir")
# Looking for a module, Python lists each folder that may hold it; which others lie there makes no difference.
_IMPORTING = "<frozen importlib._bootstrap_external>"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a process opened: files, whether they were there or not, and folders; paths without links in them."""

    files: frozenset[Path] = frozenset()
    folders: frozenset[Path] = frozenset()


def start(record: str, roots: Sequence[str]) -> None:
    """Note from now on in the file `record`, at once, what below one of `roots` this process opens; and what it has.

    What lies in the environment of Python itself is left out: its packages are pinned. It cannot be stopped.
    """
    global _started
    _started = (record, [*roots])
    note = _Notes(record, roots)
    for module in list(sys.modules.values()):
        if file := getattr(module, "__file__", None):
            note(file, "file")
    sys.addaudithook(note.heard)


def passed_on() -> str:
    """Python that makes a process that this one starts note what it opens in the same file; empty if none is noted."""
    return f"{command(Path(_started[0]), [Path(root) for root in _started[1]])}; " if _started else ""


def command(record: Path, roots: Sequence[Path]) -> str:
    """`start` as one line of Python, for a process that finds this very package first.

    It has no braces: what starts a kernel would put something else in the place of some names between them.
    """
    here = str(Path(__file__).resolve().parent.parent)
    given = (str(record), [str(root) for root in roots])
    line = (
        f"__import__('sys').path.insert(0, {here!a}); "
        f"__import__('kzlib.recording', fromlist=['start']).start(*{given!a})"
    )
    return line.replace("{", "\\x7b").replace("}", "\\x7d")


def read(record: Path) -> Opened:
    """What a process noted. Raises BuildError if it noted nothing: then nothing is known of it."""
    try:
        lines = record.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        lines = []
    if not lines:
        raise BuildError("what was read could not be recorded; run it again")
    found: dict[str, set[Path]] = {"file": set(), "folder": set()}
    for line in lines:
        kind, path = json.loads(line)
        found[kind].add(Path(path))
    return Opened(frozenset(found["file"]), frozenset(found["folder"]))


class _Notes:
    """Writes each path below the roots once, as one line of JSON."""

    def __init__(self, record: str, roots: Sequence[str]) -> None:
        self._file = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._roots = tuple(_within(root) for root in roots)
        self._aside = _within(sys.prefix)
        self._met: set[tuple[str, Any]] = set()
        self._noted: set[tuple[str, str]] = set()

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The audit hook: called at whatever Python opens."""
        if event == "open":
            path, _, flags = arguments
            if not flags & _WRITES:
                self(path, "file")
        elif event in _LISTS and sys._getframe(1).f_code.co_filename != _IMPORTING:
            self("." if arguments[0] is None else arguments[0], "folder")

    def __call__(self, path: Any, kind: str) -> None:
        """Note a path once; what is not the name of a file, such as a descriptor, is none."""
        if not isinstance(path, str | bytes | os.PathLike) or (kind, path) in self._met:
            return
        self._met.add((kind, path))
        below = _within(_source(os.fsdecode(path)))
        whole = below.rstrip(os.sep)
        if below.startswith(self._roots) and not below.startswith(self._aside) and (kind, whole) not in self._noted:
            self._noted.add((kind, whole))
            os.write(self._file, json.dumps([kind, whole]).encode() + b"\n")


def _within(folder: str) -> str:
    """A folder as what lies in it begins."""
    return os.path.realpath(folder).rstrip(os.sep) + os.sep


def _source(path: str) -> str:
    """The source of a compiled module; any other path as it is."""
    try:
        return source_from_cache(path) if path.endswith(".pyc") else path
    except ValueError:
        return path
