"""The pages of articles: which articles have one, and their HTML, put into the frame that the template gives to all.

Sphinx takes as long for a page that no other leads to as for any; so it writes one page of each kind with marks in
place of what differs, and an article's page is that page with its own title, description and text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from markupsafe import Markup, escape

from kzlib import evidence, search, sources
from kzlib.edition import Row
from kzlib.rendered import Use
from kzlib.selected import PAGES, Selected

FOLDER = "sources"
# Stand in a frame for what differs from page to page: private characters, which pass through the template unchanged.
TITLE, ABOUT, BODY = "\ue020", "\ue021", "\ue022"
# The pages with a table of readings and those without, which load other scripts. No article's page is called so.
FRAMES = {True: f"{FOLDER}/~table", False: f"{FOLDER}/~"}
# Characters of an article's title above its page.
_LONGEST = 300
_LINK = re.compile(r'href="sources/([^"#]+)\.html')


def linked(html: str) -> set[str]:
    """The names of the pages of articles that a page in the top folder links to."""
    return set(map(unquote, _LINK.findall(html)))


def chosen(doc_ids: Sequence[str], wanted: Iterable[str], most: int = PAGES) -> list[str]:
    """The articles that have a page, in the order of `doc_ids`: those whose pages are wanted, then the first others."""
    names = set(wanted)
    needed = doc_ids if len(doc_ids) <= most else [d for d in doc_ids if evidence.page(d) in names]
    first = set(needed)
    others = (d for d in doc_ids if d not in first)
    first.update(d for d, _ in zip(others, range(most - len(first)), strict=False))
    return [d for d in doc_ids if d in first]


class Frame:
    """A page as the template made it, and the pages of articles made from it."""

    def __init__(self, page: Path) -> None:
        """Take the page that Sphinx has written, and remove it."""
        self._parts = re.split(f"([{TITLE}{ABOUT}{BODY}])", page.read_text(encoding="utf-8"))
        page.unlink()

    def write(self, page: Path, title: str, about: str, body: str) -> None:
        """Write a page: its title as text, its description, its HTML."""
        given = {TITLE: str(escape(title)), ABOUT: str(escape(about)), BODY: body}
        html = "".join(given.get(part, part) for part in self._parts)
        page.write_text(html, encoding="utf-8", errors="xmlcharrefreplace", newline="\n")


def each(
    selected: Selected, uses: dict[str, list[Use]], finished: Callable[[str], str]
) -> Iterator[tuple[str, str, str, search.Article]]:
    """Name, title, HTML and entry in the search of each article's page."""
    full = selected.edition.evidence == "full"
    for doc_id, document in selected.documents.items():
        text, name = selected.texts[doc_id], evidence.page(doc_id)
        rows = {table: selected.of(doc_id, table) for table in sources.KINDS}
        shown = sources.windows(text, rows, selected.of(doc_id, "sentences"), full)
        html = sources.body(document, text, rows, shown, full, uses.get(name, ()))
        title = evidence.shorten(document["title"] or doc_id, _LONGEST)
        heading = Markup('<h1 lang="fr">{}</h1>\n').format(evidence.visible(title))
        passages = sources.passages(text, rows, shown)
        found = search.Article(evidence.href(doc_id), title, about(document), passages)
        yield name, evidence.plain(title), finished(str(heading + html)), found


def about(document: Row) -> str:
    """What stands beside an article's title: its publisher and day."""
    return ", ".join(p for p in (document["publisher"], evidence.day(document["published"])) if p)
