"""Capitals that act or speak stand for their states; elsewhere they are towns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kzlib import lexicon
from kzlib.actors.countries import names
from kzlib.actors.letters import forms_of, one_of
from kzlib.actors.sheet import PLACE, Sheet
from kzlib.actors.words import find
from kzlib.letters import even
from kzlib.records import Mention

_DAY = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
# "a prévenu", "s'est réjoui", "avertit": a capital that follows as the subject speaks or acts.
_AGENT = re.compile(
    r"\b(?:selon|d'apres|avec|contre|quant a|face a|aupres de|tandis que|alors que|"
    r"(?!(?:pass|transit|arriv|entr)e)\w+(?:e|ee|us|ue)s? par|accuse[rz]?|accusant|exhorter?|remercie|menace|"
    r"defie|critique|provoque|convainc|rassure) $",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"\b(?:a|vers|depuis|dans|en|sur|hors de|jusqu'a|ville de|capitale,?) $", re.IGNORECASE)


_SEVERAL = re.compile(rf"(?:(?:, | et |, et ){PLACE}+)+(?= (?:n'|se |s'|l'|les )?[a-z-]*(?:ent|ont)\b)")


@cache
def _said() -> re.Pattern[str]:
    participle = one_of(forms_of("spoken"))
    return re.compile(rf"\b(?:a|avait|ont|aurait|s'est)\b(?: \w+ment| aussi)? (?:{participle}|fait \w+)(?: {_DAY})? $")


@cache
def _states() -> dict[str, str]:
    return {even(e.form): e.code for e in lexicon.load("countries") if e.extra["kind"] == "metonym"}


@cache
def _acts() -> re.Pattern[str]:
    pronouns = r"(?:qui|ne|n'en|y|en|l'|les?|lui|leur|se|s'|\w+ment)"
    aside = r"(?:, [^,.\n]{1,45},|,(?= qui))?"
    verb = rf"(?: {pronouns}(?<!')){{0,2}} ?(?:{pronouns} ?)?[«“\"]? ?{one_of(forms_of('metonymy', 'acts'))}"
    return re.compile(rf"{aside}{verb}(?!\w)")


@cache
def _relation() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){one_of(forms_of('metonymy', 'relation'))}(?: \w+)? (?:de |d')$")


def _acts_here(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the words around a capital make it a state that acts, speaks or is spoken to."""
    before = sheet.plain[max(0, start - 40) : start].split("\n")[-1]
    low = before.lower()
    if _LOCAL.search(before) and not low.endswith(("quant a ", "face a ")):
        return False
    if low.endswith(("de ", "d'")):
        return bool(_relation().search(low))
    if _said().search(low) or _AGENT.search(low):
        return True
    return bool(_acts().match(sheet.plain, end))


def _links(sheet: Sheet, shape: str) -> Iterator[int]:
    """Where what links a place to the one before it begins."""
    for place in (m.start for m in sheet.mentions if m.type == "place"):
        link = next((link for link in (", et ", " et ", ", ") if shape.endswith(link, 0, place)), None)
        if link:
            yield place - len(link)


def read(sheet: Sheet) -> None:
    """Turn capitals that act into their states."""
    shape = sheet.shape
    several = {m.start(): m.end() for m in find(_SEVERAL, shape, list(_links(sheet, shape)))}
    acting = -1
    for mention in sheet.mentions:
        code = _states().get(sheet.plain[mention.start : mention.end])
        if mention.type != "place" or not code:
            continue
        if mention.end in several and not _LOCAL.search(sheet.plain[max(0, mention.start - 12) : mention.start]):
            acting = several[mention.end]
        if mention.end <= acting or _acts_here(sheet, mention.start, mention.end):
            state = f"state-{code.lower()}"
            sheet.add(Mention(mention.start, mention.end, state, names()[code], "state", None, code))
