"""What references are made from: CITATION.cff, the list of chapters, the edition. Every format takes its facts here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import yaml

from kzlib import paths
from kzlib.edition import Edition
from kzlib.errors import InputError, quoted
from kzlib.evidence import day
from kzlib.selected import columns


@dataclass(frozen=True, slots=True)
class Author:
    """A person (family and given name, a particle such as "de La", a suffix), or a body, which has a name only."""

    name: str = ""
    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """Family name first, particle before it: de La Tour, Anne; a body's name as it is."""
        family = f"{self.particle} {self.family}".strip()
        return ", ".join(part for part in (family, self.suffix, self.given) if part) if self.family else self.name


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same in the reference of the book and of all its parts.

    `edition` says which edition and up to which day ("Edition ab12cd34ef, as of 12 January 2022"); `key` is its short
    name; `address` that of the published edition, ending in a slash, empty if it was not given.
    """

    title: str
    authors: tuple[Author, ...]
    publisher: str
    version: str
    released: dt.date
    edition: str
    key: str
    address: str
    license: str
    language: str
    abstract: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A thing to cite: the book, a chapter of it, or a claim or chart in one.

    `file` is its address in the site (figures.html, or figures.html#c-0123456789); `abstract` says what is in it.
    """

    id: str
    title: str
    file: str
    abstract: str = ""
    whole: bool = False


def of(edition: Edition, citation: Path = paths.CITATION) -> Facts:
    """The facts of an edition. Raises InputError, naming what is missing, if CITATION.cff lacks one."""
    try:
        given = yaml.safe_load(citation.read_text(encoding="utf-8"))
        book = given.get("preferred-citation") or {}
        return Facts(
            title=given["title"],
            authors=tuple(_author(a) for a in given["authors"]),
            publisher=book["publisher"]["name"],
            version=str(given["version"]),
            released=dt.date.fromisoformat(str(given["date-released"])),
            edition=_edition(edition),
            key=edition.name or edition.edition,
            address=edition.site,
            license=given["license"],
            language=book["languages"][0],
            abstract=given["abstract"],
            keywords=tuple(given["keywords"]),
        )
    except KeyError as missing:
        raise InputError(f"{citation.name}: {quoted(missing.args[0])} is missing; references need it") from None
    except (OSError, ValueError, TypeError, AttributeError, IndexError, yaml.YAMLError) as error:
        raise InputError(f"{citation.name}: not a file of citations ({error}); see citation-file-format") from None


def _author(given: Mapping[str, Any]) -> Author:
    if "name" in given:
        return Author(name=given["name"])
    return Author(
        family=given["family-names"],
        given=given.get("given-names", ""),
        particle=given.get("name-particle", ""),
        suffix=given.get("name-suffix", ""),
    )


def _edition(edition: Edition) -> str:
    name = f"{edition.name} ({edition.edition})" if edition.name else edition.edition
    return f"Edition {name}{_until(edition)}"


def _until(edition: Edition) -> str:
    """Up to which day articles were taken: the day asked for, else that of the latest article; neither may be known."""
    if edition.as_of:
        return f", as of {day(dt.date.fromisoformat(edition.as_of))}"
    last = pc.max(columns(edition, "documents", ("published",))["published"]).as_py()
    return f", articles up to {day(last)}" if last else ""


def book(known: Facts) -> Work:
    """The whole book as a thing to cite."""
    return Work("book", known.title, "index.html", known.abstract, whole=True)


def chapters() -> list[Work]:
    """The pages of the book, in the order of chapters.yml."""
    listed = yaml.safe_load(paths.CHAPTERS.read_text(encoding="utf-8"))
    return [Work(c["id"], c["title"], f"{c['id']}.html") for c in listed]
