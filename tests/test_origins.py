"""Who repeats whom: copies, declared takeovers, agency credits, and what makes no one voice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hand_made import overlaps

from kzlib import clean, lexicon, provenance
from kzlib.compare.origins import agencies, families, links, origins
from kzlib.records import Document

Row = dict[str, Any]


def article(doc_id: str, day: int | None = None, runs: range | None = None, **more: Any) -> Row:
    published = dt.date(2019, 3, day) if day else None
    return {"doc_id": doc_id, "published": published, "fingerprint": list(runs or []), "credit": [], **more}


def tables(*documents: Row, **more: list[Row]) -> dict[str, list[Row]]:
    return {"documents": list(documents), "overlaps": overlaps(documents), "shared": [], "quotations": [], **more}


def kinds(found: dict[str, list[Row]]) -> list[tuple[str, str, str]]:
    return [(k.doc_id, k.original, k.kind) for k in links(found)]


def passage(doc_id: str, other: str, words: int = 30) -> Row:
    where = {"doc_id": doc_id, "start": 10, "end": 200, "text": "mots communs", "words": words}
    return {**where, "other_id": other, "other_start": 5, "other_end": 195, "other_text": "mots communs"}


def test_a_copy_repeats_the_earlier_article_whatever_their_names() -> None:
    found = tables(article("a", 9, range(40)), article("b", 6, range(40)), article("c", 7, range(100, 140)))
    assert origins(found) == {"b": "b", "a": "b", "c": "c"}
    (family,) = families(found)
    assert family.members == ("b", "a") and family.links[0].share == 1.0 and family.links[0].ordered


def test_copies_of_copies_are_one_family() -> None:
    chain = [article("a", 1, range(40)), article("b", 2, range(20, 60)), article("c", 3, range(40, 80))]
    assert set(origins(tables(*chain)).values()) == {"a"}


def test_who_joins_two_texts_later_makes_no_one_voice_of_them() -> None:
    joined = [article("a", 1, range(40)), article("b", 2, range(50, 90)), article("c", 3, range(90))]
    assert origins(tables(*joined)) == {"a": "a", "b": "b", "c": "a"}


def test_where_days_do_not_tell_who_joined_whom_all_are_one_voice() -> None:
    joined = [article("a", None, range(40)), article("b", None, range(50, 90)), article("c", None, range(90))]
    assert set(origins(tables(*joined)).values()) == {"a"}
    assert not any(k.ordered for k in links(tables(*joined)))


def test_of_one_day_the_first_by_name_stands_for_both_and_the_link_says_that_nothing_tells() -> None:
    twins = tables(article("b", 6, range(40)), article("a", 6, range(40)))
    assert origins(twins) == {"a": "a", "b": "a"} and not links(twins)[0].ordered


def test_a_few_shared_words_are_a_link_but_two_voices() -> None:
    documents = article("a", 1, range(100)), article("b", 2, range(90, 200))
    assert kinds(tables(*documents)) == []
    found = tables(*documents, shared=[passage("b", "a")])
    assert kinds(found) == [("b", "a", "passage")]
    assert origins(found) == {"a": "a", "b": "b"} and families(found) == []
    assert kinds(tables(*documents, shared=[passage("b", "a", words=11)])) == []


def test_what_both_quote_from_a_speaker_is_no_link() -> None:
    documents = article("a", 1, range(100)), article("b", 2, range(90, 200))
    said = {"doc_id": "b", "start": 8, "end": 190, "kind": "direct"}
    assert kinds(tables(*documents, shared=[passage("b", "a")], quotations=[said])) == []
    assert kinds(tables(*documents, shared=[passage("b", "a")], quotations=[{**said, "kind": "indirect"}])) != []


def taken(note: str, **more: Any) -> Row:
    return article("z", 9, None, origin="republished", origin_basis=note, **more)


@pytest.mark.parametrize(
    ("note", "linked"),
    [
        ("text: Texte repris du Courrier du Sud", True),
        ("text: Publié dans LE COURRIER DU SUD le 5 mars", True),
        ("text: Texte repris du Courrier", False),
        ("text: Texte repris du Courrier du Sudan", False),
        ("metadata: manifest.csv", False),
        ("", False),
    ],
)
def test_a_declared_republication_is_linked_to_the_only_article_of_the_publisher_named(note: str, linked: bool) -> None:
    found = tables(article("a", 5, publisher="Courrier du Sud"), taken(note))
    assert kinds(found) == ([("z", "a", "declared")] if linked else [])
    assert origins(found)["z"] == ("a" if linked else "z")


def test_of_a_publishers_articles_only_the_one_that_title_or_address_names() -> None:
    two = (
        article("a", 5, publisher="Le Sud", title="Neuf morts"),
        article("b", 6, publisher="Le Sud", url="https://sud.example/9"),
    )
    assert kinds(tables(*two, taken("text: Repris de Le Sud"))) == []
    assert kinds(tables(*two, taken("text: Repris de Le Sud", title="NEUF MORTS"))) == [("z", "a", "declared")]
    assert kinds(tables(*two, taken("text: Repris de Le Sud, https://sud.example/9"))) == [("z", "b", "declared")]


def test_what_is_published_later_is_no_original() -> None:
    assert kinds(tables(article("a", 12, publisher="Le Sud"), taken("text: Repris de Le Sud"))) == []


def test_articles_that_credit_one_agency_are_one_voice() -> None:
    found = tables(
        article("a", 2, credit=["AFP"], credit_basis="text: (avec AFP)"),
        article("b", 1, credit=["AFP", "Reuters"], credit_basis="text: (avec AFP et Reuters)"),
        article("c", 3, credit=["Reuters"], credit_basis="text: Source : Reuters"),
        article("d", 3),
    )
    assert origins(found) == {"b": "b", "a": "b", "c": "b", "d": "d"}
    assert agencies(found) == [("AFP", 2), ("Reuters", 2)]


def test_an_empty_corpus_has_no_voices() -> None:
    assert origins(tables()) == {} and families(tables()) == [] and links(tables()) == []


def credit(text: str = "", **facts: Any) -> list[str]:
    document = Document("a", "a.txt", "", text, **facts)
    provenance.complete(document, clean.passages(document) if text else [])
    return document.credit


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("La foule attend. (AFP)", ["AFP"]),
        ("La foule attend.\n(avec AFP)", ["AFP"]),
        ("La foule attend (avec l'AFP et Reuters).", []),
        ("La foule attend. (avec l\u2019AFP et Reuters)", ["AFP", "Reuters"]),
        ("Source : Reuters\nLa foule attend.", ["Reuters"]),
        ("La Rédaction avec AFP\nLa foule attend.", ["AFP"]),
        ("DORO, 6 mars (AFP) - La foule attend.", ["AFP"]),
        ("La foule attend, a dit le maire à l'AFP.", []),
        ("Selon l'Agence France-Presse (AFP)", []),
        ("(image : Reuters)", []),
        ("Photo par AFP", []),
        ("© AFP", []),
        ("Un message relayé par TASS", []),
        ("La foule attend à Doro, le 6 mars (AFP)", []),
        ("", []),
    ],
)
def test_agency_credits(text: str, credited: list[str]) -> None:
    assert credit(text) == credited


def test_who_publishes_or_signs_is_a_credit_too() -> None:
    assert credit(publisher="AFP") == credit(author="Le Phare avec AFP") == ["AFP"]
    assert credit(publisher="Le Phare") == []


@pytest.mark.parametrize("entry", lexicon.load("picture_credits"), ids=lambda e: e.form)
def test_credits_of_pictures_are_none_of_the_text(entry: lexicon.Entry) -> None:
    assert credit(entry.example) == []
