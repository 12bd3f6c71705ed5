"""What other independent voices say of a claim: who gives its number, whose number fits it, whose contradicts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kzlib.compare import scope
from kzlib.compare.claim import Claim
from kzlib.compare.denial import denials, withdrawn
from kzlib.compare.finding import Finding
from kzlib.reliability.chorus import Chorus, side

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
    denied, chorus = denials(same), Chorus(same)
    done: dict[tuple[object, ...], Echo] = {}
    given = {}
    for claim in same:
        against = opposed.get(claim.id, [])
        said = (claim.origin, claim.value, claim.value_high, claim.bound, claim.voice is None, claim.day)
        key = (*said, claim.modality, claim.id if against or claim.id in lowered else "")
        if key not in done:
            echo = _echo(claim, chorus, against)
            done[key] = replace(echo, withdrawn=withdrawn(claim, denied), lowered=claim.id in lowered)
        given[claim.id] = done[key]
    return given


def _echo(claim: Claim, chorus: Chorus, against: Sequence[Claim]) -> Echo:
    """What the other voices answer: the answer of all to that number, its own side left out.

    Of its own side only another voice that contradicts it counts; those that a finding sets against it count too.
    """
    state = chorus.state(claim, against)
    found, own = chorus.answer(claim, state), {side(claim.origin, state)}
    foes = {side(c.origin, state) for c in against if c.origin != claim.origin} - (found.agreeing - own)
    foes |= own if chorus.contradicted_within(claim, state) else set()
    return Echo(
        agreeing=_but(found.agreeing, own),
        relayed=_but(found.relayed, own),
        rounded=_but(found.rounded, own),
        in_line=_but(found.in_line, own | foes),
        contradicting=_but(found.against, own | foes) + len(foes),
        itself=any(c.origin == claim.origin for c in against),
    )


def _but(sides: frozenset[str], left_out: set[str]) -> int:
    """How many sides there are but those left out."""
    return len(sides) - len(sides & left_out)
