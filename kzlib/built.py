"""What a build left in its folder, and whether that is still what it would leave."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzlib.errors import InputError, quoted
from kzlib.inputs import FACTS

STAMP = "built.json"  # what was built last, and from what
STAMPED = {"key", "address", "python", "counts", "problems"}


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did: whether there was anything to do, how much was read, which files were left out."""

    changed: bool
    counts: dict[str, int]
    problems: list[dict[str, str]]


def read(out: Path) -> dict[str, Any]:
    """What was built last, and from what; empty if that cannot be read, or what was built is not there any more."""
    if not all((out / file).exists() for file in (f"tables/{FACTS}", "site/index.html", STAMP)):
        return {}
    try:
        built: dict[str, Any] = json.loads((out / STAMP).read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return built if isinstance(built, dict) and STAMPED <= built.keys() else {}


def refuse_other(out: Path) -> None:
    """Raise InputError if the tables or the site would take the place of something that no build put there."""
    marks = {"tables": (FACTS, "documents.parquet"), "site": (f"data/{FACTS}", "_static/kz.css")}
    for name, files in marks.items():
        there = out / name
        ours = (out / STAMP).exists() or any((there / file).exists() for file in files)
        if not ours and os.path.lexists(there) and not (there.is_dir() and not any(there.iterdir())):
            raise InputError(
                f"--out {out}: holds {quoted(name)}, which no build put there; give another folder, or move it"
            )
