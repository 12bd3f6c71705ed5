"""Numbers that a later or same-day claim denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.denial import denials, withdrawn
from kzlib.compare.finding import Finding, day_order, finding
from kzlib.compare.scope import Thing


def retractions(claims: Sequence[Claim]) -> Iterator[Finding]:
    """One finding for each number of a thing that is denied after, or on the day on which, it was given."""
    denied = denials(claims)
    sides: defaultdict[tuple[Thing, float], tuple[list[Claim], list[Claim]]] = defaultdict(lambda: ([], []))
    for claim in claims:
        if claim.modality == "denied" and claim.day:
            sides[scope.thing(claim), claim.value][1].append(claim)
        elif withdrawn(claim, denied):
            sides[scope.thing(claim), claim.value][0].append(claim)
    for given, taken_back in sides.values():
        if given and taken_back:
            yield _retraction(given, sorted(taken_back, key=lambda c: (day_order(c), c.id)))


def _retraction(given: Sequence[Claim], denied: Sequence[Claim]) -> Finding:
    """The finding: who takes back its own number withdraws it, who takes back another's denies it."""
    a, b = given[0], denied[0]
    verb = "withdrawn" if a.origin == b.origin else "denied"
    by = f"by {wording.named(b)}" if b.voice else f"in article {b.doc_id}, which names no source"
    sentence = (
        f"{wording.counted(a)} {wording.source(given)} {'is' if a.value == 1 else 'are'} {verb} {by} "
        f"{wording.when(denied)}, {wording.apart(a, b)}."
    )
    return finding("retraction", wording.capital(sentence), (*given, *denied))
