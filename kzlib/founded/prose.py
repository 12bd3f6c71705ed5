"""What generated prose may say: no digit that does not lead to where it can be checked, and no link that does not hold.

A text node outside tables and pictures may hold a digit only inside a link, and the link must bear it out:

- to words of an article (sources/ARTICLE.html#START-END): the number stands in these words, as `kzlib.numbers` reads
  them; a day is one that the tables read there, or the article's day of publication; "4 days later" lies between
  these; so many voices or articles tell the event; a number marked "as a sum" is one of numbers beside it;
- to an article (sources/ARTICLE.html): the text is its name, title or day of publication;
- a count (class tally) to an element that says its total (`data-total`) or to a table to download: the number is that
  total, or less if the same block states the whole, its parts add up to it, or it is what is left ("3 more days");
- to any other element: what is printed stands in that element.

In tables this holds for cells of numbers (class n) that lead to words of an article, but for those that say what they
count (`data-total`).

Not counted as digits: those of names that the tables hold ("Europe 1"), words of an article (`lang="fr"`), a citation
inside `cite`, and the codes of grades.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import lxml.html
from lxml.etree import _Element as Element

from kzlib import compare, evidence, numbers
from kzlib.founded.days import DAYS, LAG, in_english, lags, not_days
from kzlib.founded.fault import Fault
from kzlib.founded.known import Known
from kzlib.founded.wording import (
    CITATION,
    NUMBER,
    classes,
    digit,
    is_prose,
    numbers_in,
    own_words,
    plain,
    texts,
    unsigned,
    upwards,
)

Row = dict[str, Any]
Tables = dict[str, list[Row]]

OUTPUT = ".//*[contains(concat(' ', @class, ' '), ' cell_output ')]"  # the computed parts of a chapter
LINK = "link it to its words (evidence.link) or to the table that lists what it counts (evidence.tally)"
SAME = "say what stands there, or link what says this"
_VOICES = re.compile(r"(\d[\d,]*) (independent voice|article)s?")
_BLOCKS = ("p", "li", "figcaption", "caption", "dd", "section", "summary", "div")
_LONGEST_TARGET = 3000  # characters of an element that may bear out a number: what comes later is not found there
_EVIDENCE = re.compile(r"sources/(?P<page>[^#]+)\.html(?:#(?P<start>\d+)-(?P<end>\d+))?")


@dataclass
class Prose:
    """The pages of a book, by name without ending, and the tables that it was made from.

    `told` is what happened, if that is known already (`Edition.happenings`). If `known` is given, the tables need only
    the rows of the articles that the pages link to.
    """

    tables: Tables
    pages: dict[str, Element] = field(default_factory=dict)
    told: Sequence[compare.Happening] = ()
    known: Known | None = None
    _by_id: dict[str, dict[str, Element]] = field(default_factory=dict)  # the first element of each id, by page

    @classmethod
    def of(cls, tables: Tables, pages: dict[str, str]) -> Prose:
        """Pages as HTML texts."""
        return cls(tables, {name: plain(lxml.html.fromstring(f"<main>{html}</main>")) for name, html in pages.items()})

    @classmethod
    def built(cls, tables: Tables, site: Path, told: Sequence[compare.Happening] = ()) -> Prose:
        """The pages in the top folder of a built site."""
        return cls(tables, pages(site), told)

    @cached_property
    def _known(self) -> Known:
        return self.known or Known.of(self.tables)

    @cached_property
    def _documents(self) -> dict[str, Row]:
        """Articles by the name of their page."""
        return {evidence.page(d["doc_id"]): d for d in self.tables["documents"]}

    @cached_property
    def _places(self) -> dict[tuple[str, int, int], list[Row]]:
        """Rows of every table by where they were read."""
        found: dict[tuple[str, int, int], list[Row]] = {}
        for rows in self.tables.values():
            for row in rows:
                if "start" in row:
                    found.setdefault((row["doc_id"], row["start"], row["end"]), []).append(row)
        return found

    def faults(self, page: str, generated: str = OUTPUT) -> list[Fault]:
        """What is wrong on a page, in its computed parts (an XPath), in order."""
        return [fault for part in self.pages[page].xpath(generated) for fault in self.part(page, part)]

    def part(self, page: str, part: Element) -> Iterator[Fault]:
        """What is wrong in one computed part of a page, in order."""
        for text, holder in texts(part):
            if digit(text) and is_prose(holder, part) and not self._is_said(text):
                yield Fault(page, holder, evidence.shorten(text, 80), "a number with no link to its evidence", LINK)
        for marked in part.iter("span"):
            words = marked.text_content()
            if "doc" in classes(marked) and not self._known.is_article(words):
                yield Fault(
                    page, marked, evidence.shorten(words, 80), "marked as the name of an article, but none", SAME
                )
        for link in part.iter("a"):
            if _speaks(link, part) and (why := self._link(page, link, part)):
                yield _fault(page, link, why)

    def _is_said(self, text: str) -> bool:
        """Whether the digits of a text are those of names, of grades, or stand for what is not seen."""
        return not digit(unsigned(self._known.names.without(text)))

    def _link(self, page: str, link: Element, part: Element) -> str:
        """Why a link does not bear out what it says; empty if it does, or says nothing in digits."""
        whole = unsigned(own_words(link)) if "tally" not in classes(link) else own_words(link)
        if not digit(whole) or not (why := self._borne(page, link, part, whole)):
            return ""
        said = self._known.names.without(whole)
        return self._borne(page, link, part, said) if digit(said) and said != whole else why if digit(said) else ""

    def _borne(self, page: str, link: Element, part: Element, said: str) -> str:
        target = link.get("href") or ""
        if found := _EVIDENCE.fullmatch(target):
            document = self._documents.get(unquote(found["page"]))
            if document is None:
                return "no such article"
            if found["start"] is None:
                return "" if _is_name(said, document["doc_id"]) else not_days(said, [document])
            where = (document["doc_id"], int(found["start"]), int(found["end"]))
            fault = self._evidence(said, document, where)
            return "" if fault and _is_sum(link, part) else fault
        if "tally" in classes(link) or target.startswith("data/"):
            return self._tally(page, link, part)
        return self._elsewhere(page, said, target)

    def _evidence(self, said: str, document: Row, where: tuple[str, int, int]) -> str:
        rows = self._places.get(where, [])
        if not rows:
            return "nothing was read there"
        said = in_english(said)
        if fault := not_days("".join(m.group() for m in DAYS.finditer(said)), [document, *rows]):
            return fault
        said = _VOICES.sub(
            lambda m: "" if self._tells(rows, int(numbers_in(m[1])[0]), m[2]) else m.group(), DAYS.sub("", said)
        )
        said = LAG.sub(lambda m: "" if lags(m, document, self._days(rows)) else m.group(), said)
        words = next((r["text"] for r in rows if "text" in r), "")
        given: set[float] = {n.value for n in numbers.find(words)}
        read = {v for r in rows for v in (r.get("value"), r.get("value_high")) if v is not None}
        # "un", "le", "aucun": what a figure says that is no numeral, though another number may stand beside it
        given |= read & {0, 1} if given else read
        missing = [f"{n:g}" for n in numbers_in(said) if n not in given]
        return f"{', '.join(missing)} not in {evidence.shorten(words, 80)!r}" if missing else ""

    def _days(self, rows: list[Row]) -> list[dt.date]:
        """The days that were read at a place, and those of what happened if others tell it of others."""
        told = [self._happenings[r["event_id"]] for r in rows if r.get("event_id") in self._happenings]
        found = [r.get(c) for r in rows for c in ("first", "last", "as_of")]
        return [day for day in (*found, *(d for h in told for d in (h.first, h.last))) if day]

    def _tells(self, rows: list[Row], count: int, what: str) -> bool:
        """Whether so many voices or articles tell the event of a row, in one way or of one day."""
        told = [self._happenings[r["event_id"]] for r in rows if r.get("event_id") in self._happenings]
        if what == "article":
            return any(count == len(h.articles) for h in told)
        return any(count in (h.origins, *h.status.values(), *(d.origins for d in h.days_given)) for h in told)

    @cached_property
    def _happenings(self) -> dict[str, compare.Happening]:
        """What happened, by the id of the event."""
        return {h.event_id: h for h in self.told or compare.happenings(self.tables)}

    def _tally(self, page: str, link: Element, part: Element) -> str:
        total = self._total(page, link.get("href") or "")
        if total is None:
            return "counts nothing that says its total"
        count = numbers_in(own_words(link))
        if len(count) != 1:
            return "not one number"
        block = next(a for a in [*link.iterancestors(*_BLOCKS), part] if a.tag != "div" or a is part)
        same = [a for a in block.iter("a") if a.get("href") == link.get("href") and "tally" in classes(a)]
        stated = [n for a in same for n in numbers_in(own_words(a))]
        if re.search(r"\d more\b", link.text_content()) and count[0] < total:
            return ""
        if count[0] == total or (count[0] < total and (total in stated or sum(stated) == total)):
            return ""
        return f"the total there is {total}"

    def _total(self, page: str, target: str) -> int | None:
        if file := re.fullmatch(r"data/(\w+)\.(?:csv|parquet)", target):
            return self._known.totals.get(file[1])
        element = self._element(page, target)
        total = None if element is None else element.get("data-total")
        return int(total) if total else None

    def _elsewhere(self, page: str, said: str, target: str) -> str:
        if CITATION.fullmatch(said.strip(" ()")):
            return ""
        element = self._element(page, target)
        if element is None:
            return "leads nowhere that bears it out"
        words = " ".join(element.text_content().split())[:_LONGEST_TARGET]
        missing = [
            n for n in [*(m.group().strip() for m in DAYS.finditer(said)), *NUMBER.findall(said)] if n not in words
        ]
        return f"{', '.join(missing)} is not what stands there" if missing else ""

    def _element(self, page: str, target: str) -> Element | None:
        name, _, fragment = target.partition("#")
        name = name.removesuffix(".html") or page
        if name not in self.pages or not fragment:
            return None
        if name not in self._by_id:
            self._by_id[name] = {e.get("id"): e for e in reversed(self.pages[name].xpath(".//*[@id]"))}
        return self._by_id[name].get(unquote(fragment))


def pages(site: Path, names: Collection[str] = ()) -> dict[str, Element]:
    """The pages in the top folder of a built site, by name without ending; all, or those of some names."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    found = (p for p in sorted(site.glob("*.html")) if p.stem in names or not names)
    return {p.stem: plain(lxml.html.parse(str(p), parser).getroot()) for p in found}


