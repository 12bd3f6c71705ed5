"""How many: the lowest, best and highest number given for one thing counted, and the rule that chose them.

Every number of a range was given by a source. None is an average, an estimate or a sum.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kzlib.compare import scope
from kzlib.compare.choice import ONLY, Grades, choose, leading
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import HISTORICAL, POINTS, agree, historical
from kzlib.compare.denial import denials, withdrawn
from kzlib.compare.scope import Thing
from kzlib.lasting import lasting


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest, best and highest number given for one kind, group and place, each with the id of its claim.

    `low` is None if the sources give only an upper bound, `best` and `high` never are. `open_high` says that the
    highest number is an "at least". `claims` are the ids that compete, `earlier` those that a newer number of the same
    voice replaces, that an article mentions beside its own, or that are older than the period; `excluded` those left
    out; `origins` and `articles` count the voices and articles of `claims`. `day` is the day of the best claim. `rule`
    says in one sentence why it won. Claims without a place have a range of their own for each state (or article) that
    they are about, which `about` names.
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
    about: str | None = None


@lasting()
def ranges(claims: Iterable[Claim], grades: Grades | None = None) -> list[Range]:
    """The latest range of every kind, group and place that has a claim to go by, in that order.

    `grades` (id of a claim -> grade, 1 the best) decide between the latest numbers before anything else does.
    """
    found = (_range(same, thing, grades) for thing, same in sorted(scope.by_scope(claims).items(), key=_order))
    return [r for r in found if r]


def daily(
    claims: Iterable[Claim], kind: str, group: str, place: str | None, grades: Grades | None = None
) -> list[Range]:
    """One range a day for one kind, group and place: what the claims of that very day say, days in order.

    `grades` as for `ranges`.
    """
    wanted = (kind, scope.group(group), place)
    things = {thing: same for thing, same in scope.by_scope(claims).items() if thing[:3] == wanted}
    found = [r for thing, same in sorted(things.items(), key=_order) for r in _each_day(same, thing, grades)]
    return sorted(found, key=lambda r: (r.day or dt.date.min, r.about or ""))


def _each_day(same: Sequence[Claim], thing: Thing, grades: Grades | None) -> list[Range]:
    left_out = _reasons(same)
    days: defaultdict[dt.date, list[Claim]] = defaultdict(list)
    for claim in same:
        if claim.day and claim.id not in left_out:
            days[claim.day].append(claim)
    found = (_range(days[day], thing, grades) for day in sorted(days))
    return [r for r in found if r]


@lasting()
def as_known(
    claims: Iterable[Claim], kind: str, group: str, place: str | None, grades: Grades | None = None
) -> list[tuple[dt.date, Range]]:
    """The toll of one kind, group and place as a reader knew it on each day that an article brought a claim.

    It is the latest range of that scope, or of a part of it (the police of a city in all of a country) whose best
    number is higher: the whole is at least that. A number that was withdrawn later still stands on the days before.
    Articles of unknown day are left out, and of each voice's number only the first claim is listed. `grades` as for
    `ranges`.
    """
    wanted = (kind, scope.group(group), place)
    inside = [c for c in claims if c.published and scope.inside(scope.scope(c), wanted)]
    brought: defaultdict[dt.date, list[Claim]] = defaultdict(list)
    for claim in inside:
        if claim.published:
            brought[claim.published].append(claim)
    known: dict[Thing, _Known] = {}
    current: dict[Thing, Range] = {}
    found = []
    for day in sorted(brought):
        for thing, new in scope.by_scope(brought[day]).items():
            latest = known.setdefault(thing, _Known()).add(new)
            one = _range(latest, thing, grades)
            current = {t: r for t, r in current.items() if t != thing} | ({thing: one} if one else {})
        if current:
            found.append((day, max(current.values(), key=lambda r: (r.best, (r.kind, r.group, r.place) == wanted))))
    return found


class _Known:
    """What is known of one thing so far; of it the newest claims, from which the best one is chosen."""

    def __init__(self) -> None:
        self._days: defaultdict[dt.date, list[Claim]] = defaultdict(list)
        self._denied: list[Claim] = []
        self._said: set[tuple[object, ...]] = set()

    def add(self, new: Sequence[Claim]) -> list[Claim]:
        """Take in claims; the claims of the period before the newest number, one of each voice's, and all denials."""
        self._denied += [c for c in new if c.modality == "denied"]
        for claim in leading(c for c in new if c.modality == "reported"):
            said = (claim.origin, claim.day, claim.value, claim.value_high, claim.bound, claim.added)
            if claim.day and said not in self._said:
                self._said.add(said)
                self._days[claim.day].append(claim)
        denied = denials(self._denied)
        recent: list[Claim] = []
        end = None
        for day in sorted(self._days, reverse=True):
            if end and day < end:
                break
            recent += self._days[day]
            if end is None and any(_stands(c) and not withdrawn(c, denied) for c in self._days[day]):
                end = day - scope.PERIOD
        return [*recent, *self._denied]


