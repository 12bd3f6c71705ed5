"""How many: the lowest, best and highest number given for one thing counted, and the rule that chose them.

Every number of a range was given by a source. None is an average, an estimate or a sum.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kzlib.compare import scope
from kzlib.compare.choice import choose, leading
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import HISTORICAL, POINTS, agree, historical, withdraws
from kzlib.compare.scope import Scope


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest, best and highest number given for one kind, group and place, each with the id of its claim.

    `low` is None if the sources give only an upper bound, `best` and `high` never are. `open_high` says that the
    highest number is an "at least". `claims` are the ids that compete, `earlier` those that a newer number of the same
    voice replaces, that an article mentions beside its own, or that are older than the period; `excluded` those left
    out; `origins` and `articles` count the voices and articles of `claims`. `day` is the day of the best claim. `rule`
    says in one sentence why it won.
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
    found = (_range(same, scoped) for scoped, same in sorted(scope.by_scope(claims).items(), key=_scope_order))
    return [r for r in found if r]


def daily(claims: Iterable[Claim], kind: str, group: str, place: str | None) -> list[Range]:
    """One range a day for one kind, group and place: what the claims of that very day say, days in order."""
    wanted = (kind, scope.group(group), place)
    same = scope.by_scope(claims).get(wanted, [])
    left_out = _reasons(same)
    days: defaultdict[dt.date, list[Claim]] = defaultdict(list)
    for claim in same:
        if claim.day and claim.id not in left_out:
            days[claim.day].append(claim)
    found = (_range(days[day], wanted) for day in sorted(days))
    return [r for r in found if r]


def as_known(claims: Iterable[Claim], kind: str, group: str, place: str | None) -> list[tuple[dt.date, Range]]:
    """The toll of one kind, group and place as a reader knew it on each day that an article brought a claim.

    It is the latest range of that scope, or of a part of it (the police of a city in all of a country) whose best
    number is higher: the whole is at least that. A number that was withdrawn later still stands on the days before.
    Articles of unknown day are left out.
    """
    wanted = (kind, scope.group(group), place)
    inside = [c for c in claims if c.published and scope.inside(scope.scope(c), wanted)]
    found = []
    for day in sorted({c.published for c in inside if c.published}):
        known = ranges(c for c in inside if c.published and c.published <= day)
        if known:
            found.append((day, max(known, key=lambda r: (r.best, (r.kind, r.group, r.place) == wanted))))
    return found


def _scope_order(item: tuple[Scope, list[Claim]]) -> tuple[str, str, str]:
    kind, group, place = item[0]
    return kind, group, place or ""


def _range(same: Sequence[Claim], counted: Scope) -> Range | None:
    left_out = _reasons(same)
    kept = [c for c in same if c.id not in left_out]
    if not kept:
        return None
    leads = leading(kept)
    best, reason = choose(leads)
    current = _current(leads, best)
    competing = {c.id for c in current}
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
        earlier=tuple(c.id for c in kept if c.id not in competing),
        excluded=tuple(c.id for c in same if c.id in left_out),
        day=best.day,
        rule=_rule(best, reason, left_out),
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
        elif historical(claim):
            reasons[claim.id] = "historical"
        elif any(withdraws(d, claim) for d in denied):
            reasons[claim.id] = "withdrawn"
    return reasons


def _current(kept: Sequence[Claim], best: Claim) -> list[Claim]:
    """Claims that compete with the best one, itself included: as of its time, of each voice the latest day only."""
    near = [c for c in kept if scope.same_period(c, best)]
    latest: dict[str, dt.date] = {}
    for claim in near:
        latest[claim.origin] = max(latest.get(claim.origin, dt.date.min), claim.day or dt.date.min)
    return [c for c in near if c is best or (c.day or dt.date.min) == latest[c.origin]]


def _ends(current: Sequence[Claim], best: Claim) -> tuple[Claim | None, Claim]:
    """The claims with the lowest and the highest number.

    An "at least" that the other numbers satisfy does not lower the range ("at least 20" does not say 20), nor does an
    "at most" raise it: a bound counts only where it contradicts the best claim, or where there are only bounds. Below
    an "at most" that won there is no lowest number, unless one was given.
    """
    if best.bound in POINTS:
        current = [c for c in current if c.bound in POINTS or not agree(c, best)]
    floors = [c for c in current if c.bound != "max" and c.value <= best.value]
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


def _rule(best: Claim, reason: str, left_out: dict[str, str]) -> str:
    words = f'; its words give no number ("{best.text}")' if best.vague else ""
    counts = {r: sum(v == r for v in left_out.values()) for r in _LEFT_OUT}
    excluded = [f"{n} {_LEFT_OUT[r]}" for r, n in counts.items() if n]
    return reason + words + (f"; left out: {', '.join(excluded)}." if excluded else ".")
