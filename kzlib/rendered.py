"""What a finished page of the book says, part by part, and which words of articles it rests on.

Reads the HTML of a chapter: its sections and the rows of its tables that have an address of their own. Search and the
links back from articles are made from it, so that both speak of what a reader really finds there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
HEADINGS = {"h1", "h2", "h3", "h4"}
# Not read: drawings, code and how to run it, signs beside headings.
_LEFT_OUT = {"svg", "script", "style", "pre", "nav", "form"}
_LEFT_OUT_CLASSES = {"hide", "headerlink", "run", "more"}
_EVIDENCE = re.compile(r"(?:\.\./)?sources/([^/#]+)\.html#(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of an article: name of its page, start and end of the words."""

    page: str
    start: int
    end: int


@dataclass(slots=True)
class Part:
    """A section of a page or a row of a table: its address on the page, its heading, and what stands there.

    `row` is None for a section, else what the row's first cell says. `evidence` lists the words that it links to.
    """

    id: str
    heading: str
    row: str | None = None
    pieces: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text on one line."""
        return " ".join("".join(self.pieces).split())


@dataclass(frozen=True, slots=True)
class Use:
    """A place of the book that rests on words of an article: its address, chapter, section, and row if it is one."""

    start: int
    end: int
    address: str
    chapter: str
    heading: str
    row: str | None


def evidence_of(address: str) -> Evidence | None:
    """The words that a link leads to; None if it leads elsewhere."""
    found = _EVIDENCE.fullmatch(address)
    return Evidence(unquote(found.group(1)), int(found.group(2)), int(found.group(3))) if found else None


def linked(html: str) -> list[Evidence]:
    """Every evidence that a page links to, charts included, each once, in order."""
    found = (evidence_of(m.group(1)) for m in re.finditer(r'href="([^"]*)"', html))
    return list(dict.fromkeys(e for e in found if e))


def parts(html: str) -> list[Part]:
    """The parts of a page in order. A row with an id (its own, or the first inside it) is a part by itself."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for part in reader.parts:
        part.heading = " ".join(part.heading.split())
    return [p for p in reader.parts if p.text or p.evidence]


def uses(pages: Iterable[tuple[str, str, Sequence[Part]]]) -> dict[str, list[Use]]:
    """Where a book uses each article, by the name of the article's page; from (page name, title, parts) in order."""
    found: dict[str, list[Use]] = {}
    for name, title, read in pages:
        for part in read:
            address = f"{name}.html#{part.id}" if part.id else f"{name}.html"
            for e in part.evidence:
                use = Use(e.start, e.end, address, title, part.heading, part.row)
                found.setdefault(e.page, []).append(use)
    return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.section = Part("", "")
        self.parts = [self.section]
        self._open: list[str] = []
        self._silent = 0  # how many open elements are left out
        self._around: list[str | None] = []  # ids of open sections
        self._heading = self._head = False
        self._row: Part | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a part where a heading or a row begins; note evidence."""
        given = dict(attrs)
        if tag in VOID:
            self._write(" ")
            return
        self._open.append(tag)
        if self._silent or tag in _LEFT_OUT or _LEFT_OUT_CLASSES & set((given.get("class") or "").split()):
            self._silent += 1
            return
        if tag == "section":
            self._around.append(given.get("id"))
        elif tag in HEADINGS:
            self._begin(given.get("id") or (self._around[-1] if self._around else "") or "")
        elif tag == "tr":
            self._row = Part(given.get("id") or "", self.section.heading, "")
        elif tag == "th":
            self._head = True
        if self._row and not self._row.id and given.get("id"):
            self._row.id = str(given["id"])
        if tag == "a" and (evidence := evidence_of(given.get("href") or "")):
            (self._row or self.section).evidence.append(evidence)
        if tag == "td":
            self._write(" · ")
        elif tag not in ("a", "abbr", "b", "cite", "em", "i", "q", "span", "strong", "sup"):
            self._write(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close a row or a heading."""
        if tag in VOID or tag not in self._open:
            return
        while self._open:
            closed = self._open.pop()
            if self._silent:
                self._silent -= 1
            elif closed == "section" and self._around:
                self._around.pop()
            elif closed in HEADINGS:
                self._heading = False
            elif closed == "th":
                self._head = False
            elif closed == "tr":
                self._end_row()
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        """Add text to the part that is open."""
        if not self._silent:
            self._write(data)

    def _write(self, text: str) -> None:
        if self._silent:
            return
        if self._heading:
            self.section.heading += text
        elif self._row:
            self._row.pieces.append(text)
            if self._head:
                self._row.row = f"{self._row.row}{text}"
        else:
            self.section.pieces.append(text)

    def _begin(self, id: str) -> None:
        self.section = Part(id, "")
        self.parts.append(self.section)
        self._heading = True

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row is None:
            return
        if row.id:
            row.row = " ".join((row.row or "").split())
            self.parts.append(row)
        else:
            self.section.pieces += [" ", *row.pieces]
            self.section.evidence += row.evidence
