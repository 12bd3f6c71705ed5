"""Putting what was made in the place of what was there: a folder is whole at every moment, whoever is killed when.

A command takes hold of the folder that it writes to (`hold`), makes everything in a folder of its own inside it
(`workshop`), and then puts it in place (`replace`). What it made is first renamed, as a whole, to PENDING: from that
moment on the new is there, and whoever takes hold of the folder next completes what is missing. Each name then changes
places with its old one in a single system call. The journal in PENDING tells the new from the old by their inodes,
which a folder keeps when it is renamed.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

LOCK = ".lock"
PENDING = ".new"
WORK = ".work-"  # and something random: the folder of one run
JOURNAL = "journal.json"
# From Linux's fcntl.h and fs.h.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
# What renameat2 says of a file system or kernel that cannot exchange.
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}

_held: set[Path] = set()


@contextmanager
def hold(out: Path) -> Iterator[None]:
    """Have the folder `out` alone, until the end of the block or of the process; it is made if it is not there.

    Whoever comes second waits, and says so. What a killed run left behind is completed, or removed. Raises OSError if
    the folder cannot be made or written to.
    """
    out.mkdir(parents=True, exist_ok=True)
    if (known := out.resolve()) in _held:
        yield
        return
    with (out / LOCK).open("a") as lock:
        _wait(lock.fileno(), out)
        _held.add(known)
        try:
            _recover(out)
            yield
        finally:
            _held.remove(known)


def _wait(lock: int, out: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"kz: another kz is at work in {out}; waiting until it is done", file=sys.stderr, flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


@contextmanager
def reading(site: Path) -> Iterator[None]:
    """Keep a site from being replaced while it is read, if it lies where this user's builds put it."""
    folder = site.resolve().parent
    ours = (folder / LOCK).exists() and os.access(folder / LOCK, os.W_OK) and os.access(folder, os.W_OK)
    with hold(folder) if ours else nullcontext():
        yield


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """A new folder inside `out`, for this run alone; it is removed at the end of the block."""
    work = Path(tempfile.mkdtemp(prefix=WORK, dir=out))
    try:
        yield work
    finally:
        _remove(work)


def replace(work: Path, out: Path, names: Sequence[str]) -> None:
    """Put files and folders from a workshop in the place of those of the same names in `out`, which is held.

    The last name should be the one that says what the others are: it is in place only when all are. Afterwards the
    workshop holds what was there before. Raises OSError if one cannot be put in place; all are then as they were.
    """
    journal = {name: os.lstat(work / name).st_ino for name in names}
    (work / JOURNAL).write_text(json.dumps(journal), encoding="utf-8")
    _flush(work)
    work.rename(out / PENDING)
    _complete(out, work)


def add(made: Path, place: Path) -> None:
    """Put a folder from a workshop where there is none yet. Raises OSError if there is one."""
    _flush(made)
    made.rename(place)


def write(file: Path, text: str) -> None:
    """Write a file that a reader finds whole, as it was or as it is now; not at all if that is the same."""
    if file.exists() and file.read_text(encoding="utf-8", errors="replace") == text:
        return
    with whole(file) as new:
        new.write_text(text, encoding="utf-8")


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """Where to write a file beside its place, which it takes when the block ends well."""
    new = file.with_name(f".{file.name}.new")
    try:
        yield new
        new.replace(file)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _recover(out: Path) -> None:
    """Complete what a killed run had made and not yet put in place; remove what it had not made to the end."""
    if (out / PENDING).exists():
        with workshop(out) as spare:
            _complete(out, spare / "before")
        print(f"kz: completed what an interrupted run had left in {out}", file=sys.stderr, flush=True)
    for leftover in out.glob(f"{WORK}*"):
        _remove(leftover)


def _complete(out: Path, aside: Path) -> None:
    """Put everything that is pending in place, or nothing if that fails; what is then in its stead goes to `aside`."""
    moves = _pending(out)
    try:
        for move in moves:
            move.forward()
    except _UnknownError:
        # the folder was copied, and which of the two is the new one cannot be told: the next run makes it again
        moves[-1].place.unlink(missing_ok=True)
    except OSError:
        for move in reversed(moves):
            move.back()
        (out / PENDING).rename(aside)
        raise
    with suppress(OSError):  # all is in place; the next run removes what is left
        (out / PENDING).rename(aside)


def _pending(out: Path) -> list[_Move]:
    journal = json.loads((out / PENDING / JOURNAL).read_text(encoding="utf-8"))
    return [_Move(out / PENDING / name, out / name, inode) for name, inode in journal.items()]


class _UnknownError(Exception):
    """Neither of two is the one that the journal names."""


@dataclass(frozen=True, slots=True)
class _Move:
    """One name: where the new one was made (and where what it replaces is left), its place, and its inode."""

    made: Path
    place: Path
    inode: int

    def forward(self) -> None:
        """Put the new one in place, unless it is there already."""
        if _inode(self.place) == self.inode:
            return
        if _inode(self.made) != self.inode:
            raise _UnknownError
        if _inode(self.place) is None:
            self.made.rename(self.place)
        else:
            _swap(self.made, self.place)

    def back(self) -> None:
        """Put what was there before in place again, however far `forward` came."""
        before = next((p for p in (self.made, _aside(self.made)) if _inode(p) not in (None, self.inode)), None)
        if _inode(self.place) == self.inode:
            if before is None:
                self.place.rename(self.made)
            else:
                _swap(before, self.place)
        elif before is not None and _inode(self.place) is None:
            before.rename(self.place)


def _inode(path: Path) -> int | None:
    """What stays the same of a file or folder when it is renamed; None if there is none."""
    try:
        return os.lstat(path).st_ino
    except FileNotFoundError:
        return None


def _swap(one: Path, other: Path) -> None:
    """Let two files or folders change places: at once where the system can, else by way of a third name."""
    if _exchange(one, other):
        return
    aside = _aside(one)
    if other.is_dir():
        other.rename(aside)
        one.rename(other)
    else:
        shutil.copy2(other, aside)
        one.replace(other)
    aside.rename(one)


def _aside(made: Path) -> Path:
    return made.with_name(f"{made.name}.before")


def _exchange(one: Path, other: Path) -> bool:
    """Let two names of one file system change places in a single step; False where there is no such step."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    if (number := ctypes.get_errno()) in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _flush(folder: Path) -> None:
    """Have all that was written reach the disk, or a power cut could leave the new names with nothing in them."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    opened = os.open(folder, os.O_RDONLY)
    try:
        if call is not None and call(opened) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(opened)


def _remove(folder: Path) -> None:
    # what cannot be removed now, since a process that was not killed with its run still writes to it, is later
    shutil.rmtree(folder, ignore_errors=True)
