"""What of a page is generated prose, and what its links say: text nodes and the elements that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
AUTHOR = rf"(?!(?:In )?(?:{MONTHS}))[A-Z][\w.-]+"
CITATION = re.compile(rf"{AUTHOR}(?: (?:and|&) (?:others|{AUTHOR})|,? {AUTHOR})*,? \(?(?:18|19|20)\d\d\)?")
ASIDE = ("td", "th", "svg", "script", "style", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6")


def digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def texts(part: Element) -> Iterator[tuple[str, Element]]:
    """Every text node with the element that holds it."""
    for element in part.iter():
        if isinstance(element.tag, str) and element.text:
            yield element.text, element
        if element is not part and element.tail:
            yield element.tail, element.getparent()


def is_prose(holder: Element, part: Element) -> bool:
    """Whether text in an element is generated prose that must not hold a digit by itself."""
    return not any(
        e.tag in (*ASIDE, "a") or e.get("lang") == "fr" or cites(e) or counts(e) for e in upwards(holder, part)
    )


def cites(element: Element) -> bool:
    return element.tag == "cite" and bool(CITATION.fullmatch(element.text_content().strip(" ()")))


def counts(element: Element) -> bool:
    """The line under a table that says how many of its rows are shown, if that is what is shown."""
    before = element.getprevious()
    if element.tag != "p" or element.get("class") != "more" or before is None:
        return False
    rows = len(before.xpath(".//tbody/tr"))
    total = before.get("data-total")
    said = [int(n) for n in numbers_in(element.text_content())]
    return said[:1] == [rows] and len(said) == 2 and (total is None or said[1] == int(total))


def upwards(element: Element, part: Element) -> Iterator[Element]:
    """An element and what it stands in, up to the part."""
    yield element
    if element is not part:
        for above in element.iterancestors():
            yield above
            if above is part:
                return


def inside(element: Element, part: Element, tags: tuple[str, ...]) -> bool:
    return any(e.tag in tags for e in upwards(element, part))


def own_words(link: Element) -> str:
    """What a link says, without the words of an article in it."""
    return "".join(t for t, holder in texts(link) if not any(e.get("lang") == "fr" for e in upwards(holder, link)))


def numbers_in(text: str) -> list[float]:
    return [float(n.rstrip(",").replace(",", "")) for n in NUMBER.findall(text)]
