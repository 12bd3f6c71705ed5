"""Where everything lies: each folder and file is named here once.

There are two places. The library's project holds the code and what every book inherits: word lists, notebooks, pages,
theme, gold. The book's folder holds what is its own. In the library's project, which is the default book, they are one.

The book's folder is the one that the environment variable `KZ_BOOK` names; else the working directory, or the nearest
above it, that holds `_config.yml` and `book/chapters.yml`; else the library's project. A process that is started gets
the variable, so that all that build one book agree.
"""

import os
from pathlib import Path

VARIABLE = "KZ_BOOK"
LIBRARY = Path(__file__).resolve().parent.parent


def is_book(folder: Path) -> bool:
    """Whether a folder is that of a book."""
    return (folder / "_config.yml").is_file() and (folder / "book" / "chapters.yml").is_file()


def _book() -> Path:
    if named := os.environ.get(VARIABLE):
        return Path(named).resolve()
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was removed
        return LIBRARY
    return next((folder for folder in (here, *here.parents) if is_book(folder)), LIBRARY)


ROOT = _book()
# How the name of a file of the library begins, wherever it lies; one of the book's own begins with nothing.
INHERITED = "" if ROOT == LIBRARY else "library/"
# What names of files begin with, and the folder in which they lie.
PLACES = (("", ROOT), *([(INHERITED, LIBRARY)] if INHERITED else []))

DATA = ROOT / "data"
CORPUS = DATA / "corpus"
GOLD = DATA / "gold"
SOURCES = DATA / "sources.csv"
CORRECTIONS = DATA / "corrections.yml"
NOTEBOOKS = ROOT / "notebooks"
BOOK = ROOT / "book"
CHAPTERS = BOOK / "chapters.yml"
CITATION = ROOT / "CITATION.cff"
CONFIG = ROOT / "_config.yml"
OWN_LEXICONS = DATA / "lexicons"

LEXICONS = LIBRARY / "data" / "lexicons"
THEME = LIBRARY / "book" / "theme"
LOCK = LIBRARY / "requirements.lock"
BASE_CONFIG = LIBRARY / "_config.yml"


def notebooks() -> dict[str, Path]:
    """The notebooks by name: the library's, and the book's own in place of those of the same name."""
    return _files(LIBRARY / "notebooks", NOTEBOOKS, ".ipynb")


def pages() -> dict[str, Path]:
    """The hand-written pages by name: the library's, and the book's own in place of those of the same name."""
    return _files(LIBRARY / "book", BOOK, ".md")


def _files(inherited: Path, own: Path, ending: str) -> dict[str, Path]:
    return {file.name: file for folder in (inherited, own) for file in sorted(folder.glob(f"*{ending}"))}


def gold() -> tuple[Path, Path]:
    """A corpus and its gold, by which the reading is measured: the book's own, or else the library's."""
    try:
        own = os.listdir(GOLD)  # noqa: PTH208  seen by kzlib.recording even where there is none
    except OSError:
        own = []
    data = DATA if any(name.endswith(".json") for name in own) else LIBRARY / "data"
    return data / "corpus", data / "gold"
