"""Of whom a count is, where its own noun does not say: "parmi les policiers", "dans ses rangs", "317 autres"."""

from __future__ import annotations

import re

from kzlib.article import Sentence
from kzlib.figures import words
from kzlib.figures.claims import Claim
from kzlib.figures.nouns import OF_THEM

SPACE = words.SPACE
_ARTICLE = rf"(?:{SPACE}(?:les|la|le|des|de{SPACE}la|de|du))?(?:{SPACE}|(?<=['’]))(?:l['’])?"
_AMONG = re.compile(
    rf"(?:{SPACE}(?:ont{SPACE}été|sont|étaient){SPACE}\w+)?,?{SPACE}(?:tous{SPACE})?(?:parmi|chez|dans{SPACE}les{SPACE}rangs|dans|du{SPACE}côté|côté|au{SPACE}sein){_ARTICLE}",
    re.IGNORECASE,
)
_AMONG_LEFT = re.compile(
    rf"(?<!\w)(?:côté|parmi|chez|dans{SPACE}les{SPACE}rangs|du{SPACE}côté|au{SPACE}sein){_ARTICLE}", re.IGNORECASE
)
_RANKS = re.compile(
    rf"(?<!\w)dans{SPACE}(?:ses|leurs){SPACE}(?:propres{SPACE})?rangs|(?<!\w)parmi{SPACE}(?:ses|leurs){SPACE}(?:hommes|membres|agents|effectifs)",
    re.IGNORECASE,
)
_WERE = re.compile(
    rf"{SPACE}(?:sont|étaient|seraient|appart\w+|figur\w+)(?:{SPACE}\w+)?{SPACE}(?:(?:à|parmi){SPACE})?[«“\"]?{SPACE}?(?:de|des|les){SPACE}",
    re.IGNORECASE,
)
_IN_NUMBER = re.compile(rf",{SPACE}au{SPACE}nombre{SPACE}(?:de{SPACE}|d['’])$", re.IGNORECASE)
_OF_ITS = re.compile(
    rf"{SPACE}de{SPACE}(?:ses|leurs){SPACE}(?:hommes|membres|combattants|éléments|agents)(?!\w)", re.IGNORECASE
)
_OF_BODY = re.compile(rf"{SPACE}(?:du|de{SPACE}la|des){SPACE}|{SPACE}de{SPACE}l['’]", re.IGNORECASE)
_WITH = re.compile(rf"(?<!\w)avec{SPACE}$", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|et|ainsi que)(?:\s+(?:de|des)(?=\s)|\s+d['’])?\s*")
_FORCES = frozenset({"security_forces", "military"})
_REACH = 200
_PARTITIVE = frozenset({"de", "d'", "d’"})
_SUFFERED = frozenset({"killed", "injured", "hospitalised", "missing"})
_UNNAMED = (None, "unspecified")


def find(text: str, sentence: Sentence, claim: Claim, last: Claim | None, before: str) -> None:
    """Give a claim its group, in place. `last` is the claim before it, `before` the text of the sentence before."""
    if not claim.kind:
        return
    if claim.reason == "context" and claim.phrase.sort == "none":  # "quatre chez les policiers"
        claim.group = _among(text, sentence, claim) or claim.group
    if claim.phrase.form == OF_THEM:
        claim.group = _of_them(text, sentence, claim, last, before)
    if claim.group in _UNNAMED:
        claim.group = _around(text, sentence, claim, before) or _inherited(text, sentence, claim, last) or claim.group
    if claim.kind == "deployed" and claim.group in _UNNAMED:
        claim.group = "military"
    if claim.kind == "participants" and claim.reason != "attack" and claim.group in (*_UNNAMED, "civilians"):
        claim.group = "protesters"


def _around(text: str, sentence: Sentence, claim: Claim, before: str) -> str | None:
    if code := _among(text, sentence, claim):
        return code
    if claim.phrase.sort == "none" and (were := _WERE.match(text, claim.quantity.end, sentence.end)):
        if member := words.groups().match(text, were.end(), sentence.end):
            claim.end = max(claim.end, member.end)
            return member.entry.code
    if claim.phrase.sort == "none" and (of := _OF_BODY.match(text, claim.quantity.end, sentence.end)):
        if body := words.scopes().match(text, of.end(), sentence.end):  # "une centaine du GIGN"
            return body.entry.code
    if _OF_ITS.match(text, claim.quantity.end, sentence.end):  # "l'armée a reconnu la mort de 46 de ses hommes"
        return _owner_of_ranks(text[sentence.start : claim.quantity.left])
    if _RANKS.search(text, sentence.start, sentence.end):
        return _owner_of_ranks(text[sentence.start : claim.quantity.left]) or _owner_of_ranks(before)
    if _IN_NUMBER.search(text, sentence.start, claim.quantity.left):
        members = words.groups().find(text, sentence.start, claim.quantity.left)
        return members[-1].entry.code if members else None
    for match in _AMONG_LEFT.finditer(text, sentence.start, claim.quantity.left):
        if scope := words.scopes().match(text, match.end(), sentence.end):
            return scope.entry.code
    return None


def _of_them(text: str, sentence: Sentence, claim: Claim, last: Claim | None, before: str) -> str | None:
    """Of whom "six d'entre eux" are: the whole, those named last before, or those of the sentence before."""
    if claim.whole:
        return claim.whole.group
    for passage in (text[max(sentence.start, claim.quantity.left - _REACH) : claim.quantity.left], before[-_REACH:]):
        named = words.groups().find(passage, 0, len(passage))
        if named:
            return named[-1].entry.code
    return last.group if last else None


def repeated(text: str, sentence: Sentence, claim: Claim, counted: dict[tuple[str, float], str]) -> None:
    """A toll without a noun of people is of those whom the text has counted before by the same number, in place.

    `counted` holds the group of each kind and value told so far; it grows by this claim.
    """
    if not claim.kind or claim.kind == "other":
        return
    key = (claim.kind, claim.quantity.value)
    if claim.group not in _UNNAMED:
        counted.setdefault(key, claim.group or "unspecified")
    elif claim.phrase.sort in ("kind", "none") and any(
        word.entry.code == "killed" for word in words.kinds("topic").find(text, sentence.start, claim.quantity.left)
    ):
        claim.group = counted.get(key, claim.group)


def _among(text: str, sentence: Sentence, claim: Claim) -> str | None:
    """ "16 tués parmi les policiers"."""
    among = _AMONG.match(text, max(claim.phrase.end, claim.quantity.end), sentence.end)
    scope = words.scopes().match(text, among.end(), sentence.end) if among else None
    return scope.entry.code if scope else None


def _owner_of_ranks(text: str) -> str | None:
    """Whose ranks "ses rangs" are: the last force named, if any."""
    codes = [word.entry.code for word in words.scopes().find(text, 0, len(text))]
    return next((code for code in reversed(codes) if code in _FORCES), codes[-1] if codes else None)


def share(text: str, sentence: Sentence, claim: Claim, after: Claim, gap: str) -> None:
    """ "16 tués et 1 600 blessés parmi les policiers": whom the last number is among holds for those joined to it."""
    if claim.phrase.sort == after.phrase.sort == "kind" and claim.group in _UNNAMED and after.group not in _UNNAMED:
        if not after.phrase.group and _JOINT.fullmatch(gap) and _AMONG.match(text, after.phrase.end, sentence.end):
            claim.group = after.group


def _inherited(text: str, sentence: Sentence, claim: Claim, last: Claim | None) -> str | None:
    phrase = claim.phrase
    if claim.whole and phrase.sort != "people":
        return claim.whole.group
    if not last or phrase.form.startswith("personne"):
        return None
    if phrase.others or phrase.sort == "none":  # "le nombre d'arrestations est de 30" counts others than before
        return None if claim.reason == "topic" and last.kind != claim.kind else last.group
    if last.reason == "predicate" and phrase.sort == "kind" and claim.kind in _SUFFERED - {last.kind}:
        if text[claim.quantity.end : phrase.start].strip() in _PARTITIVE:  # "des dizaines de blessés" are anybody
            return None
        if _JOINT.fullmatch(text, last.end, claim.quantity.left):  # "12 policiers ont été tués et 353 blessés"
            return last.group
    with_ = _WITH.search(text, max(sentence.start, claim.quantity.left - 8), claim.quantity.left)
    return last.group if with_ else None
