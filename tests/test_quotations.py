"""Quotation marks, forms of verbs, cues; every row of the lexicons of speech; and that no text breaks the reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import read
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import annotate, lexicon
from kzlib.errors import InputError
from kzlib.quotations import marks, verbs
from kzlib.quotations import words as w
from kzlib.quotations.units import Token
from kzlib.records import Passage, Quotation, Readings

SPEECH_VERBS = lexicon.load("speech_verbs")
SPEECH_CUES = lexicon.load("speech_cues")
SPEAKER_NOUNS = lexicon.load("speaker_nouns")


def found(text: str) -> list[Quotation]:
    readings = read(text)
    return [*readings.quotations, *readings.sources]


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("annoncer", "annonce annoncent annonçait annonça annoncera annoncé annonçant"),
        ("appeler", "appelle appellera appelait appelé"),
        ("rejeter", "rejette rejetait rejeté"),
        ("relever", "relève relèvera relevait"),
        ("répéter", "répète répétera répètera répétait"),
        ("exiger", "exige exigeait exigeant exigea"),
        ("avertir", "avertit avertissent avertira averti"),
        ("prévenir", "prévient préviennent prévint prévenu prévenait"),
        ("prédire", "prédit prédisent prédisait prédira"),
        ("écrire", "écrit écrivent écrivait écrira"),
        ("reconnaître", "reconnaît reconnait reconnaissent reconnaîtra reconnu"),
        ("admettre", "admet admettent admis admettait"),
        ("craindre", "craint craignent craignait craindra"),
        ("répondre", "répond répondent répondu répondait"),
        ("reprendre", "reprend reprennent repris"),
        ("prévoir", "prévoit prévoyait prévoira prévu"),
        ("conclure", "conclut conclu concluait"),
        ("croire", "croit croient croyait cru"),
        ("poursuivre", "poursuit poursuivi poursuivait"),
        ("faire", "fait font fera faisait"),
    ],
)
def test_forms_follow_from_the_infinitive(infinitive: str, forms: str) -> None:
    known = {form for group in verbs.conjugate(infinitive).values() for form in group}
    assert set(forms.split()) <= known


def test_participles_agree() -> None:
    assert verbs.conjugate("dire")["participle"] == ["dit", "dite", "dits", "dites"]
    assert verbs.conjugate("admettre")["participle"] == ["admis", "admise", "admises"]


def test_an_unknown_conjugation_is_named() -> None:
    with pytest.raises(InputError, match="'bla'"):
        verbs.conjugate("bla")


def quoted(text: str) -> list[str]:
    article = annotate.prepare("t", text, [Passage(0, len(text), "body")])
    return [text[q.start : q.end] for q in marks.read(article)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Il dit : « Oui. »", ["Oui."]),
        ("Il dit : «\u00a0Oui.\u00a0»", ["Oui."]),
        ("Il dit : «\u202fOui\u202f».", ["Oui"]),
        ("Il dit : “Oui”.", ["Oui"]),
        ('Il dit : "Oui".', ["Oui"]),
        ("Il dit : ''Oui''.", ["Oui"]),
        ('Le "oui" et le "non".', ["oui", "non"]),
        ('« Le mot "paix" manque », dit-il.', ['Le mot "paix" manque']),
        ("« Le mot « paix » manque », dit-il.", ["Le mot « paix » manque"]),
        ("« Le mot “paix” manque », dit-il.", ["Le mot “paix” manque"]),
        ("« Un. Deux. Trois. » Fin.", ["Un. Deux. Trois."]),
        ("Une « marque sans fin.", []),
        ("Une marque » sans début.", []),
        ('L\'écran de 15" et celui de 17" suffisent.', []),
        ("Aujourd'hui, l'eau manque.", []),
        ("« » vide", []),
        ("« A » et « B »", ["A", "B"]),
        ('d"Orsay"', []),
        ('l\'"absurdité" du vote', ["absurdité"]),
    ],
)
def test_quotation_marks(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


def test_marks_pair_within_a_paragraph() -> None:
    assert quoted("Une « marque perdue.\nUne autre « vraie » ici.") == ["vraie"]


def test_a_quotation_may_run_over_paragraphs_that_each_open_it() -> None:
    text = "« Nous avons marché deux jours.\n« Puis la pluie est venue », raconte Amina Diallo."
    readings = read(text)
    assert [q.kind for q in readings.quotations] == ["direct"]
    assert "marché deux jours" in text[readings.quotations[0].start : readings.quotations[0].end]


@pytest.mark.parametrize("entry", SPEECH_VERBS, ids=lambda e: e.form)
def test_each_verb_is_read_in_its_example(entry: lexicon.Entry) -> None:
    assert any(q.cue and stem(entry.form) in q.cue.lower() for q in found(entry.example)), found(entry.example)


@pytest.mark.parametrize("entry", [e for e in SPEECH_VERBS if e.counter_example], ids=lambda e: e.form)
def test_no_verb_is_read_in_its_counter_example(entry: lexicon.Entry) -> None:
    assert not [q for q in found(entry.counter_example) if q.kind != "count"]


def stem(infinitive: str) -> str:
    """The first three letters of a verb, which its forms share ("voir": v)."""
    word = infinitive.removeprefix("se ").removeprefix("s'").split()[0]
    return word[: 1 if word in ("voir", "émouvoir", "mettre") else 2 if len(word) < 6 else 3]


@pytest.mark.parametrize("entry", SPEECH_CUES, ids=lambda e: e.form)
def test_each_cue_is_read_in_its_example(entry: lexicon.Entry) -> None:
    assert found(entry.example)


@pytest.mark.parametrize("entry", [e for e in SPEECH_CUES if e.counter_example], ids=lambda e: e.form)
def test_no_cue_is_read_in_its_counter_example(entry: lexicon.Entry) -> None:
    assert not found(entry.counter_example)


@pytest.mark.parametrize("entry", SPEAKER_NOUNS, ids=lambda e: e.form)
def test_each_noun_can_name_a_speaker(entry: lexicon.Entry) -> None:
    assert found(entry.example)


def token(word: str) -> Token:
    return Token(0, len(word), word, word.lower())


@pytest.mark.parametrize("entry", lexicon.load("not_verbs"), ids=lambda e: f"{e.code}-{e.form}")
def test_look_alikes_are_no_verbs(entry: lexicon.Entry) -> None:
    assert entry.form in entry.example
    assert not (w.infinitive(entry.form) if entry.code == "infinitive" else w.finite(token(entry.form)))


def test_the_cue_is_kept() -> None:
    quotation = read("« Le pont tient », a affirmé mardi le préfet.").quotations[0]
    assert (quotation.cue, quotation.cue_start, quotation.cue_end) == ("a affirmé", 19, 28)


def test_a_headline_keeps_quoted_words_only() -> None:
    text = "Selon le maire, le pont tient\nLe préfet appelle à « tenir »\nLe vent a soufflé toute la nuit."
    passages = [Passage(0, 29, "title"), Passage(30, 59, "title"), Passage(60, len(text), "body")]
    article = annotate.prepare("t", text, passages)
    assert [text[q.start : q.end] for q in annotate.annotate(article).quotations] == ["tenir"]


def test_furniture_is_not_read() -> None:
    text = "« Abonnez-vous », a dit le maire.\nLe vent a soufflé."
    article = annotate.prepare("t", text, [Passage(0, 33, "boilerplate"), Passage(34, len(text), "body")])
    assert annotate.annotate(article).quotations == []


PIECES = st.sampled_from(
    "« |» |\"|''|“|”| a déclaré | selon |d'après | que | qu'| : |, |. |\n|; |a-t-il dit|l'AFP|Le président|"
    " le ministre |12 345 morts|M. Diallo|cité par|citant|(|)| pour qui |selon lequel|à l'en croire|n'|ne |a |« « |"
    "\u202f|\u00a0|–|…|🙂|e\u0301".split("|")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=60).map("".join))
def test_noise_never_breaks_the_reader(text: str) -> None:
    check(text)


def test_a_long_text_without_a_full_stop_is_read() -> None:
    check("le ministre a déclaré que la pluie, selon le maire, et « le vent " * 300)


def check(text: str) -> None:
    readings: Readings = read(text)
    for quotation in [*readings.quotations, *readings.sources]:
        assert 0 <= quotation.start < quotation.end <= len(text)
        assert text[quotation.start : quotation.end].strip()
        assert quotation.cue_start is None or text[quotation.cue_start : quotation.cue_end]


def test_the_reader_is_the_one_of_the_pipeline(reader: Callable[..., Readings]) -> None:
    assert reader("Le maire a dit que la digue tiendrait.").quotations
