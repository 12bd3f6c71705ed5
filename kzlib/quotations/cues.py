"""Cues: verbs of speech and other words that attribute what is said, with their construction and their subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kzlib.quotations import phrases
from kzlib.quotations.units import MASK, Token, Unit
from kzlib.quotations.verbs import Form, SpeechVerb, forms

_AUXILIARY = frozenset(
    "a ont avait avaient aura auront aurait auraient eut eurent ait aient est sont était étaient fut furent "
    "sera seront serait seraient soit".split()
)
_INVERTED = re.compile(r"-(?:t-)?(il|elle|on|ils|elles)$")
# Words that may stand between an auxiliary and its participle.
_BETWEEN = frozenset(
    "déjà également aussi encore toutefois cependant ainsi alors pas jamais par ailleurs en outre lui elle eux tout "
    "de son leur côté à tour nouveau hier enfin ensuite plutôt notamment quant pour sa part jusqu' ici jusque-là "
    "dès même lundi mardi mercredi jeudi vendredi samedi dimanche n' d' abord soir matin autre plus tard fois "
    "bien toujours donc vite quelque peu que moins vivement une , l' les le y".split()
)
_REFLEXIVE = frozenset({"s'", "se"})
_CLITICS = frozenset({"ne", "n'", "l'", "le", "la", "les", "lui", "leur", "en", "y", "s'", "se"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that attribute: `start`, `end`; `shape` is before (the subject precedes), after, pronoun, gerund or
    source ("selon"); `takes` is how what is said is attached; `content` is where it begins, if it follows."""

    start: int
    end: int
    shape: str
    takes: str
    code: str
    subject: tuple[int, int] | None
    content: int
    verb: SpeechVerb | None = None


def _group(tokens: list[Token], at: int, form: Form) -> tuple[int, str | None] | None:
    """Index where the verb group begins and the inverted pronoun, if any; None if the form is no finite verb here."""
    first, pronoun = at, None
    if form.tense == "participle":
        back = at - 1
        while back >= 0 and at - back < 8 and (tokens[back].low in _BETWEEN or tokens[back].low.endswith("ment")):
            back -= 1
        if back < 0:
            return None
        inverted = _INVERTED.search(tokens[back].low)
        bare = _INVERTED.sub("", tokens[back].low)
        if bare not in _AUXILIARY:
            return None
        being = bare not in {
            "a",
            "ont",
            "avait",
            "avaient",
            "aura",
            "auront",
            "aurait",
            "auraient",
            "eut",
            "eurent",
            "ait",
            "aient",
        }
        if being != form.verb.reflexive:
            return None
        first, pronoun = back, inverted.group(1) if inverted else None
    reflexive = first > 0 and tokens[first - 1].low in _REFLEXIVE
    if reflexive != form.verb.reflexive:
        return None
    while first > 0 and tokens[first - 1].low in _CLITICS and not tokens[first - 1].text[0].isupper():
        first -= 1
    return first, pronoun


def _matches(tokens: list[Token], at: int) -> list[tuple[Form, int, int, str | None]]:
    """Readings of the token as a verb of speech: form, first and last token of the group, inverted pronoun."""
    low = tokens[at].low
    inverted = _INVERTED.search(low)
    found: list[tuple[Form, int, int, str | None]] = []
    for form in forms().get(_INVERTED.sub("", low), ()):
        if inverted and form.tense != "finite":
            continue
        last = at + len(form.verb.rest)
        if [t.low for t in tokens[at + 1 : last + 1]] != list(form.verb.rest):
            continue
        if form.tense == "gerund":
            found.append((form, at - (at > 0 and tokens[at - 1].low == "en"), last, None))
        elif form.tense in ("finite", "participle"):
            group = _group(tokens, at, form)
            if group:
                pronoun = inverted.group(1) if inverted else group[1]
                found.append((form, group[0], last, pronoun))
    return found


def _attach(unit: Unit, verb: SpeechVerb, after: int) -> tuple[str, int] | None:
    """How what is said is attached to a verb that precedes it, and where it begins."""
    skipped = phrases.skip_adjuncts(unit, after)
    rest = unit.masked[skipped - unit.start :]
    if m := re.match(r"[\s,]*(?:qu['’]|que?\s)", rest):
        if "que" in verb.takes or "to" in verb.takes:
            return "que", skipped + m.end()
        return None
    if m := re.match(r"\s*:\s*", rest):
        return "colon", skipped + m.end()
    if re.match(rf"[\s,]*{MASK}", rest):
        return "quoted", skipped
    words = unit.words(after, unit.end)
    if not words:
        return None
    low = words[0].low
    if "avoir" in verb.takes and (
        phrases.infinitive(low) or (low in ("de", "d'") and phrases.infinitive(words[1].low if len(words) > 1 else ""))
    ):
        return "avoir", words[0].start
    for taken in ("dire", "to", "accuse", "noun", "quoted", "figure", "voir"):
        if taken in verb.takes:
            return taken, words[0].start
    return None


def _verb_cue(unit: Unit, form: Form, first: int, last: int, pronoun: str | None) -> Cue | None:
    tokens, verb = unit.tokens, form.verb
    start, end = tokens[first].start, tokens[last].end
    if pronoun:
        return Cue(start, end, "pronoun", "incise", verb.code, (start, end), end, verb)
    if form.tense == "gerund":
        attached = _attach(unit, verb, end)
        return Cue(start, end, "gerund", attached[0], verb.code, None, attached[1], verb) if attached else None
    subject = phrases.subject_after(unit, end) if "incise" in verb.takes else None
    if subject and phrases.detached(unit, first):
        return Cue(start, end, "after", "incise", verb.code, subject, end, verb)
    attached = _attach(unit, verb, end)
    if not attached:
        return None
    return Cue(start, end, "before", attached[0], verb.code, phrases.subject_before(unit, first), attached[1], verb)


_SOURCE = re.compile(
    r"\b(?:selon|d['’]après|à en croire|aux dires? d(?:e|u|es|['’])|de l['’]avis d(?:e|u|es|['’]))(?=\W)", re.IGNORECASE
)
_SOURCE_PRONOUN = re.compile(r"\b[àa] l['’]en croire\b", re.IGNORECASE)


def _sources(unit: Unit) -> list[Cue]:
    found = []
    for m in _SOURCE_PRONOUN.finditer(unit.masked):
        start, end = unit.start + m.start(), unit.start + m.end()
        found.append(Cue(start, end, "source", "source", "source", (start, end), end))
    for m in _SOURCE.finditer(unit.masked):
        start, end = unit.start + m.start(), unit.start + m.end()
        subject = phrases.noun_phrase(unit, end)
        if subject:
            found.append(Cue(start, end, "source", "source", "source", subject, subject[1]))
    return found


def find(unit: Unit) -> list[Cue]:
    """Cues of a unit, in order of appearance."""
    found = _sources(unit)
    for at in range(len(unit.tokens)):
        for form, first, last, pronoun in _matches(unit.tokens, at):
            cue = _verb_cue(unit, form, first, last, pronoun)
            if cue:
                found.append(cue)
                break
    found.sort(key=lambda c: c.start)
    return _inherit(found)


def _inherit(found: list[Cue]) -> list[Cue]:
    """A gerund or coordinated verb without a subject of its own has that of the cue before it."""
    done: list[Cue] = []
    for cue in found:
        if cue.subject is None and done:
            cue = replace(cue, subject=done[-1].subject)
        done.append(cue)
    return done
