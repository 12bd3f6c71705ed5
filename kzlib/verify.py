"""Checking a site against its manifest: what is changed, missing or added, in it and in the tables beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kzlib import inputs, publish, seal
from kzlib.inputs import FACTS

MOST_NAMED = 20  # differences named one by one


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not what it should be: how it differs (changed, missing, added), and its name."""

    how: str
    name: str


def check(site: Path) -> tuple[seal.Manifest, list[Difference]]:
    """The manifest of a site and what differs from it, in the site and in the tables beside it, if there are any.

    Raises InputError if there is no manifest, or none to go by.
    """
    with publish.reading(site):
        return _check(site)


def _check(site: Path) -> tuple[seal.Manifest, list[Difference]]:
    manifest = seal.read(site)
    found = differences(manifest.site, seal.files(site))
    if not found and inputs.edition_facts(site) != manifest.edition:
        found = [Difference("of another edition", f"data/{FACTS}")]
    if folder := tables_beside(manifest, site):
        found += differences(manifest.tables, seal.files(folder), "tables/")
    return manifest, found


def tables_beside(manifest: seal.Manifest, site: Path) -> Path | None:
    """The folder of tables that `kz build` left beside a site; a frozen edition has other editions beside it."""
    folder = site.resolve().parent / "tables"
    return folder if folder.is_dir() and not manifest.edition.get("name") else None


def differences(wanted: Mapping[str, str], found: Mapping[str, str], prefix: str = "") -> list[Difference]:
    """How files by their digests differ from what they should be, in order of their names."""
    listed = []
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            how = "missing" if name not in found else "changed" if name in wanted else "added"
            listed.append(Difference(how, prefix + name))
    return listed


def named(found: list[Difference]) -> list[str]:
    """One line for each of the first differences, and one that says how many more there are."""
    lines = [f"{d.how}: {_shown(d.name)}" for d in found[:MOST_NAMED]]
    return lines + ([f"and {len(found) - MOST_NAMED} more"] if len(found) > MOST_NAMED else [])


def _shown(name: str) -> str:
    """A file's name as a terminal can show it on one line, whatever characters it holds."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def counted(found: list[Difference]) -> str:
    """How many differences there are of each kind: 2 changed, 1 missing."""
    return ", ".join(f"{n} {how}" for how, n in sorted(Counter(d.how for d in found).items()))
