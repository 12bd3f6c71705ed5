"""The words by which a text gives a number to somebody, beyond its quotations: "recense", "évaluées par"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from kzlib import lexicon
from kzlib.figures import words as figure_words
from kzlib.link.referents import Discourse, Referent
from kzlib.quotations.words import speaker_nouns
from kzlib.records import Figure, Mention

_RANK = {"person": 0, "organisation": 1, "group": 2, "state": 3}
_SUBJECT = re.compile(
    r"(?<![\w'’])(?<!de\s)(?<!à\s)(?:(?P<pronoun>ils?|elles?)(?=\s)"
    r"|(?:(?:les?|la|une?|des|plusieurs|ce|cette|ces|son|sa)\s|l['’])(?:même\s)?(?P<noun>[^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*))",
    re.IGNORECASE,
)
_REST = r"(?:\s+(?!(?:qui|que|a|ont|est|sont|et|mais)\s)[\w'’.-]+){0,9}?(?:\s*,[^,;:]{0,80},|\s*\([^)]{0,60}\))?"
_ACCORDING = re.compile(
    r"(?<!\w)(?:selon|d['’]après|à\sen\scroire|aux?\sdires?\s(?:de|du|des)|de\sl['’]aveu\s(?:de|du|des))\s"
    r"(?P<who>[^,;:.()«»–—]{2,90}(?:,\s[A-ZÀ-Þ][\w'’ -]{2,40}(?=[,.;]|$))?)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\s(?:et|ou|mais|qui|dont|que|a|ont|est|sont|contre|tandis|alors|lors|dans|pendant|depuis|au\smoins|plus\sde|environ)\s"
)
_NO_VERB = re.compile(
    r"[,;]\s(?P<who>(?:l['’]|la\s|le\s|les\s|(?=[A-ZÀ-Þ]))[^\W\d_][^,;:.\d]{2,50}?)\s(?:de\s|d['’])?$"
)
_TITLE = re.compile(r"\s[-–—]\s(?P<who>[^-–—:,.;()\d]{3,40})$")
_OPENING = re.compile(r"(?:[;:(]|(?:^|,|\s)\s?(?:et|mais|que|tandis que|alors que))\s$")
_PLAIN = frozenset(
    "nouveau nouvelle dernier dernière précédent précédente premier première provisoire initial définitif même ce "
    "cette récent récente actuel".split()
)
_FIRST_NOUN = re.compile(r"(?<![\w-])(?!(?:les?|la|l|une?|des|plusieurs)\b)[^\W\d_][\w-]*")
_COUNTS_ITSELF = re.compile(r"compt|recens|dénombr|déplor|totalis|enregistr|port", re.IGNORECASE)
_HAS = re.compile(r"compt", re.IGNORECASE)
_CITING = re.compile(r"(?<!\w)(?:citant|qui cit(?:e|ent|ait|aient))(?!\w)", re.IGNORECASE)
_OF = re.compile(r"\s+(?:du|de\s+la|de\s+l['’]|des|de|d['’])\s*")
_BY = re.compile(r"(?<!\w)par(?!\w)", re.IGNORECASE)
_HAVE = "a|ont|avait|avaient|aurait|auraient|n['’]a|n['’]ont|n['’]avait|n['’]avaient|en"
_GAP = re.compile(
    rf"\s*,?(?:\s*(?:,[^,;:]{{0,80}},|\([^)]*\)))*(?:\s+(?:{_HAVE}|lui|elle|eux|ne|pour|sa|leur|part|de|son|côté|par|ailleurs|jusqu['’]ici|en|"
    rf"aussi|également|désormais|encore|quant|à|déjà|alors|toujours|[a-zà-ÿ]+ment|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))*\s*",
    re.IGNORECASE,
)


def _words(code: str) -> str:
    forms = sorted((e.form for e in lexicon.load("figure_cues") if e.code == code), key=len, reverse=True)
    # an adverb may stand inside a set phrase ("fait par ailleurs état")
    return "|".join(re.escape(f).replace("'", "['’]").replace("\\ ", r"\s+(?:[\w'’-]+\s+){0,3}?") for f in forms)


@cache
def _giving() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_words('give')})(?!\w)", re.IGNORECASE)


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_words('given')})(?!\w)", re.IGNORECASE)


@cache
def carries() -> re.Pattern[str]:
    """Words at the head of a sentence that go on with what the sentence before says."""
    return re.compile(rf"[«“\"]?\s?(?:{_words('carry')})(?!\w)")


def told(text: str, start: int, end: int) -> bool:
    """Whether a verb that can only give a number stands in a stretch of text ("fait état de")."""
    return bool(re.search(r"(?<!\w)(?:fait|font|faisant|faisait)\s(?:\w+\s)?état\sd|recens|dénombr", text[start:end]))


def inside(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Mentions of those who can give a number that lie in ``[start, end)``, in order."""
    lo = bisect_left(mentions, start, key=lambda m: m.start)
    hi = bisect_left(mentions, end, key=lambda m: m.start)
    return [m for m in mentions[lo:hi] if m.end <= end and m.type in _RANK]


