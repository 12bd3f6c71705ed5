"""The check that ends every build: a book of which one statement is not founded is not published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml.etree import _Element as Element

from kzlib import evidence, tables
from kzlib.cells import Cells
from kzlib.edition import Edition
from kzlib.errors import BuildError, quoted
from kzlib.founded import pictures, prose
from kzlib.founded.fault import Fault
from kzlib.founded.known import Known
from kzlib.founded.places import Places
from kzlib.founded.prose import OUTPUT, Prose
from kzlib.founded.wording import unexplained
from kzlib.selected import Selected, article_ids

BY_HAND = "have a code cell say it, linked to its evidence"
HOME = "index"  # the one hand-written page whose computed parts are prose


@dataclass
class Founded:
    """A built site with what it was made from: its edition, the texts of the articles by id, the cells of its chapters.

    `chapters` are the pages that notebooks made, `pages` all in the top folder that have a place in the book; without
    them all that lie there. `selected` may be articles whose rows are at hand, those that the book links to or more.
    """

    site: Path
    edition: Edition
    texts: Mapping[str, str]
    cells: Cells
    chapters: Sequence[str]
    pages: Collection[str] = ()
    selected: Selected | None = None

    def check(self) -> None:
        """Raise BuildError, naming notebook, cell, words and what to do, if a statement is not founded."""
        found = list(self.faults())
        if found:
            more = f" (and {len(found) - 1} more like it)" if len(found) > 1 else ""
            raise BuildError(f"{found[0]}{more}")

    def faults(self) -> Iterator[str]:
        """Every statement that is not founded, a line each."""
        places = Places(self._linked.texts)
        for page in self.chapters:
            yield from self._prose(page)
            for order, output in enumerate(self._book.pages[page].xpath(OUTPUT)):
                where = self.cells.showing(page, order)
                for fault in self._output(page, output, places):
                    yield _line(where, fault)
        if HOME in self._book.pages:
            main = self._book.pages[HOME].find(".//main")
            for fault in (*places.faults(HOME, main), *self._book.faults(HOME, ".//main")):
                yield _line(f"page {HOME}", fault)

    @cached_property
    def _pages(self) -> dict[str, Element]:
        return prose.pages(self.site, self.pages)

    @cached_property
    def _linked(self) -> Selected:
        """The articles that the pages which are checked link to; others with them make no difference."""
        checked = (tree for name, tree in self._pages.items() if name == HOME or name in self.chapters)
        names = set().union(*map(prose.linked, checked))
        articles = [doc_id for doc_id in article_ids(self.edition) if evidence.page(doc_id) in names]
        if self.selected is not None and self.selected.documents.keys() >= {*articles}:
            return self.selected
        return Selected(self.edition, self.texts, articles)

    @cached_property
    def _book(self) -> Prose:
        rows = {
            name: self._linked.rows(name)
            for name in tables.DICTIONARY
            if any(c.name == "doc_id" for c in tables.DICTIONARY[name])
        }
        return Prose(rows, self._pages, self._linked.happenings, Known.stored(self.edition))

    def _output(self, page: str, output: Element, places: Places) -> Iterator[Fault]:
        broken = list(places.faults(page, output))
        yield from broken
        yield from pictures.faults(page, output, self.edition.edition)
        told = [fault.at for fault in broken]
        yield from (f for f in self._book.part(page, output) if not any(f.at is at for at in told))

    def _prose(self, page: str) -> Iterator[str]:
        for where, markdown in self.cells.prose(page):
            for line in unexplained(markdown):
                yield f"{where}: {quoted(line)}: a number written by hand; {BY_HAND}"


def _line(where: str, fault: Fault) -> str:
    return f"{where}: {quoted(fault.words)}: {fault.why}; {fault.remedy}"
