"""The tables' dictionary as a Frictionless Data Package: every CSV with its columns, types, keys and hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from kzlib import __version__, selected, tables
from kzlib.cite import facts
from kzlib.edition import Edition

FILE = "datapackage.json"
# How a spreadsheet cell is read; a list is its texts joined by "; ".
TYPES = {tables.TEXT: "string", tables.NUMBER: "number", tables.WHOLE: "integer", tables.DAY: "date"}


def write(edition: Edition, folder: Path) -> None:
    """Write `datapackage.json` beside the CSV files that it describes."""
    text = json.dumps(package(edition, folder), ensure_ascii=False, indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def package(edition: Edition, folder: Path) -> dict[str, Any]:
    """The description: title, edition and licence, and one resource a table."""
    known = facts.of(edition)
    about: dict[str, Any] = {"profile": "tabular-data-package", "name": f"kzlib-{known.key}", "title": known.title}
    about |= {"description": edition.statement, "version": known.key, "keywords": list(known.keywords)}
    return about | {
        "licenses": [{"name": known.license, "path": f"https://spdx.org/licenses/{known.license}"}],
        "contributors": [{"title": a.inverted, "role": "author"} for a in known.authors],
        "sources": [{"title": f"press articles, read by kzlib {__version__}"}],
        "resources": [_resource(name, folder / f"{name}.csv", selected.cut(edition)) for name in tables.DICTIONARY],
    }


def _resource(name: str, file: Path, cut: Mapping[str, int]) -> dict[str, Any]:
    first = f"the first {selected.ROWS:,} of {cut[name]:,} rows; all are in {name}.parquet" if name in cut else ""
    return {
        "profile": "tabular-data-resource",
        "name": name,
        **({"description": first} if first else {}),
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256(file)}",
        "schema": _schema(name, "documents" not in cut),
    }


def sha256(file: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _schema(name: str, all_articles: bool) -> dict[str, Any]:
    """Columns and keys; no row refers to its article where not all articles are listed."""
    schema: dict[str, Any] = {"fields": [_field(name, c) for c in tables.DICTIONARY[name]], "missingValues": [""]}
    columns = {c.name for c in tables.DICTIONARY[name]}
    if name == "documents":
        schema["primaryKey"] = ["doc_id"]
    elif "doc_id" in columns and all_articles:
        reference = {"resource": "documents", "fields": ["doc_id"]}
        schema["foreignKeys"] = [{"fields": ["doc_id"], "reference": reference}]
    return schema


def _field(table: str, column: tables.Column) -> dict[str, Any]:
    listed = isinstance(column.type, pa.ListType)
    meaning = f'{column.meaning}; a list, joined by "; "' if listed else column.meaning
    field: dict[str, Any] = {"name": column.name, "type": "string" if listed else TYPES[column.type]}
    field["description"] = meaning
    rules: dict[str, Any] = {} if column.nullable or listed else {"required": True}
    if allowed := tables.VOCABULARIES.get((table, column.name)):
        rules["enum"] = sorted(allowed)
    return field | ({"constraints": rules} if rules else {})
