"""The Sphinx extension of the book: the pages of articles, computed parts of hand-written pages, what each page loads.

Loaded by `_config.yml`. It reads the folder named by the configuration value `kz_work`: the tables with `edition.json`,
and the texts of the articles (`kzlib.texts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from markupsafe import Markup
from sphinx.application import Sphinx

from kzlib import (
    article_pages,
    cite,
    evidence,
    pages,
    rendered,
    rerun,
    search,
    texts,
    vector,
)
from kzlib.article_pages import FRAMES
from kzlib.edition import Edition
from kzlib.loaded import Wanted
from kzlib.selected import Selected, article_ids

# A page may load style sheets, scripts and pictures that lie beside it, and send the form of the search; nothing else:
# no other host, no inline script or style. No page fetches anything; that its own folder may be asked is for auditors,
# which read robots.txt in a page's name.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
# Files of _static that every page uses, the typeface and its licence included.
FONTS = tuple(f"fonts/source-serif-4-latin-{style}.woff2" for style in ("400-normal", "400-italic", "600-normal"))
EVERYWHERE = ("kz.css", "icon.svg", *FONTS, "fonts/OFL.txt")
SEARCH_SCRIPTS = ("minisearch.js", "search.js", "search/chapters.js")
# Characters of the description that search engines show.
DESCRIPTION = 155
_BEGINNING = 1_000  # characters of a page that most often hold them
# Elements whose text no description is made of.
_NOT_PROSE = re.compile(r"<(h1|svg|table|ul|dl|pre|figure)\b.*?</\1>", re.DOTALL)


class Computed(Directive):
    """``{kz} NAME``: a part of a page that is computed from the tables; the names are those of `pages.PARTS`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The part as raw HTML. Raises an error of the build if there is no part of that name."""
        name = self.arguments[0]
        if name not in pages.PARTS:
            raise self.error(f"no computed part {name!r}; known: {', '.join(sorted(pages.PARTS))}")
        edition: Edition = self.state.document.settings.env.app.kz_edition
        return [nodes.raw("", str(pages.PARTS[name](edition)), format="html")]


class Reading:
    """What the pages of one site share: the texts, what chapters say and link to, which files of _static are used."""

    def __init__(self, app: Sphinx, edition: Edition) -> None:
        self.texts = texts.Texts(Path(app.config.kz_work) / texts.NAME)
        self.edition = edition
        self.citing = cite.Citing(edition)
        self.top = Path(app.outdir)
        self.static = self.top / "_static"
        self.used = set(EVERYWHERE)
        self.linked: set[str] = set()
        self._said: dict[str, tuple[str, list[rendered.Part]]] = {}
        self.wanted = Wanted()

    def note(self, page: str, title: str, body: str) -> None:
        """Remember what a chapter says, for search and for links back from articles."""
        self._said[page] = (title, rendered.parts(body))

    def chapters(self, order: list[str]) -> list[tuple[str, str, list[rendered.Part]]]:
        """Page name, title and parts of the chapters, in the order of the book."""
        return [(name, *self._said[name]) for name in order if name in self._said]

    def write(self, name: str, script: str) -> None:
        """Write a script into _static, where the pages load it from."""
        path = self.static / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, encoding="utf-8", errors="replace")
        self.used.add(name)

    def scripts(self, page: str, body: str) -> list[str]:
        """The scripts that a page uses, as files of _static, those that others build on first."""
        found = list(SEARCH_SCRIPTS) if page == "search" else []
        if page in FRAMES.values():
            found.append("source.js")
        else:
            found += self.wanted.behind_evidence(page, body)
        if "<table" in body or page == FRAMES[True]:
            found.append("tables.js")
        if page in self._said:
            found.append("cite.js")
        if self.edition.name:
            found.append("editions.js")
        found += self.wanted.held_elsewhere(self.edition, page, body)
        self.used.update(found)
        return found


def _open(app: Sphinx) -> None:
    edition = Edition.open(Path(app.config.kz_work) / "tables")
    app.kz_edition = edition  # type: ignore[attr-defined]
    app.kz_reading = Reading(app, edition)  # type: ignore[attr-defined]
    app.builder.search = False  # type: ignore[attr-defined]  # the book has a search of its own


def last_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """What Sphinx is to write when the chapters are written: name, context, template of each page.

    These are a frame for the pages of articles, which are written from it, and the page of the search. The text of
    articles never passes through a markup parser. What pages load of articles is left to whoever runs Sphinx.
    """
    reading: Reading = app.kz_reading  # type: ignore[attr-defined]
    chapters = reading.chapters(_order(app))
    doc_ids = article_ids(reading.edition)
    chosen = article_pages.chosen(doc_ids, reading.linked)
    reading.wanted.hand_on(Path(app.config.kz_work), chosen)
    for name in FRAMES.values():
        yield name, {"title": article_pages.TITLE, "body": article_pages.BODY}, "page.html"
    frames = {table: article_pages.Frame(reading.top / f"{name}.html") for table, name in FRAMES.items()}
    selected = Selected(reading.edition, reading.texts, chosen)
    found = []
    for name, title, html, entry in article_pages.each(selected, rendered.uses(chapters), finished):
        about = described(html) or reading.edition.statement
        frames["<table" in html].write(reading.top / f"{article_pages.FOLDER}/{name}.html", title, about, html)
        found.append(entry)
    body = str(_index(reading, chapters, found, len(doc_ids)))
    yield "search", {"title": "Search", "body": body}, "page.html"


def _order(app: Sphinx) -> list[str]:
    """The chapters in the order of the book, the home page last: what it says, a chapter says in full."""
    root = app.config.root_doc
    return [*app.env.toctree_includes.get(root, []), root]


def _index(reading: Reading, chapters: Any, articles: list[search.Article], of: int) -> Markup:
    """Write the index of the search; its page. `of` is how many articles the book has."""
    reading.write("search/chapters.js", search.chapters(chapters))
    blocks = list(search.blocks(articles))
    for number, block in enumerate(blocks, start=1):
        reading.write(f"search/articles-{number}.js", block)
    return search.page(len(articles), len(blocks), of)


def page_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """What a page's template gets: the edition, its policy and description, and the scripts that this page uses."""
    edition: Edition = app.kz_edition  # type: ignore[attr-defined]
    reading: Reading = app.kz_reading  # type: ignore[attr-defined]
    frame = pagename in FRAMES.values()
    body = context["body"] if frame else finished(context.get("body", ""))
    if doctree is not None:
        body = pages.whole(edition, body)
        reading.note(pagename, Markup(context["title"]).striptags(), body)
        reading.linked |= article_pages.linked(body)
    context |= reading.citing.additions(pagename, body) | {"kz": edition, "kz_policy": POLICY}
    context |= {"kz_run": rerun.section(edition, pagename), "kz_scripts": reading.scripts(pagename, context["body"])}
    context["kz_description"] = article_pages.ABOUT if frame else described(body) or edition.statement


