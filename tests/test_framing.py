"""Words by which people are called: each row's sentences, whose word it is, and how articles compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzlib import annotate, lexicon
from kzlib import framing as reader_of_words
from kzlib.compare import framing
from kzlib.records import Passage, Readings

Read = Callable[..., Readings]
ROWS = lexicon.load("framing")


def found(text: str) -> list[str]:
    article = annotate.prepare("test", text, [Passage(0, len(text), "body")], dt.date(2022, 1, 9))
    return [w.word for w in reader_of_words.read(article)]


@pytest.mark.parametrize("entry", ROWS, ids=lambda e: f"{e.form}, {e.extra['use']}")
def test_each_row_is_read_in_its_example_and_not_in_its_counter_example(entry: lexicon.Entry) -> None:
    words = found(entry.example)
    assert words if entry.code == "head" else entry.code in words
    assert entry.code not in found(entry.counter_example)


@pytest.mark.parametrize("entry", [e for e in ROWS if e.code != "head"], ids=lambda e: f"{e.form}, {e.extra['use']}")
def test_each_word_says_what_it_implies_in_english(entry: lexicon.Entry) -> None:
    assert entry.extra["tone"] in framing.TONES and entry.extra["english"] and entry.label.startswith("that ")


@pytest.mark.parametrize(
    "text",
    [
        "Le terrorisme recule dans la région.",
        "Une loi antiterroriste a été votée mardi.",
        "Le service anti-terroriste a ouvert une enquête.",
        "La menace terroriste reste forte.",
        "Les violences terroristes et extrémistes ont cessé.",
        "Ils se sont rassemblés sur la place des Martyrs.",
        "La mosquée des Martyrs a rouvert.",
        "Le match opposant Doro à Kaya est reporté.",
        "Les anciens combattants ont défilé.",
        "Il s'est insurgé contre le projet.",
        "Les contre-manifestants sont partis.",
        "La manifestation a réuni mille personnes.",
    ],
)
def test_what_is_no_word_for_people(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le ministre a parlé de terroristes et de « bandits ».", [("terroristes", "own"), ("bandits", "marks")]),
        ("« Des terroristes nous attaquent », a déclaré Awa Sow.", [("terroristes", "direct")]),
        ("Awa Sow a déclaré que des émeutiers avaient brûlé la mairie.", [("émeutiers", "indirect")]),
        ("Des émeutiers ont brûlé la mairie de Doro mardi.", [("émeutiers", "own")]),
        ('Awa Sow a accusé des "casseurs" d\'avoir pillé la gare.', [("casseurs", "direct")]),
        ("LES ÉMEUTIERS ONT QUITTÉ LA PLACE", [("émeutiers", "own")]),
        ("Un combattant de la liberté, dit l\u2019affiche.", [("combattants de la liberté", "own")]),
    ],
)
def test_whose_word_it_is(reader: Read, text: str, words: list[tuple[str, str]]) -> None:
    read = reader(text).framing
    assert [w.word for w in read] == [word for word, _ in words]
    quoting = {"marks", "direct", "indirect"}
    assert [w.voice in quoting for w in read] == [voice in quoting for _, voice in words]


def test_who_is_quoted_with_it(reader: Read) -> None:
    (word,) = reader("« Des terroristes nous attaquent », a déclaré Awa Sow.").framing
    assert (word.voice, word.speaker) == ("direct", "Awa Sow")


@given(st.text(alphabet="«»\"' aelmnstrio\u00e9\n.,terroristes", max_size=200))
def test_noise_never_raises_and_stays_inside(text: str) -> None:
    article = annotate.prepare("test", text, [Passage(0, len(text), "body")] if text else [], None)
    for word in reader_of_words.read(article):
        assert 0 <= word.start < word.end <= len(text) and text[word.start : word.end].strip()


def use(doc_id: str, word: str, voice: str = "own", start: int = 0, speaker: str | None = None) -> dict[str, Any]:
    where = {"doc_id": doc_id, "start": start, "end": start + 5, "text": word}
    return {**where, "word": word, "voice": voice, "speaker": speaker}


def test_articles_side_by_side() -> None:
    rows = [
        use("a", "manifestants"),
        use("b", "manifestants", "indirect", 9, "Police"),
        use("a", "terroristes", "direct", 30, "Awa Sow"),
        use("b", "martyrs", "marks", 40),
        use("a", "manifestants", "direct", 50),
    ]
    accused, described, honoured = framing.words({"framing": rows})
    assert [w.word for w in (accused, described, honoured)] == ["terroristes", "manifestants", "martyrs"]
    assert (described.owned, described.only_quoted) == (["a"], ["b"])
    assert [r["start"] for r in described.uses["a"].rows] == [0, 50]
    assert accused.uses["a"].speakers == ("Awa Sow",) and honoured.uses["b"].speakers == ()
    assert framing.words({"framing": []}) == []
