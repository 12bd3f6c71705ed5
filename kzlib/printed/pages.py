"""Pages of the site made fit for paper: no navigation or code, details opened, links to notes, numbers or addresses."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag
from markupsafe import Markup

from kzlib.printed.notes import Notes

# What has no use on paper: link marks, code, commands, the drawing for narrow screens, controls, references to copy.
LEFT_OUT = ".headerlink, .here, .hide, .run, #cite-one, .formats, .narrow, script, button, form, input, template"


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
        if folded.find_parent("td") is None:  # in a cell it would make a column of single words
            folded["open"] = ""
    # those of the text first, so that its notes are numbered in the order of reading
    for link in sorted(main.select("a[href]"), key=lambda a: a.find_parent("svg") is not None):
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
        link["data-note"] = str(number)  # the style sheet prints it
        return
    target = parts.path.removesuffix(".html") or page
    if target in within and not parts.path.startswith(".."):
        link["href"] = f"#{target}--{parts.fragment}" if parts.fragment else f"#{target}"
    elif address:
        link["href"] = f"{address.rstrip('/')}/{href}"
    else:
        del link["href"]
