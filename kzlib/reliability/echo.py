"""What other independent voices say of a claim: who gives its number, whose number fits it, whose contradicts it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kzlib import institutions
from kzlib.compare import scope
from kzlib.compare.claim import ABOUT, Claim
from kzlib.compare.consistency import GROWING, POINTS, agree, contradict, historical
from kzlib.compare.denial import Denials, denials, withdrawn
from kzlib.compare.finding import Finding

# Findings that say that two claims cannot both be right, and those that say that a voice took its number back.
OPPOSED = frozenset({"conflict", "part_exceeds_whole"})
LOWERED = frozenset({"revision_down", "silent_retraction"})
IN_LINE = 1.5  # up to this many times the earlier number, a later one of another voice is in line with it


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
    given: dict[str, Echo] = {}
    for same in scope.by_scope(known).values():
        given |= _of_scope(same, opposed, lowered)
    return given


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


def _of_scope(same: Sequence[Claim], opposed: Mapping[str, list[Claim]], lowered: set[str]) -> dict[str, Echo]:
    """Echoes of the claims of one scope; a day's claims are held against those of its period only.

    Claims alike in voice, number and day have one echo, so that a number in a thousand articles is weighed once.
    """
    denied = denials(same)
    heard: defaultdict[dt.date | None, dict[tuple[object, ...], Claim]] = defaultdict(dict)
    for claim in same:
        if claim.modality == "reported" and not claim.added and not historical(claim):
            heard[claim.day].setdefault(_said(claim), claim)
    done: dict[tuple[object, ...], Echo] = {}
    given = {}
    for claim in same:
        against = opposed.get(claim.id, [])
        key = (*_said(claim), claim.day, claim.modality, claim.id if against or claim.id in lowered else "")
        if key not in done:
            near = [c for day in _period(claim.day) for c in heard.get(day, {}).values() if c.origin != claim.origin]
            done[key] = _echo(claim, near, against, denied, claim.id in lowered)
        given[claim.id] = done[key]
    return given


def _said(claim: Claim) -> tuple[object, ...]:
    return claim.origin, claim.value, claim.value_high, claim.bound, claim.voice is None


def _period(day: dt.date | None) -> list[dt.date | None]:
    if day is None:
        return [None]
    reach = scope.PERIOD.days
    return [day + dt.timedelta(n) for n in range(-reach, reach + 1)]


def _echo(claim: Claim, near: Sequence[Claim], against: Sequence[Claim], denied: Denials, low: bool) -> Echo:
    sides = _sides([claim, *near, *against])
    own = {sides[claim.origin]}
    supporting = [c for c in near if corroborates(c, claim)]
    agreeing = {sides[c.origin] for c in supporting if not same_rounded(c, claim)} - own
    relayed = {s for s in agreeing if institutions.relays(s)}
    rounded = {sides[c.origin] for c in supporting} - agreeing - own
    foes = [*(c for c in near if contradict(c, claim)), *against]
    contradicting = {sides[c.origin] for c in foes if c.origin != claim.origin} - agreeing
    in_line = {sides[c.origin] for c in near if near_in_time(c, claim)} - agreeing - rounded - contradicting - own
    return Echo(
        agreeing=len(agreeing),
        relayed=len(relayed),
        rounded=len(rounded),
        in_line=len(in_line),
        contradicting=len(contradicting),
        withdrawn=withdrawn(claim, denied),
        lowered=low,
        itself=any(c.origin == claim.origin for c in against),
    )


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
