"""Places that no lexicon holds, by the words before them: "à X", "la ville de X", "les quartiers X et Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kzlib.actors import names
from kzlib.actors.letters import forms_of, one_of
from kzlib.actors.sheet import Sheet
from kzlib.letters import even

_LINKS = tuple(f"{link}{of}" for link in (", ", " et ") for of in ("", "de ", "du ", "des ", "d'", "de la ", "de l'"))


@cache
def place_cue() -> re.Pattern[str]:
    """Words that announce a place, up to the place."""
    cues = one_of([*forms_of("name_words", "place_cue"), *forms_of("name_words", "place_list")])
    return re.compile(rf"(?<![\w-])(?:{cues}) (?:de la |de l'|de |du |des |d')?$", re.IGNORECASE)


@cache
def _place_list() -> re.Pattern[str]:
    """Places that one plural noun announces, up to the last but one ("les quartiers X, Y et")."""
    link = r"(?:de la |de l'|de |du |des |d')?"
    item = rf"{link}(?:{names.NAME}|[\ue002\ue003]+)"
    nouns = one_of(forms_of("name_words", "place_list"))
    quality = r"(?: (?!des? )[a-z]{3,})?"
    return re.compile(rf"(?<![\w-])(?i:{nouns}){quality} {item}(?:, {item})*(?:,? et |, ){link}$")


@cache
def _last_words() -> frozenset[str]:
    """Words that what announces a place may end on, those of one piece ("ville", "de")."""
    cues = [*forms_of("name_words", "place_cue"), *forms_of("name_words", "place_list")]
    return frozenset({even(form).lower().split(" ")[-1] for form in cues} | set("la l de du des d".split()))


def stands_after_cue(shape: str, start: int) -> bool:
    """Whether a name stands right after what announces a place ("à X", "la ville de X", "rue X")."""
    if not shape.endswith((" ", "'"), 0, start):
        return False
    before = shape[max(0, start - 40) : start]
    last = before[:-1].rpartition(" ")[2]
    if last.isalpha() and last.lower() not in _last_words():
        return False
    return bool(place_cue().search(before.split("\n")[-1]))


def is_place(shape: str, start: int) -> bool:
    """Whether the words before a name say that it is a place ("à X", "rue X", "les rues X et Y")."""
    if stands_after_cue(shape, start):
        return True
    if not shape.endswith(_LINKS, 0, start):
        return False
    return bool(_place_list().search(shape[max(0, start - 120) : start].split("\n")[-1]))


def find(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Capitalised words that the words before them show to be places."""
    shape = sheet.shape
    for start, end in names.anywhere(sheet):
        if is_place(shape, start):
            name = shape[start:end]
            if not name.isupper() and name.replace("-", "").replace(" ", "").replace("'", "").isalpha():
                yield start, end
