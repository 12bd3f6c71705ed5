"""Pages of the site made fit for paper: no navigation or code, details opened, links to notes, numbers or addresses."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag
from markupsafe import Markup

from kzlib.printed.notes import Notes

# What has no use on paper: headings' link marks, toggles of code, the drawing for narrow screens, controls.
LEFT_OUT = ".headerlink, .hide, figure.chart .narrow, script, button, form, input, template, .screen"


def body(site: Path, page: str, notes: Notes, within: frozenset[str], address: str) -> Markup:
    """The text of one page of a site for printing.

    `within` are the pages that are printed with it: links to them stay inside the document. Others become full
    addresses if the site's `address` is known, else plain text. Ids are prefixed with the page's name.
    """
    soup = BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "lxml")
    main = soup.select_one("main")
    assert main is not None
    for unused in main.select(LEFT_OUT):
        unused.decompose()
    for section in main.select("section"):
        if len(section.find_all(True)) == 1:  # a heading over what was left out
            section.decompose()
    for folded in main.select("details"):
        folded["open"] = ""
    for link in main.select("a[href]"):
        _relink(link, page, notes, within, address)
    for element in main.select("[id]"):
        if element.find_parent("svg") is None:
            element["id"] = f"{page}--{element['id']}"
    main.name = "article"
    main["id"] = page
    return Markup(str(main))


def _relink(link: Tag, page: str, notes: Notes, within: frozenset[str], address: str) -> None:
    href = str(link["href"])
    parts = urlsplit(href)
    if parts.scheme:
        return
    if href.startswith("sources/"):
        number = notes.number(href)
        link["href"] = f"#note-{number}"
        if link.find_parent("svg") is None:
            mark = Tag(name="sup", attrs={"class": "note"})
            mark.string = str(number)
            link.append(mark)
        return
    target = parts.path.removesuffix(".html") or page
    if target in within and not parts.path.startswith(".."):
        link["href"] = f"#{target}--{parts.fragment}" if parts.fragment else f"#{target}"
    elif address:
        link["href"] = f"{address.rstrip('/')}/{href}"
    else:
        del link["href"]
