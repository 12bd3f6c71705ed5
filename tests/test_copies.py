"""Near-copies: what a reprint, a long reprint, a rewritten text and an empty one come to."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kzlib import copies

AGENCY = (
    "Le barrage de la rivière Ouélé a cédé dans la nuit de lundi à mardi, emportant deux quartiers de la ville basse. "
    "Les secours ont retrouvé neuf corps, selon le gouverneur, qui parle d'une trentaine de disparus et redoute une "
    "nouvelle crue avant la fin de la semaine. Les habitants ont été conduits dans trois écoles du plateau."
)
OTHER = (
    "Trois écoles du plateau accueillent les habitants depuis mardi. Une trentaine de personnes manquent encore à "
    "l'appel, et neuf corps ont été retrouvés après la rupture du barrage, indique le gouverneur de la province."
)


def print_of(text: str) -> list[int]:
    return copies.fingerprint(text, [(0, len(text))])


def words(count: int, seed: int = 0) -> str:
    return " ".join(f"mot{seed}x{i}" for i in range(count))


def test_a_reprint_with_another_case_and_punctuation_is_a_copy() -> None:
    assert print_of(AGENCY) == print_of(AGENCY.upper().replace(",", " ;"))


def test_a_reprint_inside_a_longer_article_is_contained() -> None:
    longer = f"{words(400)} {AGENCY} {words(300, seed=1)}"
    assert copies.containment(print_of(AGENCY), print_of(longer)) > 0.8


def test_the_same_news_in_other_words_is_no_copy() -> None:
    assert copies.containment(print_of(AGENCY), print_of(OTHER)) == 0.0


def test_containment_of_long_articles_is_estimated_within_a_tenth() -> None:
    half = words(2000)
    estimate = copies.containment(print_of(f"{half} {words(2000, 1)}"), print_of(f"{half} {words(2000, 2)}"))
    assert abs(estimate - 0.5) < 0.1


def pairs(**texts: str) -> dict[tuple[str, str], float]:
    found = copies.pairs({name: print_of(text) for name, text in texts.items()})
    return {(p.first, p.second): round(p.containment, 2) for p in found}


def test_pairs_stand_in_the_order_given_with_what_they_share() -> None:
    a, b = words(100), words(100, 1)
    assert pairs(d3=f"{a} {b}", d2=b, d1=a, d4=OTHER) == {("d3", "d2"): 1.0, ("d3", "d1"): 1.0}


def test_of_two_earlier_articles_the_nearest_is_the_one_that_shares_most() -> None:
    a, b = words(100), words(40, 1)
    near = copies.nearest(
        copies.pairs({"x": print_of(f"{b} {words(60, 2)}"), "y": print_of(a), "z": print_of(f"{a} {b}")})
    )
    assert {later: pair.first for later, pair in near.items()} == {"z": "y"}


def test_a_shared_formula_makes_no_pair() -> None:
    formula = "vous pouvez lire la suite de cet article sur notre site"
    texts = {f"d{i}": f"{words(60, i)} {formula}" for i in range(80)}
    assert max(pairs(**texts).values(), default=0.0) < 0.1


def test_many_reprints_are_as_many_pairs_and_not_their_square() -> None:
    texts = {f"d{i:03}": f"{AGENCY} {words(20, i)}" for i in range(120)}
    found = pairs(**texts)
    assert {first for first, _ in found} >= {"d000"} and {second for _, second in found} == set(texts) - {"d000"}
    assert len(found) <= 2 * len(texts)


def test_texts_of_fewer_than_eight_words_are_nobodys_copy() -> None:
    assert print_of("Trois morts à Beyrouth") == []
    assert copies.pairs({"a": [], "b": []}) == [] and copies.pairs({}) == []


def located(text: str, other: str) -> list[tuple[str, str, int]]:
    found = copies.passages(text, [(0, len(text))], other, [(0, len(other))])
    return [(text[p.start : p.end], other[p.other_start : p.other_end], p.words) for p in found]


def test_a_passage_is_found_in_both_texts_as_each_writes_it() -> None:
    one = "Le préfet a fermé le pont de Doro à cause des pluies. Personne n'a été blessé."
    two = "Hier. LE PRÉFET a fermé le pont de Doro, à cause des pluies ; on attend la décrue."
    assert located(one, two) == [
        (
            "Le préfet a fermé le pont de Doro à cause des pluies",
            "LE PRÉFET a fermé le pont de Doro, à cause des pluies",
            12,
        )
    ]


def test_seven_words_are_no_passage_and_a_long_one_is_cut_but_counted() -> None:
    assert located("un deux trois quatre cinq six sept", "un deux trois quatre cinq six sept") == []
    long = words(200)
    ((shown, _, count),) = located(long, f"{words(9, 1)} {long}")
    assert count == 200 and len(shown.split()) == copies.LONGEST


def test_of_many_passages_the_longest_are_kept_in_the_order_of_the_text() -> None:
    parts = [words(n, n) for n in (9, 14, 11, 12, 20)]
    other = " fin ".join(reversed(parts))
    assert [n for _, _, n in located(" début ".join(parts), other)] == [14, 12, 20]


def row(doc_id: str, text: str, day: int | None) -> dict[str, object]:
    published = dt.date(2019, 3, day) if day else None
    return {"doc_id": doc_id, "published": published, "fingerprint": print_of(text)}


def test_a_shared_passage_is_a_row_of_either_article() -> None:
    texts = {"late": f"{AGENCY} {words(30)}", "early": AGENCY}
    documents = [row("late", texts["late"], 9), row("early", texts["early"], 6)]
    sentences = [{"doc_id": d, "start": 0, "end": len(t)} for d, t in texts.items()]
    early, late = copies.shared(documents, sentences, texts)
    assert (early["doc_id"], early["other_id"]) == ("early", "late") == (late["other_id"], late["doc_id"])
    for one in (early, late):
        assert texts[one["doc_id"]][one["start"] : one["end"]] == one["text"]
        assert texts[one["other_id"]][one["other_start"] : one["other_end"]] == one["other_text"]
    assert early["words"] == late["words"] == len(copies.WORD.findall(AGENCY))


@given(st.text(max_size=200), st.text(max_size=200))
def test_noise_gives_passages_within_both_texts(text: str, other: str) -> None:
    for p in copies.passages(text, [(0, len(text))], other, [(0, len(other))]):
        assert 0 <= p.start < p.end <= len(text) and 0 <= p.other_start < p.other_end <= len(other)


@given(st.text(max_size=300))
def test_noise_gives_sorted_hashes_that_fit_a_column(text: str) -> None:
    found = print_of(text)
    assert found == sorted(set(found))
    assert all(0 <= h < 2**63 for h in found)
