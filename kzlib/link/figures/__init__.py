"""Completes the figures: who gives a number, who passes it on, where it was counted, up to which day."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.link.figures import attribution, days, modality, places
from kzlib.link.knowledge import Names
from kzlib.records import Readings


def link(article: Article, readings: Readings, names: Names) -> None:
    """Fill `attributed_to`, `relayed_by`, `place`, `as_of` and `modality` of every figure, in place.

    Quotations must have their speakers. What the text does not say stays None.
    """
    attribution.link(article, readings, names)
    places.link(article, readings)
    days.link(article, readings)
    modality.link(article, readings)
