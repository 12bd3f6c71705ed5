"""Whether two claims of one thing can both be right."""

from __future__ import annotations

import datetime as dt

from kzlib import institutions
from kzlib.compare import scope
from kzlib.compare.claim import Claim

HISTORICAL = dt.timedelta(days=60)  # a count this much older than its article speaks of another crisis
# Counts that only grow while a crisis lasts: a higher number on a later day is news, a lower one is a contradiction.
GROWING = frozenset({"killed", "injured", "arrested"})
# A number this many times another one is rarely a rival count of the same thing, unless a source stands behind each: it
# counts one incident, or a part that the article does not call one.
INCIDENT = 4.0
POINTS = {"exact": 0, "range": 1, "approx": 2}  # bounds that name a number, the firmest first


def historical(claim: Claim) -> bool:
    """Whether a claim speaks of a time long before its article."""
    return bool(claim.as_of and claim.published and claim.published - claim.as_of > HISTORICAL)


def ceiling(claim: Claim) -> float:
    """The highest number that a claim allows, infinite where it is open."""
    return float("inf") if claim.high is None else claim.high


def agree(a: Claim, b: Claim) -> bool:
    """Whether the values that two claims allow have one in common."""
    return max(a.low or 0.0, b.low or 0.0) <= min(ceiling(a), ceiling(b))


def contradict(a: Claim, b: Claim) -> bool:
    """Whether two claims of one scope cannot both be right: no value fits both, and no change in time explains it.

    Of kinds that only grow a higher number on a later day contradicts nothing, nor does one that nobody stands behind
    contradict another many times its size.
    """
    if agree(a, b) or a.day is None or b.day is None or incidental(a, b) or incidental(b, a):
        return False
    if a.day == b.day:
        return True
    earlier, later = (a, b) if a.day < b.day else (b, a)
    return a.kind in GROWING and later.value < earlier.value and scope.same_period(a, b)


def incidental(a: Claim, b: Claim) -> bool:
    """Whether a number counts something less than another one: a part or an incident that the article tells beside it.

    It is far below, a source missing for one of them; or it is one victim, told by an article that has a higher number
    of the same state.
    """
    one = a.value == 1 < b.value and a.doc_id == b.doc_id and institutions.side(a.origin) == institutions.side(b.origin)
    return one or (not (a.voice and b.voice) and b.value > INCIDENT * a.value)


def withdraws(denied: Claim, claim: Claim) -> bool:
    """Whether a denied claim takes back an earlier or same-day one: same thing counted, same number."""
    known = denied.day is not None and claim.day is not None and denied.day >= claim.day
    same = scope.same_scope(denied, claim) and denied.value == claim.value
    return denied.modality == "denied" and claim.modality == "reported" and same and known
