"""Grades of claims, 1 to 6, from who else says so: kept apart from the grade of the article that tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kzlib import institutions
from kzlib.compare.claim import Claim
from kzlib.compare.finding import Finding
from kzlib.lasting import lasting
from kzlib.reliability import sources
from kzlib.reliability.card import SourceCard
from kzlib.reliability.echo import Echo, echoes

MEANINGS = {
    1: "confirmed by other independent voices",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
# Share of ratings on the diagonal that human graders gave (Baker et al. 1968: 1,400 reports of the United States Army).
AMONG_HUMANS = 0.87
ENOUGH = 30  # articles below which a share of grades says little
_DIAGONAL = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6}


@lasting()
def claim_grades(
    claims: Iterable[Claim], findings: Sequence[Finding] = (), sources_csv: Path | None = None
) -> dict[str, tuple[int, str]]:
    """Grade and rule sentence of every claim, by id: independent voices, consistency with them, and directness.

    `findings` are those over the same claims: what a finding sets against a claim lowers its grade, so that the two
    never say the contrary of one another. A row of sources.csv under a claim's id sets its grade; its reason is told.
    Raises InputError as `kzlib.reliability.sources.read` does.
    """
    known = list(claims)
    heard = echoes(known, findings)
    grades = {c.id: _grade(c, heard[c.id]) for c in known}
    for key, row in (sources.read(sources_csv) if sources_csv else {}).items():
        if key in grades and row["override_grade"]:
            said = f"set in data/sources.csv ({row['override_reason']}); the rule gives {grades[key][0]}"
            grades[key] = int(row["override_grade"]), f"{row['override_grade']}: {said}."
    return grades


def _grade(claim: Claim, echo: Echo) -> tuple[int, str]:
    """The first rule that applies. After the Admiralty code (NATO AJP-2.1), whose 6 is "cannot be judged"."""
    if claim.modality != "reported":
        return 6, f"6: it is {claim.modality}, not reported as a fact."
    if echo.withdrawn:
        return 5, "5: the number was denied or withdrawn."
    if echo.itself:
        return 4, "4: the same source gives a number that cannot stand beside it."
    if echo.lowered:
        return 4, "4: its own source gave a lower number later."
    if echo.contradicting:
        return _contradicted(echo)
    if echo.agreeing:
        return _agreed(claim, echo)
    if echo.rounded:
        return 3, f"3: {_voices(echo.rounded)} the same rounded number, which may be one count under two names."
    return _alone(claim, echo)


def _contradicted(echo: Echo) -> tuple[int, str]:
    """Doubtful, improbable where several stand against it and nobody for it, possible where as many stand for it."""
    against = f"{_voices(echo.contradicting)} a number that contradicts it"
    if echo.contradicting <= echo.agreeing:
        return 3, f"3: {_voices(echo.agreeing)} this number, and {against}."
    number = 5 if echo.contradicting > 1 and not echo.agreeing else 4
    return number, f"{number}: {against}, {_voices(echo.agreeing)} this one."


def _agreed(claim: Claim, echo: Echo) -> tuple[int, str]:
    """Confirmed if two others who count for themselves give it and its source is named; else probable."""
    said = f"{_voices(echo.agreeing)} this number"
    direct = bool(claim.speaker) and not institutions.relays(claim.voice)
    if echo.agreeing - echo.relayed > 1 and direct:
        return 1, f"1: {said}, none contradicts it, and its source is named."
    if echo.agreeing == echo.relayed and institutions.relays(claim.voice):
        return 3, f"3: {said}, none contradicts it; but only agencies and media pass it on, and none says who counted."
    return 2, f"2: {said} and none contradicts it."


def _alone(claim: Claim, echo: Echo) -> tuple[int, str]:
    """Nobody else gives the number: what is said of who gives it, and whether other counts are in line with it."""
    if claim.voice is None:
        return 6, "6: no source is named and no independent voice gives it."
    if echo.in_line:
        fits = f"{_voices(echo.in_line)} a number of a day earlier or later that is in line with it"
        return 2, f"2: one named source gives it, {fits}, and none contradicts it."
    if claim.added == "incident":
        return (
            3,
            "3: one named source gives it; it counts one incident and no total, which no other number can be held to.",
        )
    if claim.added:
        return 3, "3: one named source gives it; it is an addition and no total, which no other number can be held to."
    if institutions.relays(claim.voice):
        return 3, "3: an agency or medium gives it without saying who counted; no other voice gives or contradicts it."
    if claim.speaker is None and claim.relayed_by is None:
        return 3, "3: the article names its source elsewhere; no other independent voice gives or contradicts it."
    return 3, "3: one named source gives it; no other independent voice does, and none contradicts it."


def _voices(count: int) -> str:
    return {0: "no other voice gives", 1: "one other voice gives"}.get(count, f"{count} other voices give")


def diagonal(
    cards: Iterable[SourceCard], claims: Iterable[Claim], grades: Mapping[str, tuple[int, str]]
) -> float | None:
    """Share of claims graded A1, B2, C3, D4, E5 or F6, None without claims.

    Where it is near 1, the two grades say the same thing twice; among human graders it was AMONG_HUMANS.
    """
    letters = {card.doc_id: card.grade for card in cards}
    pairs = [(letters[c.doc_id], grades[c.id][0]) for c in claims if c.doc_id in letters]
    return sum(_DIAGONAL[letter] == figure for letter, figure in pairs) / len(pairs) if pairs else None
