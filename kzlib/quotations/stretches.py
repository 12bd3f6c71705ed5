"""A stretch of words that a cue attributes, and what such a stretch holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from kzlib.quotations import words as w
from kzlib.quotations.cues import Cue
from kzlib.quotations.marks import Quoted
from kzlib.quotations.phrases import Span
from kzlib.quotations.units import Unit

_TRIM = " \u00a0\u202f\t\n,;:.!?…–—-•()"
LINKS = (
    w.DETERMINERS | w.COMPLEMENT | w.CONJUNCTIONS | w.RELATIVES | w.PRONOUNS | {"à", "au", "aux", "puis", "ni", "en"}
)
# Words after which a clause or phrase goes on.
LEADING_ON = LINKS | w.PREPOSITIONS
_EMPTY = LINKS | {"est", "sont", "était", "étaient", "sera", "c'", "n'", "ne", "s'", "se"}


@dataclass(slots=True)
class Statement:
    """What one cue attributes. `open` while it may still be followed by who reports it ("..., a rapporté Y")."""

    start: int
    end: int
    cue: Cue
    speaker: Span | None
    relay: Span | None = None
    open: bool = False
    quotes: list[Quoted] = field(default_factory=list)
    takes: str = ""

    def __post_init__(self) -> None:
        """How what is said is attached stays that of the first cue, whoever reports it."""
        self.takes = self.takes or self.cue.takes


def trimmed(unit: Unit, start: int, end: int) -> tuple[int, int]:
    """Offsets of a stretch without the white space and marks around it; empty if it holds nothing else."""
    text = unit.masked
    while start < end and text[start - unit.start] in _TRIM:
        start += 1
    while end > start and text[end - 1 - unit.start] in _TRIM:
        end -= 1
    return start, end


def content_words(unit: Unit, start: int, end: int) -> int:
    """Words of a stretch that mean something of their own: no quotations, articles, prepositions, conjunctions."""
    return sum([_means(token.low) for token in unit.words(start, end)])


@lru_cache(w.KEPT)
def _means(low: str) -> bool:
    return low[0].isalnum() and low not in _EMPTY and not w.is_adverb(low)
