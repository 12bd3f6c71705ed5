"""Counts as they are printed, the toll in a sentence, and how it was known from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from kzlib import compare
from kzlib.compare import Claim, Range
from kzlib.edition import Edition
from kzlib.evidence import Column, day, link, number, plural, table

BOUNDS = {"exact": "", "min": "at least ", "max": "at most ", "approx": "about ", "range": ""}
# Kinds in the order in which they are shown, and how they are printed.
KINDS = {
    "killed": "killed",
    "injured": "injured",
    "hospitalised": "in hospital",
    "missing": "missing",
    "arrested": "arrested",
    "deployed": "deployed",
    "participants": "taking part",
}
GROUPS = {"all": "all", "unspecified": "not said of whom", "security_forces": "security forces"}
# Colour of a group on the charts, by its place in the palette; what is not here is the third.
COLOURS = {"security_forces": 1, "military": 1, "all": 0, "unspecified": 0}


def said(claim: Claim) -> str:
    """The value as claimed: at least 1,300; about 5,000; 20 to 30."""
    high = f" to {number(claim.value_high)}" if claim.value_high else ""
    return f"{BOUNDS[claim.bound]}{number(claim.value)}{high}"


def whom(group: str) -> str:
    """A group as words."""
    return GROUPS.get(group, group.replace("_", " "))


def counted(item: Claim | Range | compare.Weighed) -> str:
    """What a claim or range counts: killed, security forces, Almaty."""
    parts = [KINDS.get(item.kind, item.kind), whom(item.group), item.place]
    return ", ".join(p for p in parts if p)


def by_kind(found: Sequence[Claim] | Sequence[Range]) -> list[Any]:
    """Claims or ranges in the order in which kinds are shown, all people before parts of them."""
    order = list(KINDS)
    rank = {k: n for n, k in enumerate(order)}
    return sorted(found, key=lambda c: (rank.get(c.kind, len(order)), COLOURS.get(c.group, 2), c.group, c.place or ""))


def sentence(edition: Edition) -> Markup:
    """One sentence on the number of dead: lowest, best and highest, each linked; empty if nobody gives one."""
    found = widest(edition, "killed")
    if found is None:
        return Markup("No article counts the dead. ")
    best = edition.claim[found.best_claim]
    text = Markup("The latest count of the dead is {} ({}, {})").format(
        link(best, said(best)), best.speaker or "no source given", day(best.as_of) or "not dated"
    )
    return text + Markup(". ") + spread(edition, found)


def spread(edition: Edition, found: Range) -> Markup:
    """One sentence on how far the claims of a range are apart; empty if they are one number."""
    high = edition.claim[found.high_claim]
    low = edition.claim.get(found.low_claim or "")
    if low is None or low.value == high.value:
        return Markup("")
    return Markup("Claims of the same scope run from {} to {}. ").format(link(low, said(low)), link(high, said(high)))


def widest(edition: Edition, kind: str) -> Range | None:
    """The range of a kind with the widest scope: all people, then the place with the highest best value."""
    found = [r for r in edition.ranges if r.kind == kind and r.best is not None]
    order = {"all": 0, "unspecified": 0}
    return min(found, key=lambda r: (order.get(r.group, 1), -(r.best or 0)), default=None)


def known(edition: Edition) -> Markup:
    """The toll as a reader of these articles knew it on each day of publication."""
    found = widest(edition, "killed")
    if found is None:
        return Markup("<p>No article counts the dead.</p>")
    rows = []
    for when, then in compare.as_known(edition.claims, found.kind, found.group, found.place):
        best = edition.claim[then.best_claim]
        speaker = best.speaker or "no source given"
        rows.append((day(when), link(best, said(best)), counted(then), speaker, plural(then.origins, "voice")))
    if not rows:
        return Markup("<p>No article that counts the dead is dated, so the book cannot say what was known when.</p>")
    heads = ("Highest count", "Counted", "Said by", "Rests on")
    columns = [Column("Published by", "day"), *(Column(h) for h in heads)]
    return table(f"The toll as it was known, of {counted(found)} or a part of them", columns, rows)


def weighed(edition: Edition) -> Markup:
    """Numbers weighed by how near each voice stands to the others, where three or more speak of one thing and day."""
    found = compare.weigh(edition.claims)
    if not found:
        return Markup(
            "<p>No count is given by three independent voices for one day, so nothing is weighed: with fewer, "
            "agreement says little.</p>"
        )
    columns = [
        Column("Counted"),
        Column("Day", "day"),
        Column("Favoured", "n"),
        Column("Without any one voice"),
        Column("Depends most on"),
    ]
    rows = [
        (
            counted(w),
            day(w.day),
            link(edition.claim[w.claim], said(edition.claim[w.claim])),
            number(w.low) if w.low == w.high else f"{number(w.low)} to {number(w.high)}",
            w.depends_on or "no one voice",
        )
        for w in found
    ]
    return table("Weighed counts, an aid and not the answer", columns, rows)
