"""What a site offers to download: its tables, their description, evidence as annotations, the run as a crate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kzlib.compare import Claim
from kzlib.downloads import crate, package, spreadsheets, web_annotations
from kzlib.selected import Selected

__all__ = ["describe", "write"]


def write(selected: Selected, claims: Sequence[Claim], site: Path) -> None:
    """Write the tables, their description and annotations to the site's folder `data`.

    Annotated are the articles selected, and their claims.
    """
    data = site / "data"
    spreadsheets.write(selected.edition.folder, data)
    package.write(selected.edition, data)
    web_annotations.write(selected, claims, data)


def describe(selected: Selected, site: Path) -> None:
    """Write what the site is made of and from (RO-Crate) to its top folder; done last, since it names every file."""
    crate.write(selected, site)
