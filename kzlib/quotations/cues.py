"""Cues: verbs of speech that attribute what is said, with their construction and their subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kzlib.article import needed
from kzlib.quotations import phrases, subjects
from kzlib.quotations import words as w
from kzlib.quotations.constructions import attach
from kzlib.quotations.phrases import Span
from kzlib.quotations.units import Token, Unit
from kzlib.quotations.verbs import Form, SpeechVerb, forms

_HAVING = frozenset("a ont avait avaient aura auront aurait auraient eut eurent ait aient".split())
_BEING = frozenset("est sont était étaient fut furent sera seront serait seraient soit soient".split())
_INVERTED = re.compile(r"-(?:t-)?(il|elle|on|ils|elles)$")
# Words that may stand between an auxiliary and its participle, besides adverbs and days.
_BETWEEN = frozenset(
    "par ailleurs en outre lui elle eux tout de son leur côté à tour nouveau quant pour sa part jusqu' ici jusque-là "
    "dès d' abord fois quelque que une , l' les le y rien la même occasion première".split()
)
_NEGATIVE = frozenset({"pas", "jamais", "rien", "aucun", "aucune", "point", "guère", "ni"})
_WANTING = frozenset("veut veulent voulait voulaient ose osait préfère préfèrent".split())
# What may stand between an auxiliary and its participle, and what makes a noun of a word that could be a verb.
_INSERTED = _BETWEEN | w.DAYS | _NEGATIVE
_BEFORE_NOUN = (
    (w.DETERMINERS - {"tous", "toutes"}) | w.COMPLEMENT | (w.PREPOSITIONS - {"face", "entre"}) | frozenset({"même"})
)
_BEFORE_INFINITIVE = frozenset({"avant", "tenu", "tient", "tenait", "contenté", "contente", "borné", "cessé", "cesse"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that attribute what is said.

    `shape` is before (the subject precedes the verb), after, pronoun ("a-t-il dit"), gerund or source ("selon");
    `takes` is how what is said is attached (see `speech_verbs.csv`; colon and quoted for words in quotation marks);
    `content` is where it begins, if it follows. `subject` delimits the words that name the speaker.
    """

    start: int
    end: int
    shape: str
    takes: str
    code: str
    subject: Span | None
    content: int
    verb: SpeechVerb | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """A verb with its auxiliary and clitics: first and last token, inverted pronoun, negation ("ne", "pas")."""

    form: Form
    first: int
    last: int
    pronoun: str | None
    negation: str


def _auxiliary(tokens: list[Token], at: int, form: Form) -> int | None:
    """Index of the auxiliary of a participle, None if it has none that fits (a passive, an adjective)."""
    back = at - 1
    while back >= 0 and at - back < 9:
        token = tokens[back]
        if not (token.low in _INSERTED or w.adverb(token) or w.masked(token)):
            break
        back -= 1
    if back < 0:
        return None
    bare = _INVERTED.sub("", tokens[back].low)
    if tokens[back].low in ("est-il", "était-il") and not form.verb.reflexive:
        return back  # "est-il précisé"
    return back if bare in (_BEING if form.verb.reflexive else _HAVING) else None


def _clitics(tokens: list[Token], first: int) -> int:
    while first > 0 and tokens[first - 1].low in w.CLITICS and not tokens[first - 1].text[0].isupper():
        first -= 1
    return first


def _group(tokens: list[Token], at: int, last: int, form: Form) -> _Group | None:
    """The verb group around a form, None if the form is not a verb of speech here."""
    inverted = _INVERTED.search(tokens[at].low)
    first = at
    if form.tense == "participle":
        found = _auxiliary(tokens, at, form)
        if found is None or inverted:
            return None
        first, inverted = found, _INVERTED.search(tokens[found].low)
    begin = _clitics(tokens, first)
    clitics = {t.low for t in tokens[begin:first]}
    if bool(clitics & {"s'", "se"}) != form.verb.reflexive:
        return None
    noun = begin < first and form.tense == "finite" and clitics <= {"l'", "le", "la", "les", "leur"}
    if noun and not (begin > 0 and tokens[begin - 1].low == "comme"):
        return None
    if form.tense == "finite" and _noun(tokens, begin):
        return None
    negation = "" if not clitics & {"ne", "n'"} else _negation(tokens, first, last)
    return _Group(form, begin, last, inverted.group(1) if inverted else None, negation)


def _negation(tokens: list[Token], first: int, last: int) -> str:
    """ "only" for "ne ... que", "not" for any other negation."""
    after = {t.low for t in tokens[last + 1 : last + 5]}
    negated = {t.low for t in tokens[first : last + 3]} & _NEGATIVE
    return "only" if after & {"que", "qu'"} and not negated else "not"


def _noun(tokens: list[Token], begin: int) -> bool:
    """Whether a word that could be a verb is a noun: after a determiner, a preposition or an adjective of number."""
    if tokens[begin].low in w.PREPOSITIONS:  # "contre", which "contrer" has too: "« Non », contre X"
        return begin < 2 or tokens[begin - 1].text != "," or not w.masked(tokens[begin - 2])
    return begin > 0 and tokens[begin - 1].low in _BEFORE_NOUN


