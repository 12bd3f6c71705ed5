"""Ingest: a folder or file of articles in, documents out, with every file that was left out named."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from pathlib import Path

from kzlib.errors import InputError
from kzlib.records import Document, Problem


def ingest(path: Path) -> tuple[list[Document], list[Problem]]:
    """Documents of a corpus in order of their ids, and the problems met."""
    if not path.exists():
        raise InputError(f"corpus {path}: no such file or folder")
    files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    manifest: dict[str, dict[str, str]] = {}
    table = path / "manifest.csv"
    if table.exists():
        with table.open(encoding="utf-8-sig", newline="") as file:
            manifest = {row["file"]: row for row in csv.DictReader(file)}
    documents = []
    for file_path in files:
        data = file_path.read_bytes()
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        row = manifest.get(file_path.name, {})
        published = dt.date.fromisoformat(row["published"]) if row.get("published") else None
        documents.append(
            Document(
                doc_id=file_path.stem,
                path=file_path.name,
                sha256=hashlib.sha256(data).hexdigest(),
                text=text,
                published=published,
                published_basis="metadata: manifest.csv" if published else "none",
                language=row.get("language") or None,
            )
        )
    return documents, []
