"""Words in quotation marks that no verb of speech attributes, and what they may still be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kzlib.quotations import cues, phrases, subjects, units
from kzlib.quotations import words as w
from kzlib.quotations.marks import Quoted
from kzlib.quotations.phrases import Span
from kzlib.quotations.stretches import Statement, content_words
from kzlib.quotations.units import Unit
from kzlib.quotations.verbs import SpeechVerb, forms
from kzlib.records import Quotation

# Words after which no quoted verb has its subject, and those that are no verb after quoted words.
_GOVERNING = w.DETERMINERS | w.PREPOSITIONS | w.COMPLEMENT | w.RELATIVES
_NO_VERBS = _GOVERNING | w.CONJUNCTIONS | w.DAYS | w.PRONOUNS
_HAVING = frozenset("a ont avait avaient aurait auraient".split())
# Categories of verbs that are acts of speech in any sense, and nouns that make others so ("lancé un appel").
_ACTS = frozenset({"judge", "accuse", "ask", "deny", "promise", "warn", "admit"})
_CALL = re.compile(r"\b(?:appel|avertissement|message|mise en garde|ultimatum)\b")
_BEING = frozenset("est sont était étaient reste restent".split())


def _sentence(unit: Unit, quote: Quoted) -> bool:
    """Whether quoted words are a sentence: four words or more, a capital at their head."""
    return unit.text[quote.start].isupper() and len(unit.text[quote.start : quote.end].split()) >= 4


def _speech(unit: Unit, quote: Quoted) -> bool:
    """Whether quoted words are somebody's speech though nothing says so: they say I or we, or fill a sentence."""
    words = unit.text[quote.start : quote.end].lower().replace("’", "'").split()
    return any(x in ("je", "nous", "vous") or x.startswith("j'") for x in words) and len(words) >= 5


def _incise(unit: Unit, quote: Quoted) -> Quotation | None:
    """Quoted words with the incise left between the marks: "« Le calme, a-t-il dit, revient. »"."""
    if "," not in unit.text[quote.start : quote.end]:
        return None
    for cue in cues.find(units.inner(unit, quote)):
        if cue.takes == "incise" and unit.text[quote.start : cue.start].rstrip().endswith(","):
            where = cue.subject or (None, None)
            words = unit.text[cue.start : cue.end]
            return Quotation(quote.start, quote.end, "direct", words, cue.start, cue.end, *where)
    return None


def _subject(unit: Unit, at: int) -> Span | None:
    """The subject of the sentence before an index, if it can speak."""
    span = subjects.topic(unit.tokens, at)
    if span is None:
        return None
    words = unit.words(*span)
    return span if phrases.speakerlike(words, 0) or words[0].low in w.PRONOUNS else None


def _after_colon(unit: Unit, quote: Quoted, at: int, found: list[Statement]) -> Quotation | None:
    """Quoted words after a colon: said by who speaks or acts before it."""
    begin = unit.tokens[0].start
    before = [s for s in found if s.cue.start < quote.outer_start and begin <= s.cue.start]
    speaker = before[-1].speaker if before else _subject(unit, at)
    if speaker is None and not _sentence(unit, quote):
        return None
    return Quotation(
        quote.start,
        quote.end,
        "direct",
        speaker_start=(speaker or (None, None))[0],
        speaker_end=(speaker or (None, None))[1],
    )


def _state(unit: Unit, quote: Quoted, at: int) -> Quotation | None:
    """ "X est « très préoccupé »": a state of mind, put in X's words."""
    verb = at - 1
    while verb > 0 and w.adverb(unit.tokens[verb]):
        verb -= 1
    if verb <= 0 or unit.tokens[verb].low not in _BEING:
        return None
    words = unit.text[quote.start : quote.end].lower().split()
    if not any(w.state(word) for word in words):
        return None
    span = subjects.before_verb(unit.tokens, verb)
    if span is None or not phrases.speakerlike(unit.words(*span), 0):
        return None
    return Quotation(
        quote.start, quote.end, "direct", unit.tokens[verb].text, unit.tokens[verb].start, unit.tokens[verb].end, *span
    )


def _followed(unit: Unit, quote: Quoted, at: int) -> Quotation | None:
    """A quoted sentence before a verb of any kind and who speaks: "« Quelle fête ! », sourit Ana"."""
    words = unit.tokens[at + 1 : at + 4]
    verb = 2 if len(words) > 2 and words[1].low in ("s'", "se") else 1
    if not _sentence(unit, quote) or len(words) <= verb or words[0].text != "," or not words[verb].text[0].islower():
        return None
    low = words[verb].low
    subject = at + 2 + verb
    if low in _NO_VERBS or w.adverb(words[verb]) or low in w.speaker_nouns():
        return None
    if subject >= len(unit.tokens) or unit.tokens[subject].low in w.COMPLEMENT:
        return None
    where = phrases.noun_phrase(unit.tokens, subject) if phrases.speakerlike(unit.tokens, subject) else None
    start, end = words[1].start, words[verb].end
    return Quotation(quote.start, quote.end, "direct", unit.text[start:end], start, end, *where) if where else None


