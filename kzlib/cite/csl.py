"""A thing to cite as CSL-JSON, from which the other formats are made."""

from __future__ import annotations

from typing import Any

from kzlib.cite.facts import Author, Facts, Work
from kzlib.evidence import plain

Item = dict[str, Any]


def item(known: Facts, work: Work) -> Item:
    """The CSL-JSON item of a work (CSL 1.0.2), with its address, or its file's name where no address is known."""
    found: Item = {"id": f"kzbook-{work.id}-{known.key}", "type": "book" if work.whole else "chapter"}
    found["title"] = plain(work.title)
    if not work.whole:
        found["container-title"] = known.title
    found["author"] = [_name(a) for a in known.authors]
    found |= {"edition": known.edition, "version": known.version, "publisher": known.publisher}
    found["issued"] = {"date-parts": [[known.released.year, known.released.month, known.released.day]]}
    found["language"] = known.language
    if work.abstract:
        found["abstract"] = plain(work.abstract)
    if known.address:
        found["URL"] = known.address + work.file
    else:
        found["archive_location"] = work.file
    return found


def _name(author: Author) -> dict[str, str]:
    if author.name:
        return {"literal": author.name}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: value for name, value in parts.items() if value}
