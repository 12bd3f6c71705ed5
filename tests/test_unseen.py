"""What a reader does not see is written out; what languages and emoji need is left alone."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzlib import unseen

# Format characters that languages write with, in the middle of words; all others must be written out.
WRITTEN = {"Arabic number signs": range(0x600, 0x606), "of one script": (0x6DD, 0x70F, 0x890, 0x891, 0x8E2)}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[31m\x7f\x9b", "aU+0000bU+001B[31mU+007FU+009B"),
        ("\u202e461\u202c", "U+202E461U+202C"),
        ("\u2066a\u2069\u200e\u061c", "U+2066aU+2069U+200EU+061C"),
        ("To\u200bka\u2060ïev\ufeff", "ToU+200BkaU+2060ïevU+FEFF"),
        ("a\u2028b\u2029", "aU+2028bU+2029"),
        ("\u3164\u2800\u115f\uffa0", "U+3164U+2800U+115FU+FFA0"),
        ("a\U000e0069\ue000\ufffe\U0010ffff", "aU+E0069U+E000U+FFFEU+10FFFF"),
        ("\ud800", "U+D800"),
        ("1\u00ad64, vio\u00adlence", "1U+00AD64, vio\u00adlence"),
        ("a\ufe0f \u2764\ufe0f 1\ufe0f\u20e3", "aU+FE0F \u2764\ufe0f 1\ufe0f\u20e3"),
        ("\U0001f468\u200d\U0001f469 a\u200db", "\U0001f468\u200d\U0001f469 aU+200Db"),
        ("Z" + "\u0301" * 4 + "\u0302" * 6 + "a", "Z" + "\u0301" * 4 + "[+6 marks]a"),
        ("e\u0301tat, Vi\u1ec7t, \u00e9t\u00e9\n\t«\u202f5\u00a0000\u202f»", None),
        # letters of other scripts that pass for Latin ones, here named: Cyrillic o, A, be; Greek Nu
        ("T\u043eka\u00efev", "T\u043eka\u00efev[Cyrillic \u043e]"),
        ("\u0410lm\u0430ty", "\u0410lm\u0430ty[Cyrillic \u0410, \u0430]"),
        ("\u039dazarba\u00efev", "\u039dazarba\u00efev[Greek \u039d]"),
        ("1\u04314 morts", "1\u04314[Cyrillic \u0431] morts"),
        ("\u0410\u0421\u0415 dit", "\u0410\u0421\u0415[Cyrillic] dit"),
        # words that nobody takes for Latin ones, and short ones beside them
        ("\u041c\u043e\u0441\u043a\u0432\u0430 \u0430 \u0421\u0428\u0410", None),
        ("\u0391\u03b8\u03ae\u03bd\u03b1, 5 \u00b5m, \u03b1-\u03b2", None),
        ("\u05d0\u05d1 164 \u0661\u0666\u0664", None),
    ],
)
def test_what_is_not_seen_is_written_out(text: str, shown: str | None) -> None:
    assert unseen.plain(text) == (text if shown is None else shown)


def test_every_control_and_format_character_is_written_out() -> None:
    """Against Unicode itself, as Python knows it: categories Cc, Cf, Cs, Co, Zl, Zp."""
    left = {
        ord(c) for c in (chr(n) for n in range(sys.maxunicode + 1)) if _odd(c) and unseen.plain(f" {c} ") == f" {c} "
    }
    known = {n for numbers in WRITTEN.values() for n in numbers}
    assert {hex(n) for n in left - known - {0x9, 0xA}} <= {hex(n) for n in (0x110BD, 0x110CD, *range(0x13430, 0x13440))}


def _odd(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


@given(st.text())
def test_it_is_done_once(text: str) -> None:
    shown = unseen.plain(text)
    assert unseen.plain(shown) == shown
    assert "".join(piece for piece, sign in unseen.pieces(text) if not sign) in (text, unseen.ODD.sub("", text))
    assert unseen.needed(text) or shown == text
