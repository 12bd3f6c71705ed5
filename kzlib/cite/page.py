"""References on the page: the whole list, and at the foot of each chapter."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.cite import claims, csl, facts, text
from kzlib.cite.formats import FORMATS, Format
from kzlib.edition import Edition
from kzlib.evidence import tally
from kzlib.selected import count

# What stands in a pattern where no figure has been chosen.
BLANKS = {claims.TITLE: ("title", "what the figure says"), claims.ID: ("id", "address of the figure")}


def references(edition: Edition) -> Markup:
    """How to cite the book, each of its pages, and any claim."""
    known = facts.of(edition)
    works = [facts.book(known), *facts.chapters()]
    parts = [
        Markup('<section class="cite"><h2 id="of-{}">{}</h2>\n{}</section>').format(
            w.id, "The whole book" if w.whole else w.title, block(csl.item(known, w), w.id)
        )
        for w in works
    ]
    return Markup("\n").join([*parts, _claims(edition)])


def _claims(edition: Edition) -> Markup:
    number = count(edition, "figures")
    if not number:
        return Markup("")
    files = Markup(", ").join(_download(f, claims.FILES, f.label) for f in FORMATS)
    said = tally(number, "claim", "data/figures.csv")
    return Markup(
        '<section class="cite"><h2 id="claims">A single figure</h2>\n<p>Every claim has an address of its own, made '
        'from what is claimed. The chapter on figures says <a href="figures.html#cite-one">how to cite one</a>. '
        "The references of all {}, in one file: {}.</p></section>"
    ).format(said, files)


def foot(known: facts.Facts, work: facts.Work, figures: bool) -> Markup:
    """What stands at the end of a page: its reference in every format, and that of any figure in it, if it has some."""
    whole = Markup('<section class="cite" id="cite-this"><h2>Cite this chapter</h2>\n{}</section>\n')
    found = whole.format(block(csl.item(known, work), work.id))
    if not figures:
        return found
    pattern = block(claims.pattern(known, work.id))
    for blank, (name, words) in BLANKS.items():
        pattern = pattern.replace(blank, Markup('<var data-fill="{}">{}</var>').format(name, words))
    return found + Markup(
        '<section class="cite" id="cite-one"><h2>Cite one figure</h2>\n<p>Every claim and chart has an address of its '
        "own: the # beside it. It stays the same when other articles come in.</p>\n{}</section>\n"
    ).format(pattern)


def block(item: csl.Item, id: str = "") -> Markup:
    """One work in every format: the text of ISO 690, and the others behind a toggle; its files if it has an id."""
    shown = {"iso690": text.html(item, "iso690"), "apa": text.html(item, "apa")}
    first, *others = [_format(f, id, shown.get(f.name) or _verbatim(f.write(item))) for f in FORMATS]
    return Markup('{}\n<details class="formats"><summary>{}</summary>\n{}</details>\n').format(
        first, ", ".join(f.label for f in FORMATS[1:]), Markup("\n").join(others)
    )


def _format(format: Format, id: str, written: Markup) -> Markup:
    file = Markup(" {}").format(_download(format, id, "download")) if id else Markup("")
    return Markup('<div class="format" data-format="{}" data-ending="{}"><p class="label">{}{}</p>\n{}</div>').format(
        format.name, format.ending, format.label, file, Markup('<div class="copy">{}</div>').format(written)
    )


def _download(format: Format, id: str, shown: str) -> Markup:
    return Markup('<a href="{}" download>{}</a>').format(format.file(id), shown)


def _verbatim(written: str) -> Markup:
    return Markup('<pre tabindex="0">{}</pre>').format(written)
