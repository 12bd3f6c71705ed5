"""The opening of the chapter: how many, according to whom, how far apart."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.chapters import toll
from kzlib.chapters.figures.findings import told
from kzlib.compare import Finding
from kzlib.edition import Edition
from kzlib.evidence import tally


def lead(edition: Edition) -> Markup:
    """Two to four sentences: the toll and its range, the weightiest contradiction, how many claims and voices."""
    if not edition.claims:
        return Markup("<p>No figure was read in these articles, so no range can be given.</p>")
    return Markup("<p>{}{}{}</p>").format(toll.sentence(edition), _disagreement(edition), _counts(edition))


def _disagreement(edition: Edition) -> Markup:
    """The weightiest finding about numbers; that there is none, if so."""
    found = next((f for f in edition.disagreements if f.claims), None)
    if found is None:
        return Markup("No claim contradicts another. ")
    return Markup("{} {} ").format(_opening(found), told(edition, found))


def _opening(found: Finding) -> str:
    changes = {"revision_up", "revision_down", "rise", "repeated"}
    return "What stands out most:" if found.type in changes else "The weightiest contradiction:"


def _counts(edition: Edition) -> Markup:
    voices = len({c.origin for c in edition.claims})
    articles = len({c.doc_id for c in edition.claims})
    return Markup("The articles make {} from {}, in {}.").format(
        tally(len(edition.claims), "claim", "#t-register"),
        tally(voices, "independent voice", "#t-register"),
        tally(articles, "article", "#t-register"),
    )
