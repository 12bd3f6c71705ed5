"""Chronology: what happened on which day, as how many independent voices tell it, and when it became known."""

from kzlib.chapters.chronology.card import handed
from kzlib.chapters.chronology.days import by_day, without_day
from kzlib.chapters.chronology.doubt import uncertain
from kzlib.chapters.chronology.known import filling, reported
from kzlib.chapters.chronology.lag import chart
from kzlib.chapters.chronology.lead import lead
from kzlib.chapters.chronology.order import period, undated

__all__ = ["by_day", "chart", "filling", "handed", "lead", "period", "reported", "uncertain", "undated", "without_day"]
