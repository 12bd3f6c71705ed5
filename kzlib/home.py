"""The home page: what the book says, on one screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from kzlib.chapters.actors.card import heard_most
from kzlib.chapters.chronology.card import days
from kzlib.chapters.figures.card import deadliest, findings
from kzlib.chapters.reliability.card import sources
from kzlib.edition import Edition
from kzlib.evidence import day, source, tally
from kzlib.selected import count

# By the name under which a chapter hands it on.
CARDS: Mapping[str, Callable[[Edition], Markup]] = {
    "toll": deadliest,
    "days": days,
    "speakers": heard_most,
    "sources": sources,
}
# The articles published first and last, of as many by id.
_ENDS = """
    (SELECT doc_id, published FROM documents WHERE published IS NOT NULL ORDER BY published, doc_id LIMIT 1)
    UNION ALL
    (SELECT doc_id, published FROM documents WHERE published IS NOT NULL ORDER BY published DESC, doc_id DESC LIMIT 1)
    ORDER BY published, doc_id
"""


def home(edition: Edition) -> Markup:
    """What was read; the findings that weigh most; four cards: the toll, the days, the speakers, the sources."""
    cards = (_handed(edition, name, card) for name, card in CARDS.items())
    grid = Markup("").join(Markup('<section class="card">{}</section>').format(c) for c in cards)
    return Markup('<p class="lead">{}</p>{}<div class="cards">{}</div>').format(
        _statement(edition), _handed(edition, "findings", findings), grid
    )


def _handed(edition: Edition, name: str, made: Callable[[Edition], Markup]) -> Markup:
    """A part as its chapter hands it on; made here if no chapter does."""
    return Markup(edition.handed[name]) if name in edition.handed else made(edition)


def _statement(edition: Edition) -> Markup:
    """What this edition was read from: articles and voices, their days, what was left out."""
    ends = edition.query.rows(_ENDS)
    text = Markup("Read from {}").format(tally(count(edition, "documents"), "article", "#t-articles"))
    if ends:
        first, last = ends[0], ends[-1]
        text += Markup(", published {}").format(source(first["doc_id"], day(first["published"])))
        if first["published"] != last["published"]:
            text += Markup(" to {}").format(source(last["doc_id"], day(last["published"])))
    if edition.as_of:
        text += Markup(', as of <a href="cite.html#edition">{}</a>').format(edition.as_of)
    if out := count(edition, "problems"):
        text += Markup("; {} left out").format(tally(out, "item", "method.html#t-problems"))
    return text + "."
