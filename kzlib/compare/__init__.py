"""Claims laid side by side: ranges, conflicts, revisions, happenings and actors, from the tables alone.

Two claims are compared only where kind, group, place and period agree or contain one another; articles that copy one
another, or quote the same source, are one voice; no number is shown that no source gave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kzlib.compare import change, columns, disagreement, dispute, explained, repetition, retraction, whole
from kzlib.compare.actor import Actor, actors
from kzlib.compare.choice import Grades, leading
from kzlib.compare.claim import Claim, Tables
from kzlib.compare.extent import Range, as_known, daily, left_out, ranges
from kzlib.compare.finding import Finding, positions
from kzlib.compare.happening import Happening, happenings
from kzlib.compare.incident import claims
from kzlib.compare.origins import origins
from kzlib.compare.scope import comparable
from kzlib.compare.truth import Weighed, heaviest, weigh
from kzlib.lasting import lasting

__all__ = [
    "Actor",
    "Claim",
    "Finding",
    "Grades",
    "Happening",
    "Range",
    "Weighed",
    "actors",
    "as_known",
    "claims",
    "comparable",
    "daily",
    "findings",
    "happenings",
    "heaviest",
    "left_out",
    "origins",
    "ranges",
    "weigh",
]


@lasting()
def findings(tables: Tables, claims: Sequence[Claim], voice_of: Mapping[str, str] | None = None) -> list[Finding]:
    """Everything that the claims show when laid side by side, the weightiest first.

    `voice_of` gives the independent voice of each article, where it is known (`origins`).
    """
    said = positions(claims)
    leads = positions(leading(c for c in claims if c.modality == "reported"))
    states = columns.read(tables, "mentions", ("name", "country"), "country IS NOT NULL")
    countries = {name: state for name, state in zip(states["name"], states["country"], strict=True) if state}
    known = change.told(claims)
    found = [
        *disagreement.conflicts(leads, countries),
        *whole.gaps(leads, countries),
        *whole.sums(leads),
        *whole.stated_parts(claims),
        *whole.wider_counts(leads),
        *disagreement.attributions(said),
        *change.revisions(leads, known),
        *change.drifts(leads, known),
        *retraction.retractions(claims),
        *repetition.repetitions(said.told_again()),
        *dispute.days_in_dispute(tables, voice_of),
        *dispute.impossible_days(tables),
    ]
    found += [*explained.parts(leads, found), *explained.on_top(claims)]
    return sorted(found, key=lambda f: (-f.weight, f.type, f.sentence, f.claims, f.evidence))
