"""How many: the lowest, best and highest number given for one thing counted, and the rule that chose them.

Every number of a range was given by a source. None is an average, an estimate or a sum.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kzlib.compare import scope
from kzlib.compare.claim import Claim
from kzlib.compare.scope import Scope

HISTORICAL = dt.timedelta(days=60)  # a count this much older than its article speaks of another crisis
# Counts that only grow while a crisis lasts: a higher number on a later day is news, a lower one is a contradiction.
GROWING = frozenset({"killed", "injured", "arrested"})
_POINTS = {"exact": 0, "range": 1, "approx": 2}  # bounds that name a number, the firmest first


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest, best and highest number given for one kind, group and place, each with the id of its claim.

    `low` is None if the sources give only an upper bound, `best` and `high` never are. `open_high` says that the
    highest number is an "at least". `claims` are the ids that compete, `earlier` those that a later one of the same
    voice replaces or that are older than the period, `excluded` those left out; `origins` and `articles` count the
    voices and articles of `claims`. `day` is the day of the best claim. `rule` says in one sentence why it won.
    """

    kind: str
    group: str
    place: str | None
    low: float | None
    best: float
    high: float
    open_high: bool
    claims: tuple[str, ...]
    low_claim: str | None
    best_claim: str
    high_claim: str
    origins: int
    articles: int
    earlier: tuple[str, ...]
    excluded: tuple[str, ...]
    day: dt.date | None
    rule: str


def ranges(claims: Iterable[Claim]) -> list[Range]:
    """The latest range of every kind, group and place that has a claim to go by, in that order."""
    found = (_range(same, scoped) for scoped, same in sorted(_by_scope(claims).items(), key=_scope_order))
    return [r for r in found if r]


def daily(claims: Iterable[Claim], kind: str, group: str, place: str | None) -> list[Range]:
    """One range a day for one kind, group and place: what the claims of that very day say, days in order."""
    wanted = (kind, scope.group(group), place)
    same = _by_scope(claims).get(wanted, [])
    left_out = _reasons(same)
    days: defaultdict[dt.date, list[Claim]] = defaultdict(list)
    for claim in same:
        if claim.day and claim.id not in left_out:
            days[claim.day].append(claim)
    found = (_range(days[day], wanted) for day in sorted(days))
    return [r for r in found if r]


def _scope_order(item: tuple[Scope, list[Claim]]) -> tuple[str, str, str]:
    kind, group, place = item[0]
    return kind, group, place or ""


