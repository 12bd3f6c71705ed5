"""What the claims say against one another, with the evidence on both sides."""

from __future__ import annotations

import hashlib
import json
import re

from markupsafe import Markup

from kzlib.chapters.folds import why
from kzlib.chapters.toll import said
from kzlib.compare import Claim, Finding
from kzlib.edition import Edition
from kzlib.english import MONTHS
from kzlib.evidence import Column, day, joined, link, number, source, table

COLUMNS = (Column("What"), Column("Finding", "words"), Column("Evidence", "words"))
# A day ("9 January", with or without a year), or a number.
_DIGITS = rf"\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?|\d[\d,.-]*\d|\d"


def contradictions(edition: Edition, most: int) -> Markup:
    """What the claims say against one another, each with the evidence on both sides."""
    found = edition.disagreements
    if not found:
        return Markup("<p>No claim contradicts another, and none is revised.</p>")
    rows = [_row(edition, f) for f in found[:most]]
    return table("Contradictions and revisions", COLUMNS, rows, len(found), id="t-findings")


def explained(edition: Edition, most: int = 20) -> Markup:
    """Numbers that only seem to contradict each other, on demand: they count other people, or another place."""
    found = edition.explained
    if not found:
        return Markup("")
    rows = [_row(edition, f) for f in found[:most]]
    html = table("Differences that scope explains", COLUMNS, rows, len(found), id="t-explained")
    heading = "Differences that are no contradiction, since the numbers count other people or another place"
    return why(heading, html)


def _row(edition: Edition, found: Finding) -> tuple[object, ...]:
    sentence = Markup('<span id="{}">{}</span>').format(anchor(found), found.sentence)
    return found.type.replace("_", " "), sentence, evidence(edition, found)


def anchor(finding: Finding) -> str:
    """The address of a finding on the page of figures, from what it is about: new articles do not change it."""
    about = json.dumps([finding.type, finding.claims or finding.evidence])
    return "f-" + hashlib.sha256(about.encode()).hexdigest()[:10]


def told(edition: Edition, finding: Finding, page: str = "") -> Markup:
    """The sentence of a finding, every number, day and article in it linked to the words that give it.

    What no single claim gives (a sum, days between) leads to the sentence in the table of findings; `page` is the
    address of that table's page, needed from other pages.
    """
    claims = [edition.claim[i] for i in finding.claims if i in edition.claim]
    articles = sorted({doc_id for doc_id, _, _ in finding.evidence}, key=lambda d: (-len(d), d))
    linked = re.compile(rf"(?<!\w)(?:(?P<article>{'|'.join(map(re.escape, articles))})|{_DIGITS})(?!\w)")
    text, at = Markup(""), 0
    for found in linked.finditer(finding.sentence):
        text += Markup.escape(finding.sentence[at : found.start()])
        giver = next((c for c in claims if _gives(c, found.group())), None)
        if found["article"]:
            text += source(found["article"])
        elif giver:
            # what is said again is the next one's: "18 (5 January) against 18 (6 January)"
            claims = [c for c in claims if c is not giver] + [giver]
            text += link(giver, found.group())
        else:
            text += Markup('<a href="{}#{}">{}</a>').format(page, anchor(finding), found.group())
        at = found.end()
    return text + Markup.escape(finding.sentence[at:])


def _gives(claim: Claim, words: str) -> bool:
    """Whether words are the number or the day of a claim, as it can be checked in its own words."""
    values = {number(v) for v in (claim.value, claim.value_high) if v is not None and not claim.vague}
    days = {day(d, year) for d in (claim.as_of, claim.published) if d for year in (True, False)}
    return words in values | days


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
