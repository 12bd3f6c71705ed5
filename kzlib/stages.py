"""The stages of a build: each is run when, and only when, something that it depends on is another than the last time.

Beside the result of a stage stands what it was made from: the digest of every file that it opened, which files lay in
the folders that it listed, its parameters. Only the last run of each is kept. A result that is not what was stored, or
whose record cannot be read, counts as none.
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kzlib import inputs, paths, seal
from kzlib.errors import BuildError, line
from kzlib.evidence import plural
from kzlib.recording import Opened

RECORD = "record"  # its own digest, then what it says as JSON
NEVER, DAMAGED = "never run before", "its stored result is damaged"
ARTICLES, TABLES = "articles/", "tables/"  # how names of articles and of tables begin
_TABLE = ".parquet"
LOCK = f"{paths.INHERITED}{paths.LOCK.name}"

Explain = Callable[[str], None]


def silent(line: str) -> None:
    """Explain nothing."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its name, the folder of its result in the cache, and what it depends on besides what it opens.

    `conditions` are named as they are told ("parameter most", "Python"); `files` are names of files as `Ground` gives
    them.
    """

    name: str
    folder: str
    conditions: Mapping[str, Any]
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What a result was made from, and the digests of its own files.

    `files` has None for a file that was looked for and not there, `folders` what lay in each folder.
    """

    conditions: dict[str, Any]
    files: dict[str, str | None]
    folders: dict[str, list[str]]
    output: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ground:
    """The files that stages may depend on: SHA-256 by name, and where names lie on this machine.

    `places` are the folders with what their files' names begin with, such as ``articles/``; those of the book and of
    the library come after them (`paths.PLACES`). What lies in the folders `aside` is made by the build itself.
    """

    now: dict[str, str]
    places: tuple[tuple[str, Path], ...]
    aside: tuple[Path, ...] = ()

    @property
    def roots(self) -> list[Path]:
        """The folders of all places, those of the book and the library last."""
        return [place for _, place in (*self.places, *paths.PLACES)]

    def names(self, path: Path) -> list[str]:
        """The names that a path may have, most particular place first; none if it lies in no place."""
        return [
            begins + _text(path.relative_to(place))
            for begins, place in (*self.places, *paths.PLACES)
            if path.is_relative_to(place)
        ]

    def path(self, name: str) -> Path:
        """Where a file or folder of that name lies."""
        begins, place = next((b, p) for b, p in (*self.places, *paths.PLACES[::-1]) if name.startswith(b))
        return place / name.removeprefix(begins)

    def name(self, path: Path) -> str | None:
        """The name of a file that was opened; None if it is nothing that a book is made from, nor beside it.

        Raises BuildError for a file of the book's folder or the library that a book is not made from: a change in it
        would go unseen, and two books that differ would have one edition.
        """
        names = self.names(path)
        known = [n for n in names if n in self.now]
        if known or not path.exists():
            return next(iter(known or names), None)
        home = next((place for _, place in paths.PLACES if path.is_relative_to(place)), None)
        if not home or not path.is_file() or any(map(path.is_relative_to, self.aside)):
            return None
        inside = path.relative_to(home)
        if any(part.startswith(".") for part in inside.parts):
            return None
        raise BuildError(f"reads {inside.as_posix()}, by which no edition is identified; see kzlib/inputs.py")

    def listing(self, folder: str) -> list[str]:
        """What lies in a folder, of what a book is made from: names of files and folders, in order."""
        begins = folder and folder.rstrip("/") + "/"
        return sorted({n[len(begins) :].split("/")[0] for n in self.now if n.startswith(begins)})


def _text(path: Path) -> str:
    text = inputs.written(path.as_posix())
    return "" if text == "." else text


def python() -> dict[str, str]:
    """The condition of every stage that no file holds: the version of Python."""
    return {"Python": platform.python_version()}


def differences(record: Record, stage: Stage, ground: Ground) -> list[str]:
    """What differs between what a result was made from and what there is now, in words; nothing if nothing does."""
    before, now = record.conditions, stage.conditions
    found = [
        f"{name} {_value(before.get(name))} -> {_value(now.get(name))}"
        for name in dict.fromkeys((*now, *before))
        if before.get(name) != now.get(name)
    ]
    named = {
        name: _change(record.files.get(name), ground.now.get(name))
        for name in sorted({*record.files, *stage.files})
        if record.files.get(name) != ground.now.get(name)
    }
    for folder, listed in record.folders.items():
        there = ground.listing(folder)
        inside = folder and folder.rstrip("/") + "/"
        named |= {inside + child: "is new" for child in there if child not in listed}
        named |= {inside + child: "is gone" for child in listed if child not in there}
    return found + [f"{shown(name)} {change}" for name, change in named.items()]


def _value(value: Any) -> str:
    """A value of a parameter on one line, cut where it is long."""
    text = "none" if value in (None, "", {}) else value if isinstance(value, str) else json.dumps(value, default=str)
    return line(text, 60)


