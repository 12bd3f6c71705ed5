"""Finds words in whatever a file holds: in its bytes, and in what Parquet and PNG keep compressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
from PIL import Image


def leaks(folder: Path, words: Iterable[str]) -> list[str]:
    """Files of a folder that hold one of the words, in any case, in their name or in what they hold: "word: file"."""
    sought = [word.lower() for word in words]
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return [f"{word}: {p.relative_to(folder)}" for p in files for word in sought if _holds(p, folder, word)]


def _holds(path: Path, folder: Path, word: str) -> bool:
    parts = [path.relative_to(folder).as_posix().encode(), *_parts(path)]
    forms = (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
    return any(form in part.lower() for part in parts for form in forms)


def _parts(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        yield repr((pq.read_metadata(path), table.schema.metadata, [f.metadata for f in table.schema])).encode()
        yield repr(table.to_pylist()).encode()
    if path.suffix == ".png":
        with Image.open(path) as picture:
            yield repr(picture.info).encode()
