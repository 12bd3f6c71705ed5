"""Capitals that act or speak stand for their states; elsewhere they are towns."""

from __future__ import annotations

import re
from functools import cache

from kzlib import lexicon
from kzlib.actors.countries import names
from kzlib.actors.sheet import STATE, Sheet, even, forms_of, one_of
from kzlib.records import Mention

_DAY = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
# "a prévenu", "s'est réjoui", "avertit": a capital that follows as the subject speaks or acts.
_SAID = re.compile(
    rf"(?:\b(?:a|avait|ont|aurait|s'est|est)\b(?: \w+ment)? \w+(?:e|it|is|u|ert)|, \w+(?:e|t))(?: {_DAY})? $"
)
_AGENT = re.compile(
    r"\b(?:selon|d'apres|avec|contre|quant a|face a|aupres de|tandis que|alors que|"
    r"(?:soutenue?|appuyee?|accusee?|condamnee?|reconnue?)s? par|accuse[rz]?|accusant|exhorter?|remercie|menace|"
    r"defie|critique|provoque|convainc|rassure) $",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"\b(?:a|vers|depuis|dans|en|sur|hors de|jusqu'a|ville de|capitale,?) $", re.IGNORECASE)


@cache
def _states() -> dict[str, str]:
    return {even(e.form): e.code for e in lexicon.load("countries") if e.extra["kind"] == "metonym"}


@cache
def _acts() -> re.Pattern[str]:
    pronouns = r"(?:qui|ne|n'en|y|en|l'|les?|lui|leur|se|s'|\w+ment)"
    return re.compile(rf"(?:, [^,.\n]{{1,45}},)?(?:,? {pronouns} ?|,? )*{one_of(forms_of('metonymy', 'acts'))}(?![\w])")


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
    if _SAID.search(low) or _AGENT.search(low):
        return True
    return bool(_acts().match(sheet.plain, end))


def read(sheet: Sheet) -> None:
    """Turn capitals that act into their states."""
    for number, mention in enumerate(sheet.mentions):
        written = sheet.plain[mention.start : mention.end]
        code = _states().get(written)
        if mention.type == "place" and code and _acts_here(sheet, mention.start, mention.end):
            sheet.mentions[number] = Mention(
                mention.start, mention.end, f"state-{code.lower()}", names()[code], "state", None, code
            )
            sheet.cross(mention.start, mention.end, STATE)
