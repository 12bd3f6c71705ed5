"""What the chapter hands on to the home page."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kzlib.chapters.actors.appearance import linked
from kzlib.chapters.actors.heard import speakers
from kzlib.edition import Edition
from kzlib.evidence import tally
from kzlib.selected import count

SPEAKERS = 5  # how many are named


def handed(edition: Edition) -> dict[str, Any]:
    """Who is heard most."""
    return {"speakers": heard_most(edition)}


def heard_most(edition: Edition) -> Markup:
    """How much is said, and who is heard in most independent articles."""
    quoted = speakers(edition)[:SPEAKERS]
    head = Markup("<h2>Who speaks</h2>")
    if not quoted:
        return head + Markup('<p>Nobody is quoted by name. <a href="actors.html">Actors</a></p>')
    whole = tally(count(edition, "quotations"), "statement", "data/quotations.csv")
    heard = Markup("").join(Markup("<li>{}</li>").format(linked(a)) for a in quoted)
    text = Markup("<p>{}. Heard in most independent articles, in this order:</p><ul>{}</ul>").format(whole, heard)
    return head + text + Markup('<p><a href="actors.html">All voices</a></p>')
