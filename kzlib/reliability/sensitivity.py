"""Sensitivity: what becomes of the ranges when one article, or one voice, is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kzlib import compare
from kzlib.compare import Claim, Grades, Range
from kzlib.compare.finding import SERIOUSNESS
from kzlib.compare.scope import by_scope

# Articles and voices of one range that are left out one by one: those that give its ends, then those that give most.
TRIED = 24


# Ranges whose sources are left out one by one.
WEIGHTIEST = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One range without one source: `left_out` is the id of an article or the name of a voice, `what` says which.

    `before` is the range with all sources, `after` without it; None if nothing is left.
    """

    left_out: str
    what: str
    before: Range
    after: Range | None


def weightiest(ranges: Sequence[Range]) -> list[Range]:
    """The ranges worth trying: of the gravest kinds first, then those of most claims; at most WEIGHTIEST."""
    order = sorted(
        ranges,
        key=lambda r: (-SERIOUSNESS.get(r.kind, 0.0), -len(r.claims), r.kind, r.group, r.place or "", r.best_claim),
    )
    return order[:WEIGHTIEST]


def article(claim: Claim, origins: Mapping[str, str]) -> str:
    """What is left out with an article: it and its copies."""
    return origins.get(claim.doc_id, claim.doc_id)


def changes(
    ranges: Sequence[Range], claims: Sequence[Claim], origins: Mapping[str, str], grades: Grades | None = None
) -> list[Change]:
    """Every change of the given ranges when one article with its copies, or one named voice, is left out.

    In order of the ranges; of one range first what leaves nothing, then the farthest moves. A source that none of the
    claims which compete comes from changes nothing and is not tried. `grades` are those that chose the given ranges.
    """
    by_id = {c.id: c for c in claims}
    scopes = {key: same for same in by_scope(claims).values() for key in (c.id for c in same)}
    found: list[Change] = []
    for before in ranges:
        same = scopes[before.best_claim]
        competing = [by_id[key] for key in before.claims]
        for what, source in (("article", _article_of(origins)), ("voice", _voice)):
            tried = _tried(before, competing, by_id, source)
            found += [
                c
                for name in tried
                if (c := _without(before, [c for c in same if source(c) != name], name, what, grades))
            ]
    return found


def _article_of(origins: Mapping[str, str]) -> Callable[[Claim], str | None]:
    return lambda claim: article(claim, origins)


def _voice(claim: Claim) -> str | None:
    return claim.voice


def _tried(
    before: Range, competing: Sequence[Claim], by_id: Mapping[str, Claim], source: Callable[[Claim], str | None]
) -> list[str]:
    """Sources worth leaving out: those of the lowest, best and highest number first."""
    ends = [by_id[key] for key in (before.best_claim, before.low_claim, before.high_claim) if key]
    counts = Counter(name for c in competing if (name := source(c)))
    most = sorted(counts, key=lambda name: (-counts[name], name))
    names = [name for c in ends if (name := source(c))]
    return list(dict.fromkeys([*names, *most]))[:TRIED]


def _without(before: Range, left: Sequence[Claim], name: str, what: str, grades: Grades | None) -> Change | None:
    rest = compare.ranges(left, grades)
    after = rest[0] if rest else None
    if after and (after.low, after.best, after.high) == (before.low, before.best, before.high):
        return None
    return Change(name, what, before, after)


def alone(found: Sequence[Change], what: str) -> list[Range]:
    """Ranges that rest on one article (or voice) alone."""
    gone = {c.before.best_claim: c.before for c in found if c.what == what and c.after is None}
    return list(gone.values())
