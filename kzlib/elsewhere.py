"""Addresses that a page does not hold itself: where a claim, event or actor leads that is not among those listed.

A page lists the weightiest rows. An address from an earlier edition, or from a list of all claims, may name one that
came to stand below them, or an event that another article now tells first: it leads to the words, or to the event.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from kzlib.chapters.actors.appearance import anchor as actor_anchor
from kzlib.chapters.chronology.words import anchor as event_anchor
from kzlib.edition import Edition
from kzlib.events_fusion import identity
from kzlib.evidence import address

_ID = re.compile(r' id="([^"]+)"')


def leads(edition: Edition, page: str, body: str) -> dict[str, str]:
    """Anchors that a chapter does not hold, with the address from the top folder that each leads to."""
    if page not in CHAPTERS:
        return {}
    held = set(_ID.findall(body))
    return {
        anchor: f"{page}.html#{other}" if other in held else words
        for anchor, other, words in CHAPTERS[page](edition)
        if anchor not in held
    }


def script(found: dict[str, str]) -> str:
    """A script that sets `document.kzElsewhere`: address by anchor."""
    return f"document.kzElsewhere = {json.dumps(found, sort_keys=True)};\n"


# An anchor, the anchor of what it now is a part of (empty if of nothing), and the address of the words.
Lead = tuple[str, str, str]


def _claims(edition: Edition) -> Iterator[Lead]:
    return ((claim.id, "", address(claim)) for claim in edition.claims)


def _events(edition: Edition) -> Iterator[Lead]:
    for event in edition.happenings:
        own, words = event_anchor(event), address(event.tellings[0])
        yield own, "", words
        yield from ((f"e-{identity(telling)}", own, words) for telling in event.tellings)


def _actors(edition: Edition) -> Iterator[Lead]:
    for actor in edition.actors:
        yield actor_anchor(actor.actor_id), "", address((actor.mentions or actor.quotations)[0])


CHAPTERS: dict[str, Callable[[Edition], Iterator[Lead]]] = {
    "figures": _claims,
    "chronology": _events,
    "actors": _actors,
}
