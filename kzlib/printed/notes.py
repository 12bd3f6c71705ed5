"""Notes: the words that a link to evidence leads to, as numbered notes at the end of what is printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markupsafe import Markup

from kzlib import sentences
from kzlib.evidence import shorten

LONGEST = 420  # characters of a note's words


class Notes:
    """Numbers the evidence that is linked, in order of appearance, each piece of evidence once."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._numbers: dict[str, int] = {}

    def number(self, address: str) -> int:
        """The number of the note for an address (sources/PAGE.html#START-END)."""
        return self._numbers.setdefault(address, len(self._numbers) + 1)

    def html(self) -> Markup:
        """All notes as an ordered list; empty if nothing was linked."""
        if not self._numbers:
            return Markup("")
        items = Markup("\n").join(
            Markup('<li id="note-{}">{}</li>').format(number, self._note(address))
            for address, number in self._numbers.items()
        )
        return Markup('<section class="notes"><h2>Notes</h2><ol>\n{}\n</ol></section>').format(items)

    def _note(self, address: str) -> Markup:
        file, _, anchor = address.partition("#")
        source = read_source(self._site / unquote(file))
        place = f", characters {anchor.replace('-', '–')}" if anchor else ""
        words = source.sentence(anchor)
        quoted = Markup('<q lang="fr">{}</q> ').format(shorten(words, LONGEST)) if words else Markup("")
        return quoted + Markup('<span lang="fr">{}</span>, {}{}.').format(source.title, source.published, place)


class Source:
    """The page of an article, as a note needs it: title, day of publication, and the sentence of each anchor."""

    def __init__(self, html: str) -> None:
        page = BeautifulSoup(html, "lxml")
        heading = page.select_one("main h1")
        self.title = heading.get_text().strip() if heading else ""
        facts = {dt.get_text(): dt.find_next_sibling("dd") for dt in page.select("dl.facts dt")}
        published = facts.get("Published")
        first = next(published.stripped_strings, "") if published else ""
        self.published = first or "not dated"
        self._paragraphs: list[str] = []
        self._places: dict[str, tuple[int, int]] = {}
        for number, paragraph in enumerate(page.select(".article > p:not(.gap)")):
            self._paragraphs.append(self._text(paragraph, number))

    def _text(self, paragraph: Tag, number: int) -> str:
        """The text of a paragraph; notes where each anchor stands in it."""
        text = ""
        for part in paragraph.descendants:
            if isinstance(part, NavigableString):
                text += str(part)
            elif isinstance(part, Tag) and part.get("id"):
                self._places[str(part["id"])] = (number, len(text))
        return text

    def sentence(self, anchor: str) -> str:
        """The sentence that an anchor stands in; empty for an anchor that the page does not show."""
        if anchor not in self._places:
            return ""
        number, at = self._places[anchor]
        text = self._paragraphs[number]
        inside = [(s, e) for s, e in sentences.split(text, 0, len(text)) if s <= at < e]
        return text[inside[0][0] : inside[0][1]] if inside else ""


@cache
def read_source(path: Path) -> Source:
    """The page of an article of a built site."""
    return Source(path.read_text(encoding="utf-8"))