def _performed(unit: Unit, quote: Quoted, at: int, found: list[Statement]) -> Quotation | None:
    """ "X a « exigé le départ de Y »", "X « condamne » Y": the verb of speech stands among the quoted words."""
    first = units.first(unit, quote)
    verb = at - 1
    while verb > 0 and (w.adverb(unit.tokens[verb]) or unit.tokens[verb].text == ","):
        verb -= 1
    if first is None or verb < 0:
        return None
    compound = unit.tokens[verb].low in _HAVING
    tense = "participle" if compound else "finite"
    words = unit.text[quote.start : quote.end].lower()
    if not any(f.tense == tense and _acts(f.verb, words) for f in forms().get(first.low, ())):
        return None
    if not compound and unit.tokens[verb].low in _GOVERNING:
        return None
    span = subjects.before_verb(unit.tokens, verb if compound else at)
    if span is None or unit.words(*span)[0].low in w.RELATIVES:
        span = next((s.speaker for s in reversed(found) if s.cue.start < quote.start), None)
    if span is None or not _able(unit, span):
        return None
    cue = unit.tokens[verb] if compound else first
    return Quotation(quote.start, quote.end, "direct", cue.text, cue.start, cue.end, *span)


def _acts(verb: SpeechVerb, words: str) -> bool:
    """Whether quoted words that begin with a verb are an act of speech: verbs with other senses need an "appel"."""
    return not verb.reflexive and (verb.code in _ACTS or bool(_CALL.search(words)))


def _able(unit: Unit, span: Span) -> bool:
    """Whether a subject can speak: a pronoun, a name, a noun for a person or body."""
    words = unit.words(*span)
    named = w.capital(words[-1]) or words[-1].low in ("dernier", "dernière")
    return named or phrases.speakerlike(words, 0) or words[0].low in w.PRONOUNS


def _by(unit: Unit, quote: Quoted, at: int) -> Quotation | None:
    """ "un texte jugé « creux » par X": a participle of judging, the words, and who judges after "par"."""
    verb = at - 1
    while verb > 0 and (unit.tokens[verb].low in ("de", "d'", "comme", "un", "une") or w.adverb(unit.tokens[verb])):
        verb -= 1
    if verb < 0 or at + 2 >= len(unit.tokens) or unit.tokens[at + 1].low != "par":
        return None
    named = forms().get(unit.tokens[verb].low, ())
    if not any(f.tense == "participle" and (f.verb.code in _ACTS or "quoted" in f.verb.takes) for f in named):
        return None
    span = phrases.noun_phrase(unit.tokens, at + 2) if phrases.speakerlike(unit.tokens, at + 2) else None
    cue = unit.tokens[verb]
    return Quotation(quote.start, quote.end, "direct", cue.text, cue.start, cue.end, *span) if span else None


def _row(unit: Unit, quote: Quoted, at: int, found: list[Statement], alone: bool) -> Quotation | None:
    if at and unit.tokens[at - 1].text == ":":
        return _after_colon(unit, quote, at, found)
    followed = _followed(unit, quote, at)
    if followed:
        return followed
    whole = (
        alone
        and unit.text[quote.start].isupper()
        and unit.ends_sentence(quote)
        and " " in unit.text[quote.start : quote.end]
    )
    if whole or (_sentence(unit, quote) and (alone or _speech(unit, quote))):
        return Quotation(quote.start, quote.end, "direct")
    return None if unit.heading else _state(unit, quote, at)


def find(unit: Unit, found: list[Statement]) -> Iterator[Quotation]:
    """Quoted words of a unit, outside the statements found in it, that are quotations all the same."""
    if not unit.quotes:
        return
    claimed = {q for s in found for q in s.quotes}
    alone = content_words(unit, unit.start, unit.end) == 0
    for at, token in enumerate(unit.tokens):
        quote = next((q for q in unit.quotes if q.outer_start == token.start), None) if w.masked(token) else None
        if quote is None or quote in claimed:
            continue
        row = (
            _incise(unit, quote)
            or _by(unit, quote, at)
            or _performed(unit, quote, at, found)
            or _row(unit, quote, at, found, alone)
        )
        if row:
            yield row
