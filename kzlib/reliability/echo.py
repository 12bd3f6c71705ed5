"""What other independent voices say of a claim: who gives its number, whose number fits it, whose contradicts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kzlib.compare.claim import Claim
from kzlib.compare.denial import denials, withdrawn
from kzlib.compare.finding import Finding
from kzlib.reliability.answers import AGAINST, AGREEING, FOES, IN_LINE, RELAYED, ROUNDED, Asked
from kzlib.reliability.chorus import Chorus
from kzlib.reliability.window import Bits, Whole

# Findings that say that two claims cannot both be right, and those that say that a voice took its number back.
OPPOSED = frozenset({"conflict", "part_exceeds_whole"})
LOWERED = frozenset({"revision_down", "silent_retraction"})


@dataclass(frozen=True, slots=True)
class Echo:
    """How many other sides give a claim's number, the same rounded one, one in line with it, one that contradicts it.

    `relayed` of those that agree are agencies or media, which do not say who counted. `withdrawn`: a claim denies it;
    `lowered`: its voice gave a lower number later; `itself`: its own article has a number that cannot stand beside it.
    """

    agreeing: int = 0
    relayed: int = 0
    rounded: int = 0
    in_line: int = 0
    contradicting: int = 0
    withdrawn: bool = False
    lowered: bool = False
    itself: bool = False


def echoes(claims: Iterable[Claim], findings: Iterable[Finding] = ()) -> dict[str, Echo]:
    """The echo of every claim, by id. Only claims of one kind, group, place and period are held against one another,
    and besides them those that a finding sets against one another (parts against their whole).

    A voice counts once however many articles quote it, and the bodies of one state count as one side.
    """
    known = list(claims)
    opposed, lowered = _found(known, findings)
    chorus, denied = Chorus(known), denials(known)
    rows = _Questions(chorus, known, opposed).echoes()
    alike: dict[tuple[object, ...], Echo] = {}
    given: dict[str, Echo] = {}
    for claim, *counts in zip(known, *rows.tolist(), strict=True):
        itself = any(c.origin == claim.origin for c in opposed.get(claim.id, ()))
        key = *counts, withdrawn(claim, denied), claim.id in lowered, itself
        echo = alike.get(key)
        if echo is None:
            echo = alike[key] = Echo(*key)
        given[claim.id] = echo
    return given


class _Questions:
    """What is asked of the chorus: what all say of each claim's number, and what some sides do.

    These are its own side, its own voice where others speak for that side too, and those that a finding sets against
    it: pairs of a claim and a side, each kind after the other.
    """

    def __init__(self, chorus: Chorus, claims: Sequence[Claim], opposed: Mapping[str, Sequence[Claim]]) -> None:
        self._chorus, self._claims = chorus, claims
        against = [(n, c, foes) for n, c in enumerate(claims) if (foes := opposed.get(c.id))]
        state = chorus.states({n: foes for n, _, foes in against})
        self._view = chorus.viewed(state)
        self._own = np.where(chorus.own == 0, state, chorus.own)
        self._speaking = np.flatnonzero(chorus.of_state)
        alone = [chorus.alone(claims[n].origin) for n in self._speaking.tolist()]
        pairs = [
            (n, side)
            for n, claim, foes in against
            for side in sorted({chorus.side_of(c.origin)[0] or int(state[n]) for c in foes if c.origin != claim.origin})
        ]
        self._opposed, self._foe = np.array(pairs, np.int64).reshape(-1, 2).T
        self._pairs = (
            np.concatenate([np.arange(len(claims)), self._speaking, self._opposed]),
            np.concatenate([self._own, np.array(alone, np.int64), self._foe]),
        )

    def echoes(self) -> Whole:
        """How many other sides agree with each claim, only pass it on, give the same rounded number, are in line with
        it and contradict it.

        Of its own side only another voice that contradicts it counts; those that a finding sets against it count too.
        """
        found = self._chorus.answers(Asked(self._view, self._chorus.ledger.number, *self._pairs))
        own, alone, foes = np.split(found.said, [len(self._claims), len(self._claims) + len(self._speaking)])
        left = found.counts - own
        within = self._within(own, alone)
        counted = (foes[:, AGREEING] == 0) | (self._foe == self._own[self._opposed])
        others = counted & (self._foe != self._own[self._opposed])
        named = np.zeros(len(self._claims), np.int64)
        np.add.at(named, self._opposed[others], 1)
        within[self._opposed[counted & ~others]] = True
        np.subtract.at(left, self._opposed[others], foes[others])
        agreeing = (found.counts - own)[:, [AGREEING, RELAYED, ROUNDED]].T
        return np.stack([*agreeing, left[:, IN_LINE], left[:, AGAINST] + named + within])

    def _within(self, own: Whole, alone: Whole) -> Bits:
        """Whether another voice of a claim's own side contradicts it, incidents of its own article apart."""
        within = np.zeros(len(self._claims), np.bool_)
        beside = own[self._speaking, FOES] - alone[:, FOES]
        for at, often in zip(self._speaking[beside > 0].tolist(), beside[beside > 0].tolist(), strict=True):
            within[at] = often > self._chorus.incidents(self._claims[at])
        return within


def _found(claims: Sequence[Claim], findings: Iterable[Finding]) -> tuple[dict[str, list[Claim]], set[str]]:
    """What findings add: the claims that stand against each, and those that their voice took back."""
    by_id = {c.id: c for c in claims}
    opposed: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    lowered: set[str] = set()
    for finding in findings:
        involved = [by_id[key] for key in finding.claims if key in by_id]
        if finding.type in OPPOSED:
            for claim in involved:
                opposed[claim.id] |= {c.origin + str(c.value): c for c in _against(claim, involved)}
        elif finding.type in LOWERED and involved:
            last = min(involved, key=lambda c: (c.value, c.id))
            for claim in involved:
                if claim.value > last.value and claim.origin == last.origin:
                    lowered.add(claim.id)
                elif claim.value > last.value:
                    opposed[claim.id][last.origin + str(last.value)] = last
    return {key: list(found.values()) for key, found in opposed.items()}, lowered


def _against(claim: Claim, involved: Iterable[Claim]) -> list[Claim]:
    """The other side of a finding: other voices; the other numbers where one voice contradicts itself."""
    others = [c for c in involved if c.origin != claim.origin]
    return others or [c for c in involved if c.value != claim.value]
