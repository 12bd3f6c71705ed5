"""Every internal link of a site must lead somewhere: to a file that is there, and to an anchor that is in it."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

REFERS = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}


class _Page(HTMLParser):
    """Collects the ids of a page and the addresses that it refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and references of one element."""
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(str(given["id"]))
        for name in (REFERS.get(tag), "xlink:href"):
            if name and given.get(name):
                self.addresses.add(str(given[name]))


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def broken(site: Path) -> list[str]:
    """Internal links that lead nowhere, as "page: address", sorted.

    Not looked at: addresses of other hosts, and of what lies beside the site's folder, such as other editions.
    """
    pages = cache(_read)
    found = []
    for path in sorted(site.rglob("*.html")):
        for address in sorted(pages(path).addresses):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            if not target.is_relative_to(site.resolve()):
                continue
            if not target.exists():
                found.append(f"{path.relative_to(site)}: {address}")
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in pages(target).ids:
                found.append(f"{path.relative_to(site)}: {address}")
    return found


def check(site: Path) -> None:
    """Raise RuntimeError, naming the first and how many there are, if a link of the site is broken."""
    if found := broken(site):
        raise RuntimeError(f"{len(found)} broken links, the first in {found[0]}")
