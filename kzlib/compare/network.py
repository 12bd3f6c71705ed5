"""Who speaks of whom: ties from a speaker to the actors named within what is quoted of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kzlib import tables as stored
from kzlib.compare.claim import Row, Tables
from kzlib.compare.statement import Statement
from kzlib.lasting import lasting

_WITHIN = """
    SELECT q.start AS quoted_from, q."end" AS quoted_to, m.*
    FROM (SELECT DISTINCT doc_id, start, "end" FROM quotations WHERE speaker IS NOT NULL) AS q
    JOIN mentions AS m ON m.doc_id = q.doc_id AND m.start >= q.start AND m.start < q."end" AND m."end" <= q."end"
    WHERE m.type <> 'place'
    ORDER BY m.doc_id, quoted_from, quoted_to, m.start, m."end", m.actor_id, m.name
"""


@dataclass(frozen=True, slots=True)
class Tie:
    """`speaker` speaks of `about` (actor ids) in these statements; `origins` are the independent articles, sorted.

    `statements` are (quotation, mention within it), in order of article and offset.
    """

    speaker: str
    about: str
    origins: tuple[str, ...]
    statements: tuple[tuple[Row, Row], ...]

    @property
    def articles(self) -> list[str]:
        """Articles that it is told in, sorted; copies count each."""
        return sorted({q["doc_id"] for q, _ in self.statements})


@lasting()
def ties(statements: Sequence[Statement], tables: Tables) -> list[Tie]:
    """Every tie, on most origins first. A tie counts once a statement; places and the speaker himself do not count."""
    named = _named_within(tables)
    found: defaultdict[tuple[str, str], list[tuple[str, Row, Row]]] = defaultdict(list)
    for statement in statements:
        if statement.actor_id is None:
            continue
        seen: set[str] = set()
        for number, place in zip(statement.said, statement.places, strict=True):
            for mention in named.get(place, ()):
                about = mention["actor_id"]
                if about != statement.actor_id and about not in seen:
                    seen.add(about)
                    row = statement.quotations[number]
                    found[statement.actor_id, about].append((statement.origin, row, mention))
    made = [_tie(speaker, about, said) for (speaker, about), said in found.items()]
    return sorted(made, key=lambda t: (-len(t.origins), -len(t.statements), t.speaker, t.about))


def _named_within(tables: Tables) -> dict[tuple[str, int, int], list[Row]]:
    """The mentions of actors that lie inside each quotation's words, in order, by the quotation's place."""
    found: defaultdict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for row in stored.queried(tables).rows(_WITHIN):
        found[row["doc_id"], row.pop("quoted_from"), row.pop("quoted_to")].append(row)
    return found


def _tie(speaker: str, about: str, said: list[tuple[str, Row, Row]]) -> Tie:
    rows = sorted(((q, m) for _, q, m in said), key=lambda p: (p[0]["doc_id"], p[1]["start"]))
    return Tie(speaker, about, tuple(sorted({origin for origin, _, _ in said})), tuple(rows))


def central(ties: Sequence[Tie], most: int) -> list[str]:
    """The actors in the middle, at most `most`, each on a tie to another of them, the strongest first.

    An actor's strength is the sum of independent articles over its ties (Barrat et al. 2004, "The architecture of
    complex weighted networks"); ties are taken in order of the strength of both ends, as long as both have room.
    """
    strength: defaultdict[str, int] = defaultdict(int)
    for tie in ties:
        for actor in (tie.speaker, tie.about):
            strength[actor] += len(tie.origins)
    chosen: set[str] = set()
    for tie in sorted(ties, key=lambda t: (-strength[t.speaker] - strength[t.about], t.speaker, t.about)):
        ends = {tie.speaker, tie.about}
        if len(chosen | ends) <= most:
            chosen |= ends
    return sorted(chosen, key=lambda a: (-strength[a], a))
