"""Where everything lies: each folder and file of the project is named here once."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
CORPUS = DATA / "corpus"
LEXICONS = DATA / "lexicons"
SOURCES = DATA / "sources.csv"
CORRECTIONS = DATA / "corrections.yml"
GOLD = DATA / "gold"
NOTEBOOKS = ROOT / "notebooks"
BOOK = ROOT / "book"
CHAPTERS = BOOK / "chapters.yml"
CITATION = ROOT / "CITATION.cff"
CONFIG = ROOT / "_config.yml"
