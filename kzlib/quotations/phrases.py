"""Phrases beside a verb of speech: adjuncts that may stand in between, and the noun phrase that names the speaker."""

from __future__ import annotations

from kzlib.quotations import words as w
from kzlib.quotations.units import Token

Span = tuple[int, int]
# Heads that stand for part of those named after them.
_PARTITIVE = frozenset("un une partie plupart majorité nombre plusieurs certains".split())
# Prepositions that join a function to its field or place ("représentant dans l'archipel").
_FIELDS = frozenset("à au aux dans sur pour en auprès contre chez".split())
# Words that a noun phrase goes on after: an article there does not begin another phrase, a name there is part of it.
_GOVERNING = w.COMPLEMENT | w.PREPOSITIONS | frozenset({"et", "ou"})
_BEFORE_NAME = w.COMPLEMENT | w.DETERMINERS | w.CONJUNCTIONS
_BEFORE_NOUN = w.PREPOSITIONS | w.DETERMINERS | w.COMPLEMENT
_NOT_WITHIN = w.RELATIVES | w.PREPOSITIONS | w.PRONOUNS
_NO_NAMES = w.DETERMINERS | w.PRONOUNS
_FIRST = w.DETERMINERS | w.TONIC | frozenset({"des", "de", "d'"})
_PHRASE_STOPS = frozenset(
    "à dans sur devant lors depuis après avant lundi mardi mercredi jeudi vendredi samedi dimanche hier".split()
)


def after_adjuncts(tokens: list[Token], at: int) -> int:
    """Index after the adverbs, days, places, media and hearers that stand from an index on ("jeudi à la presse")."""
    opened = False
    while at < len(tokens):
        if tokens[at].text == ",":
            if at + 1 < len(tokens) and _starts_adjunct(tokens, at + 1):
                opened = True
            elif not opened:
                return at
            else:
                opened = False
            at += 1
            continue
        following = _after_adjunct(tokens, at)
        if following == at:
            return at
        at = following
    return at


def _after_adjunct(tokens: list[Token], at: int) -> int:
    """Index after the adjunct that begins at an index; the index itself if none does."""
    token = tokens[at]
    length = w.adverbial(tokens, at)
    if length:
        return at + length
    if token.text == "(":
        return _past_bracket(tokens, at)
    if w.adverb(token) or token.low in w.DAYS or _of_date(tokens, at):
        return at + 1
    if token.low in w.PREPOSITIONS or token.text == "A" or _of_time(tokens, at):
        return _after_preposition(tokens, at)
    return at


def _of_date(tokens: list[Token], at: int) -> bool:
    """Whether a number belongs to a date: a day or month stands beside it."""
    beside = tokens[max(0, at - 1) : at] + tokens[at + 1 : at + 2]
    return tokens[at].text[0].isdigit() and any(t.low in w.DAYS for t in beside)


def _past_bracket(tokens: list[Token], at: int) -> int:
    end = at + 1
    while end < len(tokens) and tokens[end].text != ")" and end - at < 40:
        end += 1
    return end + 1


def _of_time(tokens: list[Token], at: int) -> bool:
    """ "ce jeudi", "la veille", "le même jour"."""
    if tokens[at].low not in ("ce", "cette", "la", "le") or at + 1 == len(tokens):
        return False
    if tokens[at + 1].low in ("dernier", "dernière"):
        return False  # "ce dernier" is somebody
    if tokens[at + 1].text[0].isdigit() and tokens[at + 2 : at + 3] and tokens[at + 2].low in w.DAYS:
        return True
    return tokens[at + 1].low in w.DAYS or (
        tokens[at + 1].low == "même" and tokens[at + 2 : at + 3] != [] and tokens[at + 2].low in ("jour", "soir")
    )


