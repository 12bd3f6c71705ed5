"""The manifest of a site, `manifest.json`: the digest of all that it was made from and of every file that it holds.

It names no path of a machine and no time, so that two builds of the same input have the same manifest. Its last word
is the seal, a digest of the manifest itself: whoever knows the seal knows every byte of the site.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kzlib import __version__, inputs
from kzlib.errors import BuildError, InputError, quoted

FILE = "manifest.json"
FORMAT = 1
LARGEST = 64_000_000  # bytes; a book of ten thousand articles has some three million
_DIGEST = re.compile(r"[0-9a-f]{64}")
_AGAIN = "get the site again from where it is published"
# Parts of the manifest, and what each is.
_PARTS = {"edition": dict, "inputs": dict, "key": str, "parameters": dict, "site": dict, "tables": dict, "version": str}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says: facts of the edition, parameters, version of kzlib, and SHA-256 of files by their names.

    `inputs` and `parameters` are those of `kzlib.inputs`, `key` their digest; `site` holds the files of the site but
    the manifest, `tables` those of the folder of tables that the site was made from.
    """

    edition: dict[str, Any]
    inputs: dict[str, str]
    key: str
    parameters: dict[str, Any]
    site: dict[str, str]
    tables: dict[str, str]
    version: str

    @property
    def seal(self) -> str:
        """SHA-256 over everything that the manifest says."""
        return hashlib.sha256(_json({"format": FORMAT, **asdict(self)})).hexdigest()

    def written(self) -> bytes:
        """The manifest as its file holds it: sorted, one line a file."""
        return _json({"format": FORMAT, **asdict(self), "seal": self.seal})


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode("ascii")


def write(settings: inputs.Settings, taken: inputs.Inputs, tables: Path, site: Path) -> None:
    """Write the manifest of a site that is finished; `taken` are the inputs when the build began.

    Raises BuildError if an input is another one by now: the site would be made from both.
    """
    now = inputs.of(settings)
    changed = [n for n in sorted(taken.files.keys() | now.keys()) if taken.files.get(n) != now.get(n)]
    if changed:
        raise BuildError(f"{quoted(changed[0])} changed while the book was built from it; build it again")
    facts = inputs.edition_facts(site)
    made = Manifest(facts, taken.files, taken.key, taken.parameters, files(site), files(tables), __version__)
    (site / FILE).write_bytes(made.written())


def files(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder by its name in it, the manifest left out.

    A link is not followed, what is no file is not opened, and a folder that cannot be read is named: each has words in
    place of a digest.
    """
    found = {name: _content(path) for name, path in _below(folder)}
    found.pop(FILE, None)
    return dict(sorted(found.items()))


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name and path of everything below a folder that is no folder, and of folders that cannot be read."""
    waiting = [("", folder)]
    while waiting:
        name, here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            yield name or ".", here
            continue
        for entry in entries:
            below = name + inputs.written(entry.name)
            if entry.is_dir(follow_symlinks=False):
                waiting.append((f"{below}/", Path(entry.path)))
            else:
                yield below, Path(entry.path)


def _content(path: Path) -> str:
    if path.is_symlink():
        return "a link"
    return inputs.digest(path) if path.is_file() else "no file that can be read"


def read(site: Path) -> Manifest:
    """The manifest of a site, checked for all that can be checked without looking at another file.

    Raises InputError if there is none, or if it is not one that `write` has written.
    """
    where = f"site {site}"
    if not site.is_dir():
        raise InputError(f"{where}: no such folder; give the folder of a site that kz build or kz edition made")
    said = _said(site / FILE, where)
    if said.pop("format", None) != FORMAT:
        raise InputError(f"{where}: {FILE} is of another format, not {FORMAT}; check it with the kzlib that made it")
    seal = said.pop("seal", None)
    if {name: type(part) for name, part in said.items()} != _PARTS:
        raise InputError(f"{where}: {FILE} lacks a part or has one too many; it must hold {', '.join(_PARTS)}")
    manifest = Manifest(**said)
    for name, digest in (*manifest.site.items(), *manifest.tables.items()):
        if not _is_plain(name) or not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            what = f"{quoted(name)}, which is no file of a site with its SHA-256"
            raise InputError(f"{where}: {FILE} names {what}; {_AGAIN}")
    if seal != manifest.seal or (site / FILE).read_bytes() != manifest.written():
        raise InputError(f"{where}: {FILE} was changed after it was written; {_AGAIN}")
    _check_edition(manifest, where)
    return manifest


def _said(file: Path, where: str) -> dict[str, Any]:
    """What stands in a manifest's file. Raises InputError if it is no JSON object, or larger than any manifest."""
    if file.is_symlink() or not file.is_file():
        raise InputError(f"{where}: holds no {FILE}; give the folder of a site that kz build or kz edition made")
    if (size := file.stat().st_size) > LARGEST:
        raise InputError(f"{where}: {FILE} has {size:,} bytes; a manifest has {LARGEST:,} at most")
    try:
        said = json.loads(file.read_bytes())
    except OSError as error:
        raise InputError(f"{where}: {FILE} cannot be read ({error.strerror}); allow reading it") from None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise InputError(f"{where}: {FILE} is no manifest; {_AGAIN}")
    return said


def _is_plain(name: str) -> bool:
    """Whether a name is that of a file below a folder, and written in one way only."""
    return all(part not in ("", ".", "..") for part in name.split("/")) and not re.search(r"[\\\x00]", name)


def _check_edition(manifest: Manifest, where: str) -> None:
    """Raise InputError if inputs, key and edition of a manifest do not belong together."""
    key = inputs.Inputs(manifest.inputs, manifest.parameters).key
    if manifest.key != key or manifest.edition.get("edition") != key[:10]:
        raise InputError(f"{where}: {FILE} gives an edition that its inputs do not make; do not trust this copy")
