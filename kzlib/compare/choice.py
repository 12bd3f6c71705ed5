"""Which claim of one thing wins, and why: within an article, then among all."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kzlib.compare.claim import Claim, Thing
from kzlib.compare.consistency import POINTS, agree, incidental

# What is preferred, in this order, and how the rule says so. The lowest of equals, as ACLED does.
_PREFERENCES = (
    "The latest number given",
    "Of the latest numbers the one with the better grade",
    "Of the latest numbers the one with a named source",
    'Of the latest numbers the one most firmly put (exact before "about", "about" before "at least" or "at most")',
    "Of the latest numbers the one that most independent voices give",
    "Of the latest numbers that of the latest article",
    "Of the latest numbers, as many voices giving each, the lowest",
    "Nothing tells the latest numbers apart: one of them, always the same",
)
_Rank = tuple[dt.date, int, bool, int, int, dt.date, float, str]
Grades = Mapping[str, int]  # id of a claim -> its grade, 1 the best

ONLY = "The only number given"
_UNGRADED = 6  # "cannot be judged"


def leading(kept: Iterable[Claim]) -> list[Claim]:
    """Of the numbers that one article gives on one voice's word for one thing and day, the one that it leads with.

    News gives the newest number first and what it replaces below. A later number that makes a leading "at least" or
    "dozens" precise takes its place; claims of the same number are all kept, in the order given. Numbers without a
    source that are far below one that the article gives with a source are left out too: they count a part of it, as
    are those that the article calls a part of another number of the same thing.
    """
    told = [(key, _leads(same)) for key, same in _told(list(kept)).items()]
    most: dict[_Matter, Claim] = {}
    for (matter, _), leads in told:
        for claim in leads:
            best = most.get(matter)
            if claim.voice and (best is None or (claim.value, claim.id) > (best.value, best.id)):
                most[matter] = claim
    return [
        claim
        for (matter, _), leads in told
        for claim in leads
        if (best := most.get(matter)) is None or best is claim or not incidental(claim, best)
    ]


_Matter = tuple[Thing, str, dt.date | None]  # what is counted, in which article, on which day


def _told(claims: Sequence[Claim]) -> dict[tuple[_Matter, str], list[Claim]]:
    """The numbers of each voice on a matter, without those that the article calls a part of another of the thing."""
    wanted = {c.part_of for c in claims if c.part_of}
    wholes = {c.id: c.thing for c in claims if c.id in wanted} if wanted else {}
    told: defaultdict[tuple[_Matter, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if not claim.part_of or wholes.get(claim.part_of) != claim.thing:
            told[(claim.thing, claim.doc_id, claim.day), claim.origin].append(claim)
    return told


def _leads(same: Sequence[Claim]) -> Sequence[Claim]:
    """Those of one voice's numbers that it leads with."""
    if len(same) == 1:
        return same
    in_text = _totals_first(same)
    firm = (c for c in in_text if c.bound in POINTS and agree(c, in_text[0]))
    lead = in_text[0] if in_text[0].bound in POINTS else next(firm, in_text[0])
    return [c for c in same if c.value == lead.value]


def _totals_first(same: Sequence[Claim]) -> list[Claim]:
    """Claims in order of the text, numbers that are no total and single victims last: they are no toll."""
    top = max(c.value for c in same)
    return sorted(same, key=lambda c: (c.added is not None or c.value == 1 < top, c.start))


def choose(kept: Sequence[Claim], grades: Grades | None = None) -> tuple[Claim, str]:
    """The claim that wins, and the reason: the latest number; a later "at least" or "at most" only if it breaks it.

    `kept` must not be empty. `grades` are those of claims, where they are known: of the latest numbers the better
    graded wins.
    """
    ranks = _ranks(kept, grades or {})
    numbers = [c for c in kept if c.bound in POINTS]
    pool, bounds = (numbers, [c for c in kept if c.bound not in POINTS]) if numbers else (list(kept), [])
    best = max(pool, key=lambda c: ranks[c.id])
    broken = [c for c in bounds if _newer(c, best) and not agree(c, best)]
    if broken:
        return max(broken, key=lambda c: ranks[c.id]), "The latest number given: it breaks the earlier ones"
    return best, _reason(best, pool, bounds, ranks)


def _ranks(kept: Sequence[Claim], grades: Grades) -> dict[str, _Rank]:
    """What decides for each claim, by id: the preferences in order, then the id, so that the choice is always one."""
    voices: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for claim in kept:
        voices[claim.day, claim.value, claim.bound].add(claim.origin)
    ranks = {}
    for claim in kept:
        heard = len(voices[claim.day, claim.value, claim.bound])
        firmness = -POINTS.get(claim.bound, len(POINTS))
        day, published = claim.day or dt.date.min, claim.published or dt.date.min
        graded = -grades.get(claim.id, _UNGRADED)
        ranks[claim.id] = (day, graded, claim.voice is not None, firmness, heard, published, -claim.value, claim.id)
    return ranks


def _reason(best: Claim, pool: Sequence[Claim], bounds: Sequence[Claim], ranks: dict[str, _Rank]) -> str:
    others = [c for c in pool if c.value != best.value or c.bound != best.bound]
    if others:
        rival = max(ranks[c.id] for c in others)
        differs = next(i for i, (mine, its) in enumerate(zip(ranks[best.id], rival, strict=True)) if mine != its)
        return _PREFERENCES[differs]
    if any(_newer(c, best) for c in bounds):
        return 'The latest number given: a later "at least" or "at most" that it satisfies does not replace it'
    if bounds:
        return ONLY + '; "at least" and "at most" do not replace it'
    return ONLY + (f", in {len(pool)} claims" if len(pool) > 1 else "")


def _newer(a: Claim, b: Claim) -> bool:
    return (a.day or dt.date.min) > (b.day or dt.date.min)