def _by_scope(claims: Iterable[Claim]) -> dict[Scope, list[Claim]]:
    """Claims by what they count. A part of a claim that counts the same is marked by `_reasons`, not here."""
    found: defaultdict[Scope, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[scope.scope(claim)].append(claim)
    return found


def _range(same: Sequence[Claim], counted: Scope) -> Range | None:
    left_out = _reasons(same)
    kept = [c for c in same if c.id not in left_out]
    if not kept:
        return None
    leads = leading(kept)
    best = choose(leads)
    current = _current(leads, best)
    low, high = _ends(current, best)
    return Range(
        *counted,
        low=low.value if low else None,
        best=best.value,
        high=_top(high),
        open_high=high.bound == "min",
        claims=tuple(c.id for c in current),
        low_claim=low.id if low else None,
        best_claim=best.id,
        high_claim=high.id,
        origins=len({c.origin for c in current}),
        articles=len({c.doc_id for c in current}),
        earlier=tuple(c.id for c in kept if c not in current),
        excluded=tuple(c.id for c in same if c.id in left_out),
        day=best.day,
        rule=_rule(best, leads, left_out),
    )


def _reasons(same: Sequence[Claim]) -> dict[str, str]:
    """Claims that a range leaves out, with the reason."""
    ids = {c.id for c in same}
    denied = [c for c in same if c.modality == "denied"]
    reasons: dict[str, str] = {}
    for claim in same:
        if claim.modality != "reported":
            reasons[claim.id] = claim.modality
        elif claim.part_of in ids:
            reasons[claim.id] = "part"
        elif claim.as_of and claim.published and claim.published - claim.as_of > HISTORICAL:
            reasons[claim.id] = "historical"
        elif any(withdraws(d, claim) for d in denied):
            reasons[claim.id] = "withdrawn"
    return reasons


def withdraws(denied: Claim, claim: Claim) -> bool:
    """Whether a denied claim takes back an earlier or same-day one: same thing counted, same number."""
    known = denied.day is not None and claim.day is not None and denied.day >= claim.day
    same = scope.same_scope(denied, claim) and denied.value == claim.value
    return denied.modality == "denied" and claim.modality == "reported" and same and known


def leading(kept: Iterable[Claim]) -> list[Claim]:
    """Of the numbers that one article gives on one voice's word for one thing and day, the one that it leads with.

    News gives the newest number first and what it replaces below. A later number that makes a leading "at least" or
    "dozens" precise takes its place; claims of the same number are all kept, in the order given.
    """
    told: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in kept:
        told[(*scope.scope(claim), claim.doc_id, claim.origin, claim.day)].append(claim)
    leads: set[str] = set()
    for same in told.values():
        in_text = sorted(same, key=lambda c: c.start)
        firm = (c for c in in_text if c.bound in _POINTS and agree(c, in_text[0]))
        lead = in_text[0] if in_text[0].bound in _POINTS else next(firm, in_text[0])
        leads.update(c.id for c in same if c.value == lead.value)
    return [c for same in told.values() for c in same if c.id in leads]


def choose(kept: Sequence[Claim]) -> Claim:
    """The claim that wins: the latest number; a later "at least" or "at most" only if that number breaks it."""
    voices: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for claim in kept:
        voices[claim.day, claim.value, claim.bound].add(claim.origin)

    def rank(claim: Claim) -> tuple[dt.date, bool, int, int, float, bool, str]:
        """Latest day, whole over part, firm over loose, most voices, the lower number, named speaker; then by id."""
        heard = len(voices[claim.day, claim.value, claim.bound])
        firmness = -_POINTS.get(claim.bound, len(_POINTS))
        day = claim.day or dt.date.min
        return day, claim.part_of is None, firmness, heard, -claim.value, claim.speaker is not None, claim.id

    best = max([c for c in kept if c.bound in _POINTS] or kept, key=rank)
    newer = [c for c in kept if c.bound not in _POINTS and _newer(c, best) and not agree(c, best)]
    return max(newer, key=rank) if newer else best


def _newer(a: Claim, b: Claim) -> bool:
    return (a.day or dt.date.min) > (b.day or dt.date.min)


def agree(a: Claim, b: Claim) -> bool:
    """Whether the values that two claims allow have one in common."""
    low = max(a.low or 0.0, b.low or 0.0)
    highs = [c.high for c in (a, b) if c.high is not None]
    return not highs or low <= min(highs)


def contradict(a: Claim, b: Claim) -> bool:
    """Whether two claims of one scope cannot both be right: no value fits both, and no change in time explains it.

    The days are those of the claims; of kinds that only grow a higher number on a later day contradicts nothing.
    """
    if agree(a, b) or a.day is None or b.day is None:
        return False
    if a.day == b.day:
        return True
    earlier, later = (a, b) if a.day < b.day else (b, a)
    return a.kind in GROWING and later.value < earlier.value and scope.same_period(a, b)


def _current(kept: Sequence[Claim], best: Claim) -> list[Claim]:
    """Claims that compete with the best one: as of its time, and of each voice the latest day only."""
    near = [c for c in kept if scope.same_period(c, best)]
    latest: dict[str, dt.date] = {}
    for claim in near:
        latest[claim.origin] = max(latest.get(claim.origin, dt.date.min), claim.day or dt.date.min)
    return [c for c in near if (c.day or dt.date.min) == latest[c.origin]]


def _ends(current: Sequence[Claim], best: Claim) -> tuple[Claim | None, Claim]:
    """The claims with the lowest and the highest number.

    An "at least" that the other numbers satisfy does not lower the range ("at least 20" does not say 20), nor does an
    "at most" raise it: a bound counts only where it contradicts the best claim, or where there are only bounds.
    """
    if best.bound in _POINTS:
        current = [c for c in current if c.bound in _POINTS or not agree(c, best)]
    floors = [c for c in current if c.bound != "max"]
    low = min(floors, key=lambda c: (c.value, c.id)) if floors else None
    return low, max(current, key=lambda c: (_top(c), c.bound == "min", c.id))


def _top(claim: Claim) -> float:
    return claim.value if claim.value_high is None else claim.value_high


_LEFT_OUT = {
    "planned": "planned",
    "denied": "denied",
    "part": "a part of another figure",
    "historical": f"of another time (more than {HISTORICAL.days} days before the article)",
    "withdrawn": "withdrawn later",
}


def _rule(best: Claim, kept: Sequence[Claim], left_out: dict[str, str]) -> str:
    reason = _why(best, [c for c in kept if c is not best])
    counts = {r: sum(v == r for v in left_out.values()) for r in _LEFT_OUT}
    excluded = [f"{n} {_LEFT_OUT[r]}" for r, n in counts.items() if n]
    return reason + (f"; left out: {', '.join(excluded)}." if excluded else ".")


def _why(best: Claim, others: Sequence[Claim]) -> str:
    if not others:
        return "The only number given"
    if all(_newer(best, c) for c in others):
        return "The latest number given"
    rivals = [c for c in others if not _newer(best, c)]
    if all(_same_number(c, best) for c in rivals):
        return "The latest number given, in every claim of that day"
    if any(_newer(c, best) and not _same_number(c, best) for c in rivals):
        return 'The latest number given: a later "at least" or "at most" that it satisfies does not replace it'
    if best.bound not in _POINTS:
        return "The latest number given: it breaks the earlier ones"
    if any(c.bound not in _POINTS for c in rivals) and best.bound == "exact":
        return 'Of the latest numbers the exact one rather than an "about", "at least" or "at most"'
    return "Of the latest numbers the one that is firmest, then in the most independent voices, then the lowest"


def _same_number(a: Claim, b: Claim) -> bool:
    return a.value == b.value and a.bound == b.bound
