"""The Sphinx extension of the book: the pages of articles, computed parts of hand-written pages, what each page loads.

Loaded by `_config.yml`. It reads the folder named by the configuration value `kz_work`: `edition.json`, `texts.json`
(texts as decoded, by article) and the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from kzlib import evidence, pages, sources
from kzlib.edition import Edition

# Scripts that a page may load: what Sphinx's own search needs, and the outline of evidence on the pages of articles.
SEARCH_SCRIPTS = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
SOURCE_SCRIPTS = ("kz.js",)


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


def _open(app: Sphinx) -> None:
    app.kz_edition = Edition.open(Path(app.config.kz_work) / "tables")  # type: ignore[attr-defined]


def article_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """One page an article: name, context, template. Their text never passes through a markup parser."""
    edition: Edition = app.kz_edition  # type: ignore[attr-defined]
    texts = json.loads((Path(app.config.kz_work) / "texts.json").read_text(encoding="utf-8"))
    for document in edition.tables["documents"]:
        doc_id = document["doc_id"]
        rows = {name: edition.of(doc_id, name) for name in sources.KINDS}
        html = sources.body(document, texts[doc_id], rows, edition.of(doc_id, "sentences"), edition.evidence == "full")
        title = evidence.visible(document["title"] or doc_id)
        heading = f'<h1 lang="fr">{title}</h1>\n'
        yield f"sources/{evidence.page(doc_id)}", {"title": title.striptags(), "body": heading + str(html)}, "page.html"


def page_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """What a page's template gets: the edition; only the style sheets and scripts that this page uses."""
    edition: Edition = app.kz_edition  # type: ignore[attr-defined]
    context["kz"] = edition
    allowed = SEARCH_SCRIPTS if pagename == "search" else SOURCE_SCRIPTS if pagename.startswith("sources/") else ()
    context["script_files"] = [s for s in context["script_files"] if _name(s) in allowed]
    # myst-nb names the toggle of code otherwise than it reads
    context["body"] = context.get("body", "").replace(' aria-label="Toggle hidden content"', "")
    code = "highlight" in context["body"]
    context["css_files"] = [
        s for s in context["css_files"] if _name(s) == "kz.css" or (code and _name(s) == "pygments.css")
    ]


def _name(file: Any) -> str:
    return str(getattr(file, "filename", file)).rsplit("/", 1)[-1].split("?")[0]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.add_config_value("kz_work", "", "html")
    app.add_config_value("comments_config", {}, "html")  # set by jupyter-book, whose comments extension is not used
    app.add_js_file("kz.js")
    app.add_directive("kz", Computed)
    app.connect("builder-inited", _open)
    app.connect("html-collect-pages", article_pages)
    app.connect("html-page-context", page_context, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
