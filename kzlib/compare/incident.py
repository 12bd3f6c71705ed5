"""Numbers that count one incident: the article gives many times more for a part of the same people.

"Un corps" told beside "twelve police officers killed" is no toll of the country, whoever says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kzlib.compare import scope
from kzlib.compare.claim import Claim, Tables
from kzlib.compare.claim import claims as every
from kzlib.compare.consistency import INCIDENT, ceiling, historical
from kzlib.compare.scope import Thing
from kzlib.lasting import lasting


@lasting()
def claims(tables: Tables, voice_of: Mapping[str, str] | None = None) -> list[Claim]:
    """Every figure as a claim (`kzlib.compare.claim.claims`), those that count one incident marked as no total."""
    return told_apart(every(tables, voice_of))


def told_apart(found: Sequence[Claim]) -> list[Claim]:
    """The claims, `added` "incident" for those more than INCIDENT times below a number of a part in their article.

    That number must be of the same day or an earlier one: people who are dead stay dead.
    """
    articles: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in found:
        if claim.modality == "reported" and not claim.added and not historical(claim):
            articles[claim.doc_id, claim.kind].append(claim)
    small = {i for same in articles.values() if _far_apart(same) for i in _incidents(same)}
    return [c._replace(added="incident") if c.id in small else c for c in found]


def _far_apart(same: Sequence[Claim]) -> bool:
    """Whether one of some numbers may leave no doubt that another one is not of the whole."""
    return len(same) > 1 and max(c.low or 0.0 for c in same) > INCIDENT * min(ceiling(c) for c in same)


def _incidents(same: Sequence[Claim]) -> list[str]:
    """Ids of incidents among the numbers of one kind that an article gives."""
    things: dict[Thing, list[Claim]] = scope.by_scope(same)
    found = []
    for whole, counted in things.items():
        parts = [told for part, told in things.items() if part != whole and _inside(part, whole)]
        found += [claim.id for claim in counted if parts and any(_dwarfed(claim, told) for told in parts)]
    return found


def _inside(part: Thing, whole: Thing) -> bool:
    return part[3] == whole[3] and scope.inside(part[:3], whole[:3])


def _dwarfed(claim: Claim, told: Sequence[Claim]) -> bool:
    """Whether a number of a part leaves no doubt that this one is not of the whole."""
    if claim.high is None or claim.day is None:
        return False
    high = claim.high
    return any(p.low is not None and p.low > INCIDENT * high and p.day is not None and p.day <= claim.day for p in told)
