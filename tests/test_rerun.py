"""Run this chapter yourself: the commands are those that made the chapter, and hold no path of a machine."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from books import ROOT, Book, built, params

from kzlib import paths, rerun
from kzlib.edition import Edition

CHAPTERS = [c for c in yaml.safe_load(paths.CHAPTERS.read_text(encoding="utf-8")) if c.get("notebook")]


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        (Edition(Path()), "make book CORPUS=CORPUS"),
        (Edition(Path(), as_of="2023-09-04"), "make book CORPUS=CORPUS AS_OF=2023-09-04"),
        (Edition(Path(), evidence="full"), "make book CORPUS=CORPUS EVIDENCE=full"),
    ],
)
def test_the_first_command_builds_the_same_edition(edition: Edition, expected: str) -> None:
    assert rerun.build(edition) == expected


def test_every_parameter_is_given() -> None:
    command = rerun.run({"id": "a", "notebook": "a.ipynb", "parameters": {"most": 60, "title": "l'an 2"}})
    assert shlex.split(command)[1:] == [
        *("notebooks/a.ipynb", "a.ipynb", "-p", "tables", "build/tables"),
        *("-p", "most", "60", "-p", "title", "l'an 2"),
    ]


def test_a_page_without_notebook_has_none() -> None:
    assert rerun.section(Edition(Path()), "method") == ""


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


def test_the_command_on_the_page_runs(book: Book, tmp_path: Path) -> None:
    chapter = CHAPTERS[0]
    html = (book.site / f"{chapter['id']}.html").read_text(encoding="utf-8")
    assert rerun.run(chapter) in html
    command = [word.replace(rerun.TABLES, str(book.out / "tables")) for word in shlex.split(rerun.run(chapter))]
    command[2] = str(tmp_path / command[2])
    command[0] = str(ROOT / command[0])
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-800:]
