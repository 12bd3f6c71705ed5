"""References on the page: the whole list, and at the foot of each chapter."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.cite import csl, facts, text
from kzlib.cite.formats import FORMATS, Format
from kzlib.edition import Edition


def references(edition: Edition) -> Markup:
    """How to cite the book, and each of its pages."""
    known = facts.of(edition)
    works = [facts.book(known), *facts.chapters(known)]
    return Markup("\n").join(
        Markup('<section class="cite"><h2 id="{}">{}</h2>\n{}</section>').format(
            w.id, "The whole book" if w.whole else w.title, block(known, w)
        )
        for w in works
    )


def foot(edition: Edition, work: facts.Work) -> Markup:
    """What stands at the end of a chapter: its reference in every format."""
    return Markup('<section class="cite" id="cite-this"><h2>Cite this chapter</h2>\n{}</section>\n').format(
        block(facts.of(edition), work)
    )


def block(known: facts.Facts, work: facts.Work) -> Markup:
    """One work in every format: the text of ISO 690, and the others behind a toggle, each with its file."""
    item = csl.item(known, work)
    shown = {"iso690": text.html(item, "iso690"), "apa": text.html(item, "apa")}
    first, *others = [_format(f, work.id, shown.get(f.name) or _verbatim(f.write(item))) for f in FORMATS]
    return Markup('{}\n<details class="formats"><summary>{}</summary>\n{}</details>\n').format(
        first, ", ".join(f.label for f in FORMATS[1:]), Markup("\n").join(others)
    )


def _format(format: Format, id: str, written: Markup) -> Markup:
    return Markup(
        '<div class="format"><p class="label">{label} <a href="{file}" download>download</a></p>'
        '<div class="copy" data-format="{name}">{written}</div></div>'
    ).format(label=format.label, file=format.file(id), name=format.name, written=written)


def _verbatim(written: str) -> Markup:
    return Markup('<pre tabindex="0">{}</pre>').format(written)
