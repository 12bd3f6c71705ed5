"""Constructions: how what is said follows a verb of speech (a clause, an infinitive, a noun, somebody asked)."""

from __future__ import annotations

from kzlib.quotations import phrases
from kzlib.quotations import words as w
from kzlib.quotations.units import Token, Unit
from kzlib.quotations.verbs import SpeechVerb

_BEFORE_INFINITIVE = frozenset("pas plus jamais rien point guère".split()) | w.CLITICS
# Verbs that ask somebody ("exhorte X à ...") and have what they ask for after "à".
HEARERS = frozenset({"appeler", "exhorter", "inviter"})


def attach(unit: Unit, verb: SpeechVerb, last: int, only: bool) -> tuple[str, int] | None:
    """How what is said is attached to the verb before it, and the offset where it begins; None if nothing is.

    `last` is the index of the verb's last token, `only` whether "ne ... que" surrounds it. The ways are those of
    `speech_verbs.csv`, and colon and quoted for words in quotation marks.
    """
    tokens = unit.tokens
    after = last + 1
    at = phrases.after_adjuncts(tokens, after)
    if at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].low in ("que", "qu'"):
        at += 1
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.low in ("que", "qu'"):
        if only:
            return _complement(tokens, verb, at + 1, at + 1)
        return ("que", token.end) if "que" in verb.takes or "to" in verb.takes else None
    if token.text == ":":
        return (
            ("colon", token.end) if at + 1 < len(tokens) and (w.masked(tokens[at + 1]) or "que" in verb.takes) else None
        )
    if w.masked(token):
        named = verb.takes == {"to"} and tokens[at - 1].low not in w.PREPOSITIONS
        if named and _asked_for(tokens, at + 1):
            return "to", token.start
        return None if named or _label(unit, verb, token) else ("quoted", token.start)
    if verb.infinitive in HEARERS and any(_asking(unit, t) for t in tokens[after : after + 12]):
        return "to", tokens[after].start
    return _complement(tokens, verb, after, at)


def _complement(tokens: list[Token], verb: SpeechVerb, after: int, at: int) -> tuple[str, int] | None:
    """The construction of a verb with an infinitive, a noun phrase or somebody asked; `at` is past adjuncts."""
    if at >= len(tokens) or after >= len(tokens):
        return None
    low = tokens[at].low
    if "avoir" in verb.takes and _infinitive_at(tokens, _past_negation(tokens, at + (low in ("de", "d'")))):
        return "avoir", tokens[at].start
    if {"avoir", "to"} & verb.takes and low in ("de", "d'") and at + 1 < len(tokens) and w.masked(tokens[at + 1]):
        return "quoted", tokens[at + 1].start  # "a juré de « revenir »"
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


def _past_negation(tokens: list[Token], at: int) -> int:
    """Index after the negation and pronouns before an infinitive: "ne pas disposer", "ne plus s'y rendre"."""
    if tokens[at : at + 1] and tokens[at].low in ("ne", "n'"):
        at += 1
        while at < len(tokens) and tokens[at].low in _BEFORE_INFINITIVE:
            at += 1
    elif tokens[at : at + 1] and tokens[at].low in ("s'", "se", "y", "en", "lui", "leur"):
        at += 1
    return at


def _infinitive_at(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and w.infinitive(tokens[at].low)


def _to_do(tokens: list[Token], at: int) -> bool:
    """Whether an infinitive stands at an index, past its pronouns, or words in quotation marks."""
    while at < len(tokens) and tokens[at].low in w.CLITICS:
        at += 1
    return at < len(tokens) and (w.masked(tokens[at]) or w.infinitive(tokens[at].low))


def _asks(tokens: list[Token], verb: SpeechVerb, after: int) -> bool:
    """Whether a verb that asks has what it asks for: "à" after appeler, exhorter, inviter; anything after exiger."""
    if verb.infinitive == "ordonner":
        near = range(after, min(after + 12, len(tokens)))
        return any(tokens[n].low in ("de", "d'") and _to_do(tokens, n + 1) for n in near)
    if verb.infinitive not in HEARERS:
        return tokens[after].text not in w.MARKS
    for token in tokens[after : after + 25]:
        if token.low in ("à", "au", "aux"):
            return True
        if token.text in ".;:!?" or w.finite(token):
            return False
    return False


def _asking(unit: Unit, token: Token) -> bool:
    """Whether what is asked for stands in quotation marks, its preposition too: "appelle les siens « à l'unité »"."""
    words = unit.text[token.start : token.end].lower().lstrip("«“\"' \u00a0\u202f")
    return w.masked(token) and words.startswith(("à ", "au ", "aux ", "à l"))


def _asked_for(tokens: list[Token], at: int) -> bool:
    """Whether what somebody quoted is asked for follows: "appelle « tous les amis » à partir"."""
    if at + 1 >= len(tokens) or tokens[at].low not in ("à", "de", "d'"):
        return False
    return w.masked(tokens[at + 1]) or w.infinitive(tokens[at + 1].low) or tokens[at + 1].low in ("la", "l'")


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
