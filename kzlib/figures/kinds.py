"""What happened to those who are counted: the verb, participle or noun that governs a number."""

from __future__ import annotations

import re

from kzlib.figures import words
from kzlib.figures.nouns import Phrase
from kzlib.figures.quantities import Quantity

SPACE = words.SPACE
_HAVE = "a|ont|avait|avaient|aurait|auraient|aura|auront|ait|aient|ayant|avoir|eut|eurent|n['’]a|n['’]ont|n['’]avait"
_BE = "est|sont|était|étaient|serait|seraient|sera|seront|fut|furent|soit|soient|être|étant|n['’]est|n['’]étaient"
_ADVERB = "|".join(
    "aussi également déjà ainsi encore toujours par ailleurs au total notamment depuis hier jeudi en outre à ce jour "
    "grièvement légèrement gravement mortellement sérieusement officiellement finalement désormais ensuite "
    "lundi mardi mercredi vendredi samedi dimanche immédiatement récemment actuellement directement "
    "simultanément brièvement".split()
)
_PASSIVE = re.compile(
    rf"(?<!\w)(?:(?:{_HAVE}){SPACE}(?:(?:{_ADVERB}){SPACE})*été|{_BE}|(?:se|s['’]y){SPACE}?(?:trouv\w+|retrouv\w+)|figur\w+|rest\w+|demeur\w+|gis\w+)"
    rf"(?:{SPACE}(?:{_ADVERB}))*{SPACE}?$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"(?<!\w)(?:(?:s['’]y{SPACE}|se{SPACE}|y{SPACE})?(?:{_HAVE}|{_BE})|en)(?:{SPACE}(?:{_ADVERB}))*{SPACE}?$",
    re.IGNORECASE,
)
_FINITE = re.compile(rf"(?<!\w)(?:{_HAVE}|{_BE})(?!\w)", re.IGNORECASE)
_WALL = re.compile(
    r"[;!?]|:(?=\s)|[.](?=\s)|(?<!\w)(?:mais|tandis|alors|lorsque|quand|après|avant|car|parce|pendant|afin|selon|puisque|où"
    r"|accusés?e?s?|soupçonnée?s?|suspectée?s?)(?!\w)",
    re.IGNORECASE,
)
_WALL_LEFT = re.compile(
    rf"[;!?«»“”]|:(?=\s)|(?<!\w)(?:par|contre|mais|tandis|alors|lorsque|quand|après|avant|car|qui|dont|où|selon|avec|que|"
    rf"{_HAVE}|{_BE})(?!\w)",
    re.IGNORECASE,
)
_INCISE = re.compile(r",[^,;:]{1,90},")
_RELATIVE = re.compile(r"(?<!\w)qui(?!\w)", re.IGNORECASE)
_BESIDE = re.compile(rf"{SPACE}?[»”\"]?{SPACE}?(?:,{SPACE})?(?:[\w'’-]+{SPACE}){{0,4}}", re.IGNORECASE)
_FORCE = frozenset({"security_forces", "military"})


def suits(word: words.Word, phrase: Phrase) -> bool:
    """Whether a word can be said of those counted: forces are deployed, others take part, "abattu" needs people."""
    need = word.entry.extra["people"]
    if need == "force":
        return phrase.group in _FORCE or phrase.form.startswith(("homme", "élément", "membre"))
    if need == "civil":
        return phrase.group not in _FORCE
    return not need or phrase.sort != "unknown"


def after(text: str, phrase: Phrase, end: int) -> words.Word | None:
    """The predicate to the right of a noun phrase ("... ont été tués", "... tués jeudi"), None if it has none."""
    for word in sorted(
        (*words.kinds("state").find(text, phrase.end, end), *words.kinds("verb").find(text, phrase.end, end)),
        key=lambda w: (w.start, -w.end),
    ):
        gap = text[phrase.end : word.start]
        if len(gap) > 200 or _WALL.search(_INCISE.sub(" ", gap)):
            return None
        if _predicate(gap, word):
            return word
    return None


def _predicate(gap: str, word: words.Word) -> bool:
    role = word.entry.extra["role"]
    bare = _INCISE.sub(" ", gap)
    auxiliary = (_PASSIVE if role == "state" else _ACTIVE).search(bare)
    if auxiliary:
        before = bare[: auxiliary.start()]
        return not _FINITE.search(_RELATIVE.split(before)[0])
    if _FINITE.search(bare):
        return False
    if role == "verb":
        return word.entry.form.endswith("nt") and len(bare) < 90
    return _BESIDE.fullmatch(bare) is not None


def before(text: str, quantity: Quantity, start: int) -> words.Word | None:
    """The verb or noun to the left that a number depends on ("a tué ...", "la mort de ..."), None if there is none."""
    found = [
        *words.kinds("action").find(text, start, quantity.left),
        *words.kinds("of").find(text, start, quantity.left),
    ]
    for word in sorted(found, key=lambda w: (-w.end, w.start)):
        gap = _INCISE.sub(" ", text[word.end : quantity.left])
        if len(gap) > 60 or _WALL_LEFT.search(gap) or "," in gap:
            return None
        if word.entry.extra["role"] == "of":
            if _OF_GAP.fullmatch(gap):
                return word
        elif _governs(text, start, word, gap):
            return word
    return None


_OF_GAP = re.compile(rf"{SPACE}?(?:(?:de|des|du|d['’]|à)(?:{SPACE}|(?<=['’]))?)?(?:[«“\"]{SPACE}?)?", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:é|i|u|is|ort|ert)$")


def _governs(text: str, start: int, word: words.Word, gap: str) -> bool:
    """Whether a transitive verb has the number as its object: a participle needs "avoir" or stands right before it."""
    if not _PARTICIPLE.search(word.entry.form):
        return True
    left = text[max(start, word.start - 40) : word.start]
    active = _ACTIVE.search(left) or _PASSIVE.search(left)
    return bool(active) or not gap.strip()
