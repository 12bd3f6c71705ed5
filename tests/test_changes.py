"""What changed between two editions, from tables made by hand."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hand_made import Row, Tables, day, document, figure, tables

from kzlib import tables as stored
from kzlib.changes import Change, Changes, since
from kzlib.edition import Edition
from kzlib.errors import InputError


def edition(name: str, *figures: Row, **more: list[Row]) -> Edition:
    rows: Tables = {**tables(*figures, **more), "corrections": more.get("corrections", [])}
    rows["documents"] = [{"sha256": "1", **d} for d in rows["documents"]]
    return Edition(folder=Path(name), edition=name, name=name, tables=rows)


def ids(found: list[Change[Any]]) -> list[tuple[str | None, str | None]]:
    return [(c.before and c.before["doc_id"], c.after and c.after["doc_id"]) for c in found]


def event(doc_id: str, first: int | None) -> Row:
    when = day(first) if first else None
    told = {"doc_id": doc_id, "start": 1, "end": 5, "text": "émeute", "type": "violence", "event_id": "e-1"}
    return {**told, "first": when, "last": when, "place": "Gabon", "modality": "fact", "participants": []}


def test_articles_come_go_and_change() -> None:
    documents = [document("a", sha256="1"), document("b", sha256="1"), document("c", sha256="1")]
    later = [document("b", sha256="2"), document("c", sha256="1"), document("d", sha256="1")]
    found = Changes(edition("1", documents=documents), edition("2", documents=later)).articles
    assert ids(found) == [("b", "b"), (None, "d"), ("a", None)]


def test_a_figure_moves_with_a_newer_number() -> None:
    before = edition("1", figure("a", 12, as_of=4))
    after = edition("2", figure("a", 12, as_of=4), figure("b", 30, as_of=9))
    [moved] = Changes(before, after).figures
    assert moved.before and moved.after
    assert (moved.before.best, moved.after.best) == (12, 30)
    assert Changes(before, after).readings == []


def test_a_figure_that_is_new_or_gone_has_no_other_side() -> None:
    changes = Changes(edition("1", figure("a", 12)), edition("2", figure("a", 12, kind="injured")))
    assert [(c.before and c.before.kind, c.after and c.after.kind) for c in changes.figures] == [
        (None, "injured"),
        ("killed", None),
    ]


def test_another_reading_of_the_same_article_is_told_from_news() -> None:
    changes = Changes(edition("1", figure("a", 12)), edition("2", figure("a", 13)))
    assert [(c.before and c.before.value, c.after and c.after.value) for c in changes.readings] == [
        (None, 13),
        (12, None),
    ]


def test_an_event_put_on_another_day() -> None:
    documents = [document("a")]
    before = edition("1", documents=documents, events=[event("a", None)])
    after = edition("2", documents=documents, events=[event("a", 4)])
    [moved] = Changes(before, after).events
    assert moved.before and moved.after
    assert (moved.before.first, moved.after.first) == (None, day(4))


def test_a_claim_that_another_voice_confirms_gets_another_grade() -> None:
    first = figure("a", 12, attributed_to="Police")
    changes = Changes(edition("1", first), edition("2", first, figure("b", 12, attributed_to="Croix-Rouge")))
    [graded] = changes.claim_grades
    assert graded.before and graded.after
    assert graded.after[1] < graded.before[1]


def test_only_new_corrections_are_listed() -> None:
    fix = {"doc_id": "a", "table": "figures", "words": "douze", "change": "value 12", "reason": "misread"}
    other = {**fix, "words": "treize"}
    changes = Changes(edition("1", corrections=[fix]), edition("2", corrections=[fix, other]))
    assert changes.corrections == [other]


def test_the_same_edition_has_no_changes() -> None:
    same = edition("1", figure("a", 12, attributed_to="Police"), figure("b", 20))
    changes = Changes(same, same)
    assert not any((changes.articles, changes.figures, changes.readings, changes.events, changes.grades))
    assert not changes.claim_grades


def test_without_an_earlier_edition_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert since(Edition(folder=tmp_path / "tables")) is None


def test_tables_of_an_earlier_version_get_the_columns_of_this_one(tmp_path: Path) -> None:
    stored.write(tmp_path / "now", {"problems": [{"path": "a.txt", "message": "empty"}]})
    old = tmp_path / "old"
    old.mkdir()
    known = pq.read_table(tmp_path / "now" / "documents.parquet")
    pq.write_table(known.drop_columns(["url"]), old / "documents.parquet")
    shutil.copy(tmp_path / "now" / "problems.parquet", old)
    stored.adopt(old, tmp_path / "adopted")
    assert pq.read_schema(tmp_path / "adopted" / "documents.parquet").names == stored.schema("documents").names
    assert stored.read(tmp_path / "adopted", "problems")[0]["path"] == "a.txt"
    assert stored.read(tmp_path / "adopted", "figures") == []


def test_an_edition_that_lacks_what_may_not_be_empty_is_refused(tmp_path: Path) -> None:
    stored.write(tmp_path / "now", {})
    old = tmp_path / "old"
    old.mkdir()
    known = pq.read_table(tmp_path / "now" / "documents.parquet")
    pq.write_table(known.drop_columns(["sha256"]), old / "documents.parquet")
    with pytest.raises(InputError, match=r"documents\.parquet: no column 'sha256'"):
        stored.adopt(old, tmp_path / "adopted")
