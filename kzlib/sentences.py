"""Where a sentence ends in French news text: inside a passage, never across a line break."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Words whose full stop does not end a sentence, without the stop.
ABBREVIATIONS = frozenset(
    (
        "m mm mme mlle mgr dr pr me st ste gal col cap lt cf etc env art av apr p n no tel ed vol fig al hab km "
        "janv fevr févr avr juil sept oct nov dec déc lun mar mer jeu ven sam dim"
    ).split(" ")
)
# A stop, any closing marks, then white space; what follows decides with `_ends`.
_STOP = re.compile(r"(?:[.!?…]+)[\u00a0\u202f ]?[»”\"’')\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.$")
# No sentence is longer, in characters: text without full stops is cut, so that what reads a sentence costs no more.
LONGEST = 2_000
_NEXT = re.compile(r"\s*([«“\"‘'(\[–—•\-]*[\u00a0\u202f ]*)(.?)", re.DOTALL)


def _ends(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a stop ends its sentence: not after an abbreviation or initial, nor before a lower-case word."""
    marks = stop.group()
    following = _NEXT.match(text, stop.end(), end)
    first = following.group(2) if following else ""
    if first.islower():
        return False
    if marks == ".":
        word = _LAST_WORD.search(text, max(0, stop.start() - 12), stop.end())
        if word and (
            word.group(1).casefold() in ABBREVIATIONS or (len(word.group(1)) == 1 and word.group(1).isupper())
        ):
            return not first
    return True


def _bounded(text: str, begin: int, cuts: list[int]) -> Iterator[int]:
    """The cuts, and more of them where they lie too far apart: after a comma if there is one, else at white space."""
    for cut in cuts:
        while cut - begin > LONGEST:
            middle, limit = begin + LONGEST // 2, begin + LONGEST
            found = (text.rfind(mark, middle, limit) + len(mark) for mark in ("; ", ", ", " "))
            begin = next((at for at in found if at > middle), limit)
            yield begin
        yield cut
        begin = cut


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of ``text[start:end]`` as (start, end) offsets into `text`, without surrounding white space.

    A line break always ends a sentence. Full stops of abbreviations ("M.", "janv."), of initials, and stops that a
    lower-case word follows ("« Quoi ? » a-t-il dit") do not; what is longer than LONGEST is cut where it can be.
    Linear in the length of the text.
    """
    spans = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        begin, stop_at = start + line.start(), start + line.end()
        cuts = [m.end() for m in _STOP.finditer(text, begin, stop_at) if _ends(text, m, stop_at)]
        for cut in _bounded(text, begin, [*cuts, stop_at]):
            piece = text[begin:cut]
            bare = piece.strip()
            if bare:
                at = begin + len(piece) - len(piece.lstrip())
                spans.append((at, at + len(bare)))
            begin = cut
    return spans