def _change(before: str | None, now: str | None) -> str:
    return "is new" if before is None else "is gone" if now is None else "changed"


def shown(name: str) -> str:
    """The name of a file as it is told: article x.txt, table figures, kzlib/tables.py."""
    if _is_article(name):
        return line(f"article {name.removeprefix(ARTICLES)}")
    if name.startswith(TABLES) and name.endswith(_TABLE):
        return f"table {name.removeprefix(TABLES).removesuffix(_TABLE)}"
    return line(name)


def _is_article(name: str) -> bool:
    return name.startswith(ARTICLES) and not name.endswith("/manifest.csv")


def told(reasons: list[str]) -> str:
    """Why a stage runs, on one line: the first reason, and how many more there are."""
    return f"run: {reasons[0]}" + (f", {len(reasons) - 1:,} more" if len(reasons) > 1 else "")


def kept(record: Record | None) -> str:
    """Why a stage does not run, and on how much that rests."""
    names = [name for name, digest in record.files.items() if digest is not None] if record else []
    articles = sum(map(_is_article, names))
    tables = sum(n.startswith(TABLES) and n.endswith(_TABLE) for n in names)
    counts = ((articles, "article"), (len(names) - articles - tables, "file"), (tables, "table"))
    on = ", ".join(plural(n, noun) for n, noun in counts if n)
    return "kept: nothing that it reads has changed" + (f" ({on})" if on else "")


class Cache:
    """The results of stages in a folder, one a stage, each in a folder of its own with its record."""

    def __init__(self, folder: Path, ground: Ground, explain: Explain = silent) -> None:
        self.folder = folder
        self.ground = ground
        self._explain = explain

    def path(self, stage: Stage) -> Path:
        """Where the result of a stage lies."""
        return self.folder / stage.folder

    def must_run(self, stage: Stage, anyway: str = "") -> bool:
        """Whether a stage has to be run, and say why or why not; `anyway` is why it is if nothing has changed."""
        reasons = self.reasons(stage) or ([anyway] if anyway else [])
        self._explain(f"{stage.name}: " + (told(reasons) if reasons else kept(self.record(stage))))
        return bool(reasons)

    def say_kept(self, stage: Stage) -> None:
        """Say that a stage is not run, where it is known already that nothing has changed."""
        self._explain(f"{stage.name}: {kept(self.record(stage))}")

    def reasons(self, stage: Stage) -> list[str]:
        """Why a stage has to be run; nothing if its stored result is still what running it would give."""
        if not self.path(stage).exists():
            return [NEVER]
        record = self.record(stage)
        if record is None or _output(self.path(stage)) != record.output:
            return [DAMAGED]
        return differences(record, stage, self.ground)

    def record(self, stage: Stage) -> Record | None:
        """What the stored result of a stage was made from; None if that cannot be read."""
        try:
            digest, line = (self.path(stage) / RECORD).read_bytes().split(b"\n", 1)
        except (OSError, ValueError):
            return None
        found = json.loads(line) if digest == _sha256(line) else {}
        # another version of kzlib may have noted other things
        return Record(**found) if found.keys() == set(Record.__slots__) else None

    def add(self, stage: Stage, begins: str = "", within: str = "") -> None:
        """Let later stages depend on files of a stage's result: those whose names begin so; they are named `within`."""
        record = self.record(stage)
        assert record
        found = {f"{within}{name}": digest for name, digest in record.output.items() if name.startswith(begins)}
        self.ground.now.update(found)

    def store(self, stage: Stage, made: Path, opened: Opened) -> None:
        """Put a folder in the place of the last result of a stage; `opened` is what it was seen to open.

        Raises BuildError as `Ground.name` does.
        """
        try:
            names = {*stage.files, *(n for path in opened.files if (n := self.ground.name(path)))}
        except BuildError as error:
            raise BuildError(f"{stage.name}: {error}") from None
        # not the project's own folder, which is listed to find packages
        folders = {n for path in opened.folders for n in self.ground.names(path)[:1] if n}
        now = self.ground.now
        record = Record(
            dict(stage.conditions),
            {name: now.get(name) for name in sorted(names)},
            {folder: self.ground.listing(folder) for folder in sorted(folders)},
            _output(made),
        )
        line = json.dumps(asdict(record)).encode()
        (made / RECORD).write_bytes(_sha256(line) + b"\n" + line)
        place = self.path(stage)
        place.parent.mkdir(parents=True, exist_ok=True)
        remove(place)
        made.rename(place)

    def prune(self, folder: str, stages: Iterable[Stage]) -> None:
        """Remove from a folder of the cache the results of all but these stages."""
        wanted = {self.path(stage) for stage in stages}
        for path in sorted((self.folder / folder).glob("*")):
            if path not in wanted:
                remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _sha256(line: bytes) -> bytes:
    return hashlib.sha256(line).hexdigest().encode()


def _output(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in seal.files(folder).items() if name != RECORD}
