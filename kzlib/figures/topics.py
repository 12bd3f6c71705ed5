"""A number without a noun of its own: "porte à 225 le nombre de tués", "des arrestations, évaluées à 10 000"."""

from __future__ import annotations

import re
from functools import cache

from kzlib.article import Sentence
from kzlib.figures import words
from kzlib.figures.claims import Claim

SPACE = words.SPACE
_EN = re.compile(rf"(?<!\w)en{SPACE}(?:est|était|sont|étaient){SPACE}(?:à|aux?)?{SPACE}?$", re.IGNORECASE)
_AGAINST = re.compile(rf"(?<!\w)contre{SPACE}?$", re.IGNORECASE)
_COUNT_OF = re.compile(
    rf"{SPACE}le{SPACE}(?:nombre|total|chiffre|décompte)(?:{SPACE}\w+)?{SPACE}(?:d['’]|(?:de|des){SPACE})"
    rf"|{SPACE}le{SPACE}(?=bilan)",
    re.IGNORECASE,
)
_CROWD = 100
_TO_DO = re.compile(rf"{SPACE}à{SPACE}[^\W\d_]+(?:er|ir|re)(?!\w)")
_THEY_WERE = re.compile(
    rf"(?<!\w)(?:ils|elles|on|nous){SPACE}(?:étaient|sont|seraient|furent|était|étions){SPACE}$", re.IGNORECASE
)
_NUMBER_OF = re.compile(rf"(?<!\w)nombre{SPACE}(?:total{SPACE})?(?:d['’]|(?:de|des){SPACE})", re.IGNORECASE)
_WERE = re.compile(rf"{SPACE}(?:étaient|sont|seraient){SPACE}$")
_CROWDS = frozenset({"protesters", "other"})
_GAPS = frozenset(
    ("", "de", "à", "d'", "d’", "les", "désormais à", "maintenant à", "à présent à", "ainsi à", "encore de")
)
_REACH = 40


def find(text: str, sentence: Sentence, claim: Claim, last: Claim | None) -> None:
    """Give a claim without a noun the kind of the noun that it is a count of, in place. `last` is the claim before."""
    quantity = claim.quantity
    if claim.phrase.sort == "people":
        _crowd(text, sentence, claim)
    elif count := _COUNT_OF.match(text, quantity.end, sentence.end):
        word = _first(text, count.end(), sentence.end)
        _take(claim, word)
    elif (
        quantity.by_verb or after_cue(text, sentence, claim, "amount") or after_cue(text, sentence, claim, "transition")
    ):
        _take(claim, _nearest(text, sentence.start, quantity.left))
    elif _pronoun(text, sentence, claim):
        _take(claim, _nearest(text, sentence.start, quantity.left))
        _repeat(claim, last)
    elif _were_group(text, sentence, claim):
        pass
    elif _they_were(text, sentence, claim):
        claim.kind, claim.reason = "participants", "topic"
    elif _AGAINST.search(text, max(sentence.start, quantity.left - 10), quantity.left):
        _repeat(claim, last)


def _crowd(text: str, sentence: Sentence, claim: Claim) -> None:
    """ "La foule, estimée à 30 000 personnes": people who make up a crowd take part."""
    left = claim.quantity.left
    if not (after_cue(text, sentence, claim, "amount") or text[left - 1 : left] == "("):
        return
    found = words.kinds("topic").find(text, max(sentence.start, left - 2 * _REACH), left)
    if found and found[-1].entry.code == "participants":
        _take(claim, found[-1])


def after_cue(text: str, sentence: Sentence, claim: Claim, code: str) -> bool:
    """Whether a number directly follows words of one code of the cues ("s'élève à", "est passé de")."""
    left = claim.quantity.left
    found = words.cues(code).find(text, max(sentence.start, left - _REACH), left)
    return bool(found) and text[found[-1].end : left].strip() in _GAPS


def _they_were(text: str, sentence: Sentence, claim: Claim) -> bool:
    """ "Ils étaient 20 000 mardi": so many as to be a crowd; not "ils sont 300 à patrouiller"."""
    quantity = claim.quantity
    they = _THEY_WERE.search(text, max(sentence.start, quantity.left - 24), quantity.left)
    return bool(they) and quantity.value >= _CROWD and not _TO_DO.match(text, quantity.end, sentence.end)


def _were_group(text: str, sentence: Sentence, claim: Claim) -> bool:
    """ "Les assaillants étaient une centaine": those who attack or demonstrate take part; whether this was so."""
    left = claim.quantity.left
    were = _WERE.search(text, max(sentence.start, left - _REACH), left)
    found = words.groups().find(text, max(sentence.start, were.start() - _REACH), were.start()) if were else []
    if not found or found[-1].end != (were.start() if were else -1) or found[-1].entry.code not in _CROWDS:
        return False
    claim.kind, claim.reason, claim.group = "participants", "topic", found[-1].entry.code
    return True


def _repeat(claim: Claim, last: Claim | None) -> None:
    if last and not claim.kind:
        claim.kind, claim.group, claim.reason = last.kind, last.group, "context"


def _take(claim: Claim, word: words.Word | None) -> None:
    if word and not claim.kind:
        claim.kind, claim.reason = word.entry.code, "topic"
        claim.end = max(claim.end, claim.quantity.end, word.end if word.start >= claim.quantity.end else 0)


def _first(text: str, start: int, end: int) -> words.Word | None:
    """What "le nombre de" is followed by: "tués", "personnes tuées", "manifestants arrêtés"."""
    if head := words.kinds("head").match(text, start, end) or words.kinds("topic").match(text, start, end):
        return head
    people = words.groups().match(text, start, end)
    return words.kinds("state").match(text, people.end + 1, end) if people else None


def _nearest(text: str, start: int, end: int) -> words.Word | None:
    """The last noun before an offset that says what is counted; "bilan" only where no other word does."""
    for count in reversed(list(_NUMBER_OF.finditer(text, start, end))):
        if word := _first(text, count.end(), end):
            return word
    found = words.kinds("head").find(text, start, end) or words.kinds("topic").find(text, start, end)
    return found[-1] if found else None


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
    start = max(sentence.start, left - _REACH)
    return bool(_recount().search(text, start, left) or _EN.search(text, start, left))
