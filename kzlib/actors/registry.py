"""Who a name stands for: the person of a lexicon, one named before in the article, or somebody new."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable
from functools import cache, lru_cache

from kzlib import lexicon
from kzlib.actors.spelling import key, slug
from kzlib.letters import even
from kzlib.records import Mention

_ARABIC_ARTICLE = re.compile(r"^(?:[aeAE][a-z]|ach|ech)-(?=[A-Z])")
Identity = tuple[str, str, str | None]  # actor_id, canonical name, country
_MOST_KEPT = 10_000  # people whose surnames are remembered from one article to the next


@cache
def _people() -> dict[str, Identity]:
    """People of the lexicon by the spelling key of each of their full names."""
    found: dict[str, Identity] = {}
    for entry in lexicon.load("actors"):
        if entry.extra["type"] == "person" and " " in entry.form:
            found.setdefault(key(entry.form), (entry.code, entry.label, entry.extra["country"] or None))
    return found


@cache
def _people_of() -> dict[str | None, list[Identity]]:
    """People of the lexicon by country."""
    found: dict[str | None, list[Identity]] = {}
    for identity in _people().values():
        found.setdefault(identity[2], []).append(identity)
    return found


@cache
def _heads() -> dict[str, Identity]:
    """Leaders of the lexicon by surname, where only one has it ("le président Xi")."""
    found: dict[str, set[Identity]] = {}
    for entry in lexicon.load("actors"):
        if entry.extra["office"]:
            identity = (entry.code, entry.label, entry.extra["country"] or None)
            name = entry.label.split()[0] if _family_first(identity) else surname(entry.label)
            found.setdefault(key(name), set()).add(identity)
    return {name: identities.pop() for name, identities in found.items() if len(identities) == 1}


def surname(name: str) -> str:
    """The part of a full name by which it is taken up again: the last word, with its particle ("Le Drian")."""
    words = name.split()
    if len(words) > 2 and even(words[-2]) in ("Le", "La", "Von", "Van", "Ben", "El", "Al", "Ould", "San", "Suu"):
        return " ".join(words[-2:])
    return words[-1]


class Registry:
    """The people of one article."""

    def __init__(self, known: Iterable[Mention]) -> None:
        self.people: dict[str, Identity] = {}
        # Where each was named in full, by the spelling key of the surname.
        self.places: dict[str, list[tuple[int, Identity]]] = {}
        for mention in known:
            if mention.type == "person":
                self._enter((mention.actor_id, mention.name, mention.country), mention.start)

    def _enter(self, identity: Identity, offset: int) -> None:
        self.people.setdefault(key(identity[1]), identity)
        for spelled in _surname_keys(identity):
            insort(self.places.setdefault(spelled, []), (offset, identity), key=lambda p: p[0])

    def identify(self, name: str, offset: int) -> Identity:
        """The person of a full name, entered if new; spellings of one name are one person."""
        name = " ".join(re.sub(r"[’ʼ]", "'", name).split())
        if name.isupper() or any(len(w) > 3 and w.isupper() for w in name.split()):
            name = " ".join(w.title() if w.isupper() else w for w in name.split())
        spelled = key(name)
        found = _people().get(spelled) or self.people.get(spelled)
        if found is None:
            found = self.by_surname(name, offset)
        if found is None and " " not in name:
            found = _heads().get(spelled)
        if found is None:
            found = (slug(spelled) or slug(name) or "unnamed", name, None)
        self._enter(found, offset)
        return found

    def by_surname(self, name: str, offset: int) -> Identity | None:
        """The person of the article whose surname this is: of several, the one named last before an offset."""
        bearers = self.places.get(key(name), [])
        number = bisect_right(bearers, offset, key=lambda p: p[0])
        return bearers[max(0, number - 1)][1] if bearers else None

    def know(self, country: str | None) -> None:
        """Add the people of the lexicon that belong to a country, for surnames that nothing introduces."""
        for identity in _people_of().get(country, ()) if country else ():
            self._enter(identity, -1)

    def surnames(self) -> set[str]:
        """Surnames of everybody in the article, evened out."""
        return set().union(*map(_surnames, self.people.values()))


@lru_cache(maxsize=_MOST_KEPT)
def _surnames(identity: Identity) -> frozenset[str]:
    """What somebody is called by one word, evened out, with and without the Arabic article."""
    found = {even(surname(identity[1]))} if " " in identity[1] else set()
    found |= {even(identity[1].split()[0])} if _family_first(identity) else set()
    found |= {_ARABIC_ARTICLE.sub("", name) for name in found}
    return frozenset(name for name in found if len(name) > 1)


@lru_cache(maxsize=_MOST_KEPT)
def _surname_keys(identity: Identity) -> frozenset[str]:
    last = surname(identity[1])
    keys = frozenset({key(last), key(_ARABIC_ARTICLE.sub("", last))})
    return keys | {key(identity[1].split()[0])} if _family_first(identity) else keys


def _family_first(identity: Identity) -> bool:
    return identity[2] in ("CHN", "KOR", "PRK", "TWN", "KHM", "VNM", "HKG")
