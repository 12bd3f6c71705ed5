"""Sides: where an actor stands in a crisis, by rule, from what the tables and the lexicon `sides` say; never by guess.

A word tells what an actor is (an office or body of a state, an opponent, a witness...). Whether a state's is the
government or a foreign state follows from its country and the country of the crisis. What neither says stays unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from kzlib import lexicon
from kzlib.compare.actor import Actor
from kzlib.compare.columns import Rows
from kzlib.compare.country import Crisis, media_ids, name, state
from kzlib.compare.sidewords import Found, find, former, rank

Row = dict[str, Any]

# In the order in which they are shown; "unknown" is not a side.
SIDES = ("government", "opposition", "people", "foreign", "international", "media", "other", "unknown")
_BODIES = ("organisation", "group", "unknown")


class Given(NamedTuple):
    """A mention that gives a role: its row is made where a side rests on it."""

    role: str
    country: str | None
    mentions: Rows
    number: int

    @property
    def row(self) -> Row:
        """The row of table mentions."""
        return self.mentions[self.number]


@dataclass(frozen=True, slots=True)
class Side:
    """Where an actor stands: `code` is one of SIDES, `rule` the reason in one sentence, `given` the words that it rests
    on (None: no words, but what is known of the actor)."""

    code: str
    rule: str
    given: Given | None = None

    @property
    def mention(self) -> Row | None:
        """The row of these words."""
        return self.given.row if self.given else None


@dataclass(frozen=True, slots=True)
class _Nature:
    """What an actor is, before its country is compared with the crisis's: `code` as in the lexicon, or unknown."""

    code: str
    rule: str
    given: Given | None = None


class Sides:
    """The sides of all actors of a corpus."""

    def __init__(self, actors: Sequence[Actor], crisis: Crisis) -> None:
        self._actors = {a.actor_id: a for a in actors}
        self._ids = {a.name: a.actor_id for a in reversed(actors)}
        self._crisis = crisis
        self._known: dict[tuple[str, str | None], Side] = {}
        self._everywhere: dict[str, _Nature] = {}
        self._roles: dict[str, dict[str, list[Given]]] = {}
        self._all: dict[str, list[tuple[Side, int]]] = {}

    def of(self, actor_id: str, doc_id: str) -> Side:
        """The side of an actor in one article: by the role given there, else by what is known of it elsewhere."""
        home = self._crisis.country.get(doc_id)
        given = self._given(actor_id)
        here = _by_role(given[doc_id]) if doc_id in given else None
        if here:
            return _placed(self._actors[actor_id], here, home)
        if (actor_id, home) not in self._known:
            self._known[actor_id, home] = _placed(self._actors[actor_id], self._in_general(actor_id), home)
        return self._known[actor_id, home]

    def _given(self, actor_id: str) -> dict[str, list[Given]]:
        """The mentions of an actor that give a role, by article."""
        found = self._roles.get(actor_id)
        if found is None:
            found = self._roles[actor_id] = {}
            actor = self._actors[actor_id]
            mentions = actor.rows[0]
            docs, roles, countries = (mentions.column(name) for name in ("doc_id", "role", "country"))
            for n in actor.with_role:
                found.setdefault(docs[n], []).append(Given(roles[n], countries[n], mentions, n))
        return found

    def of_name(self, speaker: str, doc_id: str) -> Side:
        """The side of somebody who is known by name only (`figures.attributed_to`)."""
        if speaker in self._ids:
            return self.of(self._ids[speaker], doc_id)
        nature = _by_name(speaker) or _Nature("unknown", "nothing says what it is")
        return _side(nature, None, self._crisis.country.get(doc_id))

    def all_of(self, actor_id: str) -> list[tuple[Side, int]]:
        """The sides of an actor over its articles and the number of articles for each, the most frequent first.

        More than one where its roles, or the countries of the articles, differ; the unknown one only if it is alone.
        """
        if actor_id not in self._all:
            self._all[actor_id] = self._counted([self.of(actor_id, d) for d in self._actors[actor_id].articles])
        return self._all[actor_id]

    @staticmethod
    def _counted(found: Sequence[Side]) -> list[tuple[Side, int]]:
        counts = Counter(s.code for s in found)
        if len(counts) > 1:
            del counts["unknown"]
        first = {s.code: s for s in reversed(found)}
        order = sorted(counts, key=lambda c: (-counts[c], SIDES.index(c)))
        return [(first[code], counts[code]) for code in order]

    def main(self, actor_id: str) -> Side:
        """The most frequent side of an actor."""
        return self.all_of(actor_id)[0][0]

    def _in_general(self, actor_id: str) -> _Nature:
        if actor_id not in self._everywhere:
            roles = [mention for given in self._given(actor_id).values() for mention in given]
            self._everywhere[actor_id] = _nature(self._actors[actor_id], roles)
        return self._everywhere[actor_id]


