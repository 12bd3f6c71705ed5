"""Every lexicon can be read and says, for each word, where it comes from and in which sentence it must be read.

Whether it is read there is tested with the reader that uses it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kzlib import lexicon
from kzlib.errors import InputError

# Classes of words that only take part in a rule: what they are for is tested with the rows of the rule.
CLASSES = {"event_objects", "event_speech", "event_support", "verbs", "figure_groups", "figure_kinds", "figure_scopes"}


@pytest.mark.parametrize("name", lexicon.names())
def test_every_row_says_its_source(name: str) -> None:
    rows = lexicon.load(name)
    assert rows
    assert [r.form for r in rows if not r.source] == []


@pytest.mark.parametrize("name", sorted(set(lexicon.names()) - CLASSES))
def test_every_row_has_an_example(name: str) -> None:
    assert [r.form for r in lexicon.load(name) if not r.example] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("code,form\na,b\n", "no column label"),
        ("code,form,label,example,counter_example,source\na,b,c\n", "row 2: not 6 cells"),
        ("code,form,label,example,counter_example,source\n,b,c,d,e,f\n", "row 2: code and form must not be empty"),
    ],
)
def test_a_broken_lexicon_is_named(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "words.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        lexicon.load("words", tmp_path)


def test_an_unknown_lexicon_lists_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"'word' not found in .*; known: words"):
        lexicon.load("word", tmp_path)


@pytest.mark.parametrize(("text", "folded"), [("Élysée", "elysee"), ("l’État", "l'etat"), ("ŒUVRE", "œuvre")])
def test_folding(text: str, folded: str) -> None:
    assert lexicon.fold(text) == folded
