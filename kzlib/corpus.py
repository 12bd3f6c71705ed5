"""Ingest: a folder or file of articles in, documents out, with every file that was left out named.

Articles are files that end in .txt, .md, .html or .htm, in a folder and its subfolders. Hidden files are none, nor are
README and LICENSE unless a manifest names them. Other endings are left alone, but for those of documents that one may
expect to be read (.pdf, .docx), which are named as left out. A bad article is left out and named; a bad manifest, or a
corpus without any article that can be read, is an error.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from kzlib import formats, language, manifest
from kzlib.errors import InputError
from kzlib.records import Document, Problem

LARGEST_FILE = 10_000_000
ENDINGS = ", ".join(formats.READERS)
_NO_ARTICLES = frozenset({"readme", "license", "licence"})
_EXPECTED = frozenset(".pdf .doc .docx .odt .rtf .epub .xml .xhtml .mht .mhtml .text .markdown .eml .zip .gz".split())
_FILE_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def ingest(path: Path) -> tuple[list[Document], list[Problem]]:
    """Documents of a corpus in order of their ids, and the problems met.

    Raises InputError if there is nothing at `path`, if a manifest is broken, or if no article can be read.
    """
    if not path.exists():
        raise InputError(f"corpus {path}: no such file or folder; give a folder of articles, or one file ({ENDINGS})")
    root = (path if path.is_dir() else path.parent).resolve()
    found, problems = _listing(root) if path.is_dir() else ([path.name], [])
    articles = [f for f in found if PurePosixPath(f).suffix.lower() in formats.READERS]
    rows = _manifests(root, found, articles) if path.is_dir() else _rows_beside(root, path.name)
    if path.is_dir():
        articles = [a for a in articles if a in rows or PurePosixPath(a).stem.casefold() not in _NO_ARTICLES]
    named, doubles = _without_doubles(articles)
    problems += doubles
    documents = []
    for name in named:
        try:
            documents.append(_document(root, name, rows.get(name, {})))
        except InputError as error:
            problems.append(Problem(_printable(name), str(error)))
    problems += _not_read(found)
    if not documents:
        raise InputError(_nothing(path, found, problems))
    return sorted(documents, key=lambda d: d.doc_id), sorted(problems, key=lambda p: (p.path, p.message))


def _listing(root: Path) -> tuple[list[str], list[Problem]]:
    """Paths of all files in order, hidden ones left out, and the folders that cannot be read.

    Paths are relative to `root`, with forward slashes.
    """
    found: list[str] = []
    problems: list[Problem] = []

    def failed(error: OSError) -> None:
        where = Path(error.filename).relative_to(root).as_posix()
        problems.append(Problem(_printable(where), f"folder cannot be read ({error.strerror}); allow reading it"))

    for folder, folders, files in os.walk(root, onerror=failed):
        here = Path(folder)
        for name in folders:
            link = here / name
            if link.is_symlink() and not link.resolve().is_relative_to(root):
                problems.append(Problem(_printable(link.relative_to(root).as_posix()), _OUTSIDE))
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [(here / f).relative_to(root).as_posix() for f in files if not f.startswith(".")]
    return sorted(found), problems


_OUTSIDE = "a link that leaves the corpus; put a copy in its place"


def _manifests(root: Path, found: Iterable[str], articles: list[str]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    known = frozenset(articles)
    for name in found:
        if PurePosixPath(name).name != manifest.NAME:
            continue
        for article, row in manifest.read(root / name, root, known).items():
            if article in rows:
                raise InputError(f"{name}: {article} has a row in another {manifest.NAME} already; keep one of them")
            rows[article] = row
    return rows


def _rows_beside(root: Path, name: str) -> dict[str, dict[str, str]]:
    """For one file given by itself: its row in the manifest beside it, if there is one."""
    path = root / manifest.NAME
    if not path.is_file():
        return {}
    return manifest.read(path, root, frozenset(p.name for p in root.iterdir()))


def _without_doubles(articles: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """Articles whose id is theirs alone; the others are named, each with those that share its id."""
    by_id: dict[str, list[str]] = defaultdict(list)
    for name in articles:
        by_id[unicodedata.normalize("NFC", PurePosixPath(name).stem).casefold()].append(name)
    problems = []
    for names in by_id.values():
        for name in names if len(names) > 1 else ():
            others = ", ".join(_printable(n) for n in names if n != name)
            problems.append(Problem(_printable(name), f"same name as {others}; give each article a name of its own"))
    return [names[0] for names in by_id.values() if len(names) == 1], problems


def _document(root: Path, name: str, row: dict[str, str]) -> Document:
    """One article. Raises InputError, without the file's name, if it cannot be read."""
    if _printable(name) != name:
        raise InputError("file name is not printable UTF-8 text; rename it")
    data = _bytes(root / name, root)
    content = formats.content(name, data)
    known = {**content.metadata, **row}
    published, basis = _published(name, content, row)
    document = Document(
        doc_id=PurePosixPath(name).stem,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        text=content.text,
        published=published,
        published_basis=basis,
        origin=manifest.origin(known["origin"]) if "origin" in known else None,
        front_matter=content.other,
    )
    for column in ("title", "author", "publisher", "url", "note"):
        setattr(document, column, known.get(column))
    if document.origin:
        document.origin_basis = f"metadata: {manifest.NAME if 'origin' in row else content.basis}"
    stated = known.get("language")
    document.language = language.code(stated) if stated else language.of(content.text)
    return document