def _nature(actor: Actor, roles: Sequence[Given]) -> _Nature:
    """What an actor is, whatever the article: the first rule that says so; `roles` are the mentions that give one."""
    if actor.type == "state":
        return _Nature("state", "a state")
    if actor.actor_id in media_ids():
        return _Nature("media", "listed as a medium (lexicon media)")
    known = _by_id(actor.actor_id)
    role = _by_role(roles)
    if actor.type in _BODIES:
        return (
            known
            or _by_name(actor.name, actor.country)
            or role
            or _Nature("unknown", "its name does not say what it is")
        )
    return role or known or _by_rank(roles) or _by_office(actor) or _without(roles)


def _without(roles: Sequence[Given]) -> _Nature:
    past = next((m for m in roles if former(m.role)), None)
    if past:
        return _Nature("unknown", f"held an office before (“{past.role}”); no present one is given", past)
    if roles:
        return _Nature("unknown", "the roles given do not say")
    return _Nature("unknown", "no role is given")


def _by_role(mentions: Sequence[Given]) -> _Nature | None:
    """What the first role that says something says."""
    for mention in mentions:
        found = find(mention.role, in_role=True, of_state=bool(mention.country))
        if found:
            return _Nature(found.code, f"“{found.words}” in the role: {found.label}", mention)
    return None


def _by_name(body: str, country: str | None = None) -> _Nature | None:
    found = find(body, in_role=False, of_state=bool(country))
    return _Nature(found.code, f"“{found.words}” in the name: {found.label}") if found else None


def _by_id(actor_id: str) -> _Nature | None:
    found: Found | None = _listed().get(actor_id)
    return _Nature(found.code, f"listed: {found.label} (lexicon sides)") if found else None


def _by_rank(roles: Sequence[Given]) -> _Nature | None:
    for mention in roles:
        found = rank(mention.role)
        if found:
            return _Nature(found.code, f"“{found.words}” in the role: {found.label}", mention)
    return None


def _by_office(actor: Actor) -> _Nature | None:
    office = _offices().get(actor.actor_id)
    if not office or office.startswith("former"):
        return None
    return _Nature("state", f"listed: {office.replace('_', ' ')} (lexicon actors)")


@cache
def _listed() -> dict[str, Found]:
    return {e.form: Found(e.code, e.form, e.label) for e in lexicon.load("sides") if e.extra["match"] == "id"}


@cache
def _offices() -> dict[str, str]:
    return {e.code: e.extra["office"] for e in lexicon.load("actors") if e.extra["office"]}


def _placed(actor: Actor, nature: _Nature, home: str | None) -> Side:
    return _side(nature, actor.country, home)


def _side(nature: _Nature, country: str | None, home: str | None) -> Side:
    """The side that a nature and a country give, relative to the country of the crisis."""
    code, rule, given = nature.code, nature.rule, nature.given
    if code in ("unknown", "international", "media", "other"):
        return Side(code, rule, given)
    where = name(country) if country else None
    own = bool(country and home and state(country) == state(home))
    if code == "state":
        if not where:
            return Side("unknown", f"{rule}; of which state is not given", given)
        if not home:
            return Side("unknown", f"{rule} of {where}; the article's country is not known", given)
        return Side("government" if own else "foreign", f"{rule}; country: {where}", given)
    if where and home and not own:
        return Side("other", f"{rule}, but of {where}, where the crisis is not", given)
    return Side(code, rule, given)
