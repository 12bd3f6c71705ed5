"""Reviewing: the readings as a spreadsheet, and what an analyst changed in it as corrections."""

from kzlib.review.apply import Analyst, Outcome, apply
from kzlib.review.write import write

__all__ = ["Analyst", "Outcome", "apply", "write"]