def _starts_adjunct(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    return token.low in w.PREPOSITIONS or token.low in w.DAYS or w.adverb(token) or bool(w.adverbial(tokens, at))


def _after_preposition(tokens: list[Token], at: int) -> int:
    """Index after a preposition and its noun phrase with complements; stops where another phrase begins."""
    at += 1
    while at < len(tokens) and tokens[at].low in _BEFORE_NOUN:
        at += 1
    begin = at
    while at < len(tokens):
        token, before = tokens[at], tokens[at - 1]
        if token.low in w.DETERMINERS and before.low not in _GOVERNING:
            return at
        if token.text in w.MARKS or w.masked(token) or token.low in _NOT_WITHIN:
            return at
        if at > begin and (w.infinitive(token.low) or w.finite(token)):
            return at - (before.low in ("de", "d'"))
        if at > begin and w.capital(token) and _new_name(before, token, tokens, begin, at):
            return at
        at += 1
    return at


def _new_name(before: Token, token: Token, tokens: list[Token], begin: int, at: int) -> bool:
    """Whether a capitalised word begins another name: "à l'AFP Karim Keita", "à la presse Karim Keita"."""
    if before.low in _BEFORE_NAME:
        return False
    if before.text.isupper() and len(before.text) > 1 and not token.text.isupper():
        return True
    if before.text[0].islower() and before.low not in w.COMPLEMENT:
        return True
    return at == begin + 1 and at + 1 < len(tokens) and w.capital(tokens[at + 1])


def phrase_end(tokens: list[Token], at: int) -> int:
    """Index after the noun phrase that begins at an index (at itself if none does)."""
    end = at
    while end < len(tokens):
        token = tokens[end]
        if token.text == "(":
            end = _past_bracket(tokens, end)
            continue
        if token.text in w.MARKS or token.low in w.RELATIVES or w.masked(token):
            break
        if end > at and (
            token.low in _PHRASE_STOPS or w.finite(token) or token.low in ("mais", "alors", "tandis", "car", "citant")
        ):
            break
        if end > at and token.low == "en" and end + 1 < len(tokens) and tokens[end + 1].low.endswith("ant"):
            break
        if end > at and token.low == "et" and end + 1 < len(tokens) and tokens[end + 1].low in w.PRONOUNS:
            break
        end += 1
    return min(end, len(tokens))


def noun_phrase(tokens: list[Token], at: int) -> Span | None:
    """The noun phrase that begins at an index, with a name or function in apposition; None if none does."""
    if at >= len(tokens) or not begins_phrase(tokens[at]):
        return None
    end = phrase_end(tokens, at)
    if end == at:
        return None
    end = _past_field(tokens, at, end)
    if end + 1 < len(tokens) and tokens[end].text == "," and _names_again(tokens, end + 1):
        end = phrase_end(tokens, end + 1)
    return tokens[at].start, tokens[end - 1].end


def _past_field(tokens: list[Token], at: int, end: int) -> int:
    """Index after the field or place of a function, if the name follows it: "le délégué dans l'archipel, X".

    Where no name follows, the phrase ends before them: they may as well say where or when it was said.
    """
    if w.capital(tokens[at]) or not any(t.low in w.speaker_nouns() for t in tokens[at:end]):
        return end
    past = end
    while past < len(tokens) and tokens[past].low in _FIELDS and past - at < 25:
        following = _after_preposition(tokens, past)
        if following + 1 < len(tokens) and tokens[following].text == "(":
            following = _past_bracket(tokens, following)
        past = following
    if past == end or past >= len(tokens):
        return end
    beside = tokens[past + 1 : past + 2]
    if w.capital(tokens[past]) and beside and w.capital(beside[0]):
        return phrase_end(tokens, past)
    past += bool(w.capital(tokens[past]) and beside and beside[0].text == ",")
    named = past + 1 < len(tokens) and tokens[past].text == "," and _full_name(tokens, past + 1)
    return past if named else end


def _full_name(tokens: list[Token], at: int) -> bool:
    """Whether two capitalised words or more stand at an index, up to a mark: a name in apposition."""
    words = tokens[at : phrase_end(tokens, at)]
    return len(words) > 1 and w.capital(words[0]) and w.capital(words[-1]) and words[0].low not in w.DETERMINERS


def _names_again(tokens: list[Token], at: int) -> bool:
    """Whether an apposition begins at an index: a name, or a function and a name ("le général X")."""
    if w.capital(tokens[at]):
        return True
    words = tokens[at : phrase_end(tokens, at)]
    function = words[0].low in w.DETERMINERS and any(t.low in w.speaker_nouns() for t in words[1:4]) if words else False
    return function and w.capital(words[-1])


def begins_phrase(token: Token) -> bool:
    """Whether a noun phrase may begin with a token: a determiner, a name, a tonic pronoun, a bare noun of a speaker."""
    return token.low in _FIRST or w.capital(token) or token.low in w.speaker_nouns()


def speakerlike(tokens: list[Token], at: int) -> bool:
    """Whether the noun phrase at an index can speak: a name, or a noun of `speaker_nouns.csv` near its head."""
    if at >= len(tokens):
        return False
    if w.capital(tokens[at]) and tokens[at].low not in _NO_NAMES:
        return True
    head = tokens[at : min(phrase_end(tokens, at), at + 6)]
    return any(t.low in w.speaker_nouns() for t in head) or (len(head) > 1 and w.capital(head[1]))


def headed(tokens: list[Token], at: int) -> bool:
    """Whether a name or a noun of a speaker heads the noun phrase at an index: not "le renvoi du ministre"."""
    for token in tokens[at : phrase_end(tokens, at)]:
        if token.low in w.COMPLEMENT and token.start > tokens[at].start:
            return tokens[at].low in _PARTITIVE or tokens[at + 1].low in _PARTITIVE
        if token.low in w.speaker_nouns() or (w.capital(token) and token.low not in w.DETERMINERS):
            return True
    return False


def titled(tokens: list[Token]) -> bool:
    """Whether a run of words is a name with its title or function ("M. Diallo", "Président Diallo")."""
    return tokens[0].low in w.speaker_nouns() or tokens[0].text in ("M.", "MM.", "Mme", "Mgr", "Dr.", "Me")


def subject_after(tokens: list[Token], at: int) -> Span | None:
    """The subject that follows its verb: a noun phrase or name, past days, places, media and hearers."""
    at = after_adjuncts(tokens, at)
    if at >= len(tokens) or tokens[at].low in w.PRONOUNS:
        return None
    if tokens[at].low in w.DETERMINERS or w.capital(tokens[at]):
        return noun_phrase(tokens, at)
    return None
