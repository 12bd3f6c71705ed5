"""What two machines must have in common to read an article alike: code, words, Python and the packages that read."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from pathlib import Path

from kzlib import paths

PACKAGES = ("spacy", "pyarrow", "trafilatura", "py3langid")


def here() -> dict[str, str]:
    """The versions on this machine, by name; of kzlib a digest of its code and of all words that it reads with."""
    found = {"kzlib": _digest(), "Python": platform.python_version()}
    return found | {name: importlib.metadata.version(name) for name in PACKAGES}


def _digest() -> str:
    folders = ((paths.LIBRARY / "kzlib", "**/*.py"), (paths.LEXICONS, "*.csv"), (paths.OWN_LEXICONS, "*.csv"))
    whole = hashlib.sha256()
    for number, (folder, pattern) in enumerate(folders):
        for file in sorted(folder.glob(pattern)):
            whole.update(f"{number} {file.relative_to(folder).as_posix()}\n".encode())
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:12]


def difference(theirs: dict[str, str], ours: dict[str, str]) -> str:
    """What is another version there than here, in words; empty if nothing is."""
    other = ((name, theirs.get(name), own) for name, own in ours.items() if theirs.get(name) != own)
    return "; ".join(f"{name} {there} there, {own} here" for name, there, own in other)


def sees(place: Path) -> bool:
    """Whether there is something at a path on this machine."""
    return place.exists()
