"""Source reliability: where each article comes from, how far it can be trusted, and what that does to the numbers."""

from kzlib.chapters.reliability.card import handed
from kzlib.chapters.reliability.flags import chart, leanings, matrix, verdict, words
from kzlib.chapters.reliability.framing import chart as framing_chart
from kzlib.chapters.reliability.framing import matrix as framing_matrix
from kzlib.chapters.reliability.framing import said as framing_said
from kzlib.chapters.reliability.framing import vocabulary
from kzlib.chapters.reliability.grades import claims, grades, rules
from kzlib.chapters.reliability.lead import lead
from kzlib.chapters.reliability.voices import chart as voices_chart
from kzlib.chapters.reliability.voices import passages, voices
from kzlib.chapters.reliability.weakness import diagonal, sensitivity

__all__ = [
    "chart",
    "claims",
    "diagonal",
    "framing_chart",
    "framing_matrix",
    "framing_said",
    "grades",
    "handed",
    "lead",
    "leanings",
    "matrix",
    "passages",
    "rules",
    "sensitivity",
    "verdict",
    "vocabulary",
    "voices",
    "voices_chart",
    "words",
]
