"""What the chapter hands on to the home page and to what is shown beside evidence."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kzlib.chapters.reliability.flags import verdict
from kzlib.edition import Edition
from kzlib.evidence import amount, joined, shorten, source, tally

FAULTY = 3  # how many are named
NAME = 60  # characters of a name


def handed(edition: Edition) -> dict[str, Any]:
    """How many articles have a publisher, an author, a voice of their own; and the grades of articles."""
    return {"sources": sources(edition), "article_grades": edition.article_grades}


def sources(edition: Edition) -> Markup:
    """How many articles say where they come from, and which contradict themselves."""
    cards, table = edition.cards, "reliability.html#t-flags"
    known, signed = (sum(verdict(c.flags.get(n)) == "good" for c in cards) for n in ("publisher_known", "author_known"))
    voices = amount(len(set(edition.origin_of.values())), table)
    text = Markup(
        "<h2>How reliable</h2><p>{}, {} with a known publisher, {} signed; {} independent of one another.</p>"
    )
    text = text.format(tally(len(cards), "article", table), amount(known, table), amount(signed, table), voices)
    faulty = [c for c in cards if verdict(c.flags.get("contradicts_itself")) == "bad"]
    if faulty:
        named = joined(source(c.doc_id, shorten(c.doc_id, NAME)) for c in faulty[:FAULTY])
        rest = " and others" if len(faulty) > FAULTY else ""
        contradict = "contradicts itself" if len(faulty) == 1 else "contradict themselves"
        text += Markup("<p>{}{} {}.</p>").format(named, rest, contradict)
    return text + Markup('<p><a href="reliability.html">Source by source</a></p>')
