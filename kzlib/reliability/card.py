"""Source cards: an article's flags, the grade that they give, the rule that gave it, and what it rests on."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzlib import compare
from kzlib.compare.claim import Claim
from kzlib.errors import InputError
from kzlib.lexicon import fold
from kzlib.reliability.flag import Flag, Material, flags, many
from kzlib.reliability.rules import GRADES, grade

Row = dict[str, Any]
COLUMNS = ("publisher", "state_affiliated", "party_to_conflict", "kind", "basis", "override_grade", "override_reason")


@dataclass(frozen=True, slots=True)
class SourceCard:
    """What is known of an article as a source.

    `flags` by name; `grade` A to F, `grade_rule` the sentence that gave it; `overruled` the reason from sources.csv
    where an analyst has set the grade; `rests_on` how little it rests on, in words.
    """

    doc_id: str
    flags: dict[str, Flag]
    grade: str
    grade_rule: str
    overruled: str | None
    rests_on: str


def cards(tables: dict[str, list[Row]], sources_csv: Path) -> list[SourceCard]:
    """A card for every article, in order of their ids. A missing sources file is no publisher known.

    Raises InputError if the file lacks a column or names a grade that is none of A to F.
    """
    sources = read_sources(sources_csv)
    heads = compare.origins(tables)
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in compare.claims(tables):
        claims[claim.doc_id].append(claim)
    rows = {name: _by_article(tables[name]) for name in ("dates", "quotations", "mentions")}
    found = []
    for document in sorted(tables["documents"], key=lambda d: d["doc_id"]):
        doc_id = document["doc_id"]
        own = {name: by_article.get(doc_id, []) for name, by_article in rows.items()}
        found.append(_card(Material(document, **own, claims=claims[doc_id], sources=sources, original=heads[doc_id])))
    return found


def read_sources(path: Path) -> dict[str, dict[str, str]]:
    """Rows of sources.csv by folded publisher; empty if there is no such file. Raises InputError as `cards` does."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(line for line in file if not line.startswith("#"))
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or [])]
        if missing:
            raise InputError(f"{path.name}: no column {', '.join(missing)}; it needs {', '.join(COLUMNS)}")
        rows = {fold(row["publisher"]): row for row in reader if row["publisher"]}
    for row in rows.values():
        if row["override_grade"] and row["override_grade"] not in GRADES:
            raise InputError(
                f"{path.name}, publisher {row['publisher']!r}: override_grade {row['override_grade']!r}; "
                f"allowed: {', '.join(GRADES)}, or empty"
            )
    return rows


def _by_article(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r["doc_id"], r["start"])):
        found[row["doc_id"]].append(row)
    return found


def _card(material: Material) -> SourceCard:
    found = flags(material)
    checked = len(material.claims) + len(material.quotations)
    letter, reason = grade(found, checked)
    source = material.source or {}
    overruled = source.get("override_reason") or None if source.get("override_grade") else None
    if source.get("override_grade"):
        reason = f"{source['override_grade']}: set in data/sources.csv; the rule gives {letter}."
        letter = source["override_grade"]
    doc_id = material.document["doc_id"]
    return SourceCard(doc_id, found, letter, reason, overruled, _rests_on(found, checked))


def _rests_on(found: Mapping[str, Flag], checked: int) -> str:
    """How little the grade rests on, in words."""
    names = ("publisher", "author", "date")
    known = [n for n in names if found[f"{n}_known"].value != "no"]
    missing = [n for n in names if n not in known]
    counts = many(checked, "figure or quotation", "figures and quotations") if checked else "no figures or quotations"
    facts = f"known: {', '.join(known) or 'nothing'}; not known: {', '.join(missing) or 'nothing of these'}"
    return f"It rests on {counts} ({facts})."
