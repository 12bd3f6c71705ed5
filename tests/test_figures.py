"""Figures: every row of their lexicons is read as it says, and no text makes the reader fail."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import annotate, figures, lexicon
from kzlib.records import Figure, Passage


def read(text: str) -> list[Figure]:
    return figures.read(annotate.prepare("test", text, [Passage(0, len(text), "body")]))


def rows(name: str) -> list[object]:
    return [pytest.param(e, id=f"{e.form}-{n}") for n, e in enumerate(lexicon.load(name)) if e.example]


def against(*names: str) -> list[object]:
    return [pytest.param(e, id=f"{n}-{e.form}") for n in names for e in lexicon.load(n) if e.counter_example]


@pytest.mark.parametrize("entry", rows("figure_kinds"))
def test_kind(entry: lexicon.Entry) -> None:
    assert entry.code in [f.kind for f in read(entry.example)]


@pytest.mark.parametrize("entry", rows("figure_groups"))
def test_group(entry: lexicon.Entry) -> None:
    found = read(entry.example)
    expected = "same" if entry.code == "same" else entry.code
    assert (found[-1].group == found[0].group) if expected == "same" else [f.group for f in found] == [expected]


@pytest.mark.parametrize("entry", rows("bounds"))
def test_bound(entry: lexicon.Entry) -> None:
    assert [f.bound for f in read(entry.example)] == [entry.code]


@pytest.mark.parametrize("entry", rows("figure_scopes"))
def test_scope(entry: lexicon.Entry) -> None:
    assert [f.group for f in read(entry.example)] == [entry.code]


@pytest.mark.parametrize("entry", rows("figure_things"))
def test_thing_is_no_figure(entry: lexicon.Entry) -> None:
    assert read(entry.example) == []


@pytest.mark.parametrize("entry", rows("figure_cues"))
def test_cue(entry: lexicon.Entry) -> None:
    assert read(entry.example)


@pytest.mark.parametrize("entry", against("figure_kinds", "figure_groups", "bounds", "figure_cues"))
def test_counter_example(entry: lexicon.Entry) -> None:
    assert read(entry.counter_example) == []


def test_a_part_points_to_its_whole() -> None:
    text = "Le séisme a fait au moins 45 morts, dont 12 enfants et 3 secouristes, et 90 blessés."
    whole, children, rescuers, injured = read(text)
    assert children.part_of == rescuers.part_of == whole.start == text.index("au moins")
    assert whole.part_of is None and injured.part_of is None


def test_a_breakdown_is_part_of_its_total() -> None:
    text = "Bilan : 64 morts (49 civils et 15 soldats)."
    whole, *parts = read(text)
    assert [p.part_of for p in parts] == [whole.start, whole.start]


def test_the_sum_of_parts_is_not_added() -> None:
    assert [f.value for f in read("L'incendie a tué 8 personnes, dont 3 à Viña del Mar et 5 à Quilpué.")] == [8, 3, 5]


WORDS = st.sampled_from(
    '12 deux cents morts blessés dont « » " au moins entre et à 5.000 1\u202f200 policiers ont été tués , . ; : ( ) '
    "une vingtaine de d' l'ONU selon le nombre parmi elles huitième aucun \n".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_noise_never_fails(text: str) -> None:
    for figure in read(text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end].strip()
        assert figure.value_high is None or figure.value_high > figure.value


def test_a_long_text_without_a_full_stop_is_read_in_time() -> None:
    text = "au moins 12 policiers et 30 manifestants ont été blessés, dont 4 grièvement, " * 2000
    assert len(read(text)) > 1000


def test_more_people_than_live_are_no_figure() -> None:
    assert [f.value for f in read("Au moins 9 999 999 999 morts lundi.")] == [9_999_999_999]
    for number in (
        "99999999999",
        "12 milliards de",
        "999 999 milliards de",
        "de 3 à 99999999999",
        "9" * 400,
        "9" * 5000,
    ):
        assert not read(f"Au moins {number} morts lundi.")
    assert not any(
        f.part_of for f in read("Au moins 99999999999 morts, dont 103 à Almaty, et 12 milliards de blessés.")
    )


def test_digits_glued_to_letters_are_no_numbers() -> None:
    text = "Le vol A320 du groupe G20 a transporté le Covid-19 vers la zone B52morts."
    assert not read(text)
    assert not re.search(r"\d", "".join(text[f.start : f.end] for f in read(text)))


def linked(text: str) -> list[Figure]:
    article = annotate.prepare("test", text, [Passage(0, len(text), "body")])
    readings = annotate.annotate(article)
    return readings.figures


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("L'Union africaine va déployer 3 000 soldats en Somalie.", "planned"),
        ("Le Tchad enverra 800 soldats.", "planned"),
        ("Le Tchad a envoyé 800 soldats.", "reported"),
        ("Au moins 12 manifestants ont été tués.", "reported"),
        ("L'armée a démenti la mort de 12 soldats.", "denied"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert [f.modality for f in linked(text)] == [modality]


def test_a_count_does_not_reach_beyond_publication() -> None:
    text = "Au moins 12 manifestants ont été tués cette semaine."
    assert [f.as_of for f in linked(text)] == [None]
