"""What readers ask of an article: its even letters, its words with their offsets, its sentences; and its tokens."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from books import ROOT

from kzlib import annotate, french
from kzlib.article import Article, Words, needed
from kzlib.letters import even
from kzlib.paths import CORPUS
from kzlib.records import Passage

TEXT = "À Zorval, l’État veille.\nPublicité\nLes Étudiants   d’Orléans – et l'état-major – marchent. Puis… rien !\n"


def prepared(text: str, *passages: tuple[int, int, str]) -> Article:
    return annotate.prepare("a", text, [Passage(*p) for p in passages or [(0, len(text), "body")]])


@pytest.fixture(scope="module")
def article() -> Article:
    return prepared(TEXT, (0, 24, "title"), (25, 34, "boilerplate"), (35, len(TEXT), "body"))


def test_plain_has_the_sentences_at_their_offsets_and_nothing_else(article: Article) -> None:
    kept = {at for s in article.sentences for at in range(s.start, s.end)}
    assert len(article.plain) == len(TEXT)
    for at, char in enumerate(article.plain):
        assert char == (even(TEXT[at]) if at in kept else "\n")
    assert article.low == article.plain.lower()


def test_words_are_found_where_they_stand(article: Article) -> None:
    assert "publicite" not in article.words
    assert [TEXT[at : at + 4] for at in article.words.starts(frozenset({"etat", "zorval", "publicite"}))] == [
        "Zorv",
        "État",
        "état",
    ]
    assert not article.words.all.isdisjoint({"major", "armee"})


def test_words_of_no_text() -> None:
    assert Words("").starts(frozenset({"a"})) == []


def test_the_word_that_a_form_needs_is_its_longest() -> None:
    assert needed(["À l'État-major", "Élie", "L’an d’Orléans"]) == {"major", "elie", "orleans"}


def test_sentences_by_offset(article: Article) -> None:
    for sentence in article.sentences:
        for at in (sentence.start, sentence.end - 1):
            assert article.sentence_at(at) is sentence
    assert [article.sentence_at(at) for at in (24, 30, len(TEXT) - 1)] == [None] * 3


def test_sentences_with_some_words_come_once_each(article: Article) -> None:
    found = article.sentences_of(article.words.starts(frozenset({"etat", "etudiants", "major"})))
    assert [TEXT[s.start :][:5] for s in found] == ["À Zor", "Les É"]
    assert article.sentences_of([]) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("L’œuvre d‑Élie\u202f!\t", "L'euvre d-Elie ! "),
        ("Ночь И \ue001 ½ 東", "Xxxx X ? ½ x"),
        ("".join(map(chr, range(0x370, 0x400))) + "é", None),  # more odd characters than are replaced one by one
    ],
)
def test_letters_are_evened_out_one_by_one(text: str, plain: str | None) -> None:
    assert even(text) == "".join(even(char) for char in text)
    assert plain is None or even(text) == plain


def test_hits_are_whole_forms_within_kept_passages() -> None:
    text = "Le Kremlin parle. Le Kremlin se tait. La kremlinologie."
    found = prepared(text, (0, 17, "body"), (18, 37, "boilerplate"), (38, len(text), "body")).phrases
    assert [(h.start, h.entry.form) for h in found["actors"]] == [(3, "Kremlin")]


def test_what_was_met_before_does_not_change_what_is_found() -> None:
    """spaCy keeps the tokens of what it has met: after an abbreviation, in brackets, at the end, they are the same."""
    text = "M. Macron (Kremlin) a-t-il vu le Kremlin ? Aujourd'hui, n. d. l. r., le Kremlin. "
    first = [(h.start, h.end) for h in prepared(text * 3).phrases["actors"]]
    assert [(h.start, h.end) for h in prepared(text * 3).phrases["actors"]] == first
    assert len([1 for start, end in first if (text * 3)[start:end] == "Kremlin"]) == 9


def test_the_vocabulary_is_begun_anew_when_it_has_grown_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Le Kremlin a reçu Zorval Belmour."
    before = [(h.start, h.entry.code) for h in prepared(text).phrases["actors"]]
    vocabulary = annotate.pipeline(None).vocab
    monkeypatch.setattr(annotate, "_MOST_WORDS", len(vocabulary) - 1)
    assert [(h.start, h.entry.code) for h in prepared(text).phrases["actors"]] == before
    assert annotate.pipeline(None).vocab is not vocabulary


@pytest.mark.parametrize("name", ["N'Djamena", "N’Djamena", "n’Djamena"])
def test_every_word_is_folded_before_it_is_looked_up(name: str) -> None:
    """spaCy's special cases hold words of their own ("N’", "après"), whose letters nobody folds."""
    assert [h.entry.code for h in prepared(f"Après {name}, la foule.").phrases["places"]]
    assert {t.norm_ for t in prepared(f"Après {name}").doc} == {"apres", "n'", "djamena"}


def test_nothing_compiles_the_special_cases() -> None:
    """They take three seconds, which is most of what reading one article takes."""
    code = (
        "import sys; from kzlib import annotate; from kzlib.actors.letters import common_words;"
        "annotate.pipeline(); common_words(); sys.exit('spacy.lang.fr' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.soak
def test_words_are_cut_as_spacys_blank_french_cuts_them() -> None:
    theirs = spacy.blank("fr")
    theirs.tokenizer.token_match = None
    theirs.tokenizer.rules = {}
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt")))
    text += (
        "L’ex-ministre, a-t-il dit, paiera 10km/h, US$5, 3°C. (n.d.l.r.) « Aujourd'hui »... http://a.fr/b?c=d s'y met !"
    )
    assert [token.text for token in french.blank()(text)] == [token.text for token in theirs(text)]
    assert french.stop_words() == theirs.Defaults.stop_words
