"""Whether a link to evidence leads to words of an article, and whether these are the words that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from kzlib import evidence
from kzlib.founded.fault import Fault
from kzlib.founded.wording import classes
from kzlib.rendered import Evidence, evidence_of

REMEDY = "link the row of the table that was read there, with its own doc_id, start, end and text"


class Places:
    """The texts of the articles that links to evidence lead into, by id."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._ids = {evidence.page(doc_id): doc_id for doc_id in texts}

    def faults(self, page: str, tree: Element) -> Iterator[Fault]:
        """What is wrong with the links of a page to words of articles, in tables and drawings too, in order."""
        for link in tree.iter("a"):
            if (found := evidence_of(link.get("href") or "")) and (why := self._why(link, found)):
                yield Fault(page, link, evidence.shorten(link.get("href"), 120), why, REMEDY)

    def _why(self, link: Element, found: Evidence) -> str:
        doc_id = self._ids.get(found.page)
        if doc_id is None:
            return "a link to evidence in an article that is not there"
        text = self._texts[doc_id]
        if not found.start < found.end <= len(text):
            return f"a link to evidence outside its article, which has {len(text):,} characters"
        there = evidence.plain(text[found.start : found.end])
        for shown in _shown(link):
            if _sure(shown) not in there:
                shown, there = evidence.shorten(shown, 60), evidence.shorten(there, 60)
                return f"a link to evidence shows {shown!r}, but {there!r} stands there"
        return ""


def _shown(link: Element) -> Iterator[str]:
    """What a link gives for the words of an article: its title, unless it says why, and what is marked as evidence."""
    if "ev" in classes(link) and "why" not in classes(link) and link.get("title") is not None:
        yield " ".join(link.get("title").split())
    for span in link.iter("span", "q"):
        if "evidence" in classes(span):
            yield " ".join(span.text_content().split())


def _sure(shown: str) -> str:
    """What is shown without its last words if it is cut: how a word is written can hang on the one after it."""
    return " ".join(shown.split()[:-3]) if shown.endswith("…") else shown
