"""Scope: whether two claims count the same people, one within the other, or neither."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kzlib import lexicon
from kzlib.compare.claim import Claim as Claim
from kzlib.compare.claim import Thing as Thing
from kzlib.compare.claim import group as group

# Days within which two counts speak of the same moment: a toll grows, and an article of the morning gives the number
# of the evening before.
PERIOD = dt.timedelta(days=2)

Scope = tuple[str, str, str | None]


def comparable(a: Claim, b: Claim) -> bool:
    """Whether two claims can be held against one another: same kind, and group, place and period agree or contain."""
    if a.kind != b.kind or not same_period(a, b):
        return False
    return within(a, b) or within(b, a)


def within(part: Claim, whole: Claim) -> bool:
    """Whether group and place of one claim lie in, or are, those of the other."""
    same_crisis = part.place is not None or thing(part)[3] == thing(whole)[3]
    return same_crisis and inside((whole.kind, group(part.group), part.place), scope(whole))


def inside(part: Scope, whole: Scope) -> bool:
    """Whether what is counted lies in, or is, what is counted: kind the same, group and place the same or contained."""
    if part[0] != whole[0]:
        return False
    groups = part[1] == whole[1] or group_within(part[1], whole[1], whole[0])
    return groups and (part[2] == whole[2] or place_within(part[2], whole[2]))


def same_scope(a: Claim, b: Claim) -> bool:
    """Whether two claims count the same thing: kind, group and place agree; the day may differ."""
    return thing(a) == thing(b)


def scope(claim: Claim) -> Scope:
    """What a claim counts: kind, group, place."""
    return claim.kind, group(claim.group), claim.place


def thing(claim: Claim) -> Thing:
    """What a claim counts, told apart by crisis where it names no place: two articles may be about two states."""
    return claim.thing


def by_scope(claims: Iterable[Claim]) -> dict[Thing, list[Claim]]:
    """Claims by what they count, in the order given."""
    found: defaultdict[Thing, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.thing].append(claim)
    return found


def wider(counted: Thing) -> list[Thing]:
    """Everything that holds what is counted, itself left out: its place first, then its group, then both."""
    kind, who, place, crisis = counted
    groups = sorted(whole for (part, whole), kinds in _wholes().items() if part == who and (not kinds or kind in kinds))
    places = sorted(p for p in _countries().get(place or "", ()) if p != place)
    found: list[Thing] = [(kind, g, place, crisis) for g in groups]
    found += [(kind, who, p, None) for p in places]
    return found + [(kind, g, p, None) for p in places for g in groups]


def side(code: str) -> str | None:
    """The side that a group is on; groups of one side may hold the same people. None for a group not listed."""
    return _sides().get(group(code))


def same_period(a: Claim, b: Claim) -> bool:
    """Whether two claims speak of the same time; a claim without any day agrees only with another one."""
    if a.day is None or b.day is None:
        return a.day is b.day
    return abs(a.day - b.day) <= PERIOD


def group_within(part: str, whole: str, kind: str) -> bool:
    """Whether a group is a part of another one for a kind of figure (lexicon group_scopes)."""
    kinds = _wholes().get((group(part), group(whole)))
    return kinds is not None and (not kinds or kind in kinds)


def place_within(part: str | None, whole: str | None) -> bool:
    """Whether a place lies in another one (lexicon places); never, if either is not given."""
    return part is not None and whole is not None and part != whole and whole in _countries().get(part, ())


@cache
def _wholes() -> dict[tuple[str, str], frozenset[str]]:
    """(part, whole) -> kinds for which that holds, none meaning all."""
    return {(e.form, e.code): frozenset(e.extra["kinds"].split()) for e in lexicon.load("group_scopes")}


@cache
def _sides() -> dict[str, str]:
    return {e.form: e.extra["side"] for e in lexicon.load("group_scopes") if e.code == "all"}


@cache
def _countries() -> dict[str, set[str]]:
    """Name of a place -> names of the countries that have a place of that name."""
    states = {e.code: e.label for e in lexicon.load("countries")}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in lexicon.load("places"):
        if entry.extra["country"] in states:
            found[entry.label].add(states[entry.extra["country"]])
    return found
