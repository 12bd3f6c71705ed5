"""Who can speak, and what the text has said of whom so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from kzlib.records import Mention


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that can speak; `id` is None where only words name it."""

    name: str
    id: str | None
    type: str
    gender: str | None = None
    plural: bool | None = None


@dataclass(slots=True)
class Known:
    """What the text has said of one actor so far: nouns and adjectives beside its name, its country, last offset."""

    mention: Mention
    words: set[str] = field(default_factory=set)
    gender: str | None = None
    last: int = 0
