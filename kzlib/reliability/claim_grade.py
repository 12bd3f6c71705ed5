"""Grades of claims, 1 to 6, from who else says so: kept apart from the grade of the article that tells them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kzlib import institutions
from kzlib.compare import scope
from kzlib.compare.claim import ABOUT, Claim
from kzlib.compare.consistency import agree, contradict, withdraws
from kzlib.reliability.card import SourceCard

MEANINGS = {
    1: "confirmed by other independent voices",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
_DIAGONAL = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6}


@dataclass(frozen=True, slots=True)
class _Echo:
    """How many other voices give a claim's number, the same rounded number, and one that contradicts it."""

    agreeing: int
    rounded: int
    contradicting: int
    withdrawn: bool


def claim_grades(claims: Iterable[Claim]) -> dict[str, tuple[int, str]]:
    """Grade and rule sentence of every claim, by id: independent voices, consistency with them, and directness.

    Only claims of the same kind, group, place and period are held against one another. A voice counts once however
    many articles quote it, and the bodies of one state count as one side.
    """
    return {key: given for same in scope.by_scope(claims).values() for key, given in _of_scope(same).items()}


def _of_scope(same: Sequence[Claim]) -> dict[str, tuple[int, str]]:
    """Grades of the claims of one scope; a day's claims are held against those of its period only."""
    denied = [c for c in same if c.modality == "denied"]
    heard: defaultdict[dt.date | None, dict[tuple[object, ...], Claim]] = defaultdict(dict)
    for claim in same:
        if claim.modality == "reported":
            heard[claim.day].setdefault((claim.origin, claim.value, claim.value_high, claim.bound), claim)
    given = {}
    for claim in same:
        near = [c for day in _period(claim.day) for c in heard.get(day, {}).values() if c.origin != claim.origin]
        given[claim.id] = _grade(claim, _echo(claim, near, denied))
    return given


def _period(day: dt.date | None) -> list[dt.date | None]:
    if day is None:
        return [None]
    reach = scope.PERIOD.days
    return [day + dt.timedelta(n) for n in range(-reach, reach + 1)]


def _echo(claim: Claim, near: Sequence[Claim], denied: Sequence[Claim]) -> _Echo:
    sides = _sides([claim, *near])
    own = {sides[claim.origin]}
    supporting = [c for c in near if corroborates(c, claim)]
    agreeing = {sides[c.origin] for c in supporting if not same_rounded(c, claim)} - own
    rounded = {sides[c.origin] for c in supporting} - agreeing - own
    contradicting = {sides[c.origin] for c in near if contradict(c, claim)} - agreeing
    return _Echo(len(agreeing), len(rounded), len(contradicting), any(withdraws(c, claim) for c in denied))


def _sides(claims: Iterable[Claim]) -> dict[str, str]:
    """The side of each voice: a ministry does not confirm the police of its own government.

    "The authorities" without a country are those of the one state that is named, if it is one.
    """
    sides = {c.origin: institutions.side(c.origin) for c in claims}
    states = {s for s in sides.values() if s.startswith("state (")}
    return {v: max(states) if s == "state" and len(states) == 1 else s for v, s in sides.items()}


def corroborates(a: Claim, b: Claim) -> bool:
    """Whether two claims support one another: they agree, and their numbers are within a tenth of one another.

    "At least 20" does not contradict 164, but it does not support it either.
    """
    low, high = sorted((a.value, b.value))
    return agree(a, b) and low >= high * (1 - ABOUT)


def same_rounded(a: Claim, b: Claim) -> bool:
    """Whether two claims are one rounded number ("about 1,000"): it may be one count under two names."""
    return a.value == b.value and "exact" not in (a.bound, b.bound)


def _grade(claim: Claim, echo: _Echo) -> tuple[int, str]:
    """The first rule that applies. After the Admiralty code (NATO AJP-2.1), whose 6 is "cannot be judged"."""
    if claim.modality != "reported":
        return 6, f"6: it is {claim.modality}, not reported as a fact."
    if echo.withdrawn:
        return 5, "5: the number was denied or withdrawn."
    if echo.contradicting > echo.agreeing:
        return (5 if echo.contradicting > 1 and not echo.agreeing else 4), _contradicted(echo)
    if echo.contradicting:
        return 3, f"3: {_voices(echo.agreeing)} this number, {_voices(echo.contradicting)} another one."
    if echo.agreeing > 1 and claim.speaker:
        return 1, f"1: {_voices(echo.agreeing)} this number, none contradicts it, and its source is named."
    if echo.agreeing:
        return 2, f"2: {_voices(echo.agreeing)} this number and none contradicts it."
    if echo.rounded:
        return 3, f"3: {_voices(echo.rounded)} the same rounded number, which may be one count under two names."
    if claim.voice:
        return 3, "3: one named source gives it; no other independent voice does, and none contradicts it."
    return 6, "6: no source is named and no independent voice gives it."


def _contradicted(echo: _Echo) -> str:
    number = 5 if echo.contradicting > 1 and not echo.agreeing else 4
    return f"{number}: {_voices(echo.contradicting)} another number, {_voices(echo.agreeing)} this one."


def _voices(count: int) -> str:
    return {0: "no other voice gives", 1: "one other voice gives"}.get(count, f"{count} other voices give")


def diagonal(
    cards: Iterable[SourceCard], claims: Iterable[Claim], grades: Mapping[str, tuple[int, str]]
) -> float | None:
    """Share of claims graded A1, B2, C3, D4, E5 or F6, None without claims.

    Where it is near 1, the two grades say the same thing twice; among human graders it was 0.87 (Baker et al. 1968).
    """
    letters = {card.doc_id: card.grade for card in cards}
    pairs = [(letters[c.doc_id], grades[c.id][0]) for c in claims if c.doc_id in letters]
    return sum(_DIAGONAL[letter] == figure for letter, figure in pairs) / len(pairs) if pairs else None