def giver(text: str, mentions: Sequence[Mention], discourse: Discourse, start: int, figure: Figure) -> str | None:
    """The subject of the last verb of giving before a number ("Le ministère recense 12 morts"), None without one."""
    for verb in reversed(list(_giving().finditer(text, start, figure.start))):
        if figure.kind == "deployed" and _HAS.match(verb.group()):
            return None  # "la mission compte 2 000 soldats"
        subject = _subject(text, mentions, start, verb.start())
        if subject and not (subject.type == "state" and _COUNTS_ITSELF.match(verb.group())):
            return subject.name
        if subject is None and (name := _described(text, discourse, start, verb.start())):
            return name
    return None


def _subject(text: str, mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The name that stands right before a verb, its apposition left out."""
    found = inside(mentions, start, end)
    for mention in reversed(found):
        if _GAP.fullmatch(text, mention.end, end):
            near = [m for m in found if m.start <= mention.start and mention.start - m.end < 40]
            return _head(text, near)
    return None


def _described(text: str, discourse: Discourse, start: int, end: int) -> str | None:
    """Whom the pronoun or description right before a verb means ("il déplore", "le même magistrat a fait état")."""
    for phrase in reversed(list(_SUBJECT.finditer(text, max(start, end - 130), end))):
        if phrase["pronoun"]:
            if _GAP.fullmatch(text, phrase.end(), end):
                return _name(discourse.pronoun(phrase["pronoun"].lower()))
        elif phrase["noun"].lower() in speaker_nouns() and (rest := _rest_and_gap().fullmatch(text, phrase.end(), end)):
            return _name(discourse.phrase(phrase.start(), rest.end("rest")))
    return None


@cache
def _rest_and_gap() -> re.Pattern[str]:
    return re.compile(rf"(?P<rest>{_REST}){_GAP.pattern}", re.IGNORECASE)


def _name(referent: Referent | None) -> str | None:
    """Name of somebody who can give a number; what only a common noun names must be a group or a document."""
    if referent is None or referent.name[0].isdigit():
        return None
    noun = speaker_nouns().get(referent.name.lower()) if referent.id is None else None
    return None if noun and noun.code not in ("group", "document", "body") else referent.name


def according(
    text: str, mentions: Sequence[Mention], discourse: Discourse, bounds: tuple[int, int], at: int
) -> str | None:
    """Who is named by "selon X" nearest after a number, else before it, in its sentence; None if nobody."""
    for match in _in_reach(text, list(_ACCORDING.finditer(text, *bounds)), bounds[0], at):
        stop = _BREAK.search(text, match.start("who"), match.end("who"))
        end = stop.start() if stop else match.end("who")
        named = inside(mentions, match.start("who"), end)
        head = re.search(
            r"[^\W\d_][\w-]*", re.sub(r"^(?:les?|la|l['’]|une?|des|plusieurs)\s?", "", match["who"].lower())
        )
        if named or (head and head.group() in speaker_nouns()):
            return _name(discourse.phrase(match.start("who"), end))
    return None


def _head(text: str, near: list[Mention]) -> Mention:
    """Of names in a row ("le ministre de la Santé, Jean Talon"), the person if one is the apposition, else the last."""
    last = near[-1]
    persons = [m for m in near if m.type == "person" and text[m.end : last.start].count(",") <= 1]
    return persons[-1] if persons else last


def _in_reach(text: str, found: list[re.Match[str]], start: int, at: int) -> list[re.Match[str]]:
    """Cues in the order in which they may govern a number: after it in its clause, then before it, the last first."""
    heads = [m for m in found if _OPENING.search(text, start, m.start()) or m.start() == start]
    stop = next((m.start() for m in heads if m.start() >= at), None)
    after = [m for m in found if m.start() >= at and (stop is None or m.start() < stop)]
    return [*after, *reversed([m for m in found if m.start() < at])]


def title(text: str, mentions: Sequence[Mention], discourse: Discourse, start: int, end: int) -> str | None:
    """Who is named at the end of a title ("Séisme : 144 morts - secours"), None if nobody."""
    found = _TITLE.search(text, max(start, end - 60), end)
    if not found:
        return None
    named = inside(mentions, found.start("who"), found.end("who"))
    head = _FIRST_NOUN.search(found["who"].lower())
    if named or (head and head.group() in speaker_nouns()):
        return _name(discourse.phrase(found.start("who"), found.end("who")))
    return None


def is_document(name: str) -> bool:
    """Whether a name is that of a count itself ("bilan provisoire"), which somebody else gives."""
    noun = speaker_nouns().get(name.lower().split()[0])
    return bool(noun and noun.code == "document") or bool(figure_words.kinds("topic").match(name, 0, len(name)))


def says_nothing(name: str) -> bool:
    """Whether a name tells nobody: a number, "un nouveau bilan", "la même source"."""
    words = name.lower().split()
    nouns = [w for w in words if w == "source" or ((n := speaker_nouns().get(w)) and n.code == "document")]
    return name[0].isdigit() or (bool(nouns) and all(w in _PLAIN or w in nouns for w in words))


def elliptic(text: str, mentions: Sequence[Mention], discourse: Discourse, start: int, number: int) -> str | None:
    """Who gives a number without a verb of its own ("..., l'opposition d'une centaine"), None if nobody."""
    found = _NO_VERB.search(text, max(start, number - 80), number)
    if not found:
        return None
    named = inside(mentions, found.start("who"), found.end("who"))
    head = _FIRST_NOUN.search(found["who"].lower())
    noun = speaker_nouns().get(head.group()) if head else None
    by_name = bool(named) and found.end("who") - named[-1].end < 12 and any(m.type != "state" for m in named)
    by_noun = (
        not named
        and noun is not None
        and noun.code != "document"
        and len(found["who"].replace("’", " ").replace("'", " ").split()) == 2
    )
    if by_name or by_noun:  # but not a state's own share ("le Kenya 150")
        return _name(discourse.phrase(found.start("who"), found.end("who")))
    return None


def agent(text: str, mentions: Sequence[Mention], start: int, number: int, end: int) -> str | None:
    """Who gave a number told in the passive ("évaluées à 10 000 par le ministère"), None if nobody is named."""
    if not _given().search(text, start, end):
        return None
    by = _BY.search(text, number, min(end, number + 120))
    named = inside(mentions, by.end(), min(end, by.end() + 60)) if by else []
    return named[0].name if named and by and len(text[by.end() : named[0].start]) < 12 else None


def is_own_count(mentions: Sequence[Mention], cue: str | None, speaker: str | None, figure: Figure) -> bool:
    """Whether somebody has a number rather than gives it ("La France compte 1 500 soldats au Niger")."""
    if figure.kind == "deployed" and cue and _HAS.match(cue):
        return True
    return bool(cue and _COUNTS_ITSELF.match(cue)) and any(m.name == speaker and m.type == "state" for m in mentions)


def cited(text: str, mentions: Sequence[Mention], start: int, end: int) -> str | None:
    """Whom a source cites ("l'AFP, citant le ministère"), None if nobody."""
    citing = _CITING.search(text, start, end)
    named = inside(mentions, citing.end(), end) if citing else []
    while len(named) > 1 and _OF.fullmatch(text, named[0].end, named[1].start):  # "le compte Telegram du ministère"
        named = named[1:]
    return named[0].name if named else None