def _stands(claim: Claim) -> bool:
    """Whether a claim names a number that can be the best one."""
    named = claim.bound in POINTS and claim.modality == "reported"
    return named and not claim.added and not claim.part_of and not historical(claim)


def _order(item: tuple[Thing, list[Claim]]) -> tuple[str, str, str, str]:
    kind, group, place, about = item[0]
    return kind, group, place or "", about or ""


def _range(same: Sequence[Claim], thing: Thing, grades: Grades | None = None) -> Range | None:
    left_out = _reasons(same)
    kept = [c for c in same if c.id not in left_out]
    if not kept:
        return None
    leads = leading(kept)
    best, reason = choose(leads, grades)
    current = _current(leads, best)
    competing = {c.id for c in current}
    low, high = _ends(current, best)
    return Range(
        *thing[:3],
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
        rule=_rule(best, _beside(reason, best, kept), left_out),
        about=thing[3],
    )


def _reasons(same: Sequence[Claim]) -> dict[str, str]:
    """Claims that a range leaves out, with the reason. Numbers that are no total stand where there is nothing else."""
    ids = {c.id for c in same}
    denied = denials(same)
    reasons: dict[str, str] = {}
    added: list[Claim] = []
    for claim in same:
        if claim.modality != "reported":
            reasons[claim.id] = claim.modality
        elif claim.part_of in ids:
            reasons[claim.id] = "part"
        elif historical(claim):
            reasons[claim.id] = "historical"
        elif withdrawn(claim, denied):
            reasons[claim.id] = "withdrawn"
        elif claim.added:
            added.append(claim)
    if len(reasons) + len(added) < len(same):
        reasons |= {c.id: _no_total(c) for c in added}
    return reasons


def _no_total(claim: Claim) -> str:
    """Why a number that is no total is none, as `_LEFT_OUT` and `_NO_TOTAL` call it."""
    return "incident" if claim.added == "incident" else "added"


def left_out(same: Sequence[Claim]) -> dict[str, str]:
    """Why a range leaves claims out, in words, by id; `same` are all claims of what the range counts."""
    return {key: _LEFT_OUT[reason] for key, reason in _reasons(same).items()}


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
    "added": "on top of another number, or added up to one",
    "incident": "of one incident: its article gives more for a part of the same people",
}


_NO_TOTAL = {
    "added": "; it counts only what comes on top of another number",
    "incident": "; it counts one incident",
}


def _beside(reason: str, best: Claim, kept: Sequence[Claim]) -> str:
    """The reason as it is where articles give more numbers than the one that each leads with."""
    if reason.startswith(ONLY) and any(c.value != best.value and c.bound in POINTS for c in kept):
        return reason.replace(ONLY, "The only number that an article leads with", 1)
    return reason


def _rule(best: Claim, reason: str, left_out: dict[str, str]) -> str:
    words = f'; its words give no number ("{best.text}")' if best.vague else ""
    words += _NO_TOTAL[_no_total(best)] if best.added else ""
    counts = {r: sum(v == r for v in left_out.values()) for r in _LEFT_OUT}
    excluded = [f"{n} {_LEFT_OUT[r]}" for r, n in counts.items() if n]
    return reason + words + (f"; left out: {', '.join(excluded)}." if excluded else ".")
