"""What the sources of two claims are to one another, in words."""

from __future__ import annotations

from collections.abc import Mapping

from kzlib import institutions
from kzlib.compare.claim import Claim

# What a source is, by the sort of body (lexicon institutions): the words for one, and for two of them.
_ROLES = {
    "ministry": ("a ministry", "two ministries"),
    "government": ("a government", "two governments"),
    "police": ("a police force", "two police forces"),
    "justice": ("a prosecutor's office", "two prosecutor's offices"),
    "hospital": ("a hospital", "two hospitals"),
    "rescue": ("a rescue service", "two rescue services"),
    "international": ("an international body", "two international bodies"),
    "agency": ("a news agency", "two news agencies"),
    "media": ("a medium", "two media"),
}


def relation(a: Claim, b: Claim, countries: Mapping[str, str]) -> str:
    """What two claims' sources are to one another: "two ministries of one government", "a ministry and the UN".

    `countries` are the states of bodies by name (ISO 3166 alpha-3); two sources are called of one state only where
    both are known to be of it.
    """
    names = [a.voice, b.voice]
    if a.origin == b.origin:
        return "one source with two numbers"
    if None in names:
        return "one of them names no source" if any(names) else "neither names a source"
    sorts = [institutions.sort(n) for n in names]
    homes = [countries.get(n or "") for n in names]
    one_state = homes[0] is not None and homes[0] == homes[1] and all(_official(n or "") for n in names)
    if sorts[0] == sorts[1] and sorts[0] in _ROLES:
        of = (" of one government" if sorts[0] == "ministry" else " of one state") if one_state else ""
        return _ROLES[sorts[0]][1] + of
    if one_state:
        return "two bodies of one state"
    roles = [_ROLES[s][0] for s in sorts if s in _ROLES]
    return " and ".join(roles) if len(roles) == 2 else "two sources"


def _official(name: str) -> bool:
    """Whether a body speaks for its state."""
    return institutions.side(name).startswith("state")


def counts_own(a: Claim, b: Claim, countries: Mapping[str, str]) -> bool:
    """Whether two bodies of two states each count soldiers or police, and so may each count those of its own state."""
    homes = [countries.get(c.voice or "") for c in (a, b)]
    return all(homes) and homes[0] != homes[1] and {a.group, b.group} <= {"military", "security_forces"}
