"""What a site offers to download: its tables, their description, evidence as annotations, the run as a crate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kzlib.compare import Claim
from kzlib.downloads import crate, package, spreadsheets, web_annotations
from kzlib.edition import Edition
from kzlib.selected import Selected

__all__ = ["annotate", "describe", "tables"]


def tables(edition: Edition, site: Path) -> None:
    """Write the tables and their description to the site's folder `data`."""
    data = site / "data"
    spreadsheets.write(edition.folder, data)
    package.write(edition, data)


def annotate(selected: Selected, claims: Sequence[Claim], site: Path) -> None:
    """Write annotations of the articles selected, and of their claims, beside the tables."""
    web_annotations.write(selected, claims, site / "data")


def describe(selected: Selected, site: Path) -> None:
    """Write what the site is made of and from (RO-Crate) to its top folder; done last, since it names every file."""
    crate.write(selected, site)
