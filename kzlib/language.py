"""The language of an article: the code that metadata gives, or what its words tell."""

from __future__ import annotations

import re

from kzlib.errors import InputError, quoted

FRENCH = "fr"
# ISO 639-1.
LANGUAGES = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
        "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
        "it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms "
        "mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk "
        "sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi "
        "yo za zh zu"
    ).split()
)
# So much text tells; more costs time.
_SAMPLE = 20_000
# Words of French that its neighbours (Occitan, Catalan, Haitian, Walloon, Italian) do not share; a short text full of
# foreign names may be given to another language although it is written with them.
_FRENCH_WORDS = frozenset(
    (
        "du des aux dans une est sont été avec pour qui selon leur cette ces après mais sur ont était où ils elle "
        "plus pas ce il et au les depuis contre entre lundi mardi mercredi jeudi vendredi samedi dimanche"
    ).split()
)
_WORD = re.compile(r"[^\W\d_]+")


def code(value: str) -> str:
    """The ISO 639-1 code in a language tag ("fr", "fr-CA"). Raises InputError if there is none."""
    found = re.split(r"[-_]", value.lower())[0]
    if found not in LANGUAGES:
        raise InputError(
            f"language {quoted(value)}: not an ISO 639-1 code; write two letters, such as fr, or leave it empty"
        )
    return found


def is_read(language: str | None) -> bool:
    """Whether articles in a language are read: French ones, and those too short to tell."""
    return language in (FRENCH, None)


def of(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, by py3langid; None if it has no words."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words:
        return None
    if sum(map(_FRENCH_WORDS.__contains__, words)) >= 0.15 * len(words):
        return FRENCH
    import py3langid

    found: str = py3langid.classify(sample)[0]
    return found
