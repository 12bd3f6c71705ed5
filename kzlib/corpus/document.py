"""A document from what its file says of it, what the manifest says, and its name; the manifest comes first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from kzlib import language, manifest
from kzlib.errors import InputError
from kzlib.formats.pieces import Content, Piece
from kzlib.records import Document

_FILE_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def document(doc_id: str, path: str, piece: Piece, row: Mapping[str, str]) -> Document:
    """One article. Raises InputError, without the file's name, for a day, language or origin that cannot be."""
    content = piece.content
    assert content
    known = {**content.metadata, **row}
    published, basis = _published("" if piece.where else path, content, row)
    made = Document(
        doc_id=doc_id,
        path=path,
        sha256=piece.digest,
        text=content.text,
        starts=content.starts,
        published=published,
        published_basis=basis,
        origin=manifest.origin(known["origin"]) if "origin" in known else None,
        front_matter=content.other,
    )
    for column in ("title", "author", "publisher", "url", "note"):
        setattr(made, column, known.get(column))
    if made.origin:
        made.origin_basis = f"metadata: {manifest.NAME if 'origin' in row else content.basis}"
    stated = known.get("language")
    made.language = language.code(stated) if stated else language.of(content.text)
    if made.language:
        stands = f"metadata: {manifest.NAME if 'language' in row else content.basis}"
        made.language_basis = stands if stated else "text: its words"
    return made


def _published(path: str, content: Content, row: Mapping[str, str]) -> tuple[dt.date | None, str]:
    """The day of publication and its basis: manifest, then the file's own metadata, then the name of `path`."""
    if "published" in row:
        return manifest.day(row["published"]), f"metadata: {manifest.NAME}, published"
    if "published" in content.metadata:
        basis = content.dated or content.basis
        try:
            return manifest.day(content.metadata["published"][:10]), f"metadata: {basis}"
        except InputError as error:
            raise InputError(f"{basis}: {error}") from None
    for match in _FILE_DAY.finditer(PurePosixPath(path).stem):
        try:
            return dt.date(*(int(match.group(g)) for g in (1, 3, 4))), f"file name: {match.group()}"
        except ValueError:
            continue
    return None, "none"
