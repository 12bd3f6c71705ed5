"""References: how to cite an edition of the book, each of its chapters, and each claim and chart."""

from kzlib.cite.facts import Author, Facts, Work, book, chapters, facts
from kzlib.cite.files import write
from kzlib.cite.page import foot, page

__all__ = ["Author", "Facts", "Work", "book", "chapters", "facts", "foot", "page", "write"]
