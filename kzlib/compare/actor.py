"""Who appears: every actor with its spellings, roles, mentions and what it is quoted as saying."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from kzlib.compare.claim import Row, Tables


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. `roles` are (role, doc_id, start, end) of the mentions that give one; `spellings` count surface forms.

    `direct`, `indirect` are numbers of quotations; `mentions`, `quotations` are rows, in order of article and offset.
    """

    actor_id: str
    name: str
    type: str
    country: str | None
    roles: list[tuple[str, str, int, int]]
    spellings: dict[str, int]
    articles: list[str]
    mentions: list[Row]
    direct: int
    indirect: int
    quotations: list[Row]


def actors(tables: Tables) -> list[Actor]:
    """Every actor that is mentioned or quoted, the most quoted first, then the most mentioned, then by name."""
    mentions: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _in_order(tables["mentions"]):
        mentions[row["actor_id"]].append(row)
    ids = {row["name"]: row["actor_id"] for row in reversed(_in_order(tables["mentions"]))}
    quoted: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _in_order(tables["quotations"]):
        if row.get("speaker"):
            quoted[_key(row, ids)].append(row)
    found = [_actor(key, mentions[key], quoted[key]) for key in {**mentions, **quoted}]
    return sorted(found, key=lambda a: (-len(a.quotations), -len(a.mentions), a.name, a.actor_id))


def _key(quotation: Row, ids: dict[str, str]) -> str:
    """Id of a speaker: as linked, else of the mention of that name, else the name itself."""
    speaker: str = quotation["speaker"]
    linked: str | None = quotation.get("speaker_id")
    return linked or ids.get(speaker, speaker)


def _in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda r: (r["doc_id"], r["start"], r["end"]))


def _actor(actor_id: str, mentions: list[Row], quotations: list[Row]) -> Actor:
    """An actor; one that is quoted but never mentioned is called by the quotation, its type not known."""
    countries = [m["country"] for m in mentions if m.get("country")]
    return Actor(
        actor_id=actor_id,
        name=mentions[0]["name"] if mentions else quotations[0]["speaker"],
        type=mentions[0]["type"] if mentions else "unknown",
        country=countries[0] if countries else None,
        roles=[(m["role"], m["doc_id"], m["start"], m["end"]) for m in mentions if m.get("role")],
        spellings=dict(Counter(m["text"] for m in mentions).most_common()),
        articles=sorted({r["doc_id"] for r in (*mentions, *quotations)}),
        mentions=mentions,
        direct=sum(q["kind"] == "direct" for q in quotations),
        indirect=sum(q["kind"] == "indirect" for q in quotations),
        quotations=quotations,
    )