def finished(html: str) -> str:
    """The HTML of a page as its template gets it: what it must not hold replaced, what is not seen written out."""
    # myst-nb names the toggle of code otherwise than it reads
    html = html.replace(' aria-label="Toggle hidden content"', "")
    html = vector.restyled(html.replace('<th class="head', '<th scope="col" class="head'))
    return evidence.everywhere(html)


def described(html: str) -> str:
    """The beginning of what a page says, for search engines; empty if it says nothing."""
    prose = _NOT_PROSE.sub(" ", html)
    end = prose.find("<", _BEGINNING)
    beginning = "" if end < 0 or "<!--" in prose else _words(prose[:end])
    return evidence.shorten(beginning if len(beginning) > DESCRIPTION else _words(prose), DESCRIPTION)


def _words(html: str) -> str:
    return Markup(html).striptags().replace("¶", "")


def drop_unused(app: Sphinx, error: Exception | None) -> None:
    """Remove the files of _static that no page loads."""
    if error:
        return
    reading: Reading = app.kz_reading  # type: ignore[attr-defined]
    for path in sorted(reading.static.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(reading.static).as_posix() not in reading.used:
            path.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx. What chapters say is gathered in one process, so they are written in one."""
    app.add_config_value("kz_work", "", "html")
    app.add_config_value("comments_config", {}, "html")  # set by jupyter-book, whose comments extension is not used
    app.add_directive("kz", Computed)
    app.connect("builder-inited", _open)
    app.connect("html-collect-pages", last_pages)
    app.connect("html-page-context", page_context, priority=900)
    app.connect("build-finished", drop_unused)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
