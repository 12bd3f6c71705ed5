"""What happened to those who are counted: the verb, participle or noun that governs a number."""

from __future__ import annotations

import re
from itertools import chain

from kzlib import lexicon
from kzlib.figures import words
from kzlib.figures.nouns import Phrase
from kzlib.figures.quantities import Quantity
from kzlib.lexicon import Entry

SPACE = words.SPACE
_HAVE = "a|ont|avait|avaient|aurait|auraient|aura|auront|ait|aient|ayant|avoir|eut|eurent|n['’]a|n['’]ont|n['’]avait"
_BE = "est|sont|était|étaient|serait|seraient|sera|seront|fut|furent|soit|soient|être|étant|n['’]est|n['’]étaient"
_ADVERB = "|".join(
    "aussi également déjà ainsi encore toujours par ailleurs au total notamment depuis hier jeudi en outre à ce jour "
    "grièvement légèrement gravement mortellement sérieusement officiellement finalement désormais ensuite "
    "lundi mardi mercredi vendredi samedi dimanche immédiatement récemment actuellement directement "
    "simultanément brièvement donc alors aussitôt de nouveau tous toutes bien sans doute leur tour cependant".split()
)
_PASSIVE = re.compile(
    rf"(?<!\w)(?:(?:{_HAVE}){SPACE}(?:(?:{_ADVERB}){SPACE})*(?:été|(?:dû|pu){SPACE}être)|{_BE}|(?:se|s['’]y){SPACE}?(?:trouv\w+|retrouv\w+)|figur\w+|rest\w+|demeur\w+|gis\w+)"
    rf"(?:{SPACE}(?:{_ADVERB}))*{SPACE}?$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"(?<!\w)(?:(?:s['’]y{SPACE}|se{SPACE}|y{SPACE})?(?:{_HAVE}|{_BE})|en)(?:{SPACE}(?:{_ADVERB}))*{SPACE}?$",
    re.IGNORECASE,
)
_FINITE = re.compile(rf"(?<!\w)(?:{_HAVE}|{_BE})(?!\w)", re.IGNORECASE)
_WALL = re.compile(
    r"[;!?]|:(?=\s)|[.](?=\s)|(?<!\w)(?:mais|tandis|alors que|lorsque|quand|après|avant|car|parce|pendant|afin|selon"
    r"|puisque|où|accusés?e?s?|soupçonnée?s?|suspectée?s?)(?!\w)",
    re.IGNORECASE,
)
_WALL_LEFT = re.compile(
    rf"[;!?«»“”]|:(?=\s)|(?<!\w)(?:par|contre|mais|tandis|alors|lorsque|quand|après|avant|car|qui|dont|où|selon|avec|que|"
    rf"{_HAVE}|{_BE})(?!\w)",
    re.IGNORECASE,
)
_INCISE = re.compile(r",[^,;:]{1,90},")
_RELATIVE = re.compile(r"(?<!\w)qui(?!\w)", re.IGNORECASE)
_BESIDE = re.compile(rf"{SPACE}?[»”\"]?{SPACE}?(?:,{SPACE})?(?:(?!dont|parmi)[\w'’-]+{SPACE}){{0,4}}", re.IGNORECASE)
_NO_PARTICIPLE = re.compile(
    r"(?<!\w)(?:et|la|une|sa|leur|cette|à|du|le|un|au|ce)\s$", re.IGNORECASE
)  # "depuis la mort de"
_TO_DO = re.compile(rf"(?<!\w)à{SPACE}$")
_FORCE = frozenset({"security_forces", "military"})


def fitting(word: words.Word, phrase: Phrase) -> Entry | None:
    """The first row of a word that can be said of those counted, None if none can."""
    return next((e for e in word.entries if _suits(e, phrase)), None)


def _suits(entry: Entry, phrase: Phrase) -> bool:
    """Whether a word can be said of those counted: forces are deployed, others take part, "abattu" needs people."""
    need = entry.extra["people"]
    if need in ("force", "strength"):
        return phrase.group in _FORCE or phrase.form.startswith(("homme", "élément", "membre"))
    if need == "civil":
        return phrase.group not in _FORCE
    return not need or phrase.sort != "unknown"


def after(text: str, start: int, end: int) -> words.Word | None:
    """The predicate to the right of a noun phrase ("... ont été tués", "... tués jeudi"), None if it has none."""
    found = chain.from_iterable(words.kinds(role).find(text, start, end) for role in ("state", "verb"))
    for word in sorted(found, key=lambda w: (w.start, -w.end)):
        gap = text[start : word.start]
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
        infinitive = word.entry.form.endswith("er") and _TO_DO.search(bare)
        finite = word.entry.form.split(" ")[0].endswith("nt") or word.entry.form.endswith("nt")
        return (finite or bool(infinitive)) and len(bare) < 90
    return _BESIDE.fullmatch(bare) is not None and not _NO_PARTICIPLE.search(bare)


def before(text: str, quantity: Quantity, start: int) -> words.Word | None:
    """The verb or noun to the left that a number depends on ("a tué ...", "la mort de ..."), None if there is none."""
    among = [w for w in words.kinds("state").find(text, start, quantity.left) if w.entry.form.startswith(_INVERTED)]
    if among and _FIGURE.fullmatch(text, among[-1].end, quantity.left):
        return among[-1]
    by = words.kinds("by").find(text, start, quantity.left)
    if by and not text[by[-1].end : quantity.left].strip():
        return by[-1]
    found = chain.from_iterable(words.kinds(role).find(text, start, quantity.left) for role in ("action", "of"))
    for word in sorted(found, key=lambda w: (-w.end, w.start)):
        if word.entry.extra["people"] == "strength" and not words.cues("deployment").find(text, start, word.start):
            return None  # "la police compte 12 000 agents": all it has, not sent anywhere
        gap = _INCISE.sub(" ", _UNQUOTED.sub("", text[word.end : quantity.left]))
        if len(gap) > 60 or _WALL_LEFT.search(gap) or "," in gap:
            return None
        if word.entry.extra["role"] == "of":
            if _OF_GAP.fullmatch(gap) and (gap.strip() or word.entry.form.endswith("à")):
                return word
        elif _governs(text, start, word, gap):
            return word
    return None


_QUOTED = re.compile(rf"[«“\"]{SPACE}?$")
_INVERTED = ("parmi", "au nombre")
_FIGURE = re.compile(
    rf"(?:{SPACE}(?:des|du|de{SPACE}la|de)(?:{SPACE}[\w'’-]+){{1,5}}?)?(?:{SPACE}?,)?(?:{SPACE}(?:figur\w+|on{SPACE}(?:compte|dénombre|recense|trouve)|se{SPACE}trouv\w+|il{SPACE}y{SPACE}(?:a|aurait)"
    rf"|notamment|également|aussi|au{SPACE}moins))*{SPACE}?",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(rf"^{SPACE}?[»”\"]")
_WEEKDAY = "|".join(re.escape(e.form) for e in lexicon.load("date_weekdays"))  # "la mort samedi de sept soldats"
_DAY = rf"(?:{SPACE}(?:hier|{_WEEKDAY})(?:{SPACE}(?:matin|soir|midi|après-midi))?)?"
_OF_GAP = re.compile(
    rf"{_DAY}{SPACE}?(?:(?:de|des|du|d['’]|à)(?:{SPACE}|(?<=['’]))?)?(?:[«“\"]{SPACE}?)?",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"(?:é|i|u|is|ort|ert)$")


def _governs(text: str, start: int, word: words.Word, gap: str) -> bool:
    """Whether a transitive verb has the number as its object: a participle needs "avoir" or stands right before it."""
    if not _PARTICIPLE.search(word.entry.form):
        return True
    left = _QUOTED.sub("", text[max(start, word.start - 40) : word.start])
    active = _ACTIVE.search(left) or _PASSIVE.search(left)
    return bool(active) or not gap.strip()
