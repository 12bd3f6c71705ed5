"""Every internal link of a site must lead somewhere: to a file that is there, and to an anchor that is in it, once."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml import etree

from kzlib.cells import Cells
from kzlib.errors import BuildError, quoted
from kzlib.evidence import shorten

_REFERS = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action", "source": "src"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What leaves the site; any other kind of address (javascript:, data:, file:) leads a reader nowhere.
_ELSEWHERE = ("http", "https", "mailto", "doi")


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that leads nowhere: its page, the heading that it stands under, its address, why, and what to do."""

    page: str
    heading: str
    address: str
    why: str
    remedy: str

    def told(self, cells: Cells | None = None) -> str:
        """One line; it names notebook and cell where the link comes from one, else the page and its heading."""
        name = self.page.removesuffix(".html")
        where = cells.holding(name, self.address) if cells else ""
        under = f", under {self.heading!r}" if self.heading else ""
        return f"{where or self.page + under}: {quoted(self.address)} {self.why}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class _Page:
    """The ids of a page, and the addresses that it refers to, each once; filled by the parser, which makes no tree."""

    ids: Counter[str] = field(default_factory=Counter)
    addresses: dict[str, None] = field(default_factory=dict)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note what an element says of itself and refers to."""
        if not attributes:
            return
        if identity := attributes.get("id"):
            self.ids[identity] += 1
        for address in _refers(tag, attributes):
            self.addresses[address] = None

    def close(self) -> _Page:
        """The page as it was read."""
        return self


class _Site:
    """The files of a site, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pages: dict[str, _Page] = {}

    @cached_property
    def files(self) -> dict[str, None]:
        """Every file from the site's folder, as it is written, in order."""
        found = (p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())
        return dict.fromkeys(sorted(found))

    @cached_property
    def folders(self) -> set[str]:
        """The folders that hold them."""
        return {str(above) for name in self.files for above in Path(name).parents}

    @cached_property
    def by_lower(self) -> dict[str, str]:
        """The files by their names in small letters."""
        return {name.lower(): name for name in self.files}

    def page(self, name: str) -> _Page:
        """What stands on a page."""
        if name not in self._pages:
            self._pages[name] = _read(self.folder / name)
        return self._pages[name]


def _refers(tag: str, attributes: Mapping[str, str]) -> list[str]:
    """The addresses that an element refers to."""
    names = (_REFERS[tag], "xlink:href") if tag in _REFERS else ("xlink:href",)
    return [address for name in names if (address := attributes.get(name))]


def _read(path: Path) -> _Page:
    page = _Page()
    etree.parse(str(path), etree.HTMLParser(encoding="utf-8", target=page))
    return page


def _above(path: Path, address: str) -> str:
    """The heading above the first place where a page refers to an address."""
    heading = ""
    for element in lxml.html.parse(str(path), lxml.html.HTMLParser(encoding="utf-8")).iter("*"):
        if element.tag in _HEADINGS:
            heading = " ".join(element.text_content().removesuffix("#").split())
        if address in _refers(str(element.tag), element.attrib):
            break
    return shorten(heading, 60)


def broken(folder: Path) -> list[Broken]:
    """Internal links of the site in `folder` that lead nowhere, and ids that stand twice on a page, by page.

    Not looked at: addresses of other hosts, and of what lies beside the site's folder, such as other editions.
    """
    site = _Site(folder)
    return [fault for name in site.files if name.endswith(".html") for fault in _of_page(site, name)]


def _of_page(site: _Site, name: str) -> Iterator[Broken]:
    page = site.page(name)
    for address in page.addresses:
        if found := _wrong(site, name, address):
            yield Broken(name, _above(site.folder / name, address), address, *found)
    for identity, count in page.ids.items():
        if count > 1:
            yield Broken(name, "", f"#{identity}", f"is the id of {count} elements", "give each an id of its own")


def _wrong(site: _Site, page: str, address: str) -> tuple[str, str] | None:
    """Why an address on a page leads nowhere, and what to do; None if it leads somewhere, or is not looked at."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "is no address", "write it as page.html#anchor"
    if parts.netloc or parts.scheme in _ELSEWHERE:
        return None
    if parts.scheme:
        return f"is an address of the kind {parts.scheme}:", "link a page of the site, or one on the web"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if target.startswith(("../", "/")):
        return None if target.startswith("../") else ("leads out of the site", "write it from where the page lies")
    if target in site.folders:
        return "leads to a folder", "name a file in it"
    if target not in site.files:
        other = site.by_lower.get(target.lower())
        return "leads to no file", f"write {other}, as it is called" if other else "correct it or add the file"
    fragment = unquote(parts.fragment)
    if fragment and target.endswith(".html") and fragment not in site.page(target).ids:
        return "leads to no anchor that is there", "correct it or give the id to an element"
    return None


def check(folder: Path, cells: Cells | None = None) -> None:
    """Raise BuildError, naming the first and how many there are, if a link of the site is broken.

    `cells` are those of its chapters, to say from which of them a link comes.
    """
    if found := broken(folder):
        more = f" (and {len(found) - 1} more like it)" if len(found) > 1 else ""
        raise BuildError(f"{found[0].told(cells)}{more}")
