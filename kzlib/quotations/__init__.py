"""Quotations: what was said, word for word or reported, and the words that attribute it.

The rules follow how French news writes speech (subject, verb and what is said; verb and subject after it; "selon"),
over the verbs of `speech_verbs.csv` and the other cues of `speech_cues.csv`. Who a speaker is, is linked later.
"""

from __future__ import annotations

from kzlib.article import Article
from kzlib.quotations import contents, cues, marks, units
from kzlib.records import Quotation


def read(article: Article) -> list[Quotation]:
    """All quotations of an article, in order of appearance; `speaker` is not set yet."""
    found: list[Quotation] = []
    for unit in units.split(article, marks.read(article)):
        found += contents.of(unit, cues.find(unit))
    return sorted(found, key=lambda q: (q.start, q.end))
