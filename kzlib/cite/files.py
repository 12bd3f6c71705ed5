"""References as files of the site, one of each work in each format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kzlib.cite import claims, csl, facts
from kzlib.cite.formats import FOLDER, FORMATS
from kzlib.compare import Claim
from kzlib.edition import Edition


def write(edition: Edition, found: Sequence[Claim], site: Path) -> None:
    """Write the references of the book, of each page and of claims to the site's folder `cite`, in UTF-8."""
    known = facts.of(edition)
    (site / FOLDER).mkdir(exist_ok=True)
    for work in (facts.book(known), *facts.chapters()):
        item = csl.item(known, work)
        for format in FORMATS:
            (site / format.file(work.id)).write_bytes(format.write(item).encode())
    claims.write(edition, found, site)
