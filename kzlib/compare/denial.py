"""Which numbers were denied, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kzlib.compare import scope
from kzlib.compare.claim import Claim
from kzlib.compare.scope import Thing

Denials = dict[tuple[Thing, float], dt.date]


def denials(claims: Iterable[Claim]) -> Denials:
    """What is counted and the number -> the last day on which it is denied."""
    last: Denials = {}
    for claim in claims:
        if claim.modality == "denied" and claim.day:
            key = scope.thing(claim), claim.value
            last[key] = max(last.get(key, claim.day), claim.day)
    return last


def withdrawn(claim: Claim, denied: Denials) -> bool:
    """Whether a reported number is denied on its day or later."""
    last = denied.get((scope.thing(claim), claim.value))
    return claim.modality == "reported" and bool(last and claim.day and last >= claim.day)
