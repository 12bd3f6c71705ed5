"""Tables asked by SQL: rows as Python holds them, the same each time, and nothing but the tables."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
import synthetic

from kzlib import query, tables
from kzlib.edition import Edition
from kzlib.errors import InputError

DAY = dt.date(2022, 1, 5)
EVENT = {
    "doc_id": "a",
    "start": 0,
    "end": 6,
    "text": "L'été.",
    "type": "protest",
    "first": DAY,
    "last": None,
    "place": None,
    "event_id": "e",
    "modality": "fact",
    "participants": ["Une", "Deux"],
}
ROWS = {"events": [EVENT, EVENT | {"doc_id": "b", "type": "violence", "participants": []}]}


@pytest.fixture
def stored(tmp_path: Path) -> tables.Stored:
    tables.write(tmp_path, ROWS)
    return tables.Stored(tmp_path)


ASKED = {
    "rows are those written": ('SELECT * FROM events ORDER BY doc_id, start, "end"', (), ROWS["events"]),
    "counts are whole numbers": ("SELECT count(*) AS n FROM events", (), [{"n": 2}]),
    "parameters are bound": (
        "SELECT doc_id FROM events WHERE type = ? ORDER BY doc_id",
        ("violence' OR '1' = '1",),
        [],
    ),
    "a list of ids is one parameter": (
        "SELECT doc_id FROM events WHERE doc_id IN (SELECT unnest(?)) ORDER BY doc_id",
        (["b", "c"],),
        [{"doc_id": "b"}],
    ),
    "two tables": (
        "SELECT e.doc_id FROM events AS e LEFT JOIN documents USING (doc_id) ORDER BY e.doc_id",
        (),
        [{"doc_id": "a"}, {"doc_id": "b"}],
    ),
    "text is ordered by code point": (
        "SELECT word FROM (VALUES ('é'), ('z'), ('E'), ('e')) AS w(word) ORDER BY word",
        (),
        [{"word": w} for w in sorted("ézEe")],
    ),
}


@pytest.mark.parametrize("case", ASKED)
def test_a_folder_and_rows_at_hand_answer_alike(case: str, stored: tables.Stored) -> None:
    sql, parameters, answer = ASKED[case]
    assert stored.query.rows(sql, parameters) == answer
    assert tables.queried(ROWS).rows(sql, parameters) == answer


def test_what_is_kept_can_be_joined_and_replaced(stored: tables.Stored) -> None:
    joined = "SELECT events.doc_id, origin FROM events JOIN voices USING (doc_id) ORDER BY events.doc_id"
    for origin in ("one", "two"):
        stored.query.keep("voices", pa.table({"doc_id": ["a"], "origin": [origin]}))
        assert stored.query.rows(joined) == [{"doc_id": "a", "origin": origin}]


def test_a_missing_table_is_told_with_what_to_do(tmp_path: Path) -> None:
    asked = query.Query(tmp_path, tables.DICTIONARY)
    with pytest.raises(InputError, match=r"no table 'events'.*run `kz parse` first"):
        asked.rows("SELECT * FROM events")


@pytest.mark.parametrize("given", ["read_text('{0}')", "read_csv('{0}')", "read_parquet('{1}')", "glob('{2}/*')"])
def test_no_other_file_is_read(given: str, stored: tables.Stored, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    tables.write(other, ROWS)
    asked = given.format(other / "secret.csv", other / "events.parquet", other)
    with pytest.raises(duckdb.PermissionException):
        stored.query.rows(f"SELECT * FROM {asked}")


@pytest.mark.parametrize("sql", ["SET enable_external_access = true", "INSTALL httpfs", "LOAD httpfs"])
def test_what_is_off_stays_off(sql: str, stored: tables.Stored) -> None:
    with pytest.raises(duckdb.Error):
        stored.query.rows(sql)


def test_what_is_queried_is_seen_and_no_more(stored: tables.Stored, tmp_path: Path) -> None:
    code = f"""
from kzlib import recording
recording.start({str(tmp_path / "record")!r}, [{str(stored.folder)!r}])
from pathlib import Path
from kzlib.query import Query
from kzlib.tables import DICTIONARY
Query(Path({str(stored.folder)!r}), DICTIONARY).rows("SELECT count(*) AS n FROM events JOIN figures USING (doc_id)")
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    lines = (tmp_path / "record").read_text(encoding="ascii").splitlines()
    assert {Path(path).name for kind, path in map(json.loads, lines) if kind == "file"} == {
        "events.parquet",
        "figures.parquet",
    }


def test_importing_it_loads_no_database() -> None:
    code = "import sys, kzlib.edition; print('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_a_folder_and_rows_at_hand_make_the_same_of_actors_and_events() -> None:
    folder = synthetic.tables(120)
    rows = {name: tables.read(folder, name) for name in tables.DICTIONARY}
    stored, given = Edition(folder, tables=tables.Stored(folder)), Edition(folder, tables=rows)
    assert len(given.happenings) > 50 and len(given.statements) > 20 and len(given.actors) > 20
    assert stored.origin_of == given.origin_of and stored.crisis == given.crisis
    assert stored.happenings == given.happenings
    for of in (_of_actors, _of_statements, _of_shares):
        assert of(stored) == of(given)


def _of_actors(edition: Edition) -> object:
    """Quotations as columns leave out what nobody asks of them."""
    return [
        (a.actor_id, a.name, a.country, a.mentions, [q["text"] for q in a.quotations], a.roles, a.spellings)
        for a in edition.actors
    ]


def _of_statements(edition: Edition) -> object:
    return [
        (s.actor_id, s.side and (s.side.code, s.side.rule, s.side.mention), s.kind, s.origin, s.places, s.articles)
        for s in edition.statements
    ]


def _of_shares(edition: Edition) -> object:
    return [(s.code, s.figures, s.figure_origins, s.figure_articles, s.direct, s.origins) for s in edition.shares]


def test_a_frame_holds_what_rows_hold(stored: tables.Stored) -> None:
    sql = "SELECT doc_id, type, first, place FROM events WHERE type = ? ORDER BY doc_id"
    frame = tables.queried(stored).frame(sql, ["protest"])
    assert list(frame.columns) == ["doc_id", "type", "first", "place"]
    assert frame["first"].tolist() == [DAY]
    assert frame["place"].isna().tolist() == [True]
