"""Weighing numbers by how often their voices stand apart: worked out by hand."""

from __future__ import annotations

import math
import statistics
from random import Random

import pytest
from hand_made import Row, claims, day, figure

from kzlib import compare
from kzlib.compare import Claim
from kzlib.compare.consistency import POINTS


def voices(**numbers: float) -> list[compare.Weighed]:
    """Weighing of one thing on one day, a number for each voice."""
    return compare.weigh(claims(*(figure(name, n, attributed_to=name) for name, n in numbers.items())))


def test_two_voices_are_not_weighed() -> None:
    assert voices(A=10, B=40) == []


def test_one_voice_apart_from_two_counts_for_less() -> None:
    (found,) = voices(A=10, B=10, C=40)
    # Standard deviation of 10, 10, 40: the root of 200. Losses with the prior: 0.25, 0.25 and (30/root + 0.5) / 2.
    apart = (30 / math.sqrt(200) + 0.5) / 2
    total = 0.25 + 0.25 + apart
    assert found.value == 10
    assert found.weights == {
        "A": pytest.approx(-math.log(0.25 / total), abs=1e-3),
        "B": pytest.approx(-math.log(0.25 / total), abs=1e-3),
        "C": pytest.approx(-math.log(apart / total), abs=1e-3),
    }


def test_leaving_one_voice_out_shows_what_the_number_depends_on() -> None:
    # Weights 1.377, 2.032 and 0.484: without B the 10 of A outweighs the 60 of C; without A or C the 20 stays.
    (found,) = voices(A=10, B=20, C=60)
    assert (found.value, found.low, found.high, found.depends_on) == (20, 10, 20, "B")
    assert found.weights == {"A": 1.377, "B": 2.032, "C": 0.484}
    (settled,) = voices(A=10, B=10, C=10, D=99)
    assert (settled.low, settled.high, settled.depends_on) == (10, 10, None)


def test_a_voice_that_was_off_elsewhere_loses_where_voices_are_split() -> None:
    rows = []
    for number, value in ((1, 10), (2, 20), (3, 30)):
        rows += [figure(v + str(number), value, as_of=number, attributed_to=v) for v in ("A", "B", "D")]
        rows.append(figure(f"C{number}", value * 3, as_of=number, attributed_to="C"))
    rows += [figure(f"{v}4", n, as_of=4, attributed_to=v) for v, n in (("A", 40), ("B", 42), ("C", 90))]
    last = compare.weigh(claims(*rows))[-1]
    assert last.day == day(4) and last.value in (40, 42)
    assert last.weights["C"] < min(last.weights["A"], last.weights["B"])


def test_bounds_count_only_where_a_number_breaks_them() -> None:
    rows = [
        figure("a", 164, attributed_to="A"),
        figure("b", 20, bound="min", attributed_to="B"),
        figure("c", 170, bound="approx", attributed_to="C"),
    ]
    (found,) = compare.weigh(claims(*rows))
    assert found.value == 164


def test_one_voice_in_many_articles_has_one_vote() -> None:
    rows = [figure(f"a{i}", 40, attributed_to="A") for i in range(9)]
    rows += [figure(v, 10, attributed_to=v) for v in ("B", "C")]
    (found,) = compare.weigh(claims(*rows))
    assert found.value == 10 and set(found.weights) == {"A", "B", "C"}


def test_the_number_is_always_one_that_was_given() -> None:
    (found,) = voices(A=11, B=23, C=57, D=91)
    assert {found.value, found.low, found.high} <= {11, 23, 57, 91}


def cheapest(votes: list[Claim], weights: dict[str, float]) -> float:
    """The number that costs least, by trying all: the definition."""

    def off(claim: Claim, value: float) -> float:
        return max((claim.low or value) - value, value - (claim.high or value), 0.0)

    def cost(value: float) -> tuple[float, float]:
        return round(math.fsum(weights[c.origin] * off(c, value) for c in votes), 6), value

    return min((c.value for c in votes if c.bound in POINTS), key=cost, default=min(c.value for c in votes))


@pytest.mark.parametrize("seed", range(40))
def test_the_favoured_number_is_the_one_that_trying_all_would_find(seed: int) -> None:
    random = Random(seed)
    bounds = ["exact", "exact", "min", "max", "approx"]
    rows = [
        figure(f"a{n}", random.randint(1, 20), bound=random.choice(bounds), attributed_to=f"V{n}")
        for n in range(random.randint(4, 9))
    ]
    rows += [figure(f"b{n}", 7, attributed_to=f"V{n}") for n in (20, 21)]
    found = claims(*rows)
    (weighed,) = compare.weigh(found)
    # The weights shown are rounded: numbers that cost the same to the third digit are left alone.
    weights = weighed.weights
    assert weighed.value == cheapest(found, weights)
    for voice, without in weighed.without.items():
        assert without == cheapest([c for c in found if c.origin != voice], weights)


def simulated(seed: int, biased: int) -> tuple[dict[str, int], list[Row]]:
    """Twenty tolls whose truth is known, told by seven voices, most by each; the first ones give half too much."""
    random = Random(seed)
    truth = {f"Ville {n}": int(10 ** random.uniform(1.2, 3)) for n in range(20)}
    rows = []
    for place, number in truth.items():
        for voice in range(7):
            wrong = random.gauss(0.5, 0.1) if voice < biased else random.choice([0.0, random.gauss(0, 0.05)])
            if random.random() < 0.7:
                rows.append(
                    figure(
                        f"{place}-{voice}",
                        max(1, round(number * (1 + wrong))),
                        start=voice * 10,
                        bound="min" if random.random() < 0.1 else "exact",
                        attributed_to=f"Voix {voice}",
                        place=place,
                    )
                )
    return truth, rows


def test_with_two_of_seven_voices_biased_weighing_is_nearer_the_truth_than_median_and_vote() -> None:
    errors: dict[str, list[float]] = {"weighed": [], "median": [], "vote": []}
    held = []
    for seed in range(20):
        truth, rows = simulated(seed, biased=2)
        for one in compare.weigh(claims(*rows)):
            true = truth[one.place or ""]
            given = sorted(r["value"] for r in rows if r["place"] == one.place)
            guesses = one.value, statistics.median_low(given), max(given, key=given.count)
            for method, guess in zip(errors, guesses, strict=True):
                errors[method].append(abs(guess - true) / true)
            held.append(one.low <= true <= one.high)
    mean = {method: statistics.fmean(found) for method, found in errors.items()}
    assert mean["weighed"] < min(mean["median"], mean["vote"]) and mean["weighed"] < 0.03
    assert statistics.fmean(held) > 0.75  # the interval says what one voice changes, it is no confidence interval


def test_copies_counted_as_voices_would_carry_the_vote() -> None:
    """Why articles are first collapsed to independent voices."""
    truth, rows = simulated(1, biased=1)
    copies = [
        r | {"doc_id": f"{r['doc_id']}{n}", "attributed_to": f"{r['attributed_to']}{n}"}
        for r in rows
        if r["attributed_to"] == "Voix 0"
        for n in range(7)
    ]
    copied = [r | {"attributed_to": "Voix 0"} for r in copies]

    def error(given: list[Row]) -> float:
        found = compare.weigh(claims(*given))
        return statistics.fmean(abs(w.value - truth[w.place or ""]) / truth[w.place or ""] for w in found)

    assert error([*rows, *copied]) < 0.05 < error([*rows, *copies])
