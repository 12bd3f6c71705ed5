"""What the voices of one scope say near a day: which give a number, one in line with it, or one that contradicts it.

Voices that give the same number in the same words on one day are held against another number together, so that the work
grows with the different numbers of a period, not with the square of its claims.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kzlib import institutions
from kzlib.compare import scope
from kzlib.compare.claim import ABOUT, Claim
from kzlib.compare.consistency import GROWING, POINTS, agree, contradict, historical, incidental

IN_LINE = 1.5  # up to this many times the earlier number, a later one of another voice is in line with it

Number = tuple[object, ...]  # what is told: the day, the number, its words, whether a source is named or passes it on


@dataclass(frozen=True)
class Answer:
    """The sides whose numbers agree with one number, are in line with it or contradict it, of all voices.

    `rounded` are those that give the same rounded number only; `foes` the numbers that contradict it, `against` the
    sides that give them and do not agree too; `in_line` those that do none of this.
    """

    agreeing: frozenset[str]
    rounded: frozenset[str]
    foes: frozenset[Number]
    against: frozenset[str]
    in_line: frozenset[str]

    @cached_property
    def relayed(self) -> frozenset[str]:
        """Those that agree and only pass on what others count."""
        return frozenset(s for s in self.agreeing if institutions.relays(s))


class Chorus:
    """The numbers told of one scope."""

    def __init__(self, same: Iterable[Claim]) -> None:
        self._numbers: defaultdict[dt.date | None, dict[Number, Claim]] = defaultdict(dict)
        self._voices: defaultdict[Number, set[str]] = defaultdict(set)
        self._numbers_of: defaultdict[str, dict[Number, None]] = defaultdict(dict)
        self._sides_of: dict[tuple[Number, str], frozenset[str]] = {}
        self._told: defaultdict[tuple[str, dt.date | None], list[Claim]] = defaultdict(list)
        self._states: defaultdict[dt.date | None, set[str]] = defaultdict(set)
        self._answers: dict[tuple[Number, str], Answer] = {}
        for claim in same:
            if claim.modality == "reported" and not claim.added and not historical(claim):
                self._hear(claim)

    def _hear(self, claim: Claim) -> None:
        """Take in a claim, if its voice has not given this number on this day."""
        key = _number(claim)
        if claim.origin in self._voices[key]:
            return
        self._numbers[claim.day].setdefault(key, claim._replace(doc_id=""))
        self._voices[key].add(claim.origin)
        self._told[claim.doc_id, claim.day].append(claim)
        found = institutions.side(claim.origin)
        self._numbers_of[found][key] = None
        if found.startswith("state ("):
            self._states[claim.day].add(found)

    def state(self, claim: Claim, against: Iterable[Claim]) -> str:
        """The side of "the authorities" without a country: that of the one state named beside them, if it is one."""
        named = {s for day in _period(claim.day) for s in self._states.get(day, ())}
        named |= {s for c in (claim, *against) if (s := institutions.side(c.origin)).startswith("state (")}
        return max(named) if len(named) == 1 else "state"

    def answer(self, claim: Claim, state: str) -> Answer:
        """What all voices say near a claim's day of its number, its own included."""
        key = _number(claim), state
        if key not in self._answers:
            self._answers[key] = self._answer(claim._replace(doc_id="-"), state)
        return self._answers[key]

    def _answer(self, claim: Claim, state: str) -> Answer:
        near = [(key, told) for day in _period(claim.day) for key, told in self._numbers.get(day, {}).items()]
        fitting = {key: told for key, told in near if agree(told, claim)}
        supporting = [(key, same_rounded(told, claim)) for key, told in fitting.items() if corroborates(told, claim)]
        agreeing = self._sides((key for key, rounded in supporting if not rounded), state)
        rounded = self._sides((key for key, _ in supporting), state) - agreeing
        foes = frozenset(key for key, told in near if key not in fitting and contradict(told, claim))
        against = self._sides(foes, state) - agreeing
        in_line = self._sides((key for key, told in near if near_in_time(told, claim)), state)
        return Answer(agreeing, rounded, foes, against, in_line - agreeing - rounded - against)

    def _sides(self, numbers: Iterable[Number], state: str) -> frozenset[str]:
        return frozenset().union(*(self._sides_giving(key, state) for key in numbers))

    def _sides_giving(self, number: Number, state: str) -> frozenset[str]:
        key = number, state
        if key not in self._sides_of:
            self._sides_of[key] = frozenset(side(voice, state) for voice in self._voices[number])
        return self._sides_of[key]

    def contradicted_within(self, claim: Claim, state: str) -> bool:
        """Whether another voice of a claim's own side contradicts it, incidents of its own article apart."""
        own, foes = side(claim.origin, state), self.answer(claim, state).foes
        named = {own, "state"} if own == state else {own}
        numbers = [key for name in sorted(named) for key in self._numbers_of.get(name, ()) if key in foes]
        if not numbers:
            return False
        incidents = self._incidents(claim)
        return any(
            voice != claim.origin and side(voice, state) == own and (voice, key) not in incidents
            for key in numbers
            for voice in self._voices[key]
        )

    def _incidents(self, claim: Claim) -> set[tuple[str, Number]]:
        """Voices and their numbers, in the claim's own article, of which it or they are a single victim."""
        own = (c for day in _period(claim.day) for c in self._told.get((claim.doc_id, day), ()))
        return {(c.origin, _number(c)) for c in own if incidental(c, claim) or incidental(claim, c)}


def side(voice: str, state: str) -> str:
    """The side of a voice: a ministry does not confirm the police of its own government; `state` as in Chorus.state."""
    found = institutions.side(voice)
    return state if found == "state" else found


def _number(claim: Claim) -> Number:
    named = claim.voice is None, institutions.relays(claim.origin)
    return claim.day, claim.value, claim.value_high, claim.bound, *named


def _period(day: dt.date | None) -> list[dt.date | None]:
    if day is None:
        return [None]
    reach = scope.PERIOD.days
    return [day + dt.timedelta(n) for n in range(-reach, reach + 1)]


def corroborates(a: Claim, b: Claim) -> bool:
    """Whether two claims support one another: they agree, and their numbers are within a tenth of one another.

    "At least 20" does not contradict 164, but it does not support it either.
    """
    low, high = sorted((a.value, b.value))
    return agree(a, b) and low >= high * (1 - ABOUT)


def same_rounded(a: Claim, b: Claim) -> bool:
    """Whether two claims are one rounded number ("about 1,000"): it may be one count under two names."""
    return a.value == b.value and "exact" not in (a.bound, b.bound)


def near_in_time(a: Claim, b: Claim) -> bool:
    """Whether a count that only grows is a little higher on the later of two days: each makes the other likelier.

    Not if an agency or medium passes one of them on: it may be the other's own count.
    """
    if a.kind not in GROWING or a.day is None or b.day is None or a.day == b.day:
        return False
    earlier, later = (a, b) if a.day < b.day else (b, a)
    relayed = institutions.relays(a.origin) or institutions.relays(b.origin)
    numbers = earlier.bound in POINTS and later.bound in POINTS and not relayed
    return numbers and earlier.value < later.value <= IN_LINE * earlier.value
