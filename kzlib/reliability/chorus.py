"""What the voices of one thing say near a day: which give a number, one in line with it, or one that contradicts it.

All numbers of a few days are held against one another as arrays (`kzlib.reliability.window`), many days at once
(`kzlib.reliability.answers`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from kzlib import institutions
from kzlib.compare import scope
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import contradict, historical, incidental
from kzlib.reliability import window
from kzlib.reliability.answers import Answers, Asked, Views
from kzlib.reliability.window import Ledger, Whole

_STATE = "state"  # the side of "the authorities" without a country


class Chorus:
    """The numbers told of everything, and the voices that give them.

    A voice of a state has a number as a side, and another one as itself. A view is what is counted on one day, as it
    is seen where "the authorities" are those of one state.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.ledger, self._claims = Ledger(claims), claims
        self.sides: dict[str, int] = {_STATE: 0}
        self._side_of: dict[str, tuple[int, bool]] = {}
        self._states: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        self._unqualified: set[int] = set()
        self._told: defaultdict[tuple[str, int], list[Claim]] = defaultdict(list)
        sides = np.array([self.side_of(voice) for voice in self.ledger.voices], np.int64).reshape(-1, 2)
        self.own, self.of_state = sides[self.ledger.voice, 0], sides[self.ledger.voice, 1] > 0
        self.views = np.zeros((0, 2), np.int64)
        spoken = (c.modality == "reported" and not c.added and not historical(c) for c in claims)
        told = np.flatnonzero(np.fromiter(spoken, np.bool_, len(claims)))
        voiced = self.ledger.number * len(self.ledger.voices) + self.ledger.voice
        self._heard = told[np.unique(voiced[told], return_index=True)[1]]
        for n in self._heard[self.of_state[self._heard]].tolist():
            self._hear(claims[n], int(self.ledger.things[n]))

    def _hear(self, claim: Claim, thing: int) -> None:
        """Keep which states speak, and what their voices say in one article."""
        found = institutions.side(claim.origin)
        self._told[claim.doc_id, thing].append(claim)
        if found == _STATE:
            self._unqualified.add(thing)
        elif found.startswith("state ("):
            self._states[thing, window.ordinal(claim.day)].add(found)

    def states(self, against: Mapping[int, Sequence[Claim]]) -> Whole:
        """For each claim the side of "the authorities" without a country, those that stand against some being known.

        It matters only where such a voice is heard, of the claim's thing or among those.
        """
        unqualified = np.isin(self.ledger.things, sorted(self._unqualified)) | (self.own == 0)
        odd = {*np.flatnonzero(unqualified).tolist()}
        odd |= {n for n, foes in against.items() if any(self.side_of(c.origin)[0] == 0 for c in foes)}
        found = np.zeros(len(self._claims), np.int64)
        for n in odd:
            found[n] = self.side(self._state(n, against.get(n, ())))
        return found

    def _state(self, number: int, against: Iterable[Claim]) -> str:
        """The side of "the authorities" without a country: that of the one state named beside them, if it is one."""
        claim, thing = self._claims[number], int(self.ledger.things[number])
        day, reach = window.ordinal(claim.day), window.REACH if claim.day else 0
        sides = {institutions.side(voice) for voice in (claim.origin, *(c.origin for c in against))}
        named = {s for n in range(-reach, reach + 1) for s in self._states.get((thing, day + n), ())}
        named |= {s for s in sides if s.startswith("state (")}
        return max(named) if len(named) == 1 else _STATE

    def viewed(self, state: Whole) -> Whole:
        """The view of each claim: of its thing and day, where "the authorities" are those of a state."""
        seen = np.stack([self.ledger.numbers.group[self.ledger.number], state], axis=1)
        self.views, view = np.unique(seen, axis=0, return_inverse=True)
        return view.reshape(-1)

    def side(self, name: str) -> int:
        """The number of a side."""
        return self.sides.setdefault(name, len(self.sides))

    def side_of(self, voice: str) -> tuple[int, bool]:
        """The number of a voice's side, and whether that is a state's, so that others may speak for it too."""
        if voice not in self._side_of:
            name = institutions.side(voice)
            self._side_of[voice] = self.side(name), name.startswith(_STATE)
        return self._side_of[voice]

    def alone(self, voice: str) -> int:
        """The number of a voice of a state by itself."""
        return self.side(f"\0{voice}")

    def incidents(self, claim: Claim) -> int:
        """How often other voices of a claim's side, in its own article, tell what contradicts it but for one victim."""
        reach = window.REACH if claim.day else 0
        day = window.ordinal(claim.day)
        thing = self.ledger.places[scope.thing(claim)]
        own = (c for c in self._told.get((claim.doc_id, thing), ()) if abs(window.ordinal(c.day) - day) <= reach)
        return sum(
            (incidental(c, claim) or incidental(claim, c)) and contradict(c._replace(doc_id=""), claim)
            for c in own
            if c.origin != claim.origin and institutions.side(c.origin) == institutions.side(claim.origin)
        )

    def answers(self, asked: Asked) -> Answers:
        """What all sides near each claim's day say of its number, its own included."""
        if not len(asked.view):
            return Answers(np.zeros((0, 6), np.int64), np.zeros((0, 6), np.int64))
        return Views(self.ledger, self.views, [*self.sides], self._entries()).answers(asked)

    def _entries(self) -> tuple[Whole, Whole]:
        """Numbers and the sides that give them, sorted by number; a voice of a state as its side and as itself."""
        heard = self._heard
        speaking = heard[self.of_state[heard]]
        alone = [self.alone(self._claims[n].origin) for n in speaking.tolist()]
        numbers = self.ledger.number[np.concatenate([heard, speaking])]
        sides = np.concatenate([self.own[heard], np.array(alone, np.int64)])
        order = np.argsort(numbers, kind="stable")
        return numbers[order], sides[order]
