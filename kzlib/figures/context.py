"""What a number counts where its own words do not say: from the numbers around it."""

from __future__ import annotations

import itertools
import re

from kzlib.article import Sentence
from kzlib.figures import groups, kinds, topics, words
from kzlib.figures.claims import Claim
from kzlib.figures.nouns import OF_THEM

SPACE = words.SPACE
_AND = re.compile(
    r"\s*,?\s*(?:et|ainsi que|ou|puis|comme)(?:\s+(?:de|des|à|aux|par)(?=\s)|\s+d['’])?\s*", re.IGNORECASE
)
_STRICT_AND = re.compile(r"\s*(?:et|,)\s*(?:d['’]|(?:de|des)\s)?\s*", re.IGNORECASE)
# an "and" after the rest of a noun phrase ("treize soldats sud-africains et quatre gendarmes")
_JOINED = re.compile(rf"(?:\s[^\W\d_][\w'’-]*){{0,5}}{_AND.pattern}", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*(?:(?:de|des|à)(?=\s)|d['’])?\s*", re.IGNORECASE)
_PLACE = re.compile(
    rf",?{SPACE}(?P<only>rien{SPACE}qu['’](?:à|en|au|aux|dans)|dans{SPACE}la{SPACE}seule)(?!\w)"
    rf"|{SPACE}(?:à|au|aux|en|dans|chez|près|sur|du{SPACE}côté|côté|autour|selon|d['’]après)(?!\w)",
    re.IGNORECASE,
)
# "quatre morts vendredi et neuf hier"
_WHEN = re.compile(
    rf",?{SPACE}\(?(?:avant-hier|hier|aujourd['’]hui|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|la{SPACE}veille|le{SPACE}lendemain)(?!\w)",
    re.IGNORECASE,
)
_STOP = re.compile(rf"{SPACE}?(?:[,.;)»”\"]|$|et(?!\w))")
_NAME = re.compile(
    r"(?:^|[,;:(]\s?|(?<!\w)et\s)(?:l['’]|la |le |les )?[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)*\s(?:de\s|d['’])?$"
)
# "le gouvernement parle de 30 morts, l'opposition d'une centaine"
_GIVER = re.compile(
    rf"[,;]\s(?:l['’]|la |le |les |son |sa )[^\W\d_][^,;:.\d]{{2,50}}{SPACE}"
    r"(?<!depuis\s)(?<!en\s)(?<!dans\s)(?<!pour\s)(?<!sur\s)(?<!à\s)(?:de\s|d['’])?$"
)
_AMONG_THEM = re.compile(rf"{SPACE}(?:parmi|d['’]entre){SPACE}(?:elles|eux)(?!\w)", re.IGNORECASE)
_OF_THEM = re.compile(rf"parmi{SPACE}(?:eux|elles|ceux-ci|celles-ci|ces{SPACE}derniers)(?!\w)", re.IGNORECASE)
_OPENS = re.compile(r"\s*(?::|\(|[-–—])\s*$")
_SAME_UNIT = re.compile(r"\s*(?:,|et|ou|à|puis)\s*")
_OUT_OF = re.compile(r"\s+(?:des|sur(?:\s+les)?|parmi\s+les|de\s+ces)\s+", re.IGNORECASE)
_SERIES = re.compile(r"\s*(?:à|puis|ou|contre)(?:\s+(?:à|de))?\s*")
_AFTER_JOINT = re.compile(r"(?:,|[-–—(]|(?<!\w)et)\s*$")
_THEN = re.compile(r"(?<!\w)(?:à|puis(?: à| de)?|ou)\s*$")
# How far around a number its sentence is read, in characters and in numbers: texts without full stops stay linear.
_PASSED_OVER = ("one", "several")  # articles, mostly
_WINDOW = 600
_NUMBERS = 12
_CLAUSE = 120
_INCISES = {"-": " - ", "–": " –", "—": " —", "(": ")"}
_FORCES = frozenset({"military", "security_forces"})
_BREAK = re.compile(r"[;:.]\s")


def near(sentence: Sentence, claim: Claim) -> Sentence:
    """The part of a sentence that can tell about a number: all of it but in sentences without end."""
    start, end = claim.quantity.left - _WINDOW, claim.quantity.end + _WINDOW
    if start <= sentence.start and sentence.end <= end:
        return sentence
    start, end = max(sentence.start, start), min(sentence.end, end)
    return Sentence(start, end, sentence.number, sentence.paragraph, sentence.role)


def limit(text: str, sentence: Sentence, claims: list[Claim], number: int) -> tuple[int, int]:
    """Between which offsets the predicate of a number must be found.

    It follows the numbers joined to this one ("18 policiers et 36 manifestants tués"), and stands before the next
    number that is neither joined to it nor a part of it.
    """
    previous, in_part = claims[number], _part_cue(text, sentence.start, claims[number])
    tail = previous.phrase.end
    for claim in claims[number + 1 : number + _NUMBERS]:
        left = text[previous.phrase.end : claim.quantity.left]
        if claim.quantity.sort == "one" or claim.phrase.sort == "thing":
            continue
        if closed := _incise(text, sentence, left, claim):
            return closed, sentence.end
        if claim.whole is None and _own_clause(text, sentence, left, claim):
            return tail, claim.quantity.left
        joined = _JOINED.fullmatch(left) and claim.phrase.sort in ("people", "unknown")
        part = _part_cue(text, sentence.start, claim) or claim.whole is not None
        if (not joined and not part) or (in_part and "," in left and claim.whole is None):
            return tail, claim.quantity.left
        if joined and _STRICT_AND.fullmatch(left) and tail == previous.phrase.end:
            tail = claim.phrase.end
        previous, in_part = claim, in_part or part
    return tail, sentence.end


def _incise(text: str, sentence: Sentence, left: str, claim: Claim) -> int | None:
    """Where a list of parts between dashes or brackets ends ("19 personnes - 18 civils et un policier - sont")."""
    opening = left.strip()
    if claim.phrase.sort != "people" or opening not in _INCISES:
        return None
    closing = text.find(_INCISES[opening], claim.phrase.end, min(sentence.end, claim.phrase.end + _CLAUSE))
    return closing + 1 if closing >= 0 else None


def _own_clause(text: str, sentence: Sentence, left: str, part: Claim) -> bool:
    """Whether a part has a predicate of its own: "45 personnes, dont 12 ont été tuées", not "dont 12 enfants, ont"."""
    if "," not in left or not _part_cue(text, sentence.start, part):
        return False
    word = kinds.after(text, part.phrase.end, min(sentence.end, part.phrase.end + _CLAUSE))
    return word is not None and "," not in text[part.phrase.end : word.start]


def units(text: str, claims: list[Claim]) -> None:
    """A number joined to one that counts things counts them too ("âgés de 19, 20 et 36 ans"), in place."""
    for claim, after in reversed(list(itertools.pairwise(claims))):
        if claim.phrase.sort == "none" and after.phrase.sort == "thing":
            if _SAME_UNIT.fullmatch(text, claim.quantity.end, after.quantity.left):
                claim.phrase = claim.phrase._replace(sort="thing")


def breakdowns(text: str, claims: list[Claim]) -> None:
    """ "44 personnes, 27 manifestants, 16 policiers et un journaliste": people that add up to the number before them.

    Sets their `whole`, in place.
    """
    for number, claim in enumerate(claims):
        total, before = 0.0, claim
        parts: list[Claim] = []
        for part in claims[number + 1 : number + _NUMBERS]:
            gap = text[before.phrase.end : part.quantity.left]
            if part.phrase.sort != "people" or not (_COMMA.fullmatch(gap) or _AND.fullmatch(gap)):
                break
            total, parts, before = total + part.quantity.value, [*parts, part], part
        if len(parts) > 1 and total == claim.quantity.value and claim.phrase.sort == "people":
            for part in parts:
                part.whole = claim


def shares(text: str, claims: list[Claim]) -> None:
    """ "Trois des quatre otages": the first number counts what the second one does, in place."""
    for claim, after in itertools.pairwise(claims):
        if claim.phrase.sort == "none" and after.phrase.sort in ("people", "kind"):
            if _OUT_OF.fullmatch(text, claim.quantity.end, after.quantity.left):
                claim.phrase = after.phrase._replace(alone=None)


def complete(text: str, sentence: Sentence, claims: list[Claim], memory: list[Claim], before: str) -> None:
    """Fill kind, group, bound and whole of claims from their context, in place, from left to right.

    `memory` are the claims of the sentence before, `before` is its text.
    """
    whole = sentence
    for number, claim in enumerate(claims):
        if claim.phrase.sort == "thing":
            continue
        sentence, earlier = near(whole, claim), claims[max(0, number - _NUMBERS) : number]
        last = _last(earlier) or _last(memory)
        _part(text, sentence, claim, earlier, memory)
        if not claim.kind and claim.whole:
            claim.kind, claim.reason = claim.whole.kind, "part"
        if not claim.kind and claim.phrase.sort in ("none", "people"):
            topics.find(text, sentence, claim, last)
        previous = next((c for c in reversed(earlier) if c.kind or c.quantity.sort not in _PASSED_OVER), None)
        if not claim.kind and previous:
            _like_previous(text, sentence, claim, previous)
        if not claim.kind:
            _alone(text, sentence, claim)
        groups.find(text, sentence, claim, last, before)
    for claim, after in reversed(list(itertools.pairwise(claims))):
        sentence = near(whole, claim)
        _like_next(text, sentence, claim, after)
        groups.share(text, sentence, claim, after, text[claim.phrase.end : after.quantity.left])
    for claim, after in itertools.pairwise(claims):
        _scope_bound(text, claim, after)


def _last(claims: list[Claim]) -> Claim | None:
    """The last claim that counts people; a part only where there is no whole."""
    counted = [c for c in claims if c.kind]
    return next((c for c in reversed(counted) if c.whole is None), counted[-1] if counted else None)


def _part_cue(text: str, start: int, claim: Claim) -> bool:
    """Whether a number follows "dont", "parmi lesquels"."""
    found = words.cues("part").find(text, max(start, claim.quantity.left - 40), claim.quantity.left)
    return bool(found) and not text[found[-1].end : claim.quantity.left].strip(" \u00a0\u202f,:")


def _part(text: str, sentence: Sentence, claim: Claim, before: list[Claim], memory: list[Claim]) -> None:
    """ "Dont 103 à Almaty", "1 300 agents parmi elles": a part of the number before."""
    them = claim.phrase.form == OF_THEM or _AMONG_THEM.match(text, claim.phrase.end, sentence.end)
    if not _part_cue(text, sentence.start, claim) and not them:
        return
    wholes = [c for c in before if c.whole is None and c.quantity.sort != "one"]
    whole = wholes[-1] if wholes else _last(memory)
    if whole is None or not whole.kind or not (wholes or them or _OF_THEM.match(text, sentence.start, sentence.end)):
        return
    if whole.kind == "hospitalised" and claim.kind == "injured":  # patients in a grave state
        claim.kind = "hospitalised"
    if whole.kind == "deployed" and claim.kind == "participants":  # "dont 100 du GIGN, ont été mobilisés"
        claim.kind = "deployed"
    claim.whole = whole
    if not claim.kind or claim.reason == "alone" or (them and claim.reason == "governor" and claim.kind == "deployed"):
        claim.kind, claim.reason = whole.kind, "part"


def _like_previous(text: str, sentence: Sentence, claim: Claim, before: Claim) -> None:
    """A number that continues an enumeration counts the same as the number before it."""
    if not before.kind or before.kind == "other":
        return
    gap = text[max(before.phrase.end, before.end) : claim.quantity.left]
    joined = _AND.fullmatch(gap) or _COMMA.fullmatch(gap)
    sort = claim.phrase.sort
    if sort == "people" and (_OPENS.fullmatch(gap) or _breaks_down(before, claim, gap)):
        claim.kind, claim.reason, claim.whole = before.kind, "part", before.whole or before
    elif sort == "people" and joined and (before.reason not in ("noun", "alone") or _forces(before, claim)):
        claim.kind, claim.reason, claim.whole = before.kind, "context", before.whole
    elif sort == "none" and _ellipsis(text, sentence, claim, gap):
        only = _PLACE.match(text, claim.quantity.end, sentence.end)
        claim.kind, claim.reason, claim.group = before.kind, "context", before.group
        claim.whole = before if (only and only["only"]) or gap.rstrip().endswith("(") else before.whole


def _forces(before: Claim, claim: Claim) -> bool:
    """ "700 soldats, 500 policiers et 80 agents": what is said of one force holds for those listed with it."""
    return before.kind == "deployed" and claim.phrase.group in _FORCES


def _breaks_down(before: Claim, claim: Claim, gap: str) -> bool:
    """ "64 morts, 49 civils et 15 soldats": people listed after a noun that says what happened are parts of it."""
    smaller = claim.quantity.value < (before.whole or before).quantity.value
    if before.reason == "noun" and _COMMA.fullmatch(gap):
        return smaller
    return before.reason == "part" and before.whole is not None and bool(_AND.fullmatch(gap) or _COMMA.fullmatch(gap))


def _ellipsis(text: str, sentence: Sentence, claim: Claim, gap: str) -> bool:
    """ "..., six dans celle de Kayes", "le Tchad 200 et le Niger une trentaine", "puis à douze"."""
    quantity = claim.quantity
    if quantity.sort == "one" or len(gap) > 80 or _BREAK.search(gap):
        return False
    place = _PLACE.match(text, quantity.end, sentence.end) or _WHEN.match(text, quantity.end, sentence.end)
    stop = _STOP.match(text, quantity.end, sentence.end)
    window = max(sentence.start, quantity.left - 70)
    named = _NAME.search(text, window, quantity.left) or _GIVER.search(text, window, quantity.left)
    return bool((place and _AFTER_JOINT.search(gap)) or (named and stop) or (_THEN.search(gap) and stop))


def _alone(text: str, sentence: Sentence, claim: Claim) -> None:
    """What people of a group are counted for when nothing else says: protesters take part, soldiers are deployed."""
    phrase = claim.phrase
    if phrase.sort != "people" or claim.quantity.sort != "number":
        return
    if phrase.alone:
        claim.kind, claim.reason = phrase.alone, "alone"
    elif phrase.group == "military" and words.cues("deployment").find(text, sentence.start, sentence.end):
        claim.kind, claim.reason = "deployed", "alone"
    elif phrase.group == "other" and words.cues("attack").find(text, sentence.start, sentence.end):
        claim.kind, claim.reason = "participants", "alone"


def _like_next(text: str, sentence: Sentence, claim: Claim, after: Claim) -> None:
    """ "De huit à treize morts": a number without a noun counts what the next one does."""
    if claim.kind or not after.kind or claim.phrase.sort != "none" or claim.quantity.sort != "number":
        return
    joined = _SERIES.fullmatch(text, claim.quantity.end, after.quantity.left)
    if joined and topics.after_cue(text, sentence, claim, "transition"):
        claim.kind, claim.group, claim.reason = after.kind, after.group, "context"


def _scope_bound(text: str, before: Claim, claim: Claim) -> None:
    """ "Au moins 18 policiers et 36 manifestants": the bound is of both."""
    gap = text[max(before.phrase.end, before.quantity.end) : claim.quantity.left]
    quantity = claim.quantity
    if before.quantity.scope and quantity.bound == "exact" and quantity.sort == "number" and _AND.fullmatch(gap):
        claim.quantity = quantity._replace(bound=before.quantity.bound, scope=True)
