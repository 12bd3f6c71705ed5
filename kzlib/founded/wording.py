"""What of a page is generated prose, and what its links say: text nodes and the elements that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from kzlib import english

MONTHS = "|".join(english.MONTHS)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_AUTHOR = rf"(?!(?:In )?(?:{MONTHS}))[A-Z][\w.-]+"
CITATION = re.compile(rf"{_AUTHOR}(?: (?:and|&) (?:others|{_AUTHOR})|,? {_AUTHOR})*,? \(?(?:18|19|20)\d\d\)?")
# Beside citations, what prose may say in digits: the codes of the grades.
GRADES = re.compile(r"\b[A-F][1-6]\b|\b1 \([a-z ]+\) to 6 \([a-z ]+\)|\b1 to 6\b")
# What stands for characters that a reader would not see (`kzlib.unseen`).
_SIGNS = re.compile(r"U\+[0-9A-F]{4,6}|\[\+\d+ marks\]")
# Digits, raised ones, and what lies beyond the Latin letters.
_MAYBE = re.compile(r"[0-9\xb2\xb3\xb9]|[^\x00-\u024f]")
_ASIDE = ("td", "th", "svg", "script", "style", "code", "h1", "h2", "h3", "h4", "h5", "h6")


def digit(text: str) -> bool:
    """Whether a text holds a digit of any script."""
    return _MAYBE.search(text) is not None and any(c.isdigit() for c in text)


def unsigned(text: str) -> str:
    """A text without signs that stand for what is not seen, and without the codes of grades."""
    return GRADES.sub("", _SIGNS.sub("", text))


def plain(tree: Element) -> Element:
    """A page on which the signs for what is not seen are text as any other, so that a name stays in one piece."""
    for sign in tree.xpath(".//span[@class='control']"):
        sign.drop_tag()
    return tree


def numbers_in(text: str) -> list[float]:
    """Every number of an English text that is in digits."""
    return [float(n.rstrip(",").replace(",", "")) for n in NUMBER.findall(text)]


def unexplained(markdown: str) -> list[str]:
    """Lines of hand-written prose with digits that are neither of a citation nor the code of a grade."""
    bare = re.sub(r"^(?:```|# .*$|\{kz\}).*$", "", markdown, flags=re.MULTILINE)
    return [line for line in GRADES.sub("", CITATION.sub("", bare)).splitlines() if digit(line)]


def texts(part: Element) -> Iterator[tuple[str, Element]]:
    """Every text node of a part with the element that holds it."""
    for element in part.iter():
        if isinstance(element.tag, str) and element.text:
            yield element.text, element
        if element is not part and element.tail:
            yield element.tail, element.getparent()


def is_prose(holder: Element, part: Element) -> bool:
    """Whether text in an element is generated prose, which must not hold a digit by itself."""
    return not any(
        e.tag in (*_ASIDE, "a") or _is_quoted(e) or _cites(e) or _counts_rows(e) for e in upwards(holder, part)
    )


def own_words(link: Element) -> str:
    """What a link says, without the words of an article in it and its name."""
    return "".join(t for t, holder in texts(link) if not any(_is_quoted(e) for e in upwards(holder, link)))


def upwards(element: Element, part: Element) -> Iterator[Element]:
    """An element and what it stands in, up to the part."""
    yield element
    if element is not part:
        for above in element.iterancestors():
            yield above
            if above is part:
                return


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def _is_quoted(element: Element) -> bool:
    """Whether what stands in an element is an article's: its words, or its name."""
    return element.get("lang") == "fr" or "doc" in classes(element)


def _cites(element: Element) -> bool:
    return element.tag == "cite" and bool(CITATION.fullmatch(element.text_content().strip(" ()")))


def _counts_rows(element: Element) -> bool:
    """The line under a table or list that says how many of its rows are shown, if that is what is shown."""
    before = element.getprevious()
    if element.tag != "p" or element.get("class") != "more" or before is None:
        return False
    rows = len(before.xpath(".//tbody/tr") or before.xpath(".//li[not(ancestor::li)]"))
    total = before.get("data-total")
    said = [int(n) for n in numbers_in(element.text_content())]
    return bool(len(said) == 2 and said[0] == rows and said[1] == int(total or said[1]))
