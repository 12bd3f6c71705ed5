"""The files of a folder and its subfolders: what lies there, without opening anything but folders.

Hidden files and folders are passed over. Links are followed to files inside the corpus, never to folders, so no loop is
walked. What is no regular file (pipe, device, socket) is never opened, for that may wait for ever.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from kzlib.corpus.found import OUTSIDE, Budget, Found
from kzlib.errors import InputError
from kzlib.formats.options import Options
from kzlib.formats.pieces import Source

HIDDEN = "hidden files and folders"
LINKED = "links to folders of the corpus, which are read where they lie"
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def walk(root: Path, budget: Budget) -> list[Found]:
    """Everything in a folder, in order of paths, relative to `root` with forward slashes.

    A folder that would bring the files beyond the limit is refused as a whole, and named.
    """
    found: list[Found] = []
    waiting = [("", 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            names = _names(root, folder, depth, budget)
        except InputError as error:
            found.append(Found(folder or ".", reason=f"folder not read: {error}"))
            continue
        for name, is_folder in names:
            path = f"{folder}/{name}" if folder else name
            if name.startswith("."):
                found.append(Found(path, rule=HIDDEN))
            elif is_folder:
                waiting.append((path, depth + 1))
            else:
                found.append(file(root, path, budget.options))
    return sorted(found, key=lambda f: f.path)


def _names(root: Path, folder: str, depth: int, budget: Budget) -> list[tuple[str, bool]]:
    """Names in a folder, and whether each is one, last first."""
    budget.options.limits.check("depth", depth)
    names = []
    try:
        with os.scandir(root / folder) as entries:
            room = budget.options.limits.files - budget.spent["files"]
            for entry in entries:
                names.append((entry.name, entry.is_dir(follow_symlinks=False)))
                if len(names) > room:
                    raise InputError(budget.options.limits.beyond("files", f"more than {room:,} more"))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}); allow reading it") from None
    budget.spend("files", len(names))
    return sorted(names, reverse=True)


def file(root: Path, path: str, options: Options) -> Found:
    """One file of a corpus that is no folder, by its path relative to `root`."""
    full = os.path.join(root, path)  # noqa: PTH118  a Path for each of many files takes longer than reading them
    try:
        there = os.lstat(full)
        if stat.S_ISLNK(there.st_mode):
            target = Path(full).resolve()
            if not target.is_relative_to(root):
                return Found(path, reason=OUTSIDE)
            there = target.stat()
            if stat.S_ISDIR(there.st_mode):
                return Found(path, rule=LINKED)
    except FileNotFoundError:
        return Found(path, reason="a link to nothing; put the file in its place")
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or "a link to itself"
        return Found(path, reason=f"cannot be read ({why}); put the file in its place")
    if not stat.S_ISREG(there.st_mode):
        kind = next((name for test, name in _KINDS if test(there.st_mode)), "a folder")
        return Found(path, reason=f"{kind}, not a regular file; put a file in its place")
    return Found(path, Source(path, there.st_size, lambda: opened(full), options))


def opened(path: str) -> BinaryIO:
    """A regular file, opened. Raises InputError if it is none, or cannot be read; never waits for a writer."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}); allow reading it") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError("not a regular file; put a file in its place")
    return os.fdopen(handle, "rb")
