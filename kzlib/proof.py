"""Proving a site: building it again from its inputs, and comparing every file."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Any

from kzlib import book, editions, inputs, paths, seal
from kzlib.corpus import again
from kzlib.errors import InputError, quoted
from kzlib.inputs import Settings
from kzlib.progress import Progress
from kzlib.verify import Difference, differences

PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)


def settings(manifest: seal.Manifest, site: Path, corpus: Path, editions_folder: Path | None, model: str) -> Settings:
    """The settings that a site was built with, from what it says of itself; where things lie, the caller says.

    `editions_folder` holds the earlier edition, None for where frozen editions lie side by side. Raises InputError if
    the manifest gives a setting that cannot be, or if the corpus or the earlier edition is not there.
    """
    given = manifest.parameters
    beside = site.resolve().parent if manifest.edition.get("name") else Path("editions")
    earlier = _earlier(given.get("earlier"), editions_folder or beside)
    try:
        as_of = dt.date.fromisoformat(given["as_of"]) if given["as_of"] else None
        evidence, address = str(given["evidence"]), str(manifest.edition["address"])
        used = model or str(given["model"] or "").rsplit("-", 1)[0] or None
    except (KeyError, TypeError, ValueError):
        message = f"site {site}: {seal.FILE} gives parameters that no book has; do not trust this copy"
        raise InputError(message) from None
    found = Settings(corpus, site, as_of, evidence, used, earlier, address, again(given.get("reading")))
    found.check()
    return found


def _earlier(facts: Any, folder: Path) -> Path | None:
    """The edition that a book was compared with, in a folder of editions. Raises InputError if it is not there."""
    if not facts:
        return None
    name = str(facts.get("name", "")) if isinstance(facts, dict) else ""
    if not editions.NAME.fullmatch(name) or not (folder / name).is_dir():
        raise InputError(
            f"--editions {folder}: holds no edition {quoted(name)}, which the book was compared with; name it"
        )
    return folder / name


def from_inputs(manifest: seal.Manifest, taken: inputs.Inputs) -> list[Difference]:
    """What differs between what a site was made from and what is at hand now."""
    before, now = manifest.parameters, taken.parameters
    others = [Difference("changed", f"parameter {name}") for name in sorted(now) if now[name] != before.get(name)]
    return differences(manifest.inputs, taken.files) + others


def rebuilt(manifest: seal.Manifest, given: Settings, taken: inputs.Inputs, progress: Progress) -> list[Difference]:
    """Build a site again in a folder of its own, from nothing, and name what came out otherwise.

    Raises InputError and RuntimeError as building does.
    """
    name: dict[str, Any] = {part: manifest.edition[part] for part in ("name", "order") if part in manifest.edition}
    with tempfile.TemporaryDirectory(prefix="kz-verify-") as folder:
        work = Path(folder) / "work"
        work.mkdir()
        book.make(given, taken, work, progress, lambda rows: name)
        found = differences(manifest.tables, seal.files(work / "tables"), "tables/")
        found += differences(manifest.site, seal.files(work / "site"))
        again = (work / "site" / seal.FILE).read_bytes()
    return found or ([] if again == manifest.written() else [Difference("changed", seal.FILE)])


def another(site: Path) -> str:
    """What it means that a site is another one when it is built again, and where that may come from."""
    meaning = f"built again, {site} is another site"
    if others := _unlocked():
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        meaning += f" (installed otherwise than requirements.lock says: {', '.join(others[:3])}{more})"
    return meaning


def _unlocked() -> list[str]:
    """Installed packages that are of another version than the lock file asks for."""
    lock = paths.LOCK.read_text(encoding="utf-8")
    found = []
    for name, wanted in PINNED.findall(lock):
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or Python
        if installed != wanted:
            found.append(f"{name} {installed}, not {wanted}")
    return found
