"""A book for another crisis, in a folder of its own: what is its own is written there, the library gives the rest."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

from kzlib import paths, publish
from kzlib.errors import InputError, line, quoted

TEMPLATE = Path(__file__).parent / "template"
# Lexicons that a new crisis has words for first; every other one may be added.
LEXICONS = ("actors", "places", "media")
# Kinds of publishers of which is known, whatever the crisis, what a new book may begin with; of a broadcaster that
# serves a state it is for its analyst to say.
_GENERAL = ("news agency", "broadcaster", "newspaper")
_SUBTITLE = "who said what, and when"
_LONGEST = 200  # characters of a title or author
# Files of the template, and where they go.
_PLACES = {
    "config.yml": "_config.yml",
    "CITATION.cff": "CITATION.cff",
    "gitignore": ".gitignore",
    "Makefile": "Makefile",
    "README.md": "README.md",
    "manifest.csv": "data/corpus/manifest.csv",
    "exemple-a-remplacer.txt": "data/corpus/exemple-a-remplacer.txt",
}


def make(folder: Path, title: str = "", author: str = "") -> None:
    """Make the folder of a book, as a whole or not at all.

    Without a title it is called after the folder. Raises InputError if there is something at `folder`, or if title or
    author cannot be printed; OSError if it cannot be written.
    """
    folder = folder.absolute()
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise InputError(f"new {quoted(str(folder.name))}: is there already; give another name")
    name = " ".join(folder.name.replace("_", " ").replace("-", " ").split())
    title = _checked("--title", title or f"{name[:1].upper()}{name[1:]}: {_SUBTITLE}")
    author = _checked("--author", author or f"The authors of {title.partition(':')[0].strip()}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with publish.workshop(folder.parent) as work:
        _write(work / "book", title, author)
        publish.add(work / "book", folder)


def _checked(option: str, value: str) -> str:
    """A title or author as it is written. Raises InputError if it is no line of text."""
    if not value.strip() or len(value) > _LONGEST or line(value) != " ".join(value.split()):
        raise InputError(f"{option} {quoted(value)}: not a line of text of at most {_LONGEST} characters; write one")
    return " ".join(value.split())


def _write(folder: Path, title: str, author: str) -> None:
    today = dt.date.today()
    words = {
        "@TITLE@": json.dumps(title, ensure_ascii=False),
        "@AUTHOR@": json.dumps(author, ensure_ascii=False),
        "@NAME@": json.dumps(title.partition(":")[0].strip() or title, ensure_ascii=False),
        "@PLAIN@": title,
        "@DAY@": today.isoformat(),
        "@YEAR@": str(today.year),
    }
    for name, place in _PLACES.items():
        text = (TEMPLATE / name).read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace(word, value)
        _put(folder / place, text)
    for name in LEXICONS:
        _put(folder / "data" / "lexicons" / f"{name}.csv", _lexicon(paths.LEXICONS / f"{name}.csv"))
    library = paths.LIBRARY
    _put(folder / "data" / "sources.csv", _sources(library / "data" / "sources.csv"))
    _put(folder / "data" / "corrections.yml", _corrections(library / "data" / "corrections.yml"))
    _put(folder / "book" / "chapters.yml", (library / "book" / "chapters.yml").read_text(encoding="utf-8"))
    (folder / "notebooks").mkdir()


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _lexicon(file: Path) -> str:
    """The first row of a lexicon, which names its columns, and what it is for."""
    lines = file.read_text(encoding="utf-8").splitlines()
    about = (
        f"# Words of this book, on top of those of kzlib in {file.name}: a row with the code and form of one of those\n"
    )
    about += "# takes its place. Each form in French as articles write it; an example in which it must be read.\n"
    return about + next(row for row in lines if not row.startswith("#")) + "\n"


def _sources(file: Path) -> str:
    """What is known of media whatever the crisis; whether one of them is a party to it is left to say."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(row for row in opened if not row.startswith("#")))
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        serves = row["kind"] == "broadcaster" and row["state_affiliated"] == "yes"
        if row["kind"] in _GENERAL and row["party_to_conflict"] == "no" and not serves:
            writer.writerow(row | {"party_to_conflict": "", "override_grade": "", "override_reason": ""})
    return written.getvalue()


def _corrections(file: Path) -> str:
    """How an entry is written, and none."""
    comments = (row for row in file.read_text(encoding="utf-8").splitlines() if row.startswith("#"))
    return "\n".join((*comments, "[]")) + "\n"
