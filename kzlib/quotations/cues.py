"""Cues: verbs of speech that attribute what is said, with their construction and their subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzlib.quotations import phrases, subjects
from kzlib.quotations import words as w
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
# Verbs that ask somebody ("exhorte X à ...") and have what they ask for after "à".
HEARERS = frozenset({"appeler", "exhorter", "inviter"})
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
        if not (token.low in _BETWEEN | w.DAYS | _NEGATIVE or w.adverb(token) or w.masked(token)):
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
    if begin == 0:
        return False
    before = tokens[begin - 1].low
    return before in (w.DETERMINERS - {"tous", "toutes"}) | w.COMPLEMENT | (w.PREPOSITIONS - {"face", "entre"}) | {
        "même"
    }


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


def _attach(unit: Unit, group: _Group) -> tuple[str, int] | None:
    """How what is said is attached to a verb that precedes it, and where it begins; None if nothing is."""
    tokens, verb = unit.tokens, group.form.verb
    after = group.last + 1
    at = phrases.after_adjuncts(tokens, after)
    if at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].low in ("que", "qu'"):
        at += 1
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.low in ("que", "qu'"):
        if group.negation == "only":
            return _complement(tokens, verb, at + 1, at + 1)
        return ("que", token.end) if "que" in verb.takes or "to" in verb.takes else None
    if token.text == ":":
        return (
            ("colon", token.end) if at + 1 < len(tokens) and (w.masked(tokens[at + 1]) or "que" in verb.takes) else None
        )
    if w.masked(token):
        named = verb.takes == {"to"} and tokens[at - 1].low not in w.PREPOSITIONS
        return None if named or _label(unit, verb, token) else ("quoted", token.start)
    return _complement(tokens, verb, after, at)


def _complement(tokens: list[Token], verb: SpeechVerb, after: int, at: int) -> tuple[str, int] | None:
    """The construction of a verb with an infinitive, a noun phrase or somebody asked; `at` is past adjuncts."""
    if at >= len(tokens) or after >= len(tokens):
        return None
    low = tokens[at].low
    if "avoir" in verb.takes and _infinitive_at(tokens, at + (low in ("de", "d'", "ne", "n'"))):
        return "avoir", tokens[at].start
    if "accuse" in verb.takes:
        return ("accuse", tokens[after].start) if _blames(tokens, verb, after) else None
    if "to" in verb.takes:
        while after + 1 < len(tokens) and tokens[after].low in w.DAYS:
            after += 1
        return ("to", tokens[after].start) if _asks(tokens, verb, after) else None
    if "dire" in verb.takes:
        return "dire", tokens[after].start
    if "voir" in verb.takes:
        sees = tokens[after].low == "dans" or "y" in (t.low for t in tokens[max(0, after - 4) : after])
        return ("voir", tokens[after].start) if sees else None
    for taken in ("noun", "quoted", "figure", "count"):
        if taken == "noun" and _somebody(tokens, at):
            continue
        if taken in verb.takes and tokens[after].text not in w.MARKS - {",", "("}:
            return taken, tokens[at].start
    return None


def _somebody(tokens: list[Token], at: int) -> bool:
    """Whether the object of a verb is a person or body, not something said ("a reconnu le gouvernement")."""
    if tokens[at].low not in ("le", "la", "l'", "les", "son", "sa", "ses") or at + 1 >= len(tokens):
        return False
    noun = w.speaker_nouns().get(tokens[at + 1].low)
    return noun is not None and noun.code in ("role", "body")


def _infinitive_at(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and w.infinitive(tokens[at].low)


def _asks(tokens: list[Token], verb: SpeechVerb, after: int) -> bool:
    """Whether a verb that asks has what it asks for: "à" after appeler, exhorter, inviter; anything after exiger."""
    if verb.infinitive not in HEARERS:
        return tokens[after].text not in w.MARKS
    for token in tokens[after : after + 25]:
        if token.low in ("à", "au", "aux"):
            return True
        if token.text in ".;:!?" or w.finite(token):
            return False
    return False


def _label(unit: Unit, verb: SpeechVerb, token: Token) -> bool:
    """Whether quoted words after "dit" are a label: "le procès dit « de Kamituga »"."""
    first = unit.text[token.start : token.end].strip("«»“”\"' \u00a0\u202f").split(" ")[0].lower()
    words = unit.text[token.start : token.end].strip("«»“”\"' \u00a0\u202f").split()
    name = len(words) <= 3 and words[0][0].isupper() and words[-1][-1] not in ".!?…" if words else False
    return verb.infinitive == "dire" and (first in ("de", "du", "des") or name)


def _blames(tokens: list[Token], verb: SpeechVerb, after: int) -> bool:
    """Whether an accusation has its charge: "accuse X d'avoir", "impute A à X"."""
    for number, token in enumerate(tokens[after : after + 25], start=after):
        if verb.infinitive == "accuser" and w.masked(token):
            return True
        if verb.infinitive == "accuser" and token.low in ("de", "d'") and _infinitive_at(tokens, number + 1):
            return True
        if verb.infinitive != "accuser" and token.low in ("à", "au", "aux"):
            return True
        if token.text in ".;:!?":
            break
    return False


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
        return subject if likely or not takes & {"noun", "quoted"} else None
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
    attached = _attach(unit, group)
    if attached is None:
        return None
    shape = "gerund" if group.form.tense in ("gerund", "infinitive") else "before"
    subject = None if shape == "gerund" else subjects.before_verb(tokens, group.first)
    return Cue(start, end, shape, attached[0], verb.code, subject, attached[1], verb)


def find(unit: Unit) -> list[Cue]:
    """Verbs of speech of a unit that attribute something, in order of appearance."""
    found: list[Cue] = []
    for at in range(len(unit.tokens)):
        for group in _groups(unit.tokens, at):
            cue = _cue(unit, group)
            if cue:
                found.append(cue)
                break
    return found
