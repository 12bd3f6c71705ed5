"""What a book is made from: its settings, and the digest of every file that goes into it."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.util
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kzlib import corpus as articles
from kzlib import paths
from kzlib.errors import InputError, quoted

EVIDENCE = ("passages", "full")
FACTS = "edition.json"  # what a site and a folder of tables say of their edition
# What a book is made from besides its corpus and parameters: a change in any of these makes another edition. First
# what is the book's own; that by which the reading is measured, in every book; what it has from the library.
OWN = (
    "data/lexicons",
    "data/corrections.yml",
    "data/sources.csv",
    "notebooks",
    "book",
    "CITATION.cff",
    "_config.yml",
)
GOLD = ("data/corpus", "data/gold", "data/corrections.yml")
LIBRARY = (
    "kzlib",
    "data/lexicons",
    "notebooks",
    "book",
    "_config.yml",
    "requirements.lock",
    "pyproject.toml",
)
INGREDIENTS = tuple(dict.fromkeys((*LIBRARY, *OWN, *GOLD)))
ADDRESS = re.compile(r"https?://[^\s/?#@\\\"<>]+(/[^\s?#\\\"<>]*)?/")


@dataclass(frozen=True, slots=True)
class Settings:
    """What to build: the corpus, where to, and the parameters of the book.

    `earlier` is the site of a frozen edition, with which the page of changes compares. `address` is where the site, or
    the folder of frozen editions, will be published; it is no part of what identifies an edition. `options` are the
    columns of tables and the limits of reading.
    """

    corpus: Path
    out: Path
    as_of: dt.date | None = None
    evidence: str = "passages"
    model: str | None = None
    earlier: Path | None = None
    address: str = ""
    options: articles.Options = field(default_factory=articles.Options)

    def check(self) -> None:
        """Raise InputError for a value that is not allowed."""
        if self.evidence not in EVIDENCE:
            raise InputError(f"--evidence {quoted(self.evidence)}: not known; allowed: {', '.join(EVIDENCE)}")
        if not self.corpus.exists():
            raise InputError(f"corpus {self.corpus}: no such file or folder; give a folder of articles or one article")
        if not paths.is_book(paths.ROOT):
            raise InputError(
                f"{paths.VARIABLE}={paths.ROOT}: no folder of a book; it must hold _config.yml and book/chapters.yml"
            )
        if self.out.exists() and not self.out.is_dir():
            raise InputError(f"--out {self.out}: is a file; give a folder")
        if os.fsencode(self.out).decode("utf-8", "ignore") != str(self.out):
            raise InputError(f"--out {quoted(str(self.out))}: not UTF-8; give a folder whose name is")
        if self.address and not ADDRESS.fullmatch(self.address):
            raise InputError(f"--address {quoted(self.address)}: not an address; write it as https://example.org/book/")


def edition_facts(site: Path | None) -> dict[str, Any]:
    """What a site says of its edition; nothing for no site. Raises InputError if it is no site of this kind."""
    if site is None:
        return {}
    file = site / "data" / FACTS
    if not file.exists():
        raise InputError(f"edition {site}: holds no data/{FACTS}; give the folder of a frozen edition")
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise InputError(f"edition {site}: data/{FACTS} cannot be read; put the edition back as it was")
    return facts


@dataclass(frozen=True)
class Inputs:
    """Everything that a book is made from, as it is when the build begins: SHA-256 of files by name, parameters."""

    files: dict[str, str]
    parameters: dict[str, Any]

    @cached_property
    def key(self) -> str:
        """SHA-256 over all of it: what identifies an edition."""
        everything = {"files": self.files, "parameters": self.parameters}
        return hashlib.sha256(json.dumps(everything, sort_keys=True).encode()).hexdigest()


def taken(settings: Settings) -> Inputs:
    """The inputs as they are now."""
    return Inputs(of(settings), parameters(settings))


def of(settings: Settings) -> dict[str, str]:
    """SHA-256 of every file that the book is made from, by name, in order of the names.

    Files of the book are named as they lie in its folder, those of the library ``library/`` and then as they lie there
    (in the default book, which lies there itself, they have one name), those of the corpus ``articles/``, those of a
    trained pipeline ``model/``, the tables of the earlier edition ``earlier/``: never by where they are on the machine.
    """
    given = settings.corpus
    base = given if given.is_dir() else given.parent
    beside = [base / "manifest.csv"] if given.is_file() else []
    found = {f"articles/{name}": sha256 for name, sha256 in articles.digests(given, settings.options)}
    found |= {f"articles/{_name(file, base)}": digest(file) for file in beside if file.is_file()}
    for begins, place, names in _parts():
        found |= {begins + _name(file, place): digest(file) for name in names for file in _files(place / name)}
    for kind, folder in (
        ("model", _model(settings.model)),
        ("earlier", settings.earlier and settings.earlier / "data"),
    ):
        if folder:
            found |= {f"{kind}/{_name(file, folder)}": digest(file) for file in _files(folder)}
    return dict(sorted(found.items()))


def _parts() -> Iterator[tuple[str, Path, Sequence[str]]]:
    """The book's folder and the library's: how names of their files begin, and what counts of each."""
    if not paths.INHERITED:
        yield "", paths.ROOT, INGREDIENTS
        return
    measured = paths.gold()[1] == paths.GOLD
    yield "", paths.ROOT, (*OWN, *(GOLD if measured else ()))
    yield paths.INHERITED, paths.LIBRARY, (*LIBRARY, *(() if measured else GOLD))


def parameters(settings: Settings) -> dict[str, Any]:
    """What besides files decides what a book says.

    The as-of day, what is shown of articles, model, earlier edition, columns of tables and limits of the reading.
    """
    return {
        "as_of": settings.as_of.isoformat() if settings.as_of else "",
        "evidence": settings.evidence,
        "model": _model_name(settings.model),
        "earlier": edition_facts(settings.earlier),
        "reading": settings.options.parameters(),
    }


def digest(file: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces; why not, if it cannot be read: that is told when it is used."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return f"not read: {error.strerror}"


def _files(path: Path) -> Iterator[Path]:
    """A file itself, or all files of a folder but hidden ones, which nothing reads."""
    if path.is_file():
        yield path
    else:
        yield from (p for p in path.rglob("*") if p.is_file() and not _is_aside(p.relative_to(path)))


def _is_aside(path: Path) -> bool:
    return "__pycache__" in path.parts or any(part.startswith(".") for part in path.parts)


def _name(file: Path, base: Path) -> str:
    return written(file.relative_to(base).as_posix())


def written(name: str) -> str:
    """The name of a file as JSON can hold it, bytes that are not UTF-8 written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _model(model: str | None) -> Path | None:
    """The folder of a trained pipeline that is given by path or by the name of its package; None if there is none."""
    if not model:
        return None
    if Path(model).is_dir():
        return Path(model)
    found = importlib.util.find_spec(model) if model.isidentifier() else None
    return Path(found.origin).parent if found and found.origin else None


def _model_name(model: str | None) -> str | None:
    """What a pipeline calls itself (fr_core_news_md-3.8.0), else the last part of what was given: never its path."""
    folder = _model(model)
    try:
        about = json.loads((folder / "meta.json").read_text(encoding="utf-8")) if folder else {}
        return f"{about['lang']}_{about['name']}-{about['version']}"
    except (OSError, ValueError, KeyError, TypeError):
        return Path(model).name if model else None
