"""What the claims say against one another, with the evidence on both sides."""

from __future__ import annotations

import re

from markupsafe import Markup

from kzlib.chapters.toll import said
from kzlib.compare import Claim, Finding
from kzlib.edition import Edition
from kzlib.evidence import Column, day, joined, link, number, table

_NUMBERS = re.compile(r"\d[\d,.-]*\d|\d")
_DATE = re.compile(r"(\d{1,2} [A-Z][a-z]+)")
_PARTS = re.compile(rf"{_DATE.pattern}|({_NUMBERS.pattern})")


def contradictions(edition: Edition, most: int) -> Markup:
    """What the claims say against one another, each with the evidence on both sides."""
    if not edition.findings:
        return Markup("<p>No claim contradicts another, and none is revised.</p>")
    columns = [Column("What"), Column("Finding", "words"), Column("Evidence", "words")]
    rows = [(f.type.replace("_", " "), told(edition, f), evidence(edition, f)) for f in edition.findings[:most]]
    return table("Contradictions and revisions", columns, rows, len(edition.findings), id="t-findings")


def told(edition: Edition, finding: Finding) -> Markup:
    """The sentence of a finding with every number and day in it linked to the words it comes from.

    What is no claim's number or day (how many days apart, a day as it was written) leads to the first evidence.
    """
    claims = [edition.claim[i] for i in finding.claims if i in edition.claim]
    if not finding.evidence:
        return Markup.escape(finding.sentence)
    rest = claims[0] if claims else edition.words(*finding.evidence[0])
    text, at = Markup(""), 0
    for found in _PARTS.finditer(finding.sentence):
        text += Markup.escape(finding.sentence[at : found.start()])
        meant = next((c for c in claims if _gives(c, found.group())), rest)
        if found.group(2) and isinstance(meant, dict | Claim):
            claims = _moved_back(claims, meant)
        text += link(meant, found.group())
        at = found.end()
    return text + Markup.escape(finding.sentence[at:])


def _gives(claim: Claim, words: str) -> bool:
    """Whether words are the number or the day of a claim."""
    values = {number(claim.value), number(claim.value_high)}
    return words in values or words == day(claim.day, year=False)


def _moved_back(claims: list[Claim], meant: object) -> list[Claim]:
    """The claims with one just named at the end, so that the same number said again is that of the next one."""
    return [c for c in claims if c is not meant] + [c for c in claims if c is meant]


def evidence(edition: Edition, finding: Finding, most: int = 6) -> Markup:
    """What a finding rests on, as links: value and article of each claim, or the words where it is not about claims."""
    claims = [edition.claim[i] for i in finding.claims if i in edition.claim]
    parts = [Markup("{} ({})").format(link(c, said(c)), c.doc_id) for c in claims[:most]]
    if not claims:
        parts = [link(edition.words(*where)) for where in finding.evidence[:most]]
    total = len(claims) or len(finding.evidence)
    if total > most:
        return Markup(", ").join(parts) + f" and {total - most} more"
    return joined(parts, "and")
