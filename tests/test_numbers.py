"""French numbers: the value of every form, and what is no number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import lexicon, numbers

EXACT = {
    "5 000": 5000, "5\u00a0000": 5000, "5\u202f000": 5000, "5.000": 5000, "5,000": 5000, "12 345 678": 12345678,
    "5000": 5000, "1,2 million": 1200000, "3 millions": 3000000, "5 mille": 5000, "2,5 milliards": 2500000000,
    "deux": 2, "seize": 16, "dix-sept": 17, "vingt et un": 21, "vingt-et-une": 21, "trente-deux": 32, "soixante": 60,
    "soixante et onze": 71, "soixante-dix": 70, "soixante-dix-neuf": 79, "septante": 70, "septante-trois": 73,
    "quatre-vingts": 80, "quatre-vingt-un": 81, "quatre-vingt-dix": 90, "quatre-vingt-dix-sept": 97, "huitante": 80,
    "nonante-neuf": 99, "cent": 100, "cent un": 101, "deux cents": 200, "deux cent cinquante": 250, "mille": 1000,
    "mille deux cents": 1200, "dix-huit mille": 18000, "cent mille": 100000, "deux cent mille": 200000,
    "trois mille quatre cent cinquante-six": 3456, "un million": 1000000, "deux millions": 2000000,
    "un million deux cent mille": 1200000, "mille neuf cent quatre-vingt-onze": 1991, "Quatorze": 14,
}  # fmt: skip
VAGUE = {
    "une vingtaine": (20, "approx"), "une centaine": (100, "approx"), "un millier": (1000, "approx"),
    "une demi-douzaine": (6, "approx"), "deux douzaines": (24, "approx"), "une dizaine de milliers": (10000, "approx"),
    "des dizaines": (20, "min"), "des « dizaines »": (20, "min"), "des centaines": (200, "min"),
    "des milliers": (2000, "min"), "plusieurs milliers": (2000, "min"), "quelques milliers": (2000, "min"),
    "plusieurs centaines": (200, "min"), "des dizaines de milliers": (20000, "min"), "Dizaines": (20, "min"),
    "plusieurs centaines de milliers": (200000, "min"), "des millions": (2000000, "min"),
}  # fmt: skip
ORDINALS = {"huitième": 8, "vingt et unième": 21, "cent cinquantième": 150, "45e": 45, "3ème": 3, "deuxième": 2}
NOT_ONE = ["Covid-19", "G20", "A350", "B52", "12/05/2022", "un", "une", "13h00", "n°4x", "2.3.4", "uni", "dixit"]


@pytest.mark.parametrize(("words", "value"), EXACT.items())
def test_exact(words: str, value: int) -> None:
    found = numbers.find(f"On a compté {words} blessés.")
    assert [(n.value, n.bound, n.ordinal) for n in found] == [(value, "exact", False)]
    assert found[0].start == 12 and found[0].end == 12 + len(words)


@pytest.mark.parametrize(("words", "expected"), VAGUE.items())
def test_vague(words: str, expected: tuple[int, str]) -> None:
    found = numbers.find(f"On a compté {words} de blessés.")
    assert [(n.value, n.bound) for n in found] == [expected]


@pytest.mark.parametrize(("words", "value"), ORDINALS.items())
def test_ordinal(words: str, value: int) -> None:
    assert [(n.value, n.ordinal) for n in numbers.find(f"Un {words} mort a été annoncé.")] == [(value, True)]


@pytest.mark.parametrize("words", NOT_ONE)
def test_no_number(words: str) -> None:
    assert numbers.find(words) == []


def test_numbers_that_follow_each_other_stay_apart() -> None:
    assert [n.value for n in numbers.find("deux, trois ou quatre cents")] == [2, 3, 400]
    assert [n.value for n in numbers.find("entre dix et onze")] == [10, 11]
    assert [n.value for n in numbers.find("en 2021 300 personnes")] == [2021, 300]


@pytest.mark.parametrize("entry", lexicon.load("number_words"), ids=lambda e: f"{e.code}-{e.form}")
def test_lexicon(entry: lexicon.Entry) -> None:
    assert numbers.find(entry.example)
    found = numbers.find(entry.counter_example)
    assert (int(entry.extra["value"]), entry.code == "ordinal") not in [(n.value, n.ordinal) for n in found]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789 .,\u00a0\u202f-unedvigtcsmlofrqz'’«»e", max_size=120))
def test_noise_never_fails(text: str) -> None:
    last = 0
    for number in numbers.find(text):
        assert last <= number.start < number.end <= len(text)
        assert number.value >= 0
        last = number.end
