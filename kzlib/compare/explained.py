"""Numbers that look like a contradiction and are none: one counts a part of the other, or comes on top of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import POINTS, agree, ceiling, historical
from kzlib.compare.finding import Finding, Position, by_thing, days_between, distance, finding
from kzlib.compare.scope import Thing

_RIVAL = 10.0  # a number this many times another one is not taken for the same count of it
_NEWEST = 5  # positions of a wider count that are looked at for the nearest in time


def parts(found: Sequence[Position]) -> Iterator[Finding]:
    """For each thing counted that lies within another: its newest number and the nearest of the wider count."""
    things = by_thing(found)
    newest = {thing: sorted(same, key=_newest, reverse=True)[:_NEWEST] for thing, same in things.items()}
    for thing in things:
        pair = _nearest(newest, thing)
        if pair:
            yield _part(*pair)


def _newest(position: Position) -> tuple[int, bool, float, str]:
    claim = position.first
    return claim.day.toordinal() if claim.day else 0, claim.voice is not None, claim.value, claim.id


def _nearest(newest: Mapping[Thing, Sequence[Position]], thing: Thing) -> tuple[Position, Position] | None:
    """The newest number of a thing and one of the first wider count, of the same period, that can hold it."""
    for whole in scope.wider(thing):
        near = [
            (a, b)
            for a in newest[thing]
            for b in newest.get(whole, ())
            if scope.same_period(a.first, b.first) and _holds(a.first, b.first)
        ]
        if near:
            return max(near, key=_telling)
    return None


def _telling(pair: tuple[Position, Position]) -> tuple[int, bool, bool, bool, int, str, str]:
    """The newest part; of wider counts that of the same voice, of a named one, one that names a number, the nearest."""
    a, b = pair[0].first, pair[1].first
    same, voiced, firm = a.origin == b.origin, b.voice is not None, b.bound in POINTS
    return _newest(pair[0])[0], same, voiced, firm, -days_between(a, b), a.id, b.id


def _holds(part: Claim, whole: Claim) -> bool:
    """Whether a reader may take two numbers for rivals: they differ, not by far, and the wider can hold the other."""
    if part.vague or whole.vague or not part.value < whole.value <= _RIVAL * part.value:
        return False
    rounded = agree(part, whole) and part.high is not None and whole.high is not None
    return (part.low or 0.0) <= ceiling(whole) and not rounded


def _part(part: Position, whole: Position) -> Finding:
    a, b = part.first, whole.first
    left, right = wording.sources(part.claims, whole.claims)
    sentence = (
        f"{wording.counted(a)} {left} and {wording.counted(b)} {right} do not contradict one another: {_reason(a, b)}."
    )
    share = distance(a.value, b.value) / 4
    return finding("explained_by_scope", wording.capital(sentence), (*part.claims, *whole.claims), share)


def _reason(part: Claim, whole: Claim) -> str:
    reasons = []
    if part.place != whole.place:
        reasons.append(f"{part.place} lies in {whole.place}")
    if scope.group(part.group) != scope.group(whole.group):
        name, of = wording.group(part.group), wording.group(whole.group) or "all"
        reasons.append(f"{name} are a part of {of}")
    return " and ".join(reasons)


def on_top(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Numbers that an article tells on top of another, or that add up to one, and that exclude it by themselves."""
    by_id = {c.id: c for c in claims}
    for claim in claims:
        base = by_id.get(claim.beside or "")
        if base and not historical(claim) and claim.modality == "reported" and not agree(claim, base):
            yield _beside(claim, base)


def _beside(claim: Claim, base: Claim) -> Finding:
    why = {
        "addend": "the first is one of the numbers that add up to the second",
        "new": "the first counts those since the second",
    }.get(claim.added or "", "the first counts others, on top of the second")
    sentence = (
        f"{wording.counted(claim)} {wording.source([claim])} and {wording.amount(base)} {wording.source([base])} "
        f"do not contradict one another: {why}, in article {claim.doc_id}."
    )
    return finding(
        "explained_by_scope", wording.capital(sentence), (claim, base), distance(claim.value, base.value) / 4
    )
