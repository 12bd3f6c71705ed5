"""What the cards of sources are made from, article by article, read by column: of the names only those of agencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from kzlib import compare, institutions
from kzlib import tables as stored
from kzlib.compare import columns
from kzlib.compare.claim import Claim
from kzlib.compare.origins import Link
from kzlib.reliability.flag import Material, Said
from kzlib.reliability.track_record import Track, tracks

Row = dict[str, Any]
T = TypeVar("T")

_DATES = ("doc_id", "start", "end", "text", "literal")
_QUOTATIONS = ("doc_id", "start", "speaker", "relayed_by")
_NAMES = "SELECT DISTINCT name FROM mentions WHERE name IS NOT NULL ORDER BY name"
_NAMED = """
    SELECT doc_id, name FROM (SELECT doc_id, start, name, row_number() OVER () AS n FROM mentions)
    WHERE name IN (SELECT unnest(?)) ORDER BY doc_id, start, n
"""


def materials(
    tables: dict[str, list[Row]],
    known: Mapping[str, Mapping[str, str]],
    claims: Sequence[Claim],
    found: Sequence[Link],
) -> Iterator[Material]:
    """What each card is made from, in order of the articles' ids."""
    heads = compare.origins(tables, found)
    joined = {link.doc_id: link for link in reversed(found) if link.one_voice and heads[link.doc_id] != link.doc_id}
    records = tracks(claims, heads)
    given = _grouped((claim.doc_id, claim) for claim in claims)
    dates, said, agencies = _impossible(tables), _said(tables), _agencies(tables)
    for document in sorted(tables["documents"], key=lambda d: d["doc_id"]):
        doc_id = document["doc_id"]
        own = dates.get(doc_id, ()), said.get(doc_id, ()), agencies.get(doc_id, ()), given.get(doc_id, ())
        yield Material(document, *own, known, joined.get(doc_id), records.get(doc_id, Track()))


def _grouped(items: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for doc_id, item in items:
        found[doc_id].append(item)
    return found


def _impossible(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Days that cannot be the ones meant, by article."""
    rows = columns.rows(tables, "dates", _DATES, "literal IS NOT NULL")
    literal = sorted((r for r in rows if r.get("literal")), key=lambda r: (r["doc_id"], r["start"]))
    return _grouped((row["doc_id"], row) for row in literal)


def _said(tables: dict[str, list[Row]]) -> dict[str, list[Said]]:
    """Who is quoted by each article, and who passes it on."""
    rows = columns.ordered(tables, "quotations", _QUOTATIONS, ("doc_id", "start"))
    docs, speakers, relays = (rows.column(name) for name in ("doc_id", "speaker", "relayed_by"))
    return _grouped((doc_id, (who, relay)) for doc_id, who, relay in zip(docs, speakers, relays, strict=True))


def _agencies(tables: dict[str, list[Row]]) -> dict[str, list[str]]:
    """The names of agencies in each article."""
    query = stored.queried(tables)
    agencies = [row["name"] for row in query.rows(_NAMES) if institutions.sort(row["name"]) == "agency"]
    named = query.table(_NAMED, [agencies]).to_pydict()
    return _grouped(zip(named["doc_id"], named["name"], strict=True))
