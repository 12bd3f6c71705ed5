"""What a number counts where its own words do not say: from the numbers, nouns and verbs around it."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache

from kzlib.article import Sentence
from kzlib.figures import words
from kzlib.figures.claims import Claim

SPACE = words.SPACE
_AND = re.compile(
    r"\s*,?\s*(?:et|ainsi que|ou|puis|comme)(?:\s+(?:de|des|à|aux|par)(?=\s)|\s+d['’])?\s*", re.IGNORECASE
)
_COMMA = re.compile(r"\s*,\s*(?:(?:de|des|à)(?=\s)|d['’])?\s*", re.IGNORECASE)
_EN = re.compile(rf"(?<!\w)en{SPACE}(?:est|était|sont|étaient){SPACE}(?:à|aux?)?{SPACE}?$", re.IGNORECASE)
_CONTRE = re.compile(rf"(?<!\w)contre{SPACE}?$", re.IGNORECASE)
_PLACE = re.compile(
    rf"{SPACE}(?:à|au|aux|en|dans|chez|près|sur|rien qu['’]à|rien qu['’]en|dans la seule|du côté|côté|autour)(?!\w)",
    re.IGNORECASE,
)
_STOP = re.compile(rf"{SPACE}?(?:[,.;)»”\"]|$|et(?!\w))")
_NAME = re.compile(
    rf"(?:^|[,;:(]\s?|(?<!\w)et\s)(?:l['’]|la |le |les )?[A-ZÀ-Þ][\w'’-]+(?:{SPACE}[A-ZÀ-Þ][\w'’-]+)*{SPACE}$"
)
_AMONG_THEM = re.compile(rf"{SPACE}(?:parmi|d['’]entre){SPACE}(?:elles|eux)(?!\w)", re.IGNORECASE)
_COUNT_OF = re.compile(
    rf"{SPACE}le{SPACE}(?:nombre|total|chiffre|décompte)(?:{SPACE}\w+)?{SPACE}(?:de|des){SPACE}|{SPACE}le{SPACE}(?=bilan)",
    re.IGNORECASE,
)
_AMONG = re.compile(
    rf"{SPACE}(?:parmi|chez|dans{SPACE}les{SPACE}rangs|du{SPACE}côté|au{SPACE}sein)(?:{SPACE}(?:les|la|le|des|de|du|de{SPACE}la))?(?:{SPACE}|(?<=['’]))(?:l['’])?",
    re.IGNORECASE,
)
_AMONG_LEFT = re.compile(
    rf"(?<!\w)(?:côté|parmi|chez|dans{SPACE}les{SPACE}rangs|du{SPACE}côté)(?:{SPACE}(?:les|des|de|du|la))*{SPACE}",
    re.IGNORECASE,
)
_WITH = re.compile(rf"(?<!\w)avec{SPACE}$", re.IGNORECASE)
_OPENS = re.compile(r"\s*(?::|\(|[-–—])\s*$")


def limit(text: str, sentence: Sentence, claims: list[Claim], number: int) -> int:
    """Where the predicate of a number must be found: before the next number that is neither joined to it nor a part."""
    previous = claims[number]
    for claim in claims[number + 1 :]:
        left = text[previous.phrase.end : claim.quantity.left]
        if claim.quantity.sort == "one" or _part_cue(text, sentence.start, claim):
            continue
        if not (_AND.fullmatch(left) and claim.phrase.sort != "none"):
            return claim.quantity.left
        previous = claim
    return sentence.end


def complete(text: str, sentence: Sentence, claims: list[Claim], memory: list[Claim]) -> None:
    """Fill kind, group, bound and whole of claims from their context, in place, from left to right."""
    for number, claim in enumerate(claims):
        before = claims[number - 1] if number else None
        last = _last(claims[:number]) or (memory[-1] if memory else None)
        if claim.phrase.sort == "thing":
            continue
        _part(text, sentence, claim, claims[:number], memory)
        if not claim.kind and claim.phrase.sort == "none":
            _topic(text, sentence, claim, last)
        if not claim.kind and before:
            _like_previous(text, sentence, claim, before)
        if not claim.kind:
            _alone(text, sentence, claim)
        _group(text, sentence, claim, last)
    for number in range(len(claims) - 1, 0, -1):
        _like_next(text, sentence, claims[number - 1], claims[number])
    _scope_bounds(text, claims)


def _last(claims: list[Claim]) -> Claim | None:
    return next((c for c in reversed(claims) if c.kind), None)


def _part_cue(text: str, start: int, claim: Claim) -> bool:
    """Whether a number follows "dont", "parmi lesquels"."""
    found = words.cues("part").find(text, max(start, claim.quantity.left - 40), claim.quantity.left)
    return bool(found) and not text[found[-1].end : claim.quantity.left].strip(" \u00a0\u202f,:")


def _part(text: str, sentence: Sentence, claim: Claim, before: list[Claim], memory: list[Claim]) -> None:
    """ "Dont 103 à Almaty", "1 300 agents parmi elles": a part of the number before."""
    them = _AMONG_THEM.match(text, claim.phrase.end, sentence.end)
    if not _part_cue(text, sentence.start, claim) and not them:
        return
    wholes = [c for c in before if c.whole is None and c.quantity.sort != "one"]
    whole = wholes[-1] if wholes else (memory[-1] if memory and them else None)
    if whole is None or not whole.kind:
        return
    claim.whole = whole
    if not claim.kind or claim.reason == "alone":
        claim.kind, claim.reason = whole.kind, "part"


def _topic(text: str, sentence: Sentence, claim: Claim, last: Claim | None) -> None:
    """A number without a noun takes it from "le nombre de tués", "les arrestations, évaluées à", "en recensait"."""
    quantity = claim.quantity
    if count := _COUNT_OF.match(text, quantity.end, sentence.end):
        _take(claim, words.kinds("head").match(text, count.end(), sentence.end))
        _take(claim, words.kinds("topic").match(text, count.end(), sentence.end))
    elif _after_cue(text, sentence, claim, "amount") or _after_cue(text, sentence, claim, "transition"):
        _take(claim, _topic_left(text, sentence.start, quantity.left))
    elif last and _pronoun(text, sentence, claim):
        claim.kind, claim.reason, claim.group = last.kind, "context", last.group
    elif last and _CONTRE.search(text, max(sentence.start, quantity.left - 10), quantity.left):
        claim.kind, claim.reason, claim.group = last.kind, "context", last.group


def _take(claim: Claim, word: words.Word | None) -> None:
    if word and not claim.kind:
        claim.kind, claim.reason, claim.end = word.entry.code, "topic", max(claim.end, claim.quantity.end)
        if word.start >= claim.quantity.end:
            claim.end = word.end


def _topic_left(text: str, start: int, end: int) -> words.Word | None:
    found = [*words.kinds("head").find(text, start, end), *words.kinds("topic").find(text, start, end)]
    return max(found, key=lambda w: w.start, default=None)


def _after_cue(text: str, sentence: Sentence, claim: Claim, code: str) -> bool:
    left = claim.quantity.left
    found = words.cues(code).find(text, max(sentence.start, left - 40), left)
    if not found:
        return False
    gap = text[found[-1].end : left].strip()
    return gap in ("", "de", "à", "d'", "d’", "les", "désormais à", "maintenant à")


@cache
def _recount() -> re.Pattern[str]:
    verbs = words.expression(words.cues("recount").entries)
    return re.compile(
        rf"(?<!\w)en{SPACE}(?:{verbs})(?:{SPACE}(?:que|désormais|déjà|maintenant))?{SPACE}?[«“\"]?{SPACE}?$",
        re.IGNORECASE,
    )


def _pronoun(text: str, sentence: Sentence, claim: Claim) -> bool:
    """Whether a number stands for a noun told before: "on en dénombrait 21", "en était à 4 400"."""
    left = claim.quantity.left
    start = max(sentence.start, left - 40)
    return bool(_recount().search(text, start, left) or _EN.search(text, start, left))


def _like_previous(text: str, sentence: Sentence, claim: Claim, before: Claim) -> None:
    """A number that continues an enumeration counts the same as the number before it."""
    if not before.kind or before.kind == "other":
        return
    gap = text[max(before.phrase.end, before.end) : claim.quantity.left]
    joined = _AND.fullmatch(gap) or _COMMA.fullmatch(gap)
    if claim.phrase.sort == "people" and before.reason != "noun" and joined:
        claim.kind, claim.reason = before.kind, "context"
    elif claim.phrase.sort == "people" and _OPENS.fullmatch(gap):
        claim.kind, claim.reason, claim.whole = before.kind, "context", before
    elif claim.phrase.sort == "none" and _ellipsis(text, sentence, claim, gap):
        claim.kind, claim.reason, claim.whole = before.kind, "context", before.whole
        claim.group = before.group


def _ellipsis(text: str, sentence: Sentence, claim: Claim, gap: str) -> bool:
    """ "... , dix dans celle de Jambyl", "le Kirghizstan 150 et l'Arménie une centaine", "puis à dix-huit"."""
    quantity = claim.quantity
    if quantity.sort == "one" or len(gap) > 80 or re.search(r"[;:.]\s", gap):
        return False
    place = _PLACE.match(text, quantity.end, sentence.end)
    stop = _STOP.match(text, quantity.end, sentence.end)
    named = _NAME.search(text, max(sentence.start, quantity.left - 60), quantity.left)
    then = re.search(r"(?:à|puis(?: à)?|ou)\s*$", gap)
    joined = re.search(r"(?:,|(?<!\w)et)\s*$", gap)
    return bool((place and joined) or (named and stop) or (then and stop))


def _alone(text: str, sentence: Sentence, claim: Claim) -> None:
    """What people of a group are counted for when nothing else says: protesters take part, soldiers are deployed."""
    if claim.phrase.sort != "people" or claim.quantity.sort != "number":
        return
    if claim.phrase.alone:
        claim.kind, claim.reason = claim.phrase.alone, "alone"
    elif claim.phrase.group == "military" and words.cues("deployment").find(text, sentence.start, sentence.end):
        claim.kind, claim.reason = "deployed", "alone"


def _group(text: str, sentence: Sentence, claim: Claim, last: Claim | None) -> None:
    """The group that a count is of, where its own noun does not say."""
    if not claim.kind or claim.group not in (None, "unspecified"):
        return
    among = _AMONG.match(text, max(claim.phrase.end, claim.quantity.end), sentence.end)
    scope = words.scopes().match(text, among.end(), sentence.end) if among else None
    if not scope:
        scope = _scope_left(text, sentence, claim)
    if scope:
        claim.group = scope.entry.code
    elif claim.whole and claim.group is None:
        claim.group = claim.whole.group
    elif last and last.group and _inherits(text, sentence, claim):
        claim.group = last.group
    elif claim.kind == "participants" and claim.phrase.form.startswith(("personne", "habitant", "homme")):
        claim.group = "protesters"


def _scope_left(text: str, sentence: Sentence, claim: Claim) -> words.Word | None:
    """ "Côté forces de l'ordre, le bilan est de huit tués"."""
    for match in _AMONG_LEFT.finditer(text, sentence.start, claim.quantity.left):
        if word := words.scopes().match(text, match.end(), sentence.end):
            return word
    return None


def _inherits(text: str, sentence: Sentence, claim: Claim) -> bool:
    phrase = claim.phrase
    if phrase.form.startswith("personne"):
        return False
    if phrase.others or phrase.sort == "none":
        return True
    return bool(_WITH.search(text, max(sentence.start, claim.quantity.left - 8), claim.quantity.left))


def _like_next(text: str, sentence: Sentence, claim: Claim, after: Claim) -> None:
    """ "De huit à treize morts": a number without a noun counts what the next one does."""
    if claim.kind or not after.kind or claim.phrase.sort != "none" or claim.quantity.sort != "number":
        return
    gap = text[claim.quantity.end : after.quantity.left]
    if re.fullmatch(r"\s*(?:à|puis|ou|contre)(?:\s+(?:à|de))?\s*", gap) and _after_cue(
        text, sentence, claim, "transition"
    ):
        claim.kind, claim.group, claim.reason = after.kind, after.group, "context"


def _scope_bounds(text: str, claims: list[Claim]) -> None:
    """ "Au moins 18 policiers et 36 manifestants": the bound is of both."""
    for before, claim in itertools.pairwise(claims):
        gap = text[max(before.phrase.end, before.quantity.end) : claim.quantity.left]
        if (
            before.quantity.scope
            and claim.quantity.bound == "exact"
            and _AND.fullmatch(gap)
            and claim.quantity.sort == "number"
        ):
            claim.quantity = replace(claim.quantity, bound=before.quantity.bound, scope=True)
