"""Who speaks of whom: ties from a speaker to the actors named within what is quoted of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kzlib.compare.statement import Statement

Row = dict[str, Any]


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


def ties(statements: Sequence[Statement], mentions: Sequence[Row]) -> list[Tie]:
    """Every tie, on most origins first. A tie counts once a statement; places and the speaker himself do not count."""
    named = _by_article(mentions)
    found: defaultdict[tuple[str, str], list[tuple[str, Row, Row]]] = defaultdict(list)
    for statement in statements:
        if statement.actor_id is None:
            continue
        seen: set[str] = set()
        for row in statement.rows:
            for mention in _within(row, *named.get(row["doc_id"], ([], []))):
                about = mention["actor_id"]
                if about != statement.actor_id and about not in seen:
                    seen.add(about)
                    found[statement.actor_id, about].append((statement.origin, row, mention))
    made = [_tie(speaker, about, said) for (speaker, about), said in found.items()]
    return sorted(made, key=lambda t: (-len(t.origins), -len(t.statements), t.speaker, t.about))


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


def _by_article(mentions: Sequence[Row]) -> dict[str, tuple[list[int], list[Row]]]:
    """Mentions of actors in each article by offset, with their offsets."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(mentions, key=lambda r: (r["doc_id"], r["start"], r["end"])):
        if row["type"] != "place":
            rows[row["doc_id"]].append(row)
    return {doc_id: ([r["start"] for r in found], found) for doc_id, found in rows.items()}


def _within(quotation: Row, starts: list[int], mentions: list[Row]) -> list[Row]:
    """Mentions that lie inside a quotation's words."""
    first, last = bisect_left(starts, quotation["start"]), bisect_left(starts, quotation["end"])
    return [m for m in mentions[first:last] if m["end"] <= quotation["end"]]
