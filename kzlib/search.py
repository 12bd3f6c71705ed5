"""What the site's search knows: parts of chapters and passages of articles, as scripts that the search page loads.

A page opened from a folder may not fetch anything, so the index is made of scripts that hand over lists of parts; the
browser indexes them (MiniSearch). The chapters are one script; the articles are blocks that are loaded with the first
query. What is indexed of each article shrinks as articles grow in number, so that all of it stays below `ARTICLES`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kzlib.evidence import plain, plural, shorten
from kzlib.rendered import Part

# Characters of passages that are indexed in all, and of one article at most; characters of one block.
ARTICLES, ONE_ARTICLE, BLOCK = 4_000_000, 12_000, 250_000
# Characters of one section or row of a chapter.
PART = 4_000


@dataclass(frozen=True, slots=True)
class Article:
    """An article to be found: address of its page, title, what stands beside it, its passages, weightiest first."""

    address: str
    title: str
    about: str
    passages: Sequence[str]


def chapters(pages: Sequence[tuple[str, str, Sequence[Part]]]) -> str:
    """The script of the chapters, from (page name, title, parts)."""
    found = []
    for name, title, parts in pages:
        for part in parts:
            place = [title, *(p for p in (part.heading, part.row) if p and p != title)]
            address = f"{name}.html#{part.id}" if part.id else f"{name}.html"
            found.append([address, " › ".join(place), "row" if part.row is not None else "", shorten(part.text, PART)])
    return _script("chapters", found)


def share(articles: int) -> int:
    """How many characters of an article's passages are indexed, with so many articles."""
    return min(ONE_ARTICLE, ARTICLES // max(1, articles))


def blocks(articles: Sequence[Article]) -> Iterator[str]:
    """The scripts of the articles, each of about BLOCK characters."""
    most = share(len(articles))
    block: list[list[str]] = []
    size = 0
    for article in articles:
        text = shorten(plain(" … ".join(article.passages)), most)
        block.append([article.address, plain(article.title), plain(article.about), text])
        size += len(text) + len(article.title)
        if size >= BLOCK:
            yield _script("articles", block)
            block, size = [], 0
    if block:
        yield _script("articles", block)


def _script(kind: str, parts: list[Any]) -> str:
    data = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return f'kzIndex("{kind}",' + data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + ");\n"


def page(articles: int, block_count: int, of: int) -> Markup:
    """The body of the search page: the form, what is searched, and where results go.

    `articles` are those with a page, `of` all that the book has.
    """
    whole = share(articles) == ONE_ARTICLE
    part = "title and passages" if whole else f"title and the first {share(articles):,} characters of the passages"
    return Markup(
        '<h1>Search</h1>\n<form class="search-page" action="search.html" role="search">'
        '<label for="query">Words or numbers</label> <input type="search" id="query" name="q" autocomplete="off" '
        'spellcheck="false"> <button>Search</button></form>\n'
        '<p class="note">Searched: every chapter, and {} of {}. Accents, capitals and apostrophes make '
        "no difference; all words must occur, the beginning of a word is enough.</p>\n"
        "<noscript><p>Search needs scripts. Without them, use your browser's own search on a chapter, or the tables "
        'on the page <a href="data.html">Data</a>.</p></noscript>\n'
        '<p id="found" role="status"></p>\n<div id="results" data-blocks="{}"></div>'
    ).format(part, _which(articles, of), block_count)


def _which(articles: int, of: int) -> Markup:
    if articles == of:
        return Markup.escape(plural(of, "article"))
    return Markup('{:,} of {}, those that have a page (all are in the <a href="data.html#documents">table</a>)').format(
        articles, plural(of, "article")
    )
