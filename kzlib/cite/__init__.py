"""References: how to cite an edition of the book, each of its chapters, and each claim and chart."""

from kzlib.cite.facts import Author, Facts, Work, book, chapters
from kzlib.cite.files import write
from kzlib.cite.in_site import Citing
from kzlib.cite.page import references

__all__ = ["Author", "Citing", "Facts", "Work", "book", "chapters", "references", "write"]
