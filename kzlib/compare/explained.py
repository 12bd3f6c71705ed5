"""Numbers that look like a contradiction and are none: one counts a part of the other, or comes on top of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import POINTS, agree, ceiling, historical
from kzlib.compare.finding import Finding, Position, Positions, days_between, distance, finding
from kzlib.compare.scope import Thing

_RIVAL = 4.0  # a number more than this many times another one is not taken for the same count of it
_NEAR = 1  # days between two numbers that a reader takes for rivals
_NEWEST = 5  # positions of a wider count that are looked at for the nearest in time


def parts(found: Positions, known: Sequence[Finding] = ()) -> Iterator[Finding]:
    """For each thing counted that lies within another: its newest number and the nearest of the wider count.

    Only where a reader may stumble: the two are near in time and number, two voices or articles give them, and no
    finding of `known` sets them side by side.
    """
    beside = _told_together(known)
    things = {thing: same for thing, same in found.things.items() if thing[1] != "other"}
    newest = {thing: sorted(same, key=_newest, reverse=True)[:_NEWEST] for thing, same in things.items()}
    for thing in things:
        pair = _nearest(newest, thing)
        if pair and beside[pair[0].first.id].isdisjoint(beside[pair[1].first.id]):
            yield _part(*pair)


def _told_together(known: Sequence[Finding]) -> defaultdict[str, set[int]]:
    """Id of a claim -> which findings it stands in."""
    beside: defaultdict[str, set[int]] = defaultdict(set)
    for number, told in enumerate(known):
        for key in told.claims:
            beside[key].add(number)
    return beside


def _newest(position: Position) -> tuple[int, bool, float, str]:
    claim = position.first
    return claim.day.toordinal() if claim.day else 0, claim.voice is not None, claim.value, claim.id


def _nearest(newest: Mapping[Thing, Sequence[Position]], thing: Thing) -> tuple[Position, Position] | None:
    """The newest number of a thing and one of the first wider count, of the same period, that can hold it."""
    for whole in scope.wider(thing):
        pairs = [(a, b) for a in newest[thing] for b in newest.get(whole, ()) if _near(a.first, b.first)]
        if any(_broken_down(a, b) for a, b in pairs):
            return None
        near = [(a, b) for a, b in pairs if _holds(a.first, b.first)]
        if near:
            return max(near, key=_telling)
    return None


def _near(a: Claim, b: Claim) -> bool:
    """Whether a reader may take two numbers for those of one moment."""
    return scope.same_period(a, b) and days_between(a, b) <= _NEAR


def _broken_down(a: Position, b: Position) -> bool:
    """Whether one article gives both numbers on one voice's word, or on nobody's for one of them: nobody stumbles."""
    one_text = {c.doc_id for c in a.claims} & {c.doc_id for c in b.claims}
    return bool(one_text) and (a.first.origin == b.first.origin or not (a.first.voice and b.first.voice))


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
        f"{wording.counted(a)} {left} and {wording.whole(b, a)} {right} do not contradict one another: {_reason(a, b)}."
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
    addends: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        base = by_id.get(claim.beside or "")
        if base and not historical(claim) and claim.modality == "reported" and not agree(claim, base):
            if claim.added == "addend":
                addends[base.id].append(claim)
            else:
                yield _beside(claim, base)
    for key, shares in addends.items():
        yield _adding_up(shares, by_id[key])


def _adding_up(shares: Sequence[Claim], total: Claim) -> Finding:
    """Numbers that add up to one that the article gives too, in one finding."""
    named = wording.listed(f"{wording.counted(c)} {wording.source([c])}" for c in sorted(shares, key=lambda c: c.start))
    sentence = (
        f"{named} {'adds' if len(shares) == 1 else 'add'} up to {wording.amount(total)} {wording.source([total])} "
        f"in article {total.doc_id}."
    )
    share = distance(min(c.value for c in shares), total.value) / 4
    return finding("explained_by_scope", wording.capital(sentence), (*shares, total), share)


def _beside(claim: Claim, base: Claim) -> Finding:
    since = "the first counts those since the second"
    why = since if claim.added == "new" else "the first counts others, on top of the second"
    sentence = (
        f"{wording.counted(claim)} {wording.source([claim])} and {wording.amount(base)} {wording.source([base])} "
        f"do not contradict one another: {why}, in article {claim.doc_id}."
    )
    return finding(
        "explained_by_scope", wording.capital(sentence), (claim, base), distance(claim.value, base.value) / 4
    )