def _bytes(path: Path, root: Path) -> bytes:
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        raise InputError(_OUTSIDE)
    if not path.exists():
        raise InputError("a link to nothing; put the file in its place")
    if not path.is_file():
        raise InputError("not a regular file; put a file in its place")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise InputError(f"{size:,} bytes; an article may have {LARGEST_FILE:,}: split it or take it out")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}); allow reading it") from None


def _published(name: str, content: formats.Content, row: dict[str, str]) -> tuple[dt.date | None, str]:
    """The day of publication and its basis: manifest, then the file's own metadata, then its name."""
    if "published" in row:
        return manifest.day(row["published"]), f"metadata: {manifest.NAME}, published"
    if "published" in content.metadata:
        stated = content.metadata["published"]
        try:
            return manifest.day(stated[:10]), f"metadata: {content.basis}"
        except InputError as error:
            raise InputError(f"{content.basis}: {error}") from None
    for match in _FILE_DAY.finditer(PurePosixPath(name).stem):
        try:
            return dt.date(*(int(match.group(g)) for g in (1, 3, 4))), f"file name: {match.group()}"
        except ValueError:
            continue
    return None, "none"


def _not_read(found: Iterable[str]) -> list[Problem]:
    """Files that look like documents but are not read."""
    expected = [f for f in found if PurePosixPath(f).suffix.lower() in _EXPECTED]
    return [
        Problem(_printable(f), f"not read: {PurePosixPath(f).suffix}; articles are {ENDINGS}: save its text as one")
        for f in expected
    ]


def _nothing(path: Path, found: list[str], problems: list[Problem]) -> str:
    """Why no article could be read, in one line."""
    if problems:
        reasons = "; ".join(f"{p.path}: {p.message}" for p in problems[:3])
        more = f"; and {len(problems) - 3} more" if len(problems) > 3 else ""
        return f"corpus {path}: no article can be read: {reasons}{more}"
    endings = Counter(PurePosixPath(f).suffix or "no ending" for f in found)
    there = ", ".join(f"{n} {e}" for e, n in endings.most_common(5)) or "nothing"
    return f"corpus {path}: no articles (found: {there}); add files that end in {ENDINGS}"


def _printable(name: str) -> str:
    """A path that can be shown on one line and written as UTF-8."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "�" for c in text)
