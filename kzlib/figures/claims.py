"""A number on its way to being a figure."""

from __future__ import annotations

from dataclasses import dataclass

from kzlib.figures.nouns import Phrase
from kzlib.figures.quantities import Quantity


@dataclass(slots=True)
class Claim:
    """A quantity, its noun phrase, and what has been found out: kind, group, where the words end that tell it.

    `reason` says what the kind rests on: noun, predicate, governor, topic, context (another claim) or alone (what
    people of this group are counted for when nothing else says). `whole` is the claim that this one is a part of.
    """

    quantity: Quantity
    phrase: Phrase
    kind: str | None = None
    group: str | None = None
    reason: str | None = None
    end: int = 0
    whole: Claim | None = None
