"""What a book is made from: its settings, and the digest of every file that goes into it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzlib import paths, tables
from kzlib.errors import InputError

EVIDENCE = ("passages", "full")
FACTS = "edition.json"  # what a site and a folder of tables say of their edition
# What a book is made from besides its corpus and parameters: a change in any of these makes another edition.
INGREDIENTS = (
    "kzlib",
    "data/lexicons",
    "data/corrections.yml",
    "data/sources.csv",
    "data/gold",
    "notebooks",
    "book",
    "CITATION.cff",
    "_config.yml",
    "requirements.lock",
    "pyproject.toml",
)
ADDRESS = re.compile(r"https?://[^\s/?#@\\\"<>]+(/[^\s?#\\\"<>]*)?/")


@dataclass(frozen=True, slots=True)
class Settings:
    """What to build: the corpus, where to, and the parameters of the book.

    `earlier` is the site of a frozen edition, with which the page of changes compares. `address` is where the site, or
    the folder of frozen editions, will be published; it is no part of what identifies an edition.
    """

    corpus: Path
    out: Path
    as_of: dt.date | None = None
    evidence: str = "passages"
    model: str | None = None
    earlier: Path | None = None
    address: str = ""

    def check(self) -> None:
        """Raise InputError for a value that is not allowed."""
        if self.evidence not in EVIDENCE:
            raise InputError(f"--evidence {self.evidence!r}: not known; allowed: {', '.join(EVIDENCE)}")
        if not self.corpus.exists():
            raise InputError(f"corpus {self.corpus}: no such file or folder; give a folder of articles or one article")
        if self.out.exists() and not self.out.is_dir():
            raise InputError(f"--out {self.out}: is a file; give a folder")
        if self.address and not ADDRESS.fullmatch(self.address):
            raise InputError(f"--address {self.address!r}: not an address; write it as https://example.org/book/")


def edition_facts(site: Path | None) -> dict[str, Any]:
    """What a site says of its edition; nothing for no site. Raises InputError if it is no site of this kind."""
    if site is None:
        return {}
    file = site / "data" / FACTS
    if not file.exists():
        raise InputError(f"edition {site}: holds no data/{FACTS}; give the folder of a frozen edition")
    facts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return facts


def of(settings: Settings) -> dict[str, str]:
    """SHA-256 of every file that the book is made from, by name, in order of the names.

    Files of the project are named as they lie in it, those of the corpus ``articles/`` and then as they lie there:
    never by where they are on the machine.
    """
    corpus = settings.corpus
    base = corpus if corpus.is_dir() else corpus.parent
    beside = [base / "manifest.csv"] if corpus.is_file() else []
    found = {f"articles/{_name(file, base)}": digest(file) for root in (corpus, *beside) for file in _files(root)}
    for name in INGREDIENTS:
        found |= {_name(file, paths.ROOT): digest(file) for file in _files(paths.ROOT / name)}
    return dict(sorted(found.items()))


def parameters(settings: Settings) -> dict[str, Any]:
    """What besides files decides what a book says: the as-of day, what is shown of articles, model, earlier edition."""
    return {
        "as_of": tables.day(settings.as_of),
        "evidence": settings.evidence,
        "model": settings.model,
        "earlier": edition_facts(settings.earlier),
    }


def key(settings: Settings) -> str:
    """SHA-256 over everything that the book is made from: what identifies its edition."""
    everything = {"files": of(settings), "parameters": parameters(settings)}
    return hashlib.sha256(json.dumps(everything, sort_keys=True).encode()).hexdigest()


def digest(file: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces; why not, if it cannot be read: that is told when it is used."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return f"not read: {error.strerror}"


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        yield from (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _name(file: Path, base: Path) -> str:
    return os.fsencode(file.relative_to(base).as_posix()).decode("utf-8", "backslashreplace")
