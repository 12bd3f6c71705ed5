"""What a build finds in its folder: what it left there itself, and what it must not touch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kzlib import built
from kzlib.errors import InputError

STAMP = json.dumps(dict.fromkeys(sorted(built.STAMPED), "x"))
WHOLE = {"tables/edition.json": "{}", "site/index.html": "<p>", built.STAMP: STAMP}


def put(out: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")


def test_what_was_built_is_read(tmp_path: Path) -> None:
    put(tmp_path, WHOLE)
    assert built.read(tmp_path) == json.loads(STAMP)


@pytest.mark.parametrize("gone", WHOLE)
def test_what_is_not_all_there_counts_as_not_built(gone: str, tmp_path: Path) -> None:
    put(tmp_path, {name: text for name, text in WHOLE.items() if name != gone})
    assert built.read(tmp_path) == {}


@pytest.mark.parametrize("stamp", ["", "{", "[]", "{}", '{"key": "x"}', "null", "\x00"])
def test_a_stamp_that_cannot_be_read_counts_as_none(stamp: str, tmp_path: Path) -> None:
    put(tmp_path, WHOLE | {built.STAMP: stamp})
    assert built.read(tmp_path) == {}


@pytest.mark.parametrize("name", ["site/mine.html", "tables/mine.csv", "site", "tables"])
def test_what_no_build_put_there_is_not_replaced(name: str, tmp_path: Path) -> None:
    put(tmp_path, {name: "mine"})
    with pytest.raises(InputError, match=f"holds '{name.split('/')[0]}', which no build put there; give another"):
        built.refuse_other(tmp_path)


OURS = [
    {},
    WHOLE,
    {"site/data/edition.json": "{}"},
    {"tables/documents.parquet": ""},
    {built.STAMP: STAMP, "site/damaged.html": ""},
    {"notes.txt": "mine"},
]


@pytest.mark.parametrize("files", OURS)
def test_what_a_build_put_there_is_replaced(files: dict[str, str], tmp_path: Path) -> None:
    put(tmp_path, files)
    (tmp_path / "site").mkdir(exist_ok=True)
    built.refuse_other(tmp_path)
