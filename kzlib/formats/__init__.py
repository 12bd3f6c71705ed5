"""From a file to the articles that it holds and what it says of them: each form through the library kept for it.

Nothing outside this package and `corpus` knows what an article was written in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath

from kzlib.formats import feeds, pdf, tables, warc, webpage, written
from kzlib.formats.options import COLUMNS, FIELDS, Limits, Options
from kzlib.formats.pieces import Content, Piece, Source
from kzlib.formats.written import decode

READERS: dict[str, Callable[[Source], Iterator[Piece]]] = {
    ".txt": written.plain,
    ".md": written.markdown,
    ".html": webpage.page,
    ".htm": webpage.page,
    ".pdf": pdf.article,
    ".csv": tables.delimited,
    ".tsv": tables.delimited,
    ".jsonl": tables.lines,
    ".ndjson": tables.lines,
    ".rss": feeds.entries,
    ".atom": feeds.entries,
    ".xml": feeds.entries,
    ".warc": warc.pages,
    ".warc.gz": warc.pages,
}
ARCHIVES = (".zip",)
# Endings of documents that one may expect to be read, but are not.
NOT_READ = frozenset(
    (
        ".doc .docx .odt .rtf .epub .xhtml .mht .mhtml .text .markdown .eml .gz .bz2 .xz .7z .rar .tar .tgz .json "
        ".xls .xlsx .ods"
    ).split()
)
ENDINGS = ", ".join((*READERS, *ARCHIVES))

__all__ = ["ARCHIVES", "COLUMNS", "ENDINGS", "FIELDS", "NOT_READ", "READERS", "Content", "Limits", "Options"]
__all__ += ["Piece", "Source", "decode", "ending", "is_read", "pieces", "stem"]


def ending(name: str) -> str:
    """The ending of a file's name that says what it holds, in small letters: ".txt", ".warc.gz"."""
    low = name.lower()
    return next((e for e in (".warc.gz",) if low.endswith(e)), PurePath(low).suffix)


def is_read(name: str) -> bool:
    """Whether a file of that name is read, by its ending."""
    return ending(name) in READERS or ending(name) in ARCHIVES


def stem(name: str) -> str:
    """A file's name without folder and ending."""
    bare = PurePath(name).name
    return bare[: len(bare) - len(ending(bare))] or bare


def pieces(source: Source) -> Iterator[Piece]:
    """The articles of a file, in its order, by the ending of its name.

    Raises InputError, without the file's name, if the file, or what is left of it, cannot be read; KeyError for an
    ending that is not in `READERS`.
    """
    yield from READERS[ending(source.name)](source)
