"""Reads events: what happened, was said, is planned, by the verbs and nouns of the lexicon and their grammar.

A verb tells an event when its voice, its subject and its object are those that its row asks for; a noun, when it is
the subject of a verb of happening, the object of a verb of doing, or counted. Offsets cover the clause. What needs
a date or a place to stand is decided when these are linked (kzlib.link.events).
"""

from __future__ import annotations

from kzlib.article import Article, Sentence
from kzlib.events import nominal, speech, tellings, verbal
from kzlib.events.scene import stage, stretches
from kzlib.records import Event

_CONTEXT = 600  # characters before a sentence in which a pronoun finds what it stands for
_NEAR = 12  # tellings before one that may share its words


def read(article: Article) -> list[Event]:
    """All tellings of events in an article, in order of appearance; nothing outside its sentences."""
    sentences = article.sentences_of(article.words.starts(tellings.needed_words()))
    return [event for sentence in sentences for event in _of(article, sentence)]


def _of(article: Article, sentence: Sentence) -> list[Event]:
    before = article.sentences[max(0, sentence.number - 2)].start
    context = article.text[max(before, sentence.start - _CONTEXT) : sentence.start]
    found: list[Event] = []
    for start, end in stretches(article.text, sentence.start, sentence.end):
        scene = stage(article.text, start, end, context)
        if scene.heads:
            found += [*verbal.read(scene), *nominal.read(scene), *speech.read(scene)]
    kept: list[Event] = []
    for event in sorted(found, key=lambda e: (e.cue_start, -e.cue_end)):
        if not any(k.type == event.type and event.cue_start < k.cue_end for k in kept[-_NEAR:]):
            kept.append(event)
    return kept
