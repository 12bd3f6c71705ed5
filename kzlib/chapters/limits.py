"""How often a reading goes wrong, as measured, for the foot of each chapter."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.edition import Edition
from kzlib.evidence import joined

# What each chapter rests on: the measures of the scorer, and what they count.
MEASURED = {
    "chronology": {"events": "event", "dates resolved": "date"},
    "actors": {"actors": "person or organisation", "quotations found": "quotation", "quotations speaker": "speaker"},
    "figures": {"figures value+kind+group": "figure", "figures place": "place", "figures attributed": "giver"},
    "reliability": {"published": "day of publication", "quotations speaker": "speaker", "figures attributed": "giver"},
}
PLURAL = {"person or organisation": "persons and organisations", "day of publication": "days of publication"}


def measured(edition: Edition, chapter: str) -> Markup:
    """One sentence a measure: how many were found of how many, and how many were found that are not there."""
    parts = [
        Markup('<a href="method.html#t-scores">{} of {}</a> {} (<a href="method.html#t-scores">{}</a> false)').format(
            counts["hit"], there, noun if there == 1 else PLURAL.get(noun, f"{noun}s"), counts["false"]
        )
        for name, noun in MEASURED[chapter].items()
        if (counts := edition.accuracy.get(name)) and (there := counts["hit"] + counts["miss"])
    ]
    if not parts:
        return Markup("<p>How often it goes wrong has not been measured.</p>")
    return Markup(
        "<p>Measured on the annotated notes of the default corpus, the reading gets right {}. "
        'On articles that it was not tried on it does worse: see <a href="method.html">the method page</a>.</p>'
    ).format(joined(parts))
