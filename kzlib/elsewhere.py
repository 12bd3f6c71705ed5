"""Addresses that a page does not hold itself: where a claim, event or actor leads that is not among those listed.

A page lists the weightiest rows. An address from an earlier edition, or from a list of all claims, may name one that
came to stand below them, or an event that another article now tells first: it leads to the words, or to the event.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

import pyarrow as pa

from kzlib.chapters.actors.appearance import anchor as actor_anchor
from kzlib.chapters.chronology.words import anchor as event_anchor
from kzlib.edition import Edition, Row
from kzlib.events_fusion import identity
from kzlib.evidence import href
from kzlib.selected import PAGES, Selected, article_ids, count

# The first place of each actor that is asked for. Who is quoted and has no id is the actor that is named so, or a name.
_NAMED_FIRST = """
    WITH named AS (SELECT name, first(actor_id ORDER BY doc_id, "start", "end", actor_id) AS actor_id FROM mentions
        WHERE name IN (SELECT id FROM asked) GROUP BY name),
    quoted AS (SELECT coalesce(nullif(speaker_id, ''), actor_id, speaker) AS id, doc_id, "start", "end"
        FROM quotations LEFT JOIN named ON speaker = name WHERE coalesce(speaker, '') != ''),
    places AS (SELECT 1 AS kind, actor_id AS id, doc_id, "start", "end" FROM mentions
        UNION ALL SELECT 2, * FROM quoted)
    SELECT id, doc_id, "start", "end" FROM places WHERE id IN (SELECT id FROM asked)
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY kind, doc_id, "start", "end") = 1 ORDER BY id
"""
_ID = re.compile(r' id="([^"]+)"')


def held(body: str) -> set[str]:
    """The anchors that a page holds."""
    return set(_ID.findall(body))


def needed(edition: Edition, page: str, held: Container[str]) -> bool:
    """Whether there is an anchor of a chapter that its page does not hold; of many articles none holds all."""
    if page not in CHAPTERS or count(edition, "documents") > PAGES:
        return page in CHAPTERS
    return any(lead.anchor not in held for lead in CHAPTERS[page](Selected(edition, {}, article_ids(edition))))


def leads(articles: Selected, page: str, held: Container[str]) -> dict[str, str]:
    """Anchors that a chapter does not hold, with the address from the top folder that each leads to.

    `articles` are those that have a page: to words of others nothing can lead.
    """
    found = {}
    for lead in CHAPTERS[page](articles) if page in CHAPTERS else ():
        if lead.anchor in held:
            continue
        if lead.part_of in held:
            found[lead.anchor] = f"{page}.html#{lead.part_of}"
        elif lead.words[0] in articles.documents:
            found[lead.anchor] = href(*lead.words)
    return found


def script(found: dict[str, str]) -> str:
    """A script that sets `document.kzElsewhere`: address by anchor."""
    return f"document.kzElsewhere = {json.dumps(found, sort_keys=True)};\n"


class Lead(NamedTuple):
    """An anchor, that of what it now is a part of (empty if of nothing), and the words: article, start and end."""

    anchor: str
    part_of: str
    words: tuple[str, int, int]


def _claims(articles: Selected) -> Iterator[Lead]:
    return (Lead(claim.id, "", (claim.doc_id, claim.start, claim.end)) for claim in articles.claims)


def _events(articles: Selected) -> Iterator[Lead]:
    for event in articles.happenings:
        own, words = event_anchor(event), _where(event.tellings[0])
        yield Lead(own, "", words)
        yield from (Lead(f"e-{identity(telling)}", own, words) for telling in event.tellings)


def _actors(articles: Selected) -> Iterator[Lead]:
    """Where each actor is named first, or quoted where it is never named, of those that these articles name or quote.

    Others lead to words of other articles.
    """
    asked = {row["actor_id"] for row in articles.rows("mentions")}
    quoted = articles.rows("quotations")
    asked |= {name for row in quoted for name in (row["speaker_id"], row["speaker"]) if name}
    query = articles.edition.query
    query.keep("asked", pa.table({"id": pa.array(sorted(asked), pa.string())}))
    for row in query.rows(_NAMED_FIRST):
        yield Lead(actor_anchor(row["id"]), "", _where(row))


def _where(row: Row) -> tuple[str, int, int]:
    return row["doc_id"], row["start"], row["end"]


CHAPTERS: dict[str, Callable[[Selected], Iterator[Lead]]] = {
    "figures": _claims,
    "chronology": _events,
    "actors": _actors,
}
