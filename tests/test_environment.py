"""The dependencies are said three times; they must say the same: pyproject.toml, the lock files, environment.yml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What conda-forge calls otherwise.
CONDA = {"duckdb": "python-duckdb", "typer": "typer"}
# Only in environment.yml: what conda itself needs, and the optional French pipeline.
CONDA_ONLY = {"python", "pip", "flit-core", "spacy-model-fr_core_news_md"}


def name(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def conda() -> dict[str, str]:
    found = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    plain = [d for d in found if isinstance(d, str)]
    from_pip = [d for e in found if isinstance(e, dict) for d in e["pip"] if not d.startswith("-")]
    return {d.split("=")[0].split("<")[0].split(">")[0].strip().lower(): d for d in [*plain, *from_pip]}


def bounds(requirement: str) -> set[str]:
    return set(re.findall(r"[<>=!~]=?[^,;\s]+", requirement))


def test_conda_and_pip_ask_for_the_same() -> None:
    wanted = {CONDA.get(name(d), name(d)): bounds(d) for d in PROJECT["dependencies"]}
    given = {n: bounds(d) for n, d in conda().items() if n not in CONDA_ONLY}
    assert given == wanted


def test_conda_python_is_the_projects() -> None:
    assert bounds(conda()["python"]) == bounds(PROJECT["requires-python"])


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("requirements.lock", []),
        ("requirements-dev.lock", ["dev"]),
        ("requirements-lab.lock", ["lab"]),
        ("requirements-bench.lock", ["bench"]),
    ],
)
def test_the_lock_holds_what_is_asked_for(lock: str, extras: list[str]) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = {m[1].lower().replace("_", "-"): m[2] for m in re.finditer(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)}
    asked = PROJECT["dependencies"] + [d for e in extras for d in PROJECT["optional-dependencies"][e]]
    assert not [d for d in asked if name(d) not in pinned], "run make lock"
    assert all(_within(pinned[name(d)], d) for d in asked), "run make lock"


def _within(version: str, requirement: str) -> bool:
    from packaging.requirements import Requirement

    return Requirement(requirement).specifier.contains(version, prereleases=True)


@pytest.mark.parametrize("lock", sorted(p.name for p in ROOT.glob("*.lock")))
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in b for b in blocks)
