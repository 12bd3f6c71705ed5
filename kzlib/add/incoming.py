"""What may come into a corpus: files that hold articles, which are not there yet, under names that are free.

All is found out before anything is written. Who adds a file that is there, under its name and with its content, has
nothing to do; whatever else is there already is refused.
"""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kzlib import check, corpus, inputs, manifest, tables
from kzlib.check.filling import Cells, rows
from kzlib.check.report import Article
from kzlib.errors import InputError, quoted

_AGAIN = "take that one out of the corpus first"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What comes into the corpus: files by the names that they get there, rows for its manifest by path.

    `again` names files that are there already; `articles` are those that come in; `tables` says of each table which of
    its columns were taken for what.
    """

    files: dict[str, Path] = field(default_factory=dict)
    rows: dict[str, Cells] = field(default_factory=dict)
    again: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    tables: list[tuple[str, str]] = field(default_factory=list)


def incoming(
    files: Sequence[Path], folder: Path, built: Path, options: corpus.Options, given: Mapping[str, str]
) -> Incoming:
    """What would come into a corpus with these files. `given` are cells of the manifest for the only file.

    `built` is the folder of tables of the last build, where articles that are there under another name are looked for;
    it need not be there. Raises InputError for a file that cannot come in, and for a cell that cannot be.
    """
    if not folder.is_dir():
        raise InputError(f"--corpus {folder}: no such folder; name the folder of the articles")
    if given and len(files) > 1:
        raise InputError(f"--{next(iter(given))}: tells of one file, not of {len(files)}; add them one by one")
    _check_cells(given)
    found = Incoming()
    there = dict(corpus.digests(folder, options))
    for file in files:
        _take(file, there, found)
    if found.files:
        with tempfile.TemporaryDirectory(prefix="kz-add-") as aside:
            _read(found, Path(aside), options, given)
        _check_ids(found, there, _known(folder, built, options))
    return found


def _check_cells(given: Mapping[str, str]) -> None:
    try:
        manifest.check(given)
    except InputError as error:
        raise InputError(f"--{error}") from None


def _take(file: Path, there: Mapping[str, str], found: Incoming) -> None:
    """Note a file under the name that it gets, or that it is there. Raises InputError if it can be neither."""
    name = file.name
    if not file.is_file():
        kind = "not a regular file" if file.exists() else "no such file"
        what = "a folder; name the files in it" if file.is_dir() else f"{kind}; name a file that holds articles"
        raise InputError(f"{file}: {what}")
    if name.startswith(".") or name == manifest.NAME or name != corpus.printable(name) or name != name.strip():
        raise InputError(f"{file}: no article can be called {quoted(name)}; give it another name")
    digest = inputs.digest(file)
    if digest.startswith("not read"):
        raise InputError(f"{file}: {digest}; allow reading it")
    if there.get(name) == digest:
        found.again.append(name)
        return
    if name in there or name in found.files:
        raise InputError(f"{file}: the corpus has another {quoted(name)}; give it another name, or {_AGAIN}")
    same = [path for path, held in there.items() if held == digest]
    same += [other for other, path in found.files.items() if inputs.digest(path) == digest]
    if same:
        raise InputError(f"{file}: the corpus has it already, as {same[0]}; leave it, or {_AGAIN}")
    found.files[name] = file


def _read(found: Incoming, aside: Path, options: corpus.Options, given: Mapping[str, str]) -> None:
    """Read the files as a corpus of their own. Raises InputError for one without an article that can be read."""
    for name, file in found.files.items():
        shutil.copyfile(file, aside / name)
    report = check.look(aside, options)
    for name, file in found.files.items():
        if not any(article.file == name or article.file.startswith(f"{name}/") for article in report.articles):
            why = [p.message for p in report.left_out if p.path == name or p.path.startswith((f"{name},", f"{name}/"))]
            reason = why[0] if why else "not a form of articles that is read; the page Data lists them"
            raise InputError(f"{file}: {reason}")
    found.articles.extend(report.articles)
    found.tables.extend(report.columns)
    found.rows.update(rows(report.articles))
    for name in found.files if given else ():
        found.rows[name] = {**found.rows.get(name, {}), **given}


def _known(folder: Path, built: Path, options: corpus.Options) -> list[tuple[str, str, tuple[int, ...]]]:
    """Id, path and fingerprint of what is there: from the tables of the last build, else from the articles."""
    if (built / "documents.parquet").exists():
        return [(d["doc_id"], d["path"], tuple(d["fingerprint"])) for d in tables.read(built, "documents")]
    return [(a.doc_id, a.path, tuple(a.fingerprint)) for a in check.look(folder, options).articles]


def _check_ids(found: Incoming, there: Iterable[str], known: Sequence[tuple[str, str, tuple[int, ...]]]) -> None:
    """Raise InputError for an article that is there under another name, or whose id is that of another one."""
    # what was taken out since the last build is not there any more
    files = set(there)
    held = [k for k in known if k[1] in files or k[1].rpartition(", ")[0] in files or ".zip/" in k[1].lower()]
    by_id = {_id(doc_id): path for doc_id, path, _ in held}
    by_words = {fingerprint: path for _, path, fingerprint in held if fingerprint}
    for article in found.articles:
        given = found.files.get(article.path) or article.path
        if path := by_words.get(tuple(article.fingerprint)):
            raise InputError(f"{given}: the corpus has this article already, as {path}; leave it, or {_AGAIN}")
        if path := by_id.get(_id(article.doc_id)):
            raise InputError(f"{given}: would have the id of {path}; give the file another name")
        by_id[_id(article.doc_id)] = article.path
        if article.fingerprint:
            by_words[tuple(article.fingerprint)] = article.path


def _id(doc_id: str) -> str:
    """An id as it must be unique."""
    return unicodedata.normalize("NFC", doc_id).casefold()
