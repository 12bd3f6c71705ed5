"""The register: every claim with its grade, and the claims that matter most where there are many."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.chapters.folds import why
from kzlib.chapters.toll import KINDS, by_kind, said, whom
from kzlib.compare import Claim
from kzlib.edition import Edition
from kzlib.evidence import Column, day, link, missing, shorten, table

CAPTION = "Claims, each with its grade"
_NAME = 120  # characters of a name in a cell


def register(edition: Edition, most: int) -> Markup:
    """Every claim: value, what is counted, where, who gives it, as of when.

    Of more than `most` claims those on which ranges rest are listed, then those of best grade.
    """
    if not edition.claims:
        return Markup("<p>There is no claim to list.</p>")
    columns = [
        Column("Value", "n"),
        Column("Counted"),
        Column("Place"),
        Column("As of", "day"),
        Column("Said by"),
        Column("Grade"),
        Column("Words", "words"),
        Column("Article", "id"),
    ]
    rows = [_row(edition, c) for c in by_kind(_weightiest(edition, most))]
    return table(CAPTION, columns, rows, len(edition.claims), "figures", id="t-register")


def _weightiest(edition: Edition, most: int) -> list[Claim]:
    """At most so many claims, those at the ends of ranges first, then those with the best grade."""
    if len(edition.claims) <= most:
        return edition.claims
    ends = {i for r in edition.ranges for i in (r.best_claim, r.low_claim, r.high_claim)}
    order = list(KINDS)

    def rank(claim: Claim) -> tuple[bool, int, int]:
        kind = order.index(claim.kind) if claim.kind in order else len(order)
        return claim.id not in ends, kind, edition.claim_grades[claim.id][0]

    return sorted(edition.claims, key=rank)[:most]


def _row(edition: Edition, claim: Claim) -> tuple[object, ...]:
    via = f" (through {shorten(claim.relayed_by, _NAME)})" if claim.relayed_by else ""
    part = f", part of {said(edition.claim[claim.part_of])}" if claim.part_of in edition.claim else ""
    mood = "" if claim.modality == "reported" else f" ({claim.modality})"
    return (
        Markup('<span id="{}">{}</span>').format(claim.id, link(claim, said(claim))),
        f"{KINDS.get(claim.kind, claim.kind)}, {whom(claim.group)}{part}{mood}",
        shorten(claim.place, _NAME) if claim.place else missing("not given"),
        day(claim.as_of) or missing("not dated"),
        f"{shorten(claim.speaker, _NAME)}{via}" if claim.speaker else missing("not given"),
        _grade(edition, claim),
        link(claim),
        claim.doc_id,
    )


def _grade(edition: Edition, claim: Claim) -> Markup:
    """The claim's grade, 1 to 6, that opens to the rule that gave it."""
    grade, rule = edition.claim_grades[claim.id]
    words = rule.removeprefix(f"{grade}: ")
    return why(grade, words)
