"""Source cards: an article's flags, the grade that they give, the rule that gave it, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kzlib import compare
from kzlib.compare.claim import Claim
from kzlib.compare.origins import Link, links
from kzlib.lasting import lasting
from kzlib.reliability import sources
from kzlib.reliability.flag import Flag, Material, flags, many
from kzlib.reliability.material import materials
from kzlib.reliability.rules import ASKED, Facts, grade

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourceCard:
    """What is known of an article as a source.

    `flags` by name; `grade` A to F, `grade_rule` the sentence that gave it; `overruled` the reason from sources.csv
    where an analyst has set the grade; `rests_on` how little it rests on, in words; `would_be` what grade a known
    publisher would give, None where it is known or would change nothing.
    """

    doc_id: str
    flags: dict[str, Flag]
    grade: str
    grade_rule: str
    overruled: str | None
    rests_on: str
    would_be: str | None = None


@lasting()
def cards(
    tables: dict[str, list[Row]],
    sources_csv: Path,
    claims: Sequence[Claim] | None = None,
    found: Sequence[Link] | None = None,
) -> list[SourceCard]:
    """A card for every article, in order of their ids. A missing sources file is no publisher known.

    `claims` and `found`, why articles repeat one another, are worked out from the tables where they are not given.
    Raises InputError if the file lacks a column, names a grade that there is none of, or sets one without a reason.
    """
    known = sources.read(sources_csv)
    found = links(tables) if found is None else found
    claims = compare.claims(tables) if claims is None else claims
    same: dict[Any, Any] = {}  # what many cards hold is kept once
    return [_card(material, known, same) for material in materials(tables, known, claims, found)]


def _card(material: Material, known: Mapping[str, Mapping[str, str]], same: dict[Any, Any]) -> SourceCard:
    found = {name: same.setdefault(flag, flag) for name, flag in flags(material).items()}
    checked = len(material.claims) + len(material.quotations)
    facts = Facts(found, checked, len(material.track.corrected))
    letter, reason, would_be = _graded(facts, same)
    doc_id = material.document["doc_id"]
    overruled = None
    if row := sources.ruling(known, doc_id, material.document.get("publisher")):
        reason = f"{row['override_grade']}: set in data/sources.csv; the rule gives {letter}."
        letter, overruled, would_be = row["override_grade"], row["override_reason"], None
    rests_on = _rests_on(found, checked)
    told = same.setdefault(reason, reason), overruled, same.setdefault(rests_on, rests_on)
    return SourceCard(doc_id, found, letter, *told, would_be)


def _graded(facts: Facts, same: dict[Any, Any]) -> tuple[str, str, str | None]:
    """Grade and rule, and the grade that it would have with a known publisher: worked out once for equal facts."""
    key = (*(facts.flags[name].value for name in ASKED), facts.checked, facts.corrected)
    if key not in same:
        letter, reason = grade(facts)
        same[key] = letter, reason, _with_publisher(facts, letter)
    found: tuple[str, str, str | None] = same[key]
    return found


def _with_publisher(facts: Facts, letter: str) -> str | None:
    """The grade that it would have if its publisher were known and nothing else changed."""
    if facts.yes("publisher_known"):
        return None
    told = replace(facts.flags["publisher_known"], value="yes")
    better, _ = grade(replace(facts, flags={**facts.flags, "publisher_known": told}))
    return better if better < letter else None


def _rests_on(found: Mapping[str, Flag], checked: int) -> str:
    """How little the grade rests on, in words."""
    names = ("publisher", "author", "date")
    known = [n for n in names if found[f"{n}_known"].value != "no"]
    missing = [n for n in names if n not in known]
    counts = many(checked, "figure or quotation", "figures and quotations") if checked else "no figures or quotations"
    facts = f"known: {', '.join(known) or 'nothing'}; not known: {', '.join(missing) or 'nothing of these'}"
    return f"It rests on {counts} ({facts})."
