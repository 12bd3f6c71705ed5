"""What sort of body a name stands for, and what English calls it."""

from __future__ import annotations

import pytest

from kzlib import institutions, lexicon


@pytest.mark.parametrize("entry", lexicon.load("institutions"), ids=lambda e: e.form)
def test_the_example_names_the_body_and_the_counter_example_does_not(entry: lexicon.Entry) -> None:
    found = institutions.find(entry.example)
    assert found and (found.code, found.label) == (entry.code, entry.label)
    if entry.counter_example:
        other = institutions.find(entry.counter_example)
        assert other is None or other.form != entry.form


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Ministère de l'Intérieur (Kazakhstan)", "Interior Ministry"),
        ("ministère russe des Affaires étrangères", "Foreign Ministry"),
        ("ministère de l’intérieur du Soudan", "Interior Ministry"),
        ("Organisation des Nations unies (ONU)", "UN"),
        ("ministère de la Pêche", "ministère de la Pêche"),
        ("hôpital de Kaya", "hôpital de Kaya"),
        ("Police (Gabon)", "Police"),
        ("agence Tass", "TASS"),
        ("Parquet général (Kazakhstan)", "General Prosecutor's Office"),
        ("Serik Chalabaïev", "Serik Chalabaïev"),
    ],
)
def test_canonical_names_in_english(name: str, english: str) -> None:
    assert institutions.english(name) == english


def test_agencies_and_media_pass_on_what_others_count() -> None:
    assert institutions.relays("AFP") and institutions.relays("agences russes") and institutions.relays("Al-Jazira")
    assert not institutions.relays("Police (Gabon)") and not institutions.relays(None)
