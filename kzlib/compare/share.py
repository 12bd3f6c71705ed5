"""Share of voice: what each side says, and the counts of people that are attributed to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from kzlib import tables as stored
from kzlib.compare.claim import Tables
from kzlib.compare.side import SIDES, Sides
from kzlib.compare.statement import Heard, Statement

UNNAMED = "unnamed"  # stands for the speakers that no article names
ORDER = (*SIDES, UNNAMED)
# For each speaker and article the counts that it gives, and those that no earlier article of its voice gives already.
_COUNTS = """
    SELECT doc_id, speaker, origin, sum(CASE WHEN told = 1 THEN 1 ELSE 0 END)::BIGINT AS own FROM (
        SELECT doc_id, attributed_to AS speaker, origin, row_number() OVER (
            PARTITION BY origin, attributed_to, kind, "group", place, value, value_high, bound
            ORDER BY coalesce(as_of, DATE '9999-12-31'), doc_id, start, "end"
        ) AS told FROM figures JOIN voices USING (doc_id)
    ) GROUP BY doc_id, speaker, origin ORDER BY doc_id, speaker, origin
"""


@dataclass(kw_only=True)
class Share(Heard):
    """What one side (or "unnamed") says: its statements, and the counts of people that are attributed to it.

    `figures` counts each once for each independent article, however many copies print it.
    """

    code: str
    figures: int = 0
    figure_articles: set[str] = field(default_factory=set)
    figure_origins: set[str] = field(default_factory=set)


def shares(tables: Tables, statements: Sequence[Statement], sides: Sides, origins: Mapping[str, str]) -> list[Share]:
    """The share of every side, of speakers whose side is not known, and of nobody named, in the order of ORDER."""
    found = {code: Share(code=code) for code in ORDER}
    for statement in statements:
        found[statement.side.code if statement.side else UNNAMED].statements.append(statement)
    query = stored.queried(tables)
    query.keep("voices", pa.table({"doc_id": [*origins], "origin": [*origins.values()]}))
    for row in query.rows(_COUNTS):
        speaker, doc_id = row["speaker"], row["doc_id"]
        share = found[sides.of_name(speaker, doc_id).code if speaker else UNNAMED]
        share.figures += row["own"]
        share.figure_articles.add(doc_id)
        share.figure_origins.add(row["origin"])
    return list(found.values())
