"""What the charts of figures draw: for each kind the scopes and claims that matter most, within a bound."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kzlib import compare
from kzlib.chapters.toll import KINDS
from kzlib.compare import Claim, Grades, Range, scope
from kzlib.compare.consistency import historical
from kzlib.compare.scope import Thing

# A page has at most so many marks, a chart so many panels, and so many lines of scopes with a single number.
PAGE_MARKS, PANELS, SINGLES = 90, 7, 10
# Where the page cannot have all marks, a chart has a panel for so many of its marks, and a line for so many.
_A_PANEL, _A_LINE = 10, 5
VOICES = 6


@dataclass(frozen=True, slots=True)
class Scoped:
    """Claims of one kind, group and place, those drawn; and the range of every day."""

    scope: Thing
    claims: tuple[Claim, ...]
    days: tuple[Range, ...]

    @property
    def single(self) -> bool:
        """Whether all claims give one number, so that a value axis would say nothing."""
        return len({c.value for c in self.claims} | {c.value_high or c.value for c in self.claims}) == 1


@dataclass(frozen=True, slots=True)
class Plot:
    """One chart: the scopes with several numbers, each a panel; those with one, each a line; and what is left out."""

    kind: str
    panels: tuple[Scoped, ...]
    singles: tuple[Scoped, ...]
    drawn: int
    claims: int
    other_time: int
    undated: int

    @property
    def shown(self) -> list[Claim]:
        """The claims drawn, panel by panel."""
        return [c for s in (*self.panels, *self.singles) for c in s.claims]


def plots(claims: Sequence[Claim], grades: Grades | None = None) -> list[Plot]:
    """A plot for every kind that has a claim with a day, in the order in which kinds are shown; grades by claim id."""
    by_kind = {k: [c for c in claims if c.kind == k] for k in KINDS}
    current = {k: [c for c in found if c.day and not historical(c)] for k, found in by_kind.items()}
    shares = _shares({k: len(found) for k, found in current.items() if found})
    return [_plot(kind, by_kind[kind], current[kind], share, grades) for kind, share in shares.items()]


def _panels_and_lines(wanted: int, share: int) -> tuple[int, int]:
    """How many panels and single lines a chart has at most."""
    if wanted <= share:
        return PANELS, SINGLES
    return min(PANELS, max(1, share // _A_PANEL)), min(SINGLES, max(3, share // _A_LINE))


def _shares(wanted: Mapping[str, int]) -> dict[str, int]:
    """Marks for each kind: as many as wanted, or an equal part of what is left; the first counts twice."""
    shares: dict[str, int] = {}
    weights = {k: 2 if n == 0 else 1 for n, k in enumerate(wanted)}
    left, parts = PAGE_MARKS, sum(weights.values())
    for kind in sorted(wanted, key=lambda k: wanted[k] / weights[k]):
        shares[kind] = min(wanted[kind], left * weights[kind] // parts)
        left, parts = left - shares[kind], parts - weights[kind]
    return {k: shares[k] for k in wanted}


def _plot(kind: str, all_of_it: Sequence[Claim], current: Sequence[Claim], share: int, grades: Grades | None) -> Plot:
    by_scope = scope.by_scope(current)
    order = sorted(by_scope, key=lambda s: _importance(s, by_scope[s]))
    several = [s for s in order if len({c.value for c in by_scope[s]}) > 1]
    single = [s for s in order if s not in set(several)]
    most, alone = _panels_and_lines(len(current), share)
    lines = [_cut(s, by_scope[s], 3, grades) for s in single[:alone]]
    left = share - sum(len(s.claims) for s in lines)
    panels = []
    for number, counted in enumerate(several[:most]):
        room = max(3, left // (min(most, len(several)) - number))
        panels.append(_cut(counted, by_scope[counted], room, grades))
        left -= len(panels[-1].claims)
    return Plot(
        kind=kind,
        panels=tuple(p for p in panels if not p.single),
        singles=tuple([p for p in panels if p.single] + lines),
        drawn=sum(len(s.claims) for s in (*panels, *lines)),
        claims=len(all_of_it),
        other_time=sum(1 for c in all_of_it if historical(c)),
        undated=sum(1 for c in all_of_it if c.day is None),
    )


def _importance(counted: Thing, claims: Sequence[Claim]) -> tuple[int, int, int, str, str]:
    """Everybody before a part, then most voices, then most claims."""
    _, group, place, *_ = counted
    return group != "all", -len({c.origin for c in claims}), -len(claims), group, place or ""


def _cut(counted: Thing, claims: Sequence[Claim], most: int, grades: Grades | None = None) -> Scoped:
    """The claims of a scope that are drawn: of each day lowest, best and highest first, then one a voice and number."""
    days = compare.daily(claims, *counted[:3], grades=grades)
    ends = {i: _apart(r) for r in days for i in (r.low_claim, r.best_claim, r.high_claim) if i}
    seen: set[tuple[object, ...]] = set()
    ranked = []
    for claim in claims:
        said = (claim.day, claim.value, claim.value_high, claim.bound, claim.origin)
        again = said in seen
        seen.add(said)
        late = -(claim.day or dt.date.min).toordinal()
        ranked.append(((claim.id not in ends, -ends.get(claim.id, 0.0), again, late, claim.id), claim))
    kept = [claim for _, claim in sorted(ranked, key=lambda r: r[0])[:most]]
    return Scoped(counted, tuple(sorted(kept, key=lambda c: (c.day or dt.date.min, -c.value, c.id))), tuple(days))


def _apart(found: Range) -> float:
    """How far a day's numbers are apart, as a ratio; 0 if they agree."""
    low = found.best if found.low is None else found.low
    return round(math.log(max(found.high, 1.0) / max(low, 1.0)), 6)


def voices(drawn: Iterable[Plot]) -> dict[str, int]:
    """The named voices that give most of the claims drawn, each with its place in the palette and alphabet."""
    counts = Counter(c.origin for p in drawn for c in p.shown if c.voice)
    ranked = sorted(counts, key=lambda v: (-counts[v], v))
    return {voice: n for n, voice in enumerate(ranked[:VOICES])}
