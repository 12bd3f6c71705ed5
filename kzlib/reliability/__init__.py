"""How far to trust an article and a claim: flags with evidence, a grade by a published rule, and what it rests on.

The grade of a source (A to F) and that of a claim (1 to 6) are computed apart, after the Admiralty code.
"""

from __future__ import annotations

from kzlib.reliability.card import SourceCard, cards
from kzlib.reliability.claim_grade import AMONG_HUMANS, ENOUGH, MEANINGS, claim_grades, diagonal
from kzlib.reliability.flag import Flag
from kzlib.reliability.rules import GRADES, RULES, Rule
from kzlib.reliability.sensitivity import Change, alone, changes, weightiest

__all__ = [
    "AMONG_HUMANS",
    "ENOUGH",
    "GRADES",
    "MEANINGS",
    "RULES",
    "Change",
    "Flag",
    "Rule",
    "SourceCard",
    "alone",
    "cards",
    "changes",
    "claim_grades",
    "diagonal",
    "weightiest",
]
