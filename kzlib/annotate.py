"""One spaCy pass over an article, the five readers, and the links between what they found."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kzlib import actors, dates, events, figures, framing, lexicon, quotations, sentences
from kzlib.article import Article, Hit, Sentence
from kzlib.link import link
from kzlib.records import Passage, Readings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

# Lexicons whose forms are looked up in every text by spaCy's PhraseMatcher (case, accents and apostrophes folded).
# A reader that needs a lexicon only inside its own grammar loads it with lexicon.load and is not listed.
MATCHED: tuple[str, ...] = tuple(
    n for n in ("actors", "media", "countries", "places", "groups") if n in lexicon.names()
)


# A run without white space longer than this is no word, nor an address.
_LONGEST_RUN = 300
_ENDLESS = re.compile(rf"\S{{{_LONGEST_RUN}}}")
_PIECE = re.compile(rf"\S{{{_LONGEST_RUN}}}|\S*\s+|\S+")


@cache
def pipeline(model: str | None = None) -> Language:
    """The spaCy pipeline: blank French, or a trained one by name or path.

    The blank tokenizer goes without its URL and compound-word expression (``token_match``): press text has few URLs,
    and the expression costs more than half of the time. NORM is folded (case, accents, apostrophes) for matching.
    """
    import spacy
    from spacy.attrs import NORM

    nlp = spacy.load(model) if model else spacy.blank("fr")
    nlp.tokenizer.token_match = None
    nlp.vocab.lex_attr_getters[NORM] = lexicon.fold
    nlp.max_length = 100_000_000
    return nlp


def _tokens(text: str, model: str | None) -> Doc:
    """The tokens of a text, with what a trained pipeline adds.

    spaCy's tokenizer takes time with the square of a run without white space: longer ones are cut, wherever that is.
    """
    from spacy.tokens import Doc

    nlp = pipeline(model)
    if not _ENDLESS.search(text):
        return nlp(text)
    pieces = [nlp.make_doc(match.group()) for match in _PIECE.finditer(text)]
    words = [(token.text, bool(token.whitespace_)) for piece in pieces for token in piece]
    return nlp(Doc(nlp.vocab, [word for word, _ in words], [space for _, space in words]))


@cache
def _matcher(model: str | None) -> tuple[PhraseMatcher, dict[int, tuple[str, int]]]:
    from spacy.matcher import PhraseMatcher

    nlp = pipeline(model)
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    keys: dict[int, tuple[str, int]] = {}
    for name in MATCHED:
        for number, entry in enumerate(lexicon.load(name)):
            key = f"{name}:{number}"
            matcher.add(key, [nlp.make_doc(entry.form)])
            keys[nlp.vocab.strings[key]] = (name, number)
    return matcher, keys


def prepare(
    doc_id: str, text: str, passages: Sequence[Passage], published: dt.date | None = None, model: str | None = None
) -> Article:
    """Tokens, sentences and lexicon hits of one article, ready for the readers."""
    doc = _tokens(text, model)
    kept = [p for p in passages if p.role != "boilerplate"]
    found: list[Sentence] = []
    paragraph = 0
    for passage in kept:
        previous = passage.start
        for start, end in sentences.split(text, passage.start, passage.end):
            paragraph += bool(found) and "\n" in text[previous:start]
            found.append(Sentence(start, end, len(found), paragraph, passage.role))
            previous = end
        paragraph += 1
    matcher, keys = _matcher(model)
    phrases: dict[str, list[Hit]] = {name: [] for name in MATCHED}
    for key, first, last in matcher(doc):
        name, number = keys[key]
        span = doc[first:last]
        if any(p.start <= span.start_char and span.end_char <= p.end for p in kept):
            phrases[name].append(Hit(span.start_char, span.end_char, lexicon.load(name)[number]))
    for hits in phrases.values():
        hits.sort(key=lambda h: (h.start, -h.end))
    return Article(doc_id, text, published, passages, found, doc, phrases)


def annotate(article: Article) -> Readings:
    """Everything read in an article, linked: who says it, as of which day, for which place."""
    readings = Readings(
        dates=dates.read(article),
        mentions=actors.read(article),
        quotations=quotations.read(article),
        figures=figures.read(article),
        events=events.read(article),
        framing=framing.read(article),
    )
    link(article, readings)
    framing.attribute(readings.framing, readings.quotations)
    return readings
