"""Near-copies: what a reprint, a long reprint, a rewritten text and an empty one come to."""

from __future__ import annotations

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


def test_families_take_the_first_given_and_chain_copies() -> None:
    a, b = words(100), words(100, 1)
    texts = {"d3": f"{a} {b}", "d2": b, "d1": a, "d4": OTHER}
    assert copies.families({k: print_of(t) for k, t in texts.items()}) == {
        "d3": "d3",
        "d2": "d3",
        "d1": "d3",
        "d4": "d4",
    }


def test_a_shared_formula_makes_no_family() -> None:
    formula = "vous pouvez lire la suite de cet article sur notre site"
    texts = {str(i): f"{words(60, i)} {formula}" for i in range(80)}
    families = copies.families({k: print_of(t) for k, t in texts.items()})
    assert set(families.values()) == set(texts)


def test_many_reprints_are_one_family() -> None:
    texts = {f"{i:03}": f"{AGENCY} {words(20, i)}" for i in range(120)}
    assert set(copies.families({k: print_of(t) for k, t in texts.items()}).values()) == {"000"}


def test_texts_of_fewer_than_eight_words_are_nobodys_copy() -> None:
    assert print_of("Trois morts à Beyrouth") == []
    assert copies.families({"a": [], "b": []}) == {"a": "a", "b": "b"}


@given(st.text(max_size=300))
def test_noise_gives_sorted_hashes_that_fit_a_column(text: str) -> None:
    found = print_of(text)
    assert found == sorted(set(found))
    assert all(0 <= h < 2**63 for h in found)
