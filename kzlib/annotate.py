"""One spaCy pass over an article, the five readers, and the links between what they found."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kzlib import actors, dates, events, figures, framing, french, lexicon, quotations, sentences
from kzlib.article import Article, Hit, Sentence
from kzlib.lexicon import Entry
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
_PIECE = re.compile(rf"\S{{{_LONGEST_RUN}}}|\S*\s+|\S+")
# spaCy's vocabulary only grows: with more words than these it is begun anew.
_MOST_WORDS = 300_000


@cache
def pipeline(model: str | None = None) -> Language:
    """The spaCy pipeline: spaCy's French rules for cutting words, or a trained pipeline by name or path.

    The tokenizer goes without its URL and compound-word expression (``token_match``): press text has few URLs, and
    the expression costs more than half of the time. NORM is folded (case, accents, apostrophes) for matching.
    """
    import spacy
    from spacy.attrs import NORM

    nlp = spacy.load(model) if model else french.blank()
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
    if not model and len(nlp.vocab) > _MOST_WORDS:
        pipeline.cache_clear()
        _matcher.cache_clear()
        nlp = pipeline()
    if max(map(len, text.split()), default=0) < _LONGEST_RUN:
        return nlp(text)
    pieces = [nlp.make_doc(match.group()) for match in _PIECE.finditer(text)]
    words = [(token.text, bool(token.whitespace_)) for piece in pieces for token in piece]
    return nlp(Doc(nlp.vocab, [word for word, _ in words], [space for _, space in words]))


@cache
def _matcher(model: str | None) -> tuple[PhraseMatcher, dict[int, tuple[str, Entry]]]:
    from spacy.matcher import PhraseMatcher

    nlp = pipeline(model)
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    rows: dict[int, tuple[str, Entry]] = {}
    for name in MATCHED:
        for number, entry in enumerate(lexicon.load(name)):
            key = f"{name}:{number}"
            matcher.add(key, [nlp.make_doc(entry.form)])
            rows[nlp.vocab.strings[key]] = (name, entry)
    return matcher, rows


def prepare(
    doc_id: str, text: str, passages: Sequence[Passage], published: dt.date | None = None, model: str | None = None
) -> Article:
    """Tokens, sentences and lexicon hits of one article, ready for the readers."""
    doc = _tokens(text, model)
    kept = [p for p in passages if p.role != "boilerplate"]
    return Article(doc_id, text, published, passages, _sentences(text, kept), doc, _hits(doc, kept, model))


def _sentences(text: str, kept: Sequence[Passage]) -> list[Sentence]:
    found: list[Sentence] = []
    paragraph = 0
    for passage in kept:
        previous = passage.start
        for start, end in sentences.split(text, passage.start, passage.end):
            paragraph += bool(found) and "\n" in text[previous:start]
            found.append(Sentence(start, end, len(found), paragraph, passage.role))
            previous = end
        paragraph += 1
    return found


def _hits(doc: Doc, kept: Sequence[Passage], model: str | None) -> dict[str, list[Hit]]:
    """The lexicon forms within the kept passages, by lexicon; of those that begin at one place the longest first."""
    matcher, rows = _matcher(model)
    starts = [p.start for p in kept]
    found: dict[str, list[Hit]] = {name: [] for name in MATCHED}
    for key, first, last in matcher(doc):
        start, final = doc[first].idx, doc[last - 1]
        end = final.idx + len(final)
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= kept[at].end:
            name, entry = rows[key]
            found[name].append(Hit(start, end, entry))
    for hits in found.values():
        hits.sort(key=lambda h: (h.start, -h.end))
    return found


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
