"""Who appears: every actor with its spellings, roles, mentions and what it is quoted as saying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kzlib import tables as stored
from kzlib.compare import columns
from kzlib.compare.claim import Row, Tables
from kzlib.compare.columns import Rows
from kzlib.lasting import lasting

_MENTIONS = ("doc_id", "start", "end", "text", "actor_id", "name", "type", "role", "country")
_QUOTATIONS = ("doc_id", "start", "end", "text", "speaker", "speaker_id", "kind", "relayed_by")
_PLACE = ("doc_id", "start", "end")
# Of each speaker who has no id, the id of the first mention of that name.
_NAMED = """
    SELECT name, first(actor_id ORDER BY doc_id, "start", "end", actor_id) AS actor_id FROM mentions
    WHERE name IN (SELECT speaker FROM quotations WHERE coalesce(speaker_id, '') = '') GROUP BY name ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor: its mentions and what it is quoted as saying are rows of either table, in order of article and offset.

    They are made when they are asked for, so that hundreds of thousands of actors have room.
    """

    actor_id: str
    name: str
    type: str
    country: str | None
    mentioned: range
    quoted: tuple[int, ...]
    direct: int
    rows: tuple[Rows, Rows]

    @property
    def indirect(self) -> int:
        """How many quotations are not in its own words."""
        return len(self.quoted) - self.direct

    @property
    def mentions(self) -> list[Row]:
        """Rows of table mentions."""
        return self.rows[0].some(self.mentioned)

    @property
    def quotations(self) -> list[Row]:
        """Rows of table quotations."""
        return self.rows[1].some(self.quoted)

    @property
    def first(self) -> Row:
        """The first mention, or what it says first where it is never mentioned."""
        return self.rows[0][self.mentioned[0]] if self.mentioned else self.rows[1][self.quoted[0]]

    @property
    def given_roles(self) -> list[Row]:
        """The mentions that give a role."""
        return self.rows[0].some(self.with_role)

    @property
    def with_role(self) -> list[int]:
        """The numbers of those mentions."""
        roles = self.rows[0].column("role")
        return [n for n in self.mentioned if roles[n]]

    @property
    def roles(self) -> list[tuple[str, str, int, int]]:
        """Roles as (role, doc_id, start, end)."""
        return [(m["role"], m["doc_id"], m["start"], m["end"]) for m in self.given_roles]

    @property
    def spellings(self) -> dict[str, int]:
        """How often it is written in which way, the most frequent first."""
        return dict(Counter(self.rows[0].value("text", n) for n in self.mentioned).most_common())

    @property
    def articles(self) -> list[str]:
        """The articles that mention or quote it, sorted."""
        named, said = (rows.column("doc_id") for rows in self.rows)
        return sorted({*(named[n] for n in self.mentioned), *(said[n] for n in self.quoted)})


@lasting()
def actors(tables: Tables) -> list[Actor]:
    """Every actor that is mentioned or quoted, the most quoted first, then the most mentioned, then by name."""
    mentions = columns.ordered(tables, "mentions", _MENTIONS, ("actor_id", *_PLACE))
    quotations = ordered_quotations(tables)
    named = dict(_by_actor(mentions))
    quoted: dict[str, list[int]] = {}
    for number, key in enumerate(speakers(tables, quotations)):
        if key is not None:
            quoted.setdefault(key, []).append(number)
    found = [
        _actor(key, named.get(key, range(0)), tuple(quoted.get(key, ())), (mentions, quotations))
        for key in {**named, **quoted}
    ]
    return sorted(found, key=lambda a: (-len(a.quoted), -len(a.mentioned), a.name, a.actor_id))


def ordered_quotations(tables: Tables) -> Rows:
    """What is quoted, in order of article and offset."""
    return columns.ordered(tables, "quotations", _QUOTATIONS, _PLACE)


def _by_actor(mentions: Rows) -> Iterator[tuple[str, range]]:
    """The mentions of each actor, which stand together."""
    start = 0
    for key, same in groupby(mentions.column("actor_id")):
        end = start + sum(1 for _ in same)
        yield key, range(start, end)
        start = end


def speakers(tables: Tables, quotations: Rows) -> Iterator[str | None]:
    """The id of each quotation's speaker: as linked, else of the mention of that name, else the name itself.

    None where no speaker is named.
    """
    ids = {row["name"]: row["actor_id"] for row in stored.queried(tables).rows(_NAMED)}
    linked = quotations.column("speaker_id")
    for speaker, key in zip(quotations.column("speaker"), linked, strict=True):
        yield (key or ids.get(speaker, speaker)) if speaker else None


def _actor(actor_id: str, mentioned: range, quoted: tuple[int, ...], rows: tuple[Rows, Rows]) -> Actor:
    """An actor; one that is quoted but never mentioned is called by the quotation, its type not known."""
    mentions, quotations = rows
    countries, kinds = mentions.column("country"), quotations.column("kind")
    return Actor(
        actor_id=actor_id,
        name=mentions.value("name", mentioned[0]) if mentioned else quotations.value("speaker", quoted[0]),
        type=mentions.value("type", mentioned[0]) if mentioned else "unknown",
        country=next((countries[n] for n in mentioned if countries[n]), None),
        mentioned=mentioned,
        quoted=quoted,
        direct=sum(kinds[n] == "direct" for n in quoted),
        rows=rows,
    )
