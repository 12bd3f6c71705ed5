"""What the head of a page says to reference managers and search engines: Highwire tags, Open Graph, links, JSON-LD.

The rules are those that Zotero and Google Scholar read by: a chapter is one because the title of its book stands beside
its own; each author has a tag; no tag names a PDF, which Zotero would keep in the place of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kzlib.cite import linked_data
from kzlib.cite.facts import Author, Facts, Work
from kzlib.cite.formats import BY_NAME
from kzlib.edition import Edition
from kzlib.evidence import plain


def head(edition: Edition, known: Facts, work: Work) -> Markup:
    """Tags, links and JSON-LD of the page of a work, for its `<head>`."""
    tags = [Markup('<meta name="{}" content="{}">').format(name, content) for name, content in highwire(known, work)]
    tags.append(Markup('<meta property="og:title" content="{}">').format(plain(work.title)))
    if work.whole:
        tags.append(Markup('<meta property="og:type" content="book">'))
    if known.address:
        tags.append(Markup('<link rel="canonical" href="{}">').format(known.address + work.file))
        tags.append(Markup('<meta property="og:url" content="{}">').format(known.address + work.file))
    for name, kind in ALTERNATES.items():
        file = BY_NAME[name].file(work.id)
        tags.append(Markup('<link rel="alternate" type="{}" href="{}">').format(kind, file))
    tags.append(linked_data.script(linked_data.page(edition, known, work)))
    return Markup("\n").join(tags)


ALTERNATES = {
    "ris": "application/x-research-info-systems",
    "bibtex": "application/x-bibtex",
    "csl": "application/vnd.citationstyles.csl+json",
}


def highwire(known: Facts, work: Work) -> Iterator[tuple[str, str]]:
    """The citation_* tags of a work, as name and content, in order."""
    yield "citation_title", plain(work.title)
    for author in known.authors:
        yield "citation_author", _author(author, alone=len(known.authors) == 1)
    if not work.whole:
        yield "citation_inbook_title", known.title
        yield "citation_book_title", known.title
    yield "citation_publication_date", f"{known.released:%Y/%m/%d}"
    yield "citation_publisher", known.publisher
    yield "citation_language", known.language
    if known.address:
        yield "citation_public_url", known.address + work.file
        yield "citation_fulltext_html_url", known.address + work.file
    if work.abstract:
        yield "citation_abstract", plain(work.abstract)
    yield "citation_keywords", "; ".join(known.keywords)


def _author(author: Author, alone: bool) -> str:
    """Family, given. A body ends in a comma, or its last word would be taken for its family name; a person alone whose
    family and given names have several words ends in a semicolon, or the comma would be taken to part two people."""
    if author.name:
        return f"{author.name},"
    several = " " in f"{author.particle} {author.family}".strip() and " " in author.given
    return author.inverted + (";" if alone and several else "")
