"""A book from a warm cache is the book from a cold one, whatever was changed in between: in copies of the project."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from books import ROOT, Book, built

pytestmark = [pytest.mark.book, pytest.mark.xdist_group("default")]

CHAPTERS = ("chronology", "actors", "figures", "reliability")
STAGES = ("reading", *CHAPTERS, "site")
COPIED = ("kzlib", "data", "notebooks", "book", "_config.yml", "CITATION.cff", "requirements.lock", "pyproject.toml")


@pytest.fixture
def book() -> Book:
    return built("default")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of all that a book is made from."""
    copy = tmp_path / "project"
    copy.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, copy / name)
    return copy


def explained(project: Path, out: Path) -> list[str]:
    """What building the default corpus in a copy of the project says."""
    command = [sys.executable, "-m", "kzlib", "build", "data/corpus", "--out", str(out), "--explain"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def ran(said: list[str]) -> set[str]:
    """The stages that were run, after what was said of each."""
    decided = dict(line.split(": ", 1) for line in said[: len(STAGES)])
    assert tuple(decided) == STAGES
    assert all(words.startswith(("run: ", "kept: nothing that it reads has changed (")) for words in decided.values())
    return {name for name, words in decided.items() if words.startswith("run: ")}


def content(out: Path) -> dict[str, bytes]:
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for folder in ("site", "tables")
        for p in (out / folder).rglob("*")
        if p.is_file()
    }


def test_one_chapter_is_run_again_and_the_book_is_the_same(book: Book, project: Path, tmp_path: Path) -> None:
    """A chapter is changed, then put back as it was; nothing else is run again but the site."""
    out = tmp_path / "out"
    shutil.copytree(book.out, out)
    name = "kzlib/chapters/figures/register.py"
    source = (project / name).read_text(encoding="utf-8")
    for text in (source + "# a remark\n", source):
        (project / name).write_text(text, encoding="utf-8")
        said = explained(project, out)
        assert ran(said) == {"figures", "site"}
        assert f"figures: run: {name} changed" in said
        assert f"site: run: {name} changed" in said
    assert content(out) == content(book.out)
    (project / "README.md").write_text("another", encoding="utf-8")
    said = explained(project, out)
    assert ran(said) == set()
    assert said[-2] == "Nothing has changed since the last build; nothing to do."


# A file, words in it and what they become (none: they are put at its end), and the stages that are run.
EDITS = [
    (
        "book/chapters.yml",
        "figures.ipynb\n  parameters: {most: 60}",
        "figures.ipynb\n  parameters: {most: 59}",
        {"figures"},
    ),
    ("kzlib/charts/style.py", "#0072b2", "#0072b3", set(CHAPTERS)),
    ("notebooks/actors.ipynb", "Being quoted is not being right", "To be quoted is not to be right", {"actors"}),
    ("data/sources.csv", "French agency with", "Agency of France with", {"figures", "reliability"}),
    ("data/lexicons/sides.csv", "", "# a remark\n", {"actors"}),
    (
        "data/lexicons/framing.csv",
        "that they kill to frighten",
        "that they kill and frighten",
        {"reading", "reliability"},
    ),
    ("data/corpus/manifest.csv", ",,,,fr,,translated", ",AFP,,,fr,,translated", {"reading", *CHAPTERS}),
    (
        "data/corpus/sommet-otsc-kremlin.txt",
        "",
        "\nSelon la police, douze manifestants ont été blessés samedi 8 janvier 2022 à Almaty.\n",
        {"reading", *CHAPTERS},
    ),
    ("book/method.md", "", "\nOne sentence more.\n", set()),
]


@pytest.mark.soak
@pytest.mark.parametrize(("name", "before", "after", "expected"), EDITS, ids=[e[0] for e in EDITS])
def test_a_change_comes_through_a_warm_cache(
    book: Book, project: Path, tmp_path: Path, name: str, before: str, after: str, expected: set[str]
) -> None:
    warm, cold = tmp_path / "warm", tmp_path / "cold"
    shutil.copytree(book.out, warm)
    text = (project / name).read_text(encoding="utf-8")
    assert before in text
    changed = text.replace(before, after, 1) if before else text + after
    (project / name).write_text(changed, encoding="utf-8")
    assert ran(explained(project, warm)) == expected | {"site"}
    assert ran(explained(project, cold)) == set(STAGES)
    assert content(warm) == content(cold)
    assert content(warm) != content(book.out)