def linked(tree: Element) -> set[str]:
    """The pages of articles that a page links to, by name."""
    found = (_EVIDENCE.fullmatch(link.get("href") or "") for link in tree.iter("a"))
    return {unquote(match["page"]) for match in found if match}


def _speaks(link: Element, part: Element) -> bool:
    """Whether a link must bear out what it says: in prose, and in a cell of numbers if it leads to evidence."""
    cell = next((e for e in upwards(link, part) if e.tag in ("svg", "td", "th")), None)
    if cell is None:
        return True
    totals = [float(e.get("data-total")) for e in upwards(link, cell) if e.get("data-total")]
    counted = bool(totals) and numbers_in(link.text_content()) == totals[:1]
    return cell.tag != "svg" and "n" in classes(cell) and "ev" in classes(link) and not counted


def _is_name(said: str, doc_id: str) -> bool:
    """Whether a text is the name of an article, whole or cut."""
    said, name = " ".join(said.split()), " ".join(doc_id.split())
    return said == name or (said.endswith("…") and len(said) > 2 and name.startswith(said[:-1].rstrip()))


def _fault(page: str, link: Element, why: str) -> Fault:
    words = " ".join(link.text_content().split())
    target = evidence.shorten(link.get("href") or "", 120)
    return Fault(page, link, evidence.shorten(words, 80), f"linked to {target}: {why}", SAME)


def _is_sum(link: Element, part: Element) -> bool:
    """Whether a number is marked as a sum, and is that of numbers linked to evidence beside it."""
    if not (link.tail or "").lstrip().startswith("as a sum"):
        return False
    block = next((a for a in link.iterancestors(*_BLOCKS) if a.tag != "div"), part)
    beside = [a for a in block.iter("a") if a is not link and _EVIDENCE.fullmatch(a.get("href") or "")]
    added = [n for a in beside for n in numbers_in(DAYS.sub("", own_words(a)))][:12]
    sums = {sum(c) for size in (2, 3, 4) for c in combinations(added, size)}
    return sums >= set(numbers_in(own_words(link)))
