"""The language of an article where no metadata gives it."""

from __future__ import annotations

import re

FRENCH = "fr"
# So much text tells; more costs time.
_SAMPLE = 20_000
# Words of French that its neighbours (Occitan, Catalan, Haitian, Walloon, Italian) do not share; a short text full of
# foreign names may be given to another language although it is written with them.
_FRENCH_WORDS = re.compile(
    r"\b(?:du|des|aux|dans|une|est|sont|été|avec|pour|qui|selon|leur|cette|ces|après|mais|sur|ont|était|où|ils|elle|"
    r"plus|pas|ce|il|et|au|les|depuis|contre|entre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def is_read(code: str | None) -> bool:
    """Whether articles in a language are read: French ones, and those too short to tell."""
    return code in (FRENCH, None)


def of(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, by py3langid; None if it has no words."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if not words:
        return None
    if len(_FRENCH_WORDS.findall(sample)) >= 0.15 * len(words):
        return FRENCH
    import py3langid

    code: str = py3langid.classify(sample)[0]
    return code
