"""Near-copies: what a reprint, a long reprint, a rewritten text and an empty one come to."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kzlib import copies
from kzlib.copies.candidates import meeting, recurring
from kzlib.copies.sketch import Sketch, Sketches

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


def containment(one: str, other: str) -> float:
    return max(copies.contained(np.array(print_of(one), np.int64), np.array(print_of(other), np.int64)))


def words(count: int, seed: int = 0) -> str:
    return " ".join(f"mot{seed}x{i}" for i in range(count))


def test_a_reprint_with_another_case_and_punctuation_is_a_copy() -> None:
    assert print_of(AGENCY) == print_of(AGENCY.upper().replace(",", " ;"))


def test_a_reprint_inside_a_longer_article_is_contained() -> None:
    longer = f"{words(400)} {AGENCY} {words(300, seed=1)}"
    assert containment(AGENCY, longer) > 0.8


def test_the_same_news_in_other_words_is_no_copy() -> None:
    assert containment(AGENCY, OTHER) == 0.0


def test_containment_of_long_articles_is_estimated_within_a_tenth() -> None:
    half = words(2000)
    estimate = containment(f"{half} {words(2000, 1)}", f"{half} {words(2000, 2)}")
    assert abs(estimate - 0.5) < 0.1


def row(doc_id: str, text: str, day: int | None) -> dict[str, object]:
    published = dt.date(2019, 3, day) if day else None
    return {"doc_id": doc_id, "published": published, "fingerprint": print_of(text)}


def pairs(**texts: str) -> dict[tuple[str, str], float]:
    found = copies.pairs(row(name, text, None) for name, text in texts.items())
    return {(p.first, p.second): round(p.containment, 2) for p in found}


def test_pairs_stand_in_order_with_what_either_holds_of_the_other() -> None:
    a, b = words(100), words(100, 1)
    found = copies.pairs([row("d4", OTHER, 1), row("d1", a, None), row("d2", b, 9), row("d3", f"{a} {b}", 6)])
    assert [(p.first, p.second) for p in found] == [("d3", "d2"), ("d3", "d1")]
    assert [(round(p.of_first, 1), p.of_second, p.containment) for p in found] == [(0.5, 1.0, 1.0)] * 2


def test_of_two_earlier_articles_the_nearest_is_the_one_that_shares_most() -> None:
    a, b = words(100), words(40, 1)
    near = copies.nearest(copies.pairs([row("x", f"{b} {words(60, 2)}", 1), row("y", a, 2), row("z", f"{a} {b}", 3)]))
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
    assert copies.pairs([row("a", "", 1), row("b", "", 2)]) == [] and copies.pairs([]) == []


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


def test_a_shared_passage_is_a_row_of_either_article() -> None:
    texts = {"late": f"{AGENCY} {words(30)}", "early": AGENCY}
    documents = [row("late", texts["late"], 9), row("early", texts["early"], 6)]
    sentences = [{"doc_id": d, "start": 0, "end": len(t)} for d, t in texts.items()]
    early, late = copies.compared(copies.pairs(documents), copies.placed(sentences), texts)["shared"]
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


def test_what_articles_share_is_a_row_of_the_later_one() -> None:
    texts = {"late": f"{AGENCY} {words(len(AGENCY.split()))}", "early": AGENCY, "other": OTHER}
    documents = [row("late", texts["late"], 9), row("early", texts["early"], 6), row("other", OTHER, 7)]
    (found,) = copies.compared(copies.pairs(documents), {}, texts | {"late": "", "early": ""})["overlaps"]
    assert (found["doc_id"], found["other_id"], found["other_share"]) == ("late", "early", 1.0)
    assert 0.4 < found["share"] < 0.6


def test_near_copies_are_grouped_by_what_joins_them() -> None:
    a, b = words(100), words(100, 1)
    texts = {
        "e": b,
        "d": f"{b} {words(9, 5)}",
        "c": f"{a} {words(40, 2)}",
        "b": OTHER,
        "a": a,
        "f": f"{words(50, 3)} {a}",
    }
    assert copies.near(copies.pairs(row(name, text, None) for name, text in texts.items())) == [
        ["a", "c", "f"],
        ["d", "e"],
    ]


def altered(text: str, share: float, chance: Random) -> str:
    """A text with that share of its words put for others."""
    return " ".join(w if chance.random() >= share else f"x{chance.randrange(10**9)}" for w in text.split())


def excerpt(text: str, chance: Random) -> str:
    """Half a text and as many words of its own, four times as many of them if chance wills it."""
    half = text.split()[: len(text.split()) // 2]
    return " ".join([*half, words(len(half) * chance.choice((1, 4)), chance.randrange(10**9))])


FORMULAS = [words(20, -n - 1) for n in range(30)]  # sentences that stand in many articles


def press(count: int) -> tuple[list[str], dict[tuple[int, int], float | None]]:
    """Texts of about three hundred words: news, set phrases that many share, and one in five a copy of another.

    And of each copy, with its model, what share of the words was put for others, None for an excerpt.
    """
    chance, made = Random(7), {}
    texts: list[str] = []
    for n in range(count):
        own = f"{words(chance.randrange(120, 400), n)} {chance.choice(FORMULAS)} {chance.choice(FORMULAS)}"
        if n % 5 == 4:
            model, change = chance.randrange(n), chance.choice((0.0, 0.05, 0.1, 0.2, 0.4, None))
            copy = excerpt(texts[model], chance) if change is None else altered(texts[model], change, chance)
            own, made[model, n] = f"{copy} {words(20, n)}", change
        texts.append(own)
    return texts, made


def test_the_search_finds_the_copies_that_all_against_all_finds() -> None:
    texts, made = press(500)
    documents = [row(f"{n:05}", text, None) for n, text in enumerate(texts)]
    prints = [(d["doc_id"], np.array(d["fingerprint"], np.int64)) for d in documents]
    every = [copies.Pair(one, other, *copies.contained(a, b)) for (one, a), (other, b) in combinations(prints, 2)]
    there, found = [pair for pair in every if pair.containment], copies.pairs(documents)
    assert {*found} <= {*there} and len(found) < len(there) / 3
    assert len(copies.near(there)) > 30 and copies.near(found) == copies.near(there)
    wanted, got = ({(int(p.first), int(p.second)) for p in pairs} & made.keys() for pairs in (there, found))
    recall = {change: _share(wanted, got, made, change) for change in (0.0, 0.05, 0.1, 0.2, 0.4, None)}
    assert all(recall[change] == 1 for change in (0.0, 0.05, 0.1, 0.2, None)), recall


def _share(
    there: set[tuple[int, int]], found: set[tuple[int, int]], made: dict[tuple[int, int], float | None], change: object
) -> float:
    """Of the copies with that change that share runs with their model, the share that was found."""
    alike = [pair for pair in there if made[pair] == change]
    return sum(pair in found for pair in alike) / len(alike) if alike else 1.0


def sketches(prints: Sequence[Sketch]) -> Sketches:
    """Fingerprints one after the other."""
    held = Sketches()
    for each in prints:
        held.add(each)
    return held


def test_what_is_searched_grows_with_the_number_of_articles() -> None:
    chance = np.random.default_rng(5)
    phrases = chance.integers(0, 2**63, size=(50, 12))
    prints = [np.union1d(chance.integers(0, 2**63, size=240), phrases[n % 50]) for n in range(8000)]
    for n in range(4, 8000, 5):
        prints[n] = np.union1d(prints[n // 2][:200], prints[n][:50])
    few, many = (len([*meeting(sketches(prints[:count]), range(count))]) for count in (1000, 8000))
    assert 8000 > few > 200 and many <= 9 * few


def test_recurring_runs_are_those_that_several_articles_hold() -> None:
    chance = np.random.default_rng(3)
    prints = [np.unique(chance.integers(0, 60, size=20)) << chance.integers(0, 57) for _ in range(30)]
    prints += [np.array([0, 2**63 - 1]), np.array([2**62, 2**63 - 1])]
    held = sketches(prints)
    count = Counter(run for sketch in prints for run in sketch.tolist())
    assert recurring(held.values).tolist() == [count[run] > 1 for sketch in prints for run in sketch.tolist()]
