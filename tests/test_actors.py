"""Actors: the lexicons' own examples, identities within an article, spelling, countries, and hostile text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import actors, annotate, lexicon
from kzlib.actors import spelling
from kzlib.records import Mention, Passage

Check = Callable[[lexicon.Entry, list[Mention], str], bool]


def read(text: str, model: str | None = None) -> list[Mention]:
    """The mentions of a text that is one body passage."""
    return actors.read(annotate.prepare("test", text, [Passage(0, len(text), "body")], None, model))


def named(text: str, kind: str | None = None) -> dict[str, str]:
    """Names as written, with the canonical name that each was read as."""
    return {text[m.start : m.end]: m.name for m in read(text) if kind in (None, m.type)}


def over(entry: lexicon.Entry, mentions: list[Mention], text: str) -> list[Mention]:
    """Mentions that overlap the form of a lexicon row in its example."""
    start = text.lower().find(entry.form.lower())
    return [m for m in mentions if m.start < start + len(entry.form) and start < m.end]


def has_code(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    return any(m.actor_id == entry.code for m in over(entry, mentions, text))


def has_state(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    if entry.extra["kind"] == "adjective":
        return not any(m.type in ("person", "organisation") for m in mentions)
    return any(m.actor_id == f"state-{entry.code.lower()}" for m in over(entry, mentions, text))


def has_place(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    return any(m.type in ("place", "state") and m.name for m in over(entry, mentions, text))


def has_group(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    return any(m.type in ("group", "organisation") for m in over(entry, mentions, text))


def has_body(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    wanted = ("group", "organisation") if entry.extra.get("type") == "group" else ("organisation",)
    return any(m.type in wanted for m in over(entry, mentions, text))


def has_role(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    return any(m.type == "person" and m.name == "Mariko Tavelin" and m.role for m in mentions)


def has_organisation(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    return any(m.type == "organisation" for m in mentions)


def has_person(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    return any(m.type == "person" and m.name.endswith("Tavelin") for m in mentions)


def no_actor(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    return not any(m.type in ("person", "organisation") for m in over(entry, mentions, text))


def no_person(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    return not any(m.type == "person" for m in mentions)


def state_of_austria(entry: lexicon.Entry, mentions: list[Mention], text: str) -> bool:
    return [m.actor_id for m in mentions if text[m.start : m.end] == "Vienne"] == ["state-aut"]


CHECKS: dict[str, Check] = {
    "actors": has_code,
    "media": has_organisation,
    "countries": has_state,
    "places": has_place,
    "groups": has_group,
    "bodies": has_body,
    "portfolios": has_organisation,
    "roles": has_role,
    "namers": has_organisation,
    "given_names": has_person,
    "spoken": has_person,
    "no_actors": no_actor,
    "name_words": no_person,
    "metonymy": state_of_austria,
}


@pytest.mark.parametrize("name", CHECKS)
def test_lexicon_examples_are_read(name: str) -> None:
    failed = [
        (row.form, row.example)
        for row in lexicon.load(name)
        if row.example and not CHECKS[name](row, read(row.example), row.example)
    ]
    assert not failed, f"{len(failed)} of {len(lexicon.load(name))}: {failed[:25]}"


@pytest.mark.parametrize("name", CHECKS)
def test_lexicon_counter_examples_are_not(name: str) -> None:
    failed = [
        (row.form, row.counter_example)
        for row in lexicon.load(name)
        if row.counter_example and CHECKS[name](row, read(row.counter_example), row.counter_example)
    ]
    assert not failed, f"{len(failed)}: {failed[:25]}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergueï Choïgou", "Sergei Shoigu"),
        ("Erlan Tourgoumbaïev", "Yerlan Turgumbayev"),
        ("Dmitri Tchernychenko", "Dmitry Chernyshenko"),
        ("Mukhtar Abliazov", "Moukhtar Abliazov"),
        ("Jaksylyk Ouchkempirov", "Zhaksylyk Ushkempirov"),
        ("Nikolaï Patrouchev", "Nikolai Patrushev"),
        ("Alikhan Smaïlov", "Alikhan Smailov"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Aliev", "Aliyev"),
        ("Hussein", "Husein"),
    ],
)
def test_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert spelling.key(one) == spelling.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Marat Ossipov", "Murat Ossipov"), ("Ali Bongo", "Omar Bongo"), ("Diop", "Diome"), ("Kabila", "Kabore")],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert spelling.key(one) != spelling.key(other)


def test_spellings_within_an_article_are_one_person() -> None:
    text = "Le ministre Bolat Joumabaïev a démenti. « C'est faux », a répété Bolat Zhumabayev. M. Joumabaïev est parti."
    assert {m.actor_id for m in read(text) if m.type == "person"} == {"bolat-jumabaev"}


def test_a_ministry_without_country_is_the_articles() -> None:
    text = "Au Sénégal, la tension monte. Le Sénégal attend. Le ministère de l'Intérieur a publié un bilan."
    assert named(text, "organisation")["ministère de l'Intérieur"] == "Ministère de l'Intérieur (Sénégal)"


def test_a_foreign_ministry_is_the_one_of_the_speaking_state() -> None:
    text = (
        "Le Mali est isolé. Le Mali a fermé ses frontières. "
        "L'Algérie est inquiète, a déclaré le ministère des Affaires étrangères."
    )
    assert named(text)["ministère des Affaires étrangères"] == "Ministère des Affaires étrangères (Algérie)"


def test_a_trained_pipeline_adds_names_that_nothing_else_finds(tmp_path: Path) -> None:
    nlp = spacy.blank("fr")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PER", "pattern": "Tchoumak"},
            {"label": "ORG", "pattern": "Zorvex"},
            {"label": "LOC", "pattern": "Belmour"},
        ]
    )
    nlp.to_disk(tmp_path / "model")
    text = "On a vu Tchoumak chez Zorvex, avant Belmour."
    kinds = {text[m.start : m.end]: m.type for m in read(text, str(tmp_path / "model"))}
    assert kinds == {"Tchoumak": "person", "Zorvex": "organisation", "Belmour": "place"}
    assert not read(text)


PIECES = st.sampled_from(
    "M. Mme Dupont le président (KNB) ( ) « » \" ' ’ , . : ; - – \n   ministère de l'Intérieur d' l' a déclaré selon "
    "Moscou ONU Tokaïev, porte-parole 46 ans É œ İ ß 𝔘 \u0301 \u202f \ue000 123Abc al- ben le parti la chaîne et".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join)))
def test_noise_never_raises_and_offsets_stay_inside(text: str) -> None:
    for mention in read(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.actor_id and mention.name and text[mention.start : mention.end].strip()


def test_a_long_text_without_full_stop_is_read() -> None:
    text = "le président de la commission du Haut Conseil de la ville de Zorval et Mariko Tavelin, " * 2000
    assert len(read(text)) > 1000
