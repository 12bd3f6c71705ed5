"""What a site offers to download: its tables, their description, evidence as annotations, the run as a crate."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kzlib.downloads import crate, package, spreadsheets, web_annotations
from kzlib.edition import Edition

__all__ = ["describe", "write"]


def write(edition: Edition, texts: Mapping[str, str], site: Path) -> None:
    """Write the tables, their description and the annotations to the site's folder `data`.

    `texts` are those of the articles as decoded, by id.
    """
    data = site / "data"
    spreadsheets.write(edition.folder, data)
    package.write(edition, data)
    web_annotations.write(edition, texts, data)


def describe(edition: Edition, site: Path) -> None:
    """Write what the site is made of and from (RO-Crate) to its top folder; done last, since it names every file."""
    crate.write(edition, site)
