"""A link to itself beside each claim, event and chart of a page: the address that a reader copies and cites."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from kzlib import rendered
from kzlib.cite.claims import title
from kzlib.compare import Claim
from kzlib.edition import Edition
from kzlib.evidence import page
from kzlib.selected import Selected, article_ids

_CLAIM = re.compile(r'<span id="(c-[0-9a-f]{10})">')
_CHART = re.compile(
    r'<figure class="chart" id="([^"]+)">(?P<picture>.*?aria-label="(?P<alt>[^"]*)".*?)</figcaption>', re.DOTALL
)
_LONGEST = 120


def with_addresses(edition: Edition, body: str) -> str:
    """The HTML of a page with a # beside every claim and in the caption of every chart."""

    claims = {claim.id: claim for claim in _claims(edition, body)} if _CLAIM.search(body) else {}

    def claim(found: re.Match[str]) -> str:
        known = claims.get(found.group(1))
        return found.group() + here(found.group(1), title(known)) if known else found.group()

    def chart(found: re.Match[str]) -> str:
        sign = here(found.group(1), headline(unescape(found.group("alt"))))
        return found.group().removesuffix("</figcaption>") + " " + sign + "</figcaption>"

    return _CHART.sub(chart, _CLAIM.sub(claim, body))


def _claims(edition: Edition, body: str) -> list[Claim]:
    """The claims of the articles that a page links to: those that it lists, and more."""
    linked = {evidence.page for evidence in rendered.linked(body)}
    return Selected(edition, {}, [doc_id for doc_id in article_ids(edition) if page(doc_id) in linked]).claims


def here(id: str, words: str) -> str:
    """A # that links to an id of its page; `words` says in a line what stands there."""
    link = Markup('<a class="here" href="#{0}" data-title="{1}" aria-label="Address of: {1}">#</a>')
    return str(link.format(id, words))


def headline(words: str) -> str:
    """The first words of a text, up to a colon, semicolon or full stop, as a title."""
    first = re.split(r"[:;.]\s", words, maxsplit=1)[0].strip(" .:;")
    return first if len(first) <= _LONGEST else first[:_LONGEST].rsplit(" ", 1)[0] + " …"
