"""The gate: articles that have gold are read no worse than before, and the counts are those of the definitions."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kzlib import parse, paths, tables
from kzlib.accuracy import MEASURES, Tally, floors, score, table
from kzlib.accuracy.__main__ import main
from kzlib.accuracy.names import same_name
from kzlib.accuracy.tally import Tallies
from kzlib.errors import InputError

SCORER = paths.ROOT.parent / "shared" / "tools" / "score.py"
NEXT = """see which with: python -m kzlib.accuracy {0} --errors
if it is meant: python -m kzlib.accuracy {0} --update-floors --lower"""


@cache
def parsed(corpus: str) -> parse.Parsed:
    return parse.parse(floors.CORPORA[corpus][0])


@cache
def tallies(corpus: str) -> Tallies:
    entries = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(floors.CORPORA[corpus][1].glob("*.json"))]
    return score(parsed(corpus).rows, entries, parsed(corpus).texts)


@pytest.mark.parametrize("corpus", floors.CORPORA)
def test_nothing_is_read_worse_than_before(corpus: str) -> None:
    if corpus not in floors.present():
        pytest.skip(f"corpus {corpus} is not here")
    floor = floors.load().get(corpus)
    assert floor, f"no floors for {corpus}; write them with: python -m kzlib.accuracy {corpus} --update-floors"
    worse = floors.below(floors.counts(tallies(corpus)), floor)
    assert not worse, "\n".join([f"{corpus} is read worse than before:", *worse, NEXT.format(corpus)])


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer to compare with is not here")
@pytest.mark.parametrize("corpus", floors.CORPORA)
def test_counts_agree_with_the_scorer_beside_the_project(corpus: str, tmp_path: Path) -> None:
    texts, gold = floors.CORPORA[corpus]
    tables.write(tmp_path / "tables", parsed(corpus).rows)
    said = tmp_path / "said.json"
    command = [sys.executable, str(SCORER), str(tmp_path / "tables"), str(gold), str(texts), "--json", str(said)]
    subprocess.run(command, check=True, capture_output=True)
    theirs = {k: v for k, v in json.loads(said.read_text()).items() if k != "articles"}
    ours = {row.pop("measure"): {k: round(v, 3) for k, v in row.items() if v is not None} for row in shown(corpus)}
    assert ours == {k: {n: v for n, v in row.items() if v == v} for k, row in theirs.items()}


def shown(corpus: str) -> list[dict[str, Any]]:
    return table(tallies(corpus))


TEXT = "Mardi, selon la police, 12 personnes ont été tuées à Port-Vert et 30 arrêtées. « Assez », dit Awa Diop."


def row(words: str, **columns: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"doc_id": "a", "start": start, "end": start + len(words), **columns}


def read(**found: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    kept = [{"doc_id": "a", "start": 0, "end": len(TEXT), "role": "body"}]
    documents = [{"doc_id": "a", "published": None}]
    return {name: [] for name in tables.DICTIONARY} | {"passages": kept, "documents": documents} | found


def counted(measure: str, gold: dict[str, Any], **found: list[dict[str, Any]]) -> tuple[int, int, int]:
    tally = score(read(**found), [{"id": "a", **gold}], {"a": TEXT})[measure]
    return tally.hit, tally.miss, tally.false


KILLED = {"text": "12 personnes", "value": 12, "bound": "exact", "kind": "killed", "group": "all"}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, (1, 0, 0)),
        ({"group": "unspecified"}, (1, 0, 0)),
        ({"group": "protesters"}, (0, 1, 1)),
        ({"kind": "injured"}, (0, 1, 1)),
        ({"value": 13.0}, (0, 1, 1)),
    ],
)
def test_a_figure_answers_by_value_kind_and_group(columns: dict[str, Any], expected: tuple[int, ...]) -> None:
    found = row("12", value=12.0, bound="exact", kind="killed", group="all", place=None, attributed_to=None) | columns
    assert counted("figures value+kind+group", {"figures": [KILLED]}, figures=[found]) == expected


def test_place_and_source_count_only_where_the_gold_names_them() -> None:
    found = row("12", value=12.0, bound="min", kind="killed", group="all", place="Port-Rouge", attributed_to=None)
    gold = {"figures": [{**KILLED, "place": "Port-Vert", "attributed_to": None}]}
    assert counted("figures place", gold, figures=[found]) == (0, 1, 1)
    assert counted("figures attributed", gold, figures=[found]) == (0, 0, 0)
    assert counted("figures bound", gold, figures=[found]) == (0, 1, 1)


def test_missing_an_optional_entry_costs_nothing() -> None:
    date = {"text": "Mardi", "start": "2022-01-04", "end": "2022-01-04"}
    assert counted("dates found", {"dates": [date]}) == (0, 1, 0)
    assert counted("dates found", {"dates": [{**date, "note": "optional; vague"}]}) == (0, 0, 0)
    assert counted("dates found", {}, dates=[row("Mardi")]) == (0, 0, 0)


def test_an_actor_counts_once_and_furniture_does_not_count() -> None:
    gold = {"actors": [{"name": "Police", "type": "organisation", "surface": ["la police"]}]}
    police = row("la police", type="organisation", actor_id="police")
    awa = row("Awa Diop", type="person", actor_id="awa")
    assert counted("actors", gold, mentions=[police, police, awa]) == (1, 0, 1)
    furniture = [{"doc_id": "a", "start": 0, "end": len(TEXT), "role": "boilerplate"}]
    assert counted("actors", gold, mentions=[police, awa], passages=furniture) == (1, 0, 0)


def test_a_quotation_needs_its_speaker() -> None:
    gold = {"quotes": [{"text": "Assez", "speaker": "Awa Diop", "kind": "direct"}]}
    assert counted("quotations speaker", gold, quotations=[row("Assez", speaker="Diop")]) == (1, 0, 0)
    assert counted("quotations speaker", gold, quotations=[row("Assez", speaker=None)]) == (0, 1, 0)
    assert counted("quotations speaker", gold, quotations=[row("Assez", speaker="Jean Roux")]) == (0, 1, 1)


def test_a_snippet_that_is_not_in_the_text_is_named() -> None:
    with pytest.raises(InputError, match="gold 'a': the text does not hold 'mercredi'"):
        counted("dates found", {"dates": [{"text": "mercredi", "start": "2022-01-05", "end": "2022-01-05"}]})
    with pytest.raises(InputError, match="no such article; there are: a"):
        score(read(), [{"id": "b"}], {"a": TEXT})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ministère de l'Intérieur (Soudan)", "ministère de l’Intérieur", True),
        ("OTAN", "Organisation du traité de l'Atlantique nord", True),
        ("Moussa Diallo", "Diallo", True),
        ("Moussa Dialo", "Mousa Diallo", True),
        ("ministère de la Santé", "ministère de la Défense", False),
        ("Awa Diop", "Jean Roux", False),
        (None, "Awa Diop", False),
    ],
)
def test_names_are_the_same_across_spellings(one: str | None, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_ratios_are_none_where_nothing_was_to_be_found() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
    assert Tally(hit=3, miss=1, false=2).f1 == pytest.approx(2 / 3)
    assert Tally(miss=1).f1 == 0


def test_floors_rise_by_themselves_and_fall_only_on_purpose() -> None:
    floor = {"default": {"events": {"hit": 5, "miss": 2, "false": 1}}}
    better = {"default": {"events": {"hit": 6, "miss": 1, "false": 1}, "actors": {"hit": 1, "miss": 0, "false": 0}}}
    worse = {"default": {"events": {"hit": 7, "miss": 0, "false": 2}}}
    assert floors.raised(floor, better, lower=False) == (better, [])
    assert floors.raised(floor, worse, lower=False) == (floor, ["default events: false 2, floor 1"])
    assert floors.raised(floor, worse, lower=True) == (worse, [])


def test_the_command_writes_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(floors, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(floors, "measure", lambda *_: tallies("default"))
    monkeypatch.setattr(sys, "argv", ["accuracy", "default", "--update-floors"])
    assert main() == 0
    assert floors.load() == {"default": floors.counts(tallies("default"))}
    assert all(name in MEASURES for name in floors.load()["default"])
    assert "dates found" in capsys.readouterr().out


def test_the_command_names_a_corpus_that_is_not_there(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(sys, "argv", ["accuracy", "elsewhere"])
    with pytest.raises(SystemExit):
        main()
    assert "no corpus 'elsewhere' with gold here; there are: default" in capsys.readouterr().err
