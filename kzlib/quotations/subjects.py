"""The subject that precedes its verb: back over insertions and adjuncts to the noun phrase that governs it."""

from __future__ import annotations

from kzlib.quotations import phrases
from kzlib.quotations import words as w
from kzlib.quotations.phrases import Span
from kzlib.quotations.units import Token

# Words after which a clause begins within a sentence.
_OPENERS = w.RELATIVES | {"mais", "car", "lorsque", "quand", "si", "comme", "puis", "or", "lorsqu'", "puisque"}
_ADJUNCT = w.RELATIVES | w.PREPOSITIONS | w.DAYS
_EMPHATIC = w.TONIC | frozenset({"quant"})
_JOINED = w.PRONOUNS | frozenset({"mais", "et"})
_BEFORE_QUOTED_NOUN = w.DETERMINERS | w.COMPLEMENT | frozenset({"au", "aux"})
_LEADING = frozenset({"tandis", "alors", "que", "qu'", "et", "mais", "puis", "car"})


def clause_start(tokens: list[Token], verb: int) -> int:
    """Index where the clause of a verb begins: after the last full stop, colon, semicolon, dash or quotation."""
    at = verb
    while at > 0:
        token = tokens[at - 1]
        if token.text in ".;:!?…[]" and token.text:
            break
        if w.masked(token) and not (at > 1 and tokens[at - 2].low in _BEFORE_QUOTED_NOUN):
            break
        at -= 1
    return at


def _segments(tokens: list[Token]) -> list[list[Token]]:
    """Runs between commas and dashes; what stands in brackets is left out."""
    segments: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and token.text in ",–—":
            segments.append([])
        elif depth == 0:
            segments[-1].append(token)
    return segments


def _insertion(segment: list[Token]) -> bool:
    """Whether a run between commas is no subject: a relative clause, adjunct, age, pronoun for emphasis, participle."""
    head = segment[0]
    if _unfinished(segment):
        return False
    if head.low in _ADJUNCT or head.text == "A" or w.adverb(head):
        return True
    if w.adverbial(segment, 0) or head.text[0].isdigit():
        return True
    if len(segment) <= 2 and head.low in _EMPHATIC:
        return True
    return head.low not in w.DETERMINERS and head.text[0].islower() and head.low not in _JOINED


def _unfinished(segment: list[Token]) -> bool:
    """Whether a relative clause has its subject in a run and its verb after it: "où le président, lundi, a dit"."""
    head = segment[0].low
    if head not in ("où", "dont", "que", "qu'") or len(segment) < 3 or any(w.finite(t) for t in segment):
        return False
    return phrases.begins_phrase(segment[1])


def _name(segment: list[Token]) -> bool:
    return all(
        w.capital(t) or t.low in ("de", "du", "al", "el", "ben", "bin", "d'", "l'", "von", "van", ".") for t in segment
    )


def _apposition(segment: list[Token], before: list[Token]) -> bool:
    """Whether a run between commas names again what the run before it names."""
    while before and before[0].low in _LEADING:
        before = before[1:]
    if not before or any(w.finite(t) for t in before) or _insertion(before):
        return False
    if before[0].low not in w.DETERMINERS and not _name(before) and not phrases.titled(before):
        return False
    return _name(segment) or segment[0].low in w.DETERMINERS


def before_verb(tokens: list[Token], verb: int) -> Span | None:
    """Offsets of the subject of the verb group that begins at an index; None if the clause has none of its own."""
    begin = clause_start(tokens, verb)
    segments = _segments(tokens[begin:verb])
    adjacent = bool(segments[-1])
    segments = [s for s in segments if s]
    if not segments:
        return None
    if adjacent and not _apposition(segments[-1], segments[-2] if len(segments) > 1 else []):
        return _within(segments[-1])
    while segments and not adjacent and len(segments) > 1 and _insertion(segments[-1]):
        segments.pop()
    if len(segments) > 1 and _apposition(segments[-1], segments[-2]):
        first = _within(segments[-2])
        return (first[0], segments[-1][-1].end) if first else None
    return _within(segments[-1])


def _within(segment: list[Token]) -> Span | None:
    """The noun phrase that ends a run of words: after the last word that opens a clause, past leading adjuncts."""
    begin = 1 if segment[0].low == "et" and len(segment) > 1 else 0
    for number, token in enumerate(segment):
        if token.low in _OPENERS or (token.low in ("alors", "tandis", "et") and _opens_clause(segment, number)):
            begin = number + 1
    rest = segment[begin:]
    if not rest:
        return None
    at = phrases.after_adjuncts(rest, 0)
    if at >= len(rest):
        return None if begin else (rest[0].start, rest[-1].end)
    if rest[at].low in w.PRONOUNS or phrases.begins_phrase(rest[at]):
        return rest[at].start, rest[-1].end
    return None


def _opens_clause(segment: list[Token], number: int) -> bool:
    """Whether "et" joins clauses, not nouns: a finite verb stands before it."""
    return any(w.finite(t) for t in segment[:number])


def inserted(tokens: list[Token], verb: int) -> bool:
    """Whether the run of words between commas before a verb is an insertion or a name in apposition to its subject."""
    segments = [s for s in _segments(tokens[clause_start(tokens, verb) : verb]) if s]
    if not segments:
        return False
    return _insertion(segments[-1]) or (len(segments) > 1 and _apposition(segments[-1], segments[-2]))


def topic(tokens: list[Token], at: int) -> Span | None:
    """The subject of the first finite verb of the sentence before an index: who does what a participle then adds."""
    for number, token in enumerate(tokens[:at]):
        if w.finite(token):
            while number and tokens[number - 1].low in w.CLITICS:
                number -= 1
            return before_verb(tokens, number)
    return None


def antecedent(words: list[Token]) -> Span | None:
    """The noun phrase or name at the end of some words, if it can speak: whom "qui", "selon lequel" mean."""
    near = words[-9:]
    while near and near[-1].text in ",–—":
        near.pop()
    end = len(near)
    name = end
    while name and w.capital(near[name - 1]) and near[name - 1].low not in w.DETERMINERS:
        name -= 1
    for number in range(end - 1, -1, -1):
        if near[number].text in w.MARKS:
            break
        if near[number].low in w.DETERMINERS and (number == 0 or near[number - 1].low not in w.COMPLEMENT):
            head = near[number + 1].low if number + 1 < end else ""
            if head in w.speaker_nouns() and head != "informations":
                return near[number].start, near[end - 1].end
            break
    return (near[name].start, near[end - 1].end) if end - name >= 2 else None
