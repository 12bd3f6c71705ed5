"""What the project needs is said in pyproject.toml: the lock files, environment.yml and the code agree with it."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BUILD = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {"requirements.lock": (), **{f"requirements-{extra}.lock": (extra,) for extra in EXTRAS}}
PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\\n]+?))?(?P<hashes>(?: \\\n    --hash=\S+)+)$"
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# Only in environment.yml: what conda itself needs, and the optional French pipeline.
CONDA_ONLY = {"python", "pip", "flit-core", "spacy-model-fr_core_news_md"}
# Called otherwise by conda.
CONDA_NAMES = {"python-duckdb": "duckdb"}
# Declared and imported nowhere, and why they are needed all the same.
NOT_IMPORTED = {
    "flit-core": "builds the package",
    "jupyter-book": "is run as a command",
    "jupyterlab": "make lab runs it",
    "mypy": "make test runs it",
    "pip-audit": "make audit runs it",
    "ruff": "make test runs it",
    "pytest-xdist": "a plug-in of pytest",
    "types-pyyaml": "types for mypy",
    "emoji": "held back for recognizers-text",
}
# Modules of distributions that are not installed with the tests, or come with another one: those of make bench.
BENCH = {
    "dateparser": "dateparser",
    "edsnlp": "edsnlp",
    "recognizers_date_time": "recognizers-text-date-time",
    "recognizers_text": "recognizers-text-date-time",
    "text_to_num": "text2num",
}


# Imported but declared nowhere: what is run by hand, with an installation of its own.
BY_HAND = {"atheris"}


def requirements(*extras: str) -> dict[str, Requirement]:
    """What is declared for the library and for some extras, by name."""
    declared = [*PROJECT["dependencies"], *(d for extra in extras for d in EXTRAS[extra])]
    return {canonicalize_name(r.name): r for r in map(Requirement, declared)}


@cache
def pinned(lock: str) -> dict[str, list[re.Match[str]]]:
    """The entries of a lock file by name; a package has several where versions differ by machine."""
    found: dict[str, list[re.Match[str]]] = {}
    for block in re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip()):
        match = PIN.fullmatch(block)
        assert match, f"{lock}: not an entry with its hashes: {block[:100]!r}"
        found.setdefault(canonicalize_name(match["name"]), []).append(match)
    return found


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_a_lock_holds_a_version_of_everything_that_is_asked_for(lock: str, extras: tuple[str, ...]) -> None:
    entries = pinned(lock)
    asked = requirements(*extras) | {canonicalize_name(r.name): r for r in map(Requirement, BUILD)}
    missing = sorted(asked.keys() - entries.keys())
    assert not missing, f"{lock} does not hold {', '.join(missing)}: run make lock"
    wrong = [
        f"{name} {entry['version']}, not {asked[name].specifier}"
        for name in asked
        for entry in entries[name]
        if not asked[name].specifier.contains(Version(entry["version"]), prereleases=True)
    ]
    assert not wrong, f"{lock} holds {'; '.join(wrong)}: run make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_of_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.findall(r"^\s*-(?!-hash)\S*", text, re.MULTILINE)
    for entries in pinned(lock).values():
        for entry in entries:
            assert all(HASH.fullmatch(h) for h in re.findall(r"--hash=\S+", entry["hashes"])), entry["name"]


@pytest.mark.parametrize("lock", [lock for lock, extras in LOCKS.items() if extras])
def test_locks_agree_with_one_another(lock: str) -> None:
    base, own = pinned("requirements.lock"), pinned(lock)
    versions = {n: ({e["version"] for e in base[n]}, {e["version"] for e in own[n]}) for n in base.keys() & own.keys()}
    assert {n: v for n, v in versions.items() if not v[1] <= v[0]} == {}, "run make lock"


def test_every_lock_of_the_project_is_one_of_these() -> None:
    assert {p.name for p in ROOT.glob("*.lock")} == set(LOCKS)


def conda() -> dict[str, SpecifierSet]:
    """What environment.yml asks for, from conda and from pip."""
    found = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    plain = [d for d in found if isinstance(d, str)]
    from_pip = [d for e in found if isinstance(e, dict) for d in e["pip"] if not d.startswith("-")]
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, [*plain, *from_pip])}


def test_conda_and_pip_ask_for_the_same() -> None:
    only = {canonicalize_name(name) for name in CONDA_ONLY}
    given = {CONDA_NAMES.get(name, name): bounds for name, bounds in conda().items() if name not in only}
    assert given == {name: r.specifier for name, r in requirements().items()}


def test_conda_python_is_the_projects() -> None:
    assert conda()["python"] == SpecifierSet(PROJECT["requires-python"])


def imported(folders: Iterable[str]) -> set[str]:
    """The top-level modules that Python files and notebooks import, but for the standard library and each other."""
    files = [p for folder in folders for p in sorted((ROOT / folder).rglob("*.py"))]
    own = {p.stem for p in files} | {p.name for p in ROOT.glob("tests/*/") if p.is_dir()} | {"kzlib"}
    found = {name for file in files for name in _names(ast.parse(file.read_text(encoding="utf-8")))}
    return found - own - set(sys.stdlib_module_names)


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def distributions(modules: Iterable[str]) -> set[str]:
    """What modules belong to; a module that is not installed stands for itself."""
    known = importlib.metadata.packages_distributions()
    found = {module: [BENCH[module]] if module in BENCH else known.get(module) or [module] for module in modules}
    return {canonicalize_name(name) for names in found.values() for name in names}


USED = {"kzlib": ("cluster",), "tests": ("dev",), "benchmarks": ("dev", "bench")}


@pytest.mark.parametrize(("folder", "extras"), USED.items())
def test_what_is_imported_is_declared(folder: str, extras: tuple[str, ...]) -> None:
    undeclared = distributions(imported([folder])) - requirements(*extras).keys() - BY_HAND
    assert undeclared == set(), f"{folder} imports what pyproject.toml does not declare"


def test_what_the_library_declares_it_imports() -> None:
    assert requirements().keys() - distributions(imported(["kzlib"])) == NOT_IMPORTED.keys() & requirements().keys()


@pytest.mark.parametrize("extra", EXTRAS)
def test_what_an_extra_declares_is_imported(extra: str) -> None:
    own = {canonicalize_name(Requirement(d).name) for d in EXTRAS[extra]}
    assert own - distributions(imported(["kzlib", "tests", "benchmarks"])) == NOT_IMPORTED.keys() & own


def test_nothing_is_excused_that_is_not_declared() -> None:
    assert NOT_IMPORTED.keys() <= requirements(*EXTRAS).keys()
