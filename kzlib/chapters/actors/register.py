"""The register: who appears, on which side and why, under which names, in which roles over time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kzlib.chapters.actors.appearance import ARTICLES, LONGEST, TYPES, anchor, counted, label, named, several
from kzlib.chapters.actors.heard import speakers
from kzlib.chapters.folds import why
from kzlib.compare import Actor
from kzlib.edition import Edition
from kzlib.evidence import Column, days, link, missing, shorten, table, visible

Row = dict[str, Any]
_ROLES, _OPEN, _FIRST, _SPELLINGS = 5, 2, 4, 3  # roles, those not folded, first mentions and spellings in a cell
_ROLE = 120  # characters of a role


@dataclass(frozen=True, slots=True)
class Role:
    """A function given to an actor: a mention that gives it, and the days on which articles that do were published."""

    words: str
    mention: Row
    first: dt.date | None
    last: dt.date | None


def register(edition: Edition, most: int) -> Markup:
    """Who appears: side, roles over time, spellings, articles; speakers first, then the most mentioned."""
    people = named(edition)
    if not people:
        return Markup("<p>There is nobody to list.</p>")
    shown = _shown(edition, people, most)
    columns = [
        Column("Name"),
        Column("Also written"),
        Column("Side"),
        Column("Roles"),
        Column(ARTICLES, "id"),
    ]
    rows = [
        (
            _name(a),
            _spellings(a),
            _side(edition, a),
            _roles(edition, a),
            why(counted(_origins(edition, a), len(a.articles)), _first(a)),
        )
        for a in shown
    ]
    return table(
        "Actors, those heard in most independent articles first, then the most mentioned; open a side for its rule, "
        "articles for first mentions; roles are dated by publication",
        columns,
        rows,
        len(people),
        "mentions",
        id="t-register",
    )


def _shown(edition: Edition, people: list[Actor], most: int) -> list[Actor]:
    """At most so many: speakers, the one heard most first, then those named in most independent articles."""
    heard = [a for a in speakers(edition) if a.type in TYPES]
    if len(heard) >= most:
        return heard[:most]
    known = {a.actor_id for a in heard}
    rest = (a for a in people if a.actor_id not in known)
    return [*heard, *sorted(rest, key=lambda a: (-_origins(edition, a), -len(a.mentioned), a.name))][:most]


def _origins(edition: Edition, actor: Actor) -> int:
    """Independent articles in which an actor appears."""
    return len({edition.origin_of.get(d, d) for d in actor.articles})


def _name(actor: Actor) -> Markup:
    name = visible(shorten(actor.name, LONGEST))
    return Markup('<span id="{}" lang="fr">{}</span> <span class="missing">{}</span>').format(
        anchor(actor.actor_id), name, actor.type
    )


def _side(edition: Edition, actor: Actor) -> Markup:
    """Every side that the actor takes, each with its rule, the words it rests on linked."""
    parts = []
    found = edition.sides.all_of(actor.actor_id)
    for side, articles in found[:3]:
        often = f" ({articles} of {len(actor.articles)} articles)" if len(found) > 1 else ""
        rule = shorten(side.rule, 200)
        shown = link(side.mention, rule) if side.mention else visible(rule)
        parts.append(why(label(edition, side.code) + often, shown))
    return Markup("").join(parts)


def roles(edition: Edition, actor: Actor) -> list[Role]:
    """The functions given to an actor, in the order in which articles were published; those without a day last."""
    given: defaultdict[str, list[Row]] = defaultdict(list)
    for mention in actor.given_roles:
        given[" ".join(mention["role"].casefold().replace("’", "'").split())].append(mention)
    found = []
    for mentions in given.values():
        published = {m["doc_id"]: edition.documents[m["doc_id"]]["published"] for m in mentions}
        known = sorted(d for d in published.values() if d)
        first = min(mentions, key=lambda m: (published[m["doc_id"]] or dt.date.max, m["doc_id"], m["start"]))
        found.append(Role(first["role"], first, known[0] if known else None, known[-1] if known else None))
    late = dt.date.max
    return sorted(found, key=lambda r: (r.first or late, r.last or late, r.words.casefold()))


def _roles(edition: Edition, actor: Actor) -> Markup:
    found = roles(edition, actor)
    if not found:
        return missing("not given")
    parts = []
    for role in found[:_ROLES]:
        words = Markup('<span lang="fr">{}</span>').format(visible(shorten(role.words, _ROLE)))
        when = days(role.first, role.last) or "day not known"
        parts.append(Markup('{} <span class="missing">{}</span>').format(link(role.mention, words), when))
    rest = len(found) - _ROLES
    more = Markup(" and {:,} more").format(rest) if rest > 0 else ""
    if len(parts) <= _OPEN:
        return Markup("; ").join(parts)
    behind = Markup("; ").join(parts[_OPEN:]) + more
    return Markup("; ").join(parts[:_OPEN]) + why(f"{len(found) - _OPEN:,} more", behind)


def _first(actor: Actor) -> Markup:
    """The article ids, each linked to the first mention there."""
    mentions = actor.rows[0]
    docs = mentions.column("doc_id")
    first: dict[str, int] = {}
    for number in actor.mentioned:
        first.setdefault(docs[number], number)
    return several([*first.values()], _FIRST, lambda n: link(mentions[n], docs[n]))


def _spellings(actor: Actor) -> Markup:
    """The spellings other than the name itself."""
    other = [s for s in actor.spellings if s.casefold() != actor.name.casefold()]
    return several(
        other, _SPELLINGS, lambda s: Markup('<span lang="fr">{}</span>').format(visible(shorten(s, LONGEST)))
    )
