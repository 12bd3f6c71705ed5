"""Ingest: a folder or file of articles in, documents out, with every file accounted for.

Articles are files whose ending is one of `formats.READERS`, in a folder, its subfolders and its ZIP archives. A file
is read, or left out and named with the reason, or passed over by a rule that stands in the table of files: hidden
files, manifests, README and LICENSE unless a manifest names them, endings that are none of a document's. A bad
manifest, or a corpus without any article that can be read, is an error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from kzlib import formats
from kzlib.corpus import folder
from kzlib.corpus.account import Account, Known, Taken, order
from kzlib.corpus.cut import Cutter, Length
from kzlib.corpus.found import LASTING, Budget, Found, Ingested, fatal, fault, is_fault, printable
from kzlib.corpus.survey import Batch, Survey, found_in, survey, take
from kzlib.errors import InputError
from kzlib.formats.options import Limits, Options, again, of
from kzlib.records import Document

__all__ = ["LASTING", "Account", "Batch", "Cutter", "Ingested", "Known", "Length", "Limits", "Options", "Survey"]
__all__ += [
    "Taken",
    "again",
    "digests",
    "fatal",
    "fault",
    "ingest",
    "is_fault",
    "of",
    "order",
    "printable",
    "survey",
    "take",
]


def ingest(path: Path, options: Options | None = None) -> Ingested:
    """The documents of a corpus, the problems met, and how each file fared; all of it in memory.

    Raises InputError if there is nothing at `path`, if a manifest is broken, if no table has a column that the user
    named, or if no article can be read.
    """
    surveyed = survey(path, options)
    account, documents = surveyed.account(), list[Document]()
    account.add(take(path, surveyed.whole(), options or Options(), documents.append))
    account.close()
    kept = {*account.articles}
    return Ingested(
        sorted((d for d in documents if (d.doc_id, d.path) in kept), key=lambda d: d.doc_id),
        sorted(account.problems, key=order),
        account.files,
    )


def digests(path: Path, options: Options | None = None) -> Iterator[tuple[str, str]]:
    """Of each file of a corpus, in order: its path in the corpus and the SHA-256 of its bytes.

    A file that is beyond the limits, cannot be read or is not read by rule is not read here either: the reason stands
    for its digest. Hidden files are only counted.
    """
    hidden = 0
    for found in found_in(path, Budget(options or Options())):
        if found.source:
            yield printable(found.path), _digest(found) if formats.is_read(found.path) else "not read, by rule"
        elif found.rule == folder.HIDDEN:
            hidden += 1
        else:
            yield printable(found.path), f"not read: {found.reason or found.rule}"
    if hidden:
        yield folder.HIDDEN, f"not read: {hidden}"


def _digest(found: Found) -> str:
    assert found.source
    limits = found.source.limits
    if found.source.size > max(limits.article, limits.file, limits.pdf):
        return f"not read: {found.source.size:,} bytes"
    try:
        with found.source.open() as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()  # type: ignore[arg-type]
    except (InputError, OSError) as error:
        return f"not read: {error}"
