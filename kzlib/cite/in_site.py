"""What references add to a page of the site: to its head, beside what can be cited, and at its foot."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from kzlib.cite import facts
from kzlib.cite.addresses import with_addresses
from kzlib.cite.head import head
from kzlib.cite.page import foot
from kzlib.edition import Edition
from kzlib.evidence import shorten

# Pages that say how to cite without a part at their foot.
WITHOUT_FOOT = ("index", "cite")
# Characters of an abstract.
LONGEST = 900


class Citing:
    """What references add to the pages of an edition."""

    def __init__(self, edition: Edition) -> None:
        """Raises InputError as `facts.of` does."""
        self._edition, self._known = edition, facts.of(edition)
        self._works = {"index": facts.book(self._known)} | {w.id: w for w in facts.chapters()}

    def additions(self, page: str, body: str) -> dict[str, Any]:
        """What the template of a page gets: `body` with addresses, `kz_head` for its head, `kz_cite` for its foot.

        Head and foot are empty for pages that are not the book's own. The abstract is what `body` says first.
        """
        if page not in self._works:
            return {"body": body, "kz_head": Markup(""), "kz_cite": Markup("")}
        work = self._works[page]
        if not work.whole:
            work = replace(work, abstract=abstract(body))
        addressed = with_addresses(self._edition, body)
        end = Markup("") if page in WITHOUT_FOOT else foot(self._known, work, figures='class="here"' in addressed)
        return {"body": addressed, "kz_head": head(self._edition, self._known, work), "kz_cite": end}


def abstract(body: str) -> str:
    """What a page says before its first section, as plain text."""
    opening = body.split("<h2", 1)[0]
    opening = re.sub(r"<(svg|figure|table|script|style)\b.*?</\1>", " ", opening, flags=re.DOTALL)
    paragraphs = re.findall(r"<p\b[^>]*>(.*?)</p>", opening, re.DOTALL)
    return shorten(" ".join(Markup(p).striptags() for p in paragraphs), LONGEST)
