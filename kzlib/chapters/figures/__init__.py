"""Figures: each count, who gives it, as of which day, how far the counts are apart."""

from kzlib.chapters.figures.card import handed
from kzlib.chapters.figures.chart import chart
from kzlib.chapters.figures.findings import anchor, contradictions, evidence, explained, told
from kzlib.chapters.figures.known import known, weighed
from kzlib.chapters.figures.lead import lead
from kzlib.chapters.figures.ranges import daily, ranges
from kzlib.chapters.figures.register import register

__all__ = [
    "anchor",
    "chart",
    "contradictions",
    "daily",
    "evidence",
    "explained",
    "handed",
    "known",
    "lead",
    "ranges",
    "register",
    "told",
    "weighed",
]
