"""The command `kz`: what it says when it is called the wrong way, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import kz


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--quick"], "--quick"),
        (["bild"], "bild"),
        (["parse"], "corpus"),
        (["parse", "data/corpus"], "--out"),
        (["parse", "no/such/folder", "--out", "x"], "no such file or folder"),
        (["parse", "data/corpus", "--out", "x", "--as-of", "8 janvier"], "YYYY-MM-DD"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(arguments: list[str], said: str) -> None:
    done = kz(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_parse_writes_the_tables_and_says_how_much_was_read(tmp_path: Path) -> None:
    done = kz("parse", "data/corpus", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("5 articles, ")
    assert len(list(tmp_path.glob("*.parquet"))) > 7


def test_help_is_there() -> None:
    done = kz("--help")
    assert done.returncode == 0
    assert "parse" in done.stdout
