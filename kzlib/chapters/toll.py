"""Counts as they are printed, and the toll in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from kzlib import compare
from kzlib.compare import Claim, Range
from kzlib.compare import wording as english
from kzlib.edition import Edition
from kzlib.evidence import day, link, number

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
# Order of groups in lists: everybody, then the state's forces, then others.
_ORDER = {"all": 0, "unspecified": 0, "security_forces": 1, "military": 1}


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
    """Claims or ranges in the order in which kinds are shown, all people before parts of them.

    Of the places the one most often counted in stands first, which is the country as a rule.
    """
    rank = {k: n for n, k in enumerate(KINDS)}
    often = Counter(c.place for c in found)

    def order(item: Claim | Range) -> tuple[int, int, str, int, str]:
        place = item.place or ""
        return rank.get(item.kind, len(rank)), _ORDER.get(item.group, 2), item.group, -often[item.place], place

    return sorted(found, key=order)


def sentence(edition: Edition) -> Markup:
    """One sentence on the number of dead: lowest, best and highest, each linked; empty if nobody gives one."""
    found = widest(edition, "killed")
    if found is None:
        return Markup("No article counts the dead. ")
    best = edition.claim[found.best_claim]
    where = f" in {found.place}" if found.place else ""
    when = link(best, day(best.as_of)) if best.as_of else Markup("not dated")
    text = Markup("The latest count of the dead{} is {}, {} ({}). ").format(
        where, link(best, said(best)), by(best), when
    )
    return text + spread(edition, found)


def by(claim: Claim) -> str:
    """Who gives a claim, as it follows a number: "as the Interior Ministry says, through TASS"."""
    if claim.voice is None:
        return "without a source named"
    return f"as {english.named(claim)} says"


def spread(edition: Edition, found: Range) -> Markup:
    """One sentence on how far the claims of a range are apart; empty if they are one number."""
    high = edition.claim[found.high_claim]
    low = edition.claim.get(found.low_claim or "")
    if low is None or low.value == high.value:
        return Markup("")
    return Markup("Claims of the same people and time run from {} to {}. ").format(
        link(low, said(low)), link(high, said(high))
    )


def widest(edition: Edition, kind: str) -> Range | None:
    """The range of a kind with the widest scope: all people, then the place with the highest best value."""
    found = [r for r in edition.ranges if r.kind == kind and r.best is not None]
    order = {"all": 0, "unspecified": 0}
    return min(found, key=lambda r: (order.get(r.group, 1), -(r.best or 0)), default=None)
