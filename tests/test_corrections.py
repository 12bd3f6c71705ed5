"""Corrections: what they change, and that one which rests on nothing any more stops the build."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from kzlib import corrections, tables
from kzlib.errors import InputError

TEXT = "Le bilan est de 12 morts, selon la police. Le bilan est de 12 morts à Osh."
BASE = {
    "article": "a",
    "table": "figures",
    "words": "12 morts",
    "reason": "misread",
    "who": "A. Reader",
    "when": dt.date(2026, 1, 2),
}


def rows() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.DICTIONARY}
    empty = {c.name: None for c in tables.DICTIONARY["figures"]}
    for start in (16, 60):
        found["figures"].append(
            empty
            | {"doc_id": "a", "start": start, "end": start + 8, "text": "12 morts", "value": 12.0, "kind": "killed"}
        )
    found["documents"] = [{c.name: None for c in tables.DICTIONARY["documents"]} | {"doc_id": "a"}]
    return found


def load(tmp_path: Path, *entries: dict[str, Any]) -> list[corrections.Correction]:
    path = tmp_path / "corrections.yml"
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return corrections.load(path)


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert corrections.load(tmp_path / "none.yml") == []


def test_a_change_is_made_and_listed(tmp_path: Path) -> None:
    found = rows()
    entry = BASE | {
        "do": "change",
        "occurrence": 2,
        "set": {"value": 13, "as_of": "2022-01-05"},
        "expect": {"value": 12},
    }
    entry["set"]["as_of"] = dt.date(2022, 1, 5)
    corrections.apply(load(tmp_path, entry), found, {"a": TEXT})
    assert [f["value"] for f in found["figures"]] == [12.0, 13.0]
    assert found["figures"][1]["as_of"] == dt.date(2022, 1, 5)
    assert found["corrections"][0]["change"] == "as_of: empty → 2022-01-05; value: 12.0 → 13.0"


def test_a_reading_is_removed(tmp_path: Path) -> None:
    found = rows()
    corrections.apply(load(tmp_path, BASE | {"do": "remove"}), found, {"a": TEXT})
    assert [f["start"] for f in found["figures"]] == [60]


def test_of_readings_that_hold_the_words_the_one_of_just_these_is_meant(tmp_path: Path) -> None:
    found = rows()
    found["figures"].insert(0, found["figures"][0] | {"start": 13, "value": 1.0})
    corrections.apply(load(tmp_path, BASE | {"do": "change", "set": {"value": 13}}), found, {"a": TEXT})
    assert [f["value"] for f in found["figures"]] == [1.0, 13.0, 12.0]


def test_of_readings_of_the_same_words_the_expected_one_is_meant(tmp_path: Path) -> None:
    found = rows()
    found["figures"].insert(0, found["figures"][0] | {"value": 1.0})
    entry = BASE | {"do": "change", "set": {"value": 13}, "expect": {"value": 12}}
    corrections.apply(load(tmp_path, entry), found, {"a": TEXT})
    assert [f["value"] for f in found["figures"]] == [1.0, 13.0, 12.0]


def test_a_reading_is_added_and_fits_its_table(tmp_path: Path) -> None:
    found = rows()
    entry = BASE | {"do": "add", "table": "dates", "words": "Le bilan", "set": {"first": dt.date(2022, 1, 5)}}
    corrections.apply(load(tmp_path, entry), found, {"a": TEXT})
    assert found["dates"][0]["text"] == "Le bilan"
    assert tables.build("dates", found["dates"]).num_rows == 1


def test_what_is_known_of_an_article_is_changed(tmp_path: Path) -> None:
    found = rows()
    entry = {k: v for k, v in BASE.items() if k != "words"} | {
        "do": "change",
        "table": "documents",
        "set": {"publisher": "Agence X"},
    }
    corrections.apply(load(tmp_path, entry), found, {"a": TEXT})
    assert found["documents"][0]["publisher"] == "Agence X"


def test_other_corpora_are_left_alone(tmp_path: Path) -> None:
    found = rows()
    corrections.apply(load(tmp_path, BASE | {"do": "remove", "article": "b"}), found, {"a": TEXT})
    assert len(found["figures"]) == 2
    assert found["corrections"] == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"do": "remove", "words": "14 morts"}, "does not stand 1 times"),
        ({"do": "remove", "occurrence": 3}, "does not stand 3 times"),
        ({"do": "remove", "words": "la police"}, "nothing is read"),
        ({"do": "remove", "expect": {"value": 11}}, "not 11 as expected"),
        ({"do": "change", "set": {"value": "many"}}, "entry 1: value 'many'; a number is expected; correct the"),
        ({"do": "change", "set": {"value": None}}, "entry 1: value is empty; it must have a value"),
        ({"do": "change", "set": {"value": float("nan")}}, "entry 1: value nan; a number is expected"),
        (
            {"do": "change", "set": {"bound": "about"}},
            "entry 1: bound 'about'; allowed: approx, exact, max, min, range",
        ),
        ({"do": "change", "set": {"bound": ["exact"]}}, r"entry 1: bound \['exact'\]; allowed: approx"),
        ({"do": "change", "set": {"place": 5}}, "entry 1: place 5; a text is expected"),
        ({"do": "change", "set": {"part_of": 2.5}}, "entry 1: part_of 2.5; a whole number is expected"),
        ({"do": "change", "set": {"part_of": 2**70}}, "entry 1: part_of 1180591620717411303424; a whole number"),
        ({"do": "change", "set": {"as_of": "2022-01-08"}}, "entry 1: as_of '2022-01-08'; a day is expected"),
        ({"do": "change", "expect": {"bound": "about"}}, "entry 1: bound 'about'; allowed: approx"),
        ({"do": "add", "words": "la police", "set": {"modality": "true"}}, "entry 1: modality 'true'; allowed: denied"),
    ],
)
def test_a_correction_that_rests_on_nothing_stops(tmp_path: Path, entry: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        corrections.apply(load(tmp_path, BASE | entry), rows(), {"a": TEXT})


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"do": "drop"}, "unknown do 'drop'; allowed: change, remove, add"),
        ({"do": "remove", "table": "claims"}, "unknown table 'claims'"),
        ({"do": "change", "set": {"start": 3}}, "unknown column in set 'start'"),
        ({"do": "remove", "note": "x"}, "unknown field 'note'"),
        ({"do": "remove", "reason": ""}, "no reason"),
        ({"do": "remove", "when": "yesterday"}, "YYYY-MM-DD"),
        ({"do": "remove", "words": ""}, "no words"),
        ({"do": "remove", "words": 12}, "words 12; a text is expected"),
        ({"do": "remove", "occurrence": 0}, "occurrence 0; the first is 1"),
        ({"do": "remove", "occurrence": "2"}, "occurrence '2'; a whole number is expected"),
        ({"do": "change", "set": ["value"]}, r"set \['value'\]; a mapping is expected"),
        ({"do": "remove", "article": ["a"]}, r"article \['a'\]; a text is expected"),
        ({"do": "add", "table": "documents"}, "can only be changed"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, entry: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        load(tmp_path, BASE | entry)
    assert "entry 1" in str(error.value)


def test_the_projects_own_corrections_can_be_read() -> None:
    from kzlib import paths

    corrections.load(paths.CORRECTIONS)
