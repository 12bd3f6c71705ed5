"""The manifest to fill in: a row for each article that lacks something, and what is known of it in its cells.

A cell that somebody wrote is never changed, nor is the order of rows, a comment or a column. Filled in is only what
metadata states; what was inferred stands beside it, in the column `inferred`, from which nothing is read.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from kzlib import manifest, publish
from kzlib.check.report import WANTED, Article, Report
from kzlib.corpus import printable
from kzlib.errors import line
from kzlib.spreadsheets import FORMULA

_OURS = "kz: "  # how the cells begin that may be written anew
_ARCHIVE = ".zip/"
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written: each manifest, how many rows were added to it, in how many cells were filled in.

    `passed` are articles that a row cannot name, or that an archive says something of itself.
    """

    files: list[tuple[Path, int, int]]
    passed: list[str]


def fill(report: Report) -> Filled:
    """Write or extend the manifests of a corpus, each as a whole. Raises InputError if one is broken, OSError."""
    base = report.corpus if report.corpus.is_dir() else report.corpus.parent
    wanted = rows(report.articles)
    passed = [path for path in wanted if not _can_name(path) or _has_own_rows(base, path)]
    for path in passed:
        del wanted[path]
    done = []
    for file in _manifests(base):
        name = file.relative_to(base).as_posix()
        held = file.read_bytes() if file.exists() else b""
        known = manifest.read(held, name) if held else {}
        mine = {path: wanted.pop(path) for path in known if path in wanted}
        new = wanted if file == base / manifest.NAME else {}
        text, filled = extended(held, name, mine, new)
        if filled or new:
            manifest.read(text.encode(), name)  # what is written can be read
            publish.write(file, text)
            done.append((file, len(new), filled))
    return Filled(done, passed)


def rows(articles: Iterable[Article]) -> dict[str, Cells]:
    """Cells of rows to be written by path: of each article of which something is not stated, and of files of many.

    What all articles of a file lack is left to fill in once, in a row about the file; an article has a row of its own
    there if it lacks something that others of its file have.
    """
    by_file: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_file[article.file].append(article)
    found: dict[str, Cells] = {}
    for file, held in sorted(by_file.items()):
        if [a.path for a in held] == [file]:
            if held[0].uncertain:
                found[file] = _cells(held[0])
            continue
        everywhere = [c for c in WANTED if all(c in a.uncertain for a in held)]
        if everywhere:
            found[file] = {}
        found |= {a.path: _cells(a) for a in held if set(a.uncertain) - set(everywhere)}
    return found


def _cells(article: Article) -> Cells:
    """What metadata states of an article, and beside it what was inferred, with its basis."""
    cells = {column: known.value for column, known in article.known.items() if known.certain}
    inferred = [
        f"{column} {known.value} ({known.basis})" for column, known in article.known.items() if not known.certain
    ]
    safe = {column: value for column, value in cells.items() if not value.startswith(FORMULA)}
    return safe | ({manifest.INFERRED: _OURS + line("; ".join(inferred), 600)} if inferred else {})


def extended(held: bytes, name: str, mine: Mapping[str, Cells], new: Mapping[str, Cells]) -> tuple[str, int]:
    """A manifest with empty cells of its rows filled in (`mine`) and rows added (`new`), and how many were filled in.

    What is not changed stays to the letter. Both are given by the path in the corpus of what a row is about.
    """
    ends = "\r\n" if b"\r\n" in held else "\n"
    columns: list[str] = []
    added: list[str] = []
    text, filled = [], 0
    for record in manifest.records(held, name):
        if record.cells is None:
            text.append(record.text)
        elif not columns:
            known = [c.strip() for c in record.cells]
            wanted = {c for cells in (*mine.values(), *new.values()) for c in (*cells, *WANTED, manifest.INFERRED)}
            added = [c for c in manifest.COLUMNS if c in wanted and c not in known]
            columns = [*known, *added]
            text.append(_longer(record.text, added))
        else:
            cells = [*record.cells, *([""] * len(added))]
            about = manifest.about(name, cells[columns.index("file")].strip())
            better = _better(dict(zip(columns, cells, strict=True)), mine[about]) if about in mine else None
            filled += better is not None
            text.append(_row(better, columns) if better else _longer(record.text, [""] * len(added)))
    if not columns:
        columns = list(manifest.COLUMNS)
        text.append(",".join(columns) + "\n")
    if text and not text[-1].endswith("\n"):
        text.append("\n")
    text += [_row({"file": path} | cells, columns) for path, cells in new.items()]
    mark = "\ufeff" if held.startswith(b"\xef\xbb\xbf") else ""
    return mark + "".join(text).replace("\n", ends), filled


def _longer(record: str, cells: list[str]) -> str:
    """A record with more cells, which need no quotation marks, at its end."""
    bare = record.rstrip("\n")
    return ",".join((bare, *cells)) + record[len(bare) :]


def _better(row: Cells, known: Cells) -> Cells | None:
    """A row with what is known in its empty cells; None if that is as it was."""
    found = {c: v if v.strip() else known.get(c, v) for c, v in row.items()}
    if row.get(manifest.INFERRED, "").startswith(_OURS):
        found[manifest.INFERRED] = known.get(manifest.INFERRED, "")
    return found if found != row else None


def _row(cells: Cells, columns: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([cells.get(c, "") for c in columns])
    row = written.getvalue()
    first, comma, rest = row.partition(",")
    return f'"{first}"{comma}{rest}' if row.startswith("#") else row  # else it would be a comment


def _can_name(path: str) -> bool:
    """Whether a row can name an article: its path as it is, on one line."""
    return path == path.strip() and "\\" not in path and path == printable(path)


def _has_own_rows(base: Path, path: str) -> bool:
    """Whether an article lies in an archive that may say itself what is known of what it holds."""
    inside = path.lower().find(_ARCHIVE)
    archive = base / path[: inside + len(_ARCHIVE) - 1]
    if inside < 0 or not archive.is_file():
        return False
    with zipfile.ZipFile(archive) as opened:
        return path.lower().count(_ARCHIVE) > 1 or any(PurePath(n).name == manifest.NAME for n in opened.namelist())


def _manifests(base: Path) -> list[Path]:
    """The manifests of a folder, that of the folder itself last, whether there is one or not."""
    first = base / manifest.NAME
    below = (p for p in base.rglob(manifest.NAME) if p != first and p.is_file())
    return [*sorted(p for p in below if not any(part.startswith(".") for part in p.relative_to(base).parts)), first]
