"""References: how to cite an edition of the book, each of its chapters, and each claim and chart."""

from kzlib.cite.facts import Author, Facts, Work, book, chapters
from kzlib.cite.files import write
from kzlib.cite.page import foot, references

__all__ = ["Author", "Facts", "Work", "book", "chapters", "foot", "references", "write"]
