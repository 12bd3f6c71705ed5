"""What tells an event: the rows of the lexicons, the forms of verbs, the cut of a sentence, and noise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import lexicon
from kzlib.events import groups, scene, tellings, verbs
from kzlib.records import Readings

Reader = Callable[..., Readings]
ROWS = lexicon.load("event_types")
WITH_COUNTER = [row for row in ROWS if row.counter_example]


def name(row: Any) -> str:
    return f"{row.code}-{row.form}"


def types(readings: Readings) -> set[str]:
    return {e.type for e in readings.events}


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_example_of_each_row_tells_its_event(row: lexicon.Entry, reader: Reader) -> None:
    readings = reader(row.example)
    assert row.code in types(readings), [(e.type, e.needs) for e in readings.events]


@pytest.mark.parametrize("row", WITH_COUNTER, ids=name)
def test_counter_example_of_each_row_does_not(row: lexicon.Entry, reader: Reader) -> None:
    readings = reader(row.counter_example)
    told = [row.counter_example[e.start : e.end] for e in readings.events if e.type == row.code]
    assert not told


@pytest.mark.parametrize(
    ("verb", "form", "kind"),
    [
        ("limoger", "limogea", "simple"),
        ("limoger", "limogés", "participle"),
        ("décréter", "décrète", "present"),
        ("décréter", "décréterait", "conditional"),
        ("appeler", "appelle", "present"),
        ("lancer", "lançait", "imperfect"),
        ("envoyer", "enverra", "future"),
        ("déployer", "déploient", "present"),
        ("envahir", "envahissaient", "imperfect"),
        ("prendre", "prises", "participle"),
        ("dissoudre", "dissoute", "participle"),
        ("tenir", "tiendront", "future"),
        ("promouvoir", "promue", "participle"),
    ],
)
def test_forms_of_verbs(verb: str, form: str, kind: str) -> None:
    assert kind in verbs.forms(verb)[form]


def test_a_verb_of_neither_rule_nor_lexicon_has_no_forms() -> None:
    assert verbs.forms("clore") == {}


def test_every_verb_of_the_lexicons_has_forms() -> None:
    missing = [
        row.form
        for source in ("event_types", "event_support", "event_speech")
        for row in lexicon.load(source)
        if row.extra.get("grammar") != "noun" and not verbs.forms(tellings.split(row.form)[1])
    ]
    assert not missing


def test_every_class_named_is_in_the_lexicon() -> None:
    known = {row.code for row in lexicon.load("event_objects")}
    named = {n.strip("!~") for row in ROWS for cell in ("subject", "object") for n in row.extra[cell].split("|") if n}
    assert named <= known


@pytest.mark.parametrize(
    ("text", "openers"),
    [
        ("La foule, qui criait, a envahi la mairie", ["", "qui", ","]),
        ("Il a dit jeudi que la ville était calme", ["", "que"]),
        ("Le calme règne alors que des renforts arrivent", ["", "alors"]),
        ("Deux morts ; dix blessés", ["", ";"]),
    ],
)
def test_pieces_of_a_sentence(text: str, openers: list[str]) -> None:
    assert [p.opener for p in scene.stage(text, 0, len(text)).pieces] == openers


@pytest.mark.parametrize(
    ("text", "word", "voice", "tense", "negated"),
    [
        ("La mairie a été envahie", "envahie", "passive", "past", False),
        ("Ils n'ont pas encore quitté la ville", "quitté", "active", "past", True),
        ("Les troupes se sont retirées", "retirées", "reflexive", "past", False),
        ("Le président aurait limogé le préfet", "limogé", "active", "conditional", False),
        ("La place, envahie mardi, est vide", "envahie", "passive", "participle", False),
        ("La junte doit libérer les députés", "libérer", "active", "infinitive", False),
        ("Il a été destitué puis arrêté", "arrêté", "passive", "past", False),
    ],
)
def test_verb_groups(text: str, word: str, voice: str, tense: str, negated: bool) -> None:
    words = scene.stage(text, 0, len(text)).words
    head = next(i for i, w in enumerate(words) if w.text == word)
    kinds = frozenset({"infinitive" if tense == "infinitive" else "participle"})
    group = groups.group_at(words, head, kinds)
    assert group is not None
    assert (group.voice, group.tense, group.negated) == (voice, tense, negated)


def test_a_noun_is_no_verb() -> None:
    words = scene.stage("Une violente attaque", 0, 20).words
    assert groups.group_at(words, 2, frozenset({"present"})) is None


def test_publication_never_dates_an_event(reader: Reader) -> None:
    found = reader("La foule a envahi la mairie. Le préfet a été limogé.").events
    assert [e.type for e in found] == ["storming", "dismissal"]
    assert all(e.first is None and e.last is None for e in found)


NOISE = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(" \n.,;:«»“”\"'’()–—-0123456789\u00a0\u202f"),
    ),
    max_size=300,
)
WORDS = st.lists(
    st.sampled_from(
        "la police a ont été dispersé envahi mardi que qui « » , . : manifestation éclaté limogé se sont retirés "
        "arrestations 200 déclaré jeudi soldats n' pas couvre-feu aujourd'hui coupure d'internet".split()
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(NOISE, WORDS))
def test_noise_never_raises_and_offsets_stay_inside(text: str) -> None:
    from conftest import read

    for event in read(text).events if text.strip() else ():
        assert 0 <= event.start < event.end <= len(text)
        assert event.start <= event.cue_end <= len(text)
        assert text[event.start : event.end].strip()
