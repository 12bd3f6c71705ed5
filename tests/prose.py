"""What generated prose may say: no digit that does not lead to where it can be checked, and no link that does not hold.

A text node outside tables and pictures may hold a digit only inside a link, and the link must bear it out:

- to words of an article (sources/ARTICLE.html#START-END): the number stands in these words, as `kzlib.numbers` reads
  them; a day is one that the tables read there, or the article's day of publication; "4 days later" lies between
  these; so many voices or articles tell the event; a number marked "as a sum" is one of numbers beside it;
- to an article (sources/ARTICLE.html): the text is its name, title or day of publication;
- a count (class tally) to an element that says its total (`data-total`) or to a table to download: the number is that
  total, or less if the same block states the whole, or its parts add up to it, or if it is what is left ("12 more");
- to any other element: what is printed stands in that element.

Not counted as digits: those of names that the tables hold ("Europe 1"), words of an article (`lang="fr"`), a citation
inside `cite`, and the codes of grades.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import lxml.html
from lxml.etree import _Element as Element
from written import CITATION, MONTHS, NUMBER, digit, inside, is_prose, numbers_in, own_words, texts

from kzlib import compare, english, evidence, numbers

Row = dict[str, Any]
Tables = dict[str, list[Row]]

DAYS = re.compile(
    rf"(?:(?P<from>\d{{1,2}})(?: (?P<frommonth>{MONTHS}))?(?: \d{{4}})? ?[–-] ?)?"
    rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{MONTHS})(?: (?P<year>\d{{4}}))?"
)
ISO = re.compile(r"\d{4}-\d\d-\d\d")
LAG = re.compile(r"(\d+)(?: to (\d+))? days? (?:later|before|after|earlier)")
VOICES = re.compile(r"(\d+) (independent voice|article)s?")
# Beside citations, what hand-written prose may say in digits: the codes of the grades.
GRADES = re.compile(r"\b[A-F][1-6]\b|\b1 \([a-z ]+\) to 6 \([a-z ]+\)|\b1 to 6\b")
BLOCKS = ("p", "li", "figcaption", "caption", "dd", "section", "summary", "div")
NAMED = ("doc_id", "title", "publisher", "author", "name", "attributed_to", "relayed_by", "speaker", "place", "role")
LONGEST_TARGET = 3000  # characters of an element that may bear out a number: more is no place to check one
EVIDENCE = re.compile(r"sources/(?P<page>[^#]+)\.html(?:#(?P<start>\d+)-(?P<end>\d+))?")


@dataclass
class Prose:
    """The pages of a book, by name without ending, and the tables that it was made from."""

    tables: Tables
    pages: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Tables, pages: dict[str, str]) -> Prose:
        """Pages as HTML texts."""
        return cls(tables, {name: lxml.html.fromstring(f"<main>{html}</main>") for name, html in pages.items()})

    @classmethod
    def built(cls, tables: Tables, site: Path) -> Prose:
        """The pages in the top folder of a built site."""
        return cls(tables, {p.stem: lxml.html.parse(str(p)).getroot() for p in sorted(site.glob("*.html"))})

    @cached_property
    def names(self) -> list[str]:
        """Names of the tables that hold a digit, longest first."""
        found = {v for rows in self.tables.values() for r in rows for k in NAMED if (v := r.get(k)) and digit(str(v))}
        return sorted({n for name in found for n in (name, evidence.shorten(name, 40))}, key=lambda n: (-len(n), n))

    @cached_property
    def documents(self) -> dict[str, Row]:
        """Articles by the name of their page."""
        return {evidence.page(d["doc_id"]): d for d in self.tables["documents"]}

    @cached_property
    def places(self) -> dict[tuple[str, int, int], list[Row]]:
        """Rows of every table by where they were read."""
        found: dict[tuple[str, int, int], list[Row]] = {}
        for rows in self.tables.values():
            for row in rows:
                if "start" in row:
                    found.setdefault((row["doc_id"], row["start"], row["end"]), []).append(row)
        return found

    def faults(self, page: str, generated: str = ".//*[contains(@class, 'cell_output')]") -> list[str]:
        """What is wrong on a page, in its computed parts (an XPath)."""
        return [f"{page}: {fault}" for part in self.pages[page].xpath(generated) for fault in self._part(page, part)]

    def values(self, page: str) -> list[str]:
        """What is wrong with numbers in the cells of tables that lead to a figure: each must be what it says."""
        links = self.pages[page].xpath(".//td//a[contains(@class, 'ev')] | .//th//a[contains(@class, 'ev')]")
        return [f"{page}: {a.get('href')}: {fault}" for a in links if (fault := self._link(page, a, self.pages[page]))]

    def _part(self, page: str, part: Element) -> Iterator[str]:
        for text, holder in texts(part):
            if digit(GRADES.sub("", self._unnamed(text))) and is_prose(holder, part):
                yield f"no link: {' '.join(text.split())!r}"
        for link in part.iter("a"):
            if not inside(link, part, ("svg", "td", "th")) and (fault := self._link(page, link, part)):
                yield f"{link.get('href')}: {' '.join(link.text_content().split())!r}: {fault}"

    def _unnamed(self, text: str) -> str:
        for name in self.names:
            text = text.replace(name, "")
        return text

    def _link(self, page: str, link: Element, part: Element) -> str:
        """Why a link does not bear out what it says; empty if it does, or says nothing in digits."""
        said, target = self._unnamed(own_words(link)), link.get("href") or ""
        if not digit(said):
            return ""
        if found := EVIDENCE.fullmatch(target):
            document = self.documents.get(unquote(found["page"]))
            if document is None:
                return "no such article"
            if found["start"] is None:
                return _not_days(said, [document])
            where = (document["doc_id"], int(found["start"]), int(found["end"]))
            fault = self._evidence(said, document, where)
            return "" if fault and _is_sum(link, part) else fault
        if "tally" in (link.get("class") or "").split() or target.startswith("data/"):
            return self._tally(page, link, part)
        return self._elsewhere(page, said, target)

    def _evidence(self, said: str, document: Row, where: tuple[str, int, int]) -> str:
        rows = self.places.get(where, [])
        if not rows:
            return "nothing was read there"
        said = ISO.sub(lambda m: english.day(dt.date.fromisoformat(m.group()), True), said)
        if fault := _not_days("".join(m.group() for m in DAYS.finditer(said)), [document, *rows]):
            return fault
        said = VOICES.sub(lambda m: "" if self._tells(rows, int(m[1]), m[2]) else m.group(), DAYS.sub("", said))
        said = LAG.sub(lambda m: "" if _lags(m, document, rows) else m.group(), said)
        words = next((r["text"] for r in rows if "text" in r), "")
        given = {n.value for n in numbers.find(words)}
        if not given:  # "un", "le": what a figure says that is no numeral
            given = {v for r in rows for v in (r.get("value"), r.get("value_high")) if v}
        missing = [n for n in numbers_in(said) if n not in given]
        return f"{missing} not in {words!r}" if missing else ""

    def _tells(self, rows: list[Row], count: int, what: str) -> bool:
        """Whether so many voices or articles tell the event of a row, in one way or of one day."""
        told = [self.happenings[r["event_id"]] for r in rows if r.get("event_id") in self.happenings]
        if what == "article":
            return any(count == len(h.articles) for h in told)
        return any(count in (h.origins, *h.status.values(), *(d.origins for d in h.days_given)) for h in told)

    @cached_property
    def happenings(self) -> dict[str, compare.Happening]:
        """What happened, by the id of the event."""
        return {h.event_id: h for h in compare.happenings(self.tables)}

    def _tally(self, page: str, link: Element, part: Element) -> str:
        total = self._total(page, link.get("href") or "")
        if total is None:
            return "counts nothing that says its total"
        count = numbers_in(own_words(link))
        if len(count) != 1:
            return "not one number"
        block = next(a for a in [*link.iterancestors(*BLOCKS), part] if a.tag != "div" or a is part)
        same = [a for a in block.iter("a") if a.get("href") == link.get("href") and "tally" in (a.get("class") or "")]
        stated = [n for a in same for n in numbers_in(own_words(a))]
        if link.text_content().endswith(" more") and count[0] < total:
            return ""
        if count[0] == total or (count[0] < total and (total in stated or sum(stated) == total)):
            return ""
        return f"the total there is {total}"

    def _total(self, page: str, target: str) -> int | None:
        if file := re.fullmatch(r"data/(\w+)\.(?:csv|parquet)", target):
            return len(self.tables[file[1]]) if file[1] in self.tables else None
        element = self._element(page, target)
        total = None if element is None else element.get("data-total")
        return int(total) if total else None

    def _elsewhere(self, page: str, said: str, target: str) -> str:
        if CITATION.fullmatch(said.strip(" ()")):
            return ""
        element = self._element(page, target)
        if element is None:
            return "leads nowhere that bears it out"
        words = " ".join(element.text_content().split())
        missing = [
            n for n in [*(m.group().strip() for m in DAYS.finditer(said)), *NUMBER.findall(said)] if n not in words
        ]
        if len(words) > LONGEST_TARGET or missing:
            return f"{missing or said!r} is not what stands there"
        return ""

    def _element(self, page: str, target: str) -> Element | None:
        name, _, fragment = target.partition("#")
        tree = self.pages.get(name.removesuffix(".html") or page)
        found = [] if tree is None or not fragment else tree.xpath(".//*[@id=$id]", id=unquote(fragment))
        return found[0] if found else None


def unexplained(markdown: str) -> list[str]:
    """Lines of hand-written prose with digits that are neither of a citation nor the code of a grade."""
    bare = re.sub(r"^(?:```|# .*$|\{kz\}).*$", "", markdown, flags=re.MULTILINE)
    return [line for line in GRADES.sub("", CITATION.sub("", bare)).splitlines() if digit(line)]


def _not_days(said: str, rows: list[Row]) -> str:
    """Why a text is no day of these rows; empty if every day in it is one, and nothing else is in digits."""
    days = [r[c] for r in rows for c in ("published", "first", "last", "as_of", "anchor") if r.get(c)]
    days += [dt.date.fromisoformat(d) for r in rows for d in ISO.findall(r.get("literal") or "")]
    for found in DAYS.finditer(said):
        month = MONTHS.split("|").index(found["month"]) + 1
        wanted = [(found["day"], month)]
        if found["from"]:
            start = found["frommonth"] or found["month"]
            wanted.append((found["from"], MONTHS.split("|").index(start) + 1))
        for day, of in wanted:
            if not any(d.month == of and str(d.day) == (day or str(d.day)) and _year(d, found) for d in days):
                return f"{found.group()} is not a day read there"
    return "digits that are no day" if digit(DAYS.sub("", said)) else ""


def _lags(said: re.Match[str], document: Row, rows: list[Row]) -> bool:
    """Whether so many days lie between what was read and the day of publication."""
    days = [r[c] for r in rows for c in ("first", "last", "as_of") if r.get(c)]
    lags = {abs((document["published"] - d).days) for d in days if document.get("published")}
    return {int(n) for n in said.groups() if n} <= lags


def _is_sum(link: Element, part: Element) -> bool:
    """Whether a number is marked as a sum, and is that of numbers linked to evidence beside it."""
    if not (link.tail or "").lstrip().startswith("as a sum"):
        return False
    block = next((a for a in link.iterancestors(*BLOCKS) if a.tag != "div"), part)
    beside = [a for a in block.iter("a") if a is not link and EVIDENCE.fullmatch(a.get("href") or "")]
    added = [n for a in beside for n in numbers_in(DAYS.sub("", own_words(a)))][:12]
    sums = {sum(c) for size in (2, 3, 4) for c in combinations(added, size)}
    return sums >= set(numbers_in(own_words(link)))


def _year(day: Any, found: re.Match[str]) -> bool:
    return found["year"] is None or found["from"] is not None or str(day.year) == found["year"]
