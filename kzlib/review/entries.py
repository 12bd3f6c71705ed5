"""Adding entries to `corrections.yml`: what is there, comments included, stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from kzlib import corrections, publish
from kzlib.errors import InputError


def append(path: Path, entries: Sequence[dict[str, Any]]) -> None:
    """Write entries behind those of a file of corrections; make the file if there is none.

    Raises InputError if the file is not as `corrections.load` wants it, or is written in a way that nothing can be
    put behind.
    """
    if not entries:
        return
    corrections.load(path)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    there = yaml.safe_load(before) or []
    kept = before.rstrip()
    if not there:
        kept = kept.removesuffix("[]").rstrip()
    block = yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False, width=110)
    text = f"{kept}\n{block}" if kept else block
    try:
        whole = yaml.safe_load(text)
    except yaml.YAMLError:
        whole = None
    if whole != [*there, *entries]:
        raise InputError(f"{path.name}: nothing can be put behind its last entry; write its list with a dash an entry")
    publish.write(path, text)
