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


def additions(edition: Edition, page: str, body: str) -> dict[str, Any]:
    """What the template of a page gets: `body` with addresses, `kz_head` for its head, `kz_cite` for its foot.

    Head and foot are empty for pages that are not the book's own. The abstract is what `body` says first.
    """
    known = facts.of(edition)
    works = {"index": facts.book(known)} | {w.id: w for w in facts.chapters()}
    if page not in works:
        return {"body": body, "kz_head": Markup(""), "kz_cite": Markup("")}
    work = works[page]
    if not work.whole:
        work = replace(work, abstract=abstract(body))
    addressed = with_addresses(edition, body)
    end = Markup("") if page in WITHOUT_FOOT else foot(known, work, figures='class="here"' in addressed)
    return {"body": addressed, "kz_head": head(edition, known, work), "kz_cite": end}


def abstract(body: str) -> str:
    """What a page says before its first section, as plain text."""
    opening = body.split("<h2", 1)[0]
    opening = re.sub(r"<(svg|figure|table|script|style)\b.*?</\1>", " ", opening, flags=re.DOTALL)
    paragraphs = re.findall(r"<p\b[^>]*>(.*?)</p>", opening, re.DOTALL)
    return shorten(" ".join(Markup(p).striptags() for p in paragraphs), LONGEST)
