"""Actors: who appears, on which side, who is heard, and who speaks of whom."""

from kzlib.chapters.actors.card import handed
from kzlib.chapters.actors.heard import heard, heard_chart, speakers
from kzlib.chapters.actors.network import ties, ties_chart
from kzlib.chapters.actors.opening import lead
from kzlib.chapters.actors.register import register
from kzlib.chapters.actors.said import quotations
from kzlib.chapters.actors.share import countries, share, share_chart

__all__ = [
    "countries",
    "handed",
    "heard",
    "heard_chart",
    "lead",
    "quotations",
    "register",
    "share",
    "share_chart",
    "speakers",
    "ties",
    "ties_chart",
]
