"""What a text holds that a reader does not see, or takes for something else, and how it is written out.

Controls, characters that turn the direction of others, that have no width or no meaning of their own are written as
their code point (U+202E). A word that mixes Latin letters or digits with letters of another script that look like them
is followed by those letters and their script ([Cyrillic о]), and so is a word all of whose letters have a Latin double.
Marks that are heaped on one letter are counted ([+76 marks]). What the letters of other languages and emoji need is
left alone. The sets follow Unicode's Default_Ignorable_Code_Point, its noncharacters and private use areas, and the
letters that Unicode Technical Standard 39 holds to be confusable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Controls but tab and line feed; ignorable, filling, directing and separating characters; surrogates; private use;
# noncharacters; tags and selectors.
_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\uf8ff\ufdd0-\ufdef"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
    + "".join(chr(plane * 0x10000 + end) for plane in range(1, 15) for end in (0xFFFE, 0xFFFF))
)
_EMOJI = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
ODD = re.compile(
    rf"(?P<hidden>[{_HIDDEN}]"
    # a joiner belongs between emoji, a selector behind a sign or a digit, a soft hyphen within a word
    rf"|(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
    r"|(?<=[^\W\d_]|\s)[\ufe0e\ufe0f]|(?<![^\W\d_])\xad|\xad(?![^\W\d_]))"
    rf"|(?P<heap>(?<=[{_MARKS}][{_MARKS}][{_MARKS}][{_MARKS}])[{_MARKS}]+)"
)
# Greek, Coptic, Cyrillic, Armenian, Cherokee, Lisu: scripts with letters that look like Latin ones.
_OTHER = (
    "\u0370-\u03ff\u0400-\u0482\u048a-\u052f\u0531-\u0587\u13a0-\u13fd\u1c80-\u1c8a\u1f00-\u1fff"
    "\u2c80-\u2cf3\ua4d0-\ua4fd\uab70-\uabbf"
)
_FOREIGN = re.compile(f"[{_OTHER}]")
# Texts of these alone, as most are, need no closer look, nor do those without any of the suspect ones.
_COMMON = re.compile("[\t\n -~\xa0-\xac\xae-\u024f\u2010-\u2027\u202f-\u205e\u20ac]*")
_SUSPECT = re.compile(f"[{_HIDDEN}{_MARKS}{_OTHER}\u200d\ufe0e\ufe0f\xad]")
# What has been said of a word.
_TOLD = re.compile(r"\[(?:Cyrillic|Greek|Coptic|Armenian|Cherokee|Lisu)\b[^\[\]]{0,60}\]")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}\xad])*")
_LATIN = re.compile(r"[0-9A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
_DOUBLES = frozenset("АВЕЅІЈКМНОРСТУХҮаеѕіјорсухһԁԛԝӀӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧινορυχՕՏՍօսհ")


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a sign that stands for what is not seen; empty ones left out."""
    at = 0
    found = sorted([*_hidden(text), *_disguised(text)]) if needed(text) else []
    for start, end, sign in found:
        if start > at:
            yield text[at:start], False
        yield sign, True
        at = max(at, end)
    if at < len(text):
        yield text[at:], False


def plain(text: str) -> str:
    """The text with what is not seen written out; what has been written out already stays as it is."""
    return "".join(piece for piece, _ in pieces(text)) if needed(text) else text


def needed(text: str) -> bool:
    """Whether anything in a text may need to be written out."""
    return not common(text) and _SUSPECT.search(text) is not None


def common(text: str) -> bool:
    """Whether a text is made of Latin letters and their signs alone, as most are: it needs no closer look."""
    return _COMMON.fullmatch(text) is not None


def _hidden(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of what is replaced, and the sign in its place."""
    for match in ODD.finditer(text):
        heap = match["heap"]
        yield match.start(), match.end(), f"[+{len(heap)} marks]" if heap else f"U+{ord(match.group()):04X}"


def _disguised(text: str) -> Iterator[tuple[int, int, str]]:
    """Where words in disguise end, twice, since nothing is replaced, and what is said of each."""
    if not _FOREIGN.search(text):
        return
    told = [match.span() for match in _TOLD.finditer(text)]
    words = [w for w in _WORD.finditer(text) if not any(start <= w.start() < end for start, end in told)]
    for number, word in enumerate(words):
        beside = [w.group() for w in words[max(0, number - 1) : number + 2]]
        sign = _sign(word.group(), beside)
        if sign and not text.startswith(sign, word.end()):
            yield word.end(), word.end(), sign


def _sign(word: str, beside: list[str]) -> str:
    """What is said of a word in disguise; empty for a word that is none, or whose neighbours tell its script."""
    letters = _FOREIGN.findall(word)
    if letters and _LATIN.search(word):
        return f"[{_named(letters)}]"
    if letters and _doubled(word) and not any(map(_tells, beside)):
        return f"[{_script(letters[0])}]"
    return ""


def _doubled(word: str) -> bool:
    return all(letter in _DOUBLES for letter in word if letter.isalnum())


def _tells(word: str) -> bool:
    """Whether a reader sees that a word is of another script."""
    return bool(_FOREIGN.search(word)) and not _LATIN.search(word) and not _doubled(word)


def _named(letters: list[str]) -> str:
    """Letters by script: Cyrillic о, а; Greek ν."""
    by_script: dict[str, list[str]] = {}
    for letter in dict.fromkeys(letters):
        by_script.setdefault(_script(letter), []).append(letter)
    return "; ".join(f"{script} {', '.join(found[:3])}" for script, found in by_script.items())


def _script(letter: str) -> str:
    return unicodedata.name(letter, "other").split()[0].capitalize()