def _rest(tokens: list[Token], at: int, rest: tuple[str, ...]) -> int | None:
    """Index of the last word of a phrase verb ("fait par ailleurs état"), None if its words do not follow."""
    for word in rest:
        at += 1
        while at < len(tokens) and tokens[at].low != word:
            length = w.adverbial(tokens, at) or (1 if w.adverb(tokens[at]) else 0)
            if not length:
                return None
            at += length
    return at if at < len(tokens) else None


def _groups(tokens: list[Token], at: int) -> list[_Group]:
    """Readings of a token as a verb of speech, phrases and compound tenses first."""
    found = []
    for form in forms().get(_INVERTED.sub("", tokens[at].low), ()):
        last = _rest(tokens, at, form.verb.rest)
        if last is None:
            continue
        if form.tense == "gerund":
            found.append(_Group(form, at - (at > 0 and tokens[at - 1].low == "en"), last, None, ""))
        elif form.tense == "infinitive":
            if at > 1 and tokens[at - 1].low in ("de", "d'", "à") and tokens[at - 2].low in _BEFORE_INFINITIVE:
                found.append(_Group(form, at, last, None, ""))
            elif at and tokens[at - 1].low in _WANTING:
                found.append(_Group(Form(form.verb, "finite"), at - 1, last, None, ""))
        elif group := _group(tokens, at, last, form):
            found.append(group)
    return sorted(found, key=lambda g: (-len(g.form.verb.rest), g.form.tense != "participle"))


def _comes_after(unit: Unit, group: _Group) -> Span | None:
    """The subject of a verb that stands after what it attributes (", a déclaré X"); None if it stands before."""
    tokens, takes = unit.tokens, group.form.verb.takes
    if "incise" not in takes or group.first == 0 or group.form.tense == "infinitive":
        return None
    first = group.first
    by = tokens[first - 1].low == "comme"
    before = tokens[first - 1 - by] if first > by else tokens[0]
    if not (before.text in ",!?…–—" or w.masked(before)):
        return None
    subject = phrases.subject_after(tokens, group.last + 1)
    if subject is None or by or before.text in "!?…" or (first > 1 and w.masked(tokens[first - 2])):
        return subject
    likely = phrases.speakerlike(tokens, phrases.after_adjuncts(tokens, group.last + 1))
    if w.masked(before):
        return subject if likely or unit.text[before.end - 2 : before.end - 1] in ".!?…" else None
    if _states(unit, first):
        likely = likely and phrases.headed(tokens, phrases.after_adjuncts(tokens, group.last + 1))
        return subject if likely or not takes & {"noun", "quoted", "to"} else None
    return subject if likely and not subjects.inserted(tokens, first) else None


def _states(unit: Unit, first: int) -> bool:
    """Whether words before a verb form a statement: a quotation, or a finite verb outside relative clauses."""
    relative = False
    for token in unit.tokens[subjects.clause_start(unit.tokens, first) : first]:
        if token.low in w.RELATIVES:
            relative = True
        elif token.text in ",–—":
            relative = False
        elif w.masked(token) or (w.finite(token) and not relative):
            return True
    return subjects.clause_start(unit.tokens, first) > 0 and w.masked(
        unit.tokens[subjects.clause_start(unit.tokens, first) - 1]
    )


def _reported(unit: Unit, group: _Group, start: int, end: int) -> Cue | None:
    """ "Comme l'a dit X, ..." at the head of a clause, which works like "selon X"."""
    tokens, first = unit.tokens, group.first
    if first == 0 or tokens[first - 1].low != "comme" or (first > 1 and tokens[first - 2].text not in ".;:!?"):
        return None
    subject = phrases.subject_after(tokens, group.last + 1)
    return (
        Cue(start, end, "source", "source", group.form.verb.code, subject, subject[1], group.form.verb)
        if subject
        else None
    )


def _cue(unit: Unit, group: _Group) -> Cue | None:
    tokens, verb = unit.tokens, group.form.verb
    start, end = tokens[group.first].start, tokens[group.last].end
    if group.negation == "not":
        return None
    if group.pronoun:
        return (
            Cue(start, end, "pronoun", "incise", verb.code, (start, end), end, verb) if "incise" in verb.takes else None
        )
    if group.form.tense not in ("gerund", "infinitive"):
        reported = _reported(unit, group, start, end)
        if reported:
            return reported
        after = _comes_after(unit, group)
        if after:
            return Cue(start, end, "after", "incise", verb.code, after, end, verb)
    attached = attach(unit, verb, group.last, group.negation == "only")
    if attached is None:
        return None
    shape = "gerund" if group.form.tense in ("gerund", "infinitive") else "before"
    subject = None if shape == "gerund" else subjects.before_verb(tokens, group.first)
    return Cue(start, end, shape, attached[0], verb.code, subject, attached[1], verb)


def find(unit: Unit) -> list[Cue]:
    """Verbs of speech of a unit that attribute something, in order of appearance."""
    found: list[Cue] = []
    table, tokens = forms(), unit.tokens
    # only a form of such a verb, alone or with the pronoun that follows it ("dit-il"), needs a closer look
    spoken = [at for at, token in enumerate(tokens) if token.low in table or "-" in token.low]
    for at in spoken:
        for group in _groups(tokens, at):
            cue = _cue(unit, group)
            if cue:
                found.append(cue)
                break
    return found


@cache
def needed_words() -> frozenset[str]:
    """Words one of which every unit with a verb of speech holds (`article.needed`)."""
    return needed(forms())
