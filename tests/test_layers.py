"""The design's one direction: a module imports only what stands above it; readers do not know each other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kzlib"
# From first to last; modules in one group do not import each other.
LAYERS: list[set[str]] = [
    {"paths"},
    {"errors", "processes", "publish", "surroundings", "lasting"},
    {"recording"},
    {"pool"},
    {"contents"},
    {"records", "lexicon", "letters", "french", "spreadsheets"},
    {"article", "sentences", "numbers", "institutions", "english"},
    {"language"},
    {"formats"},
    {"manifest"},
    {"corpus"},
    {"clean"},
    {"provenance"},
    {"dates", "actors", "figures", "quotations", "events", "framing"},
    {"link"},
    {"annotate"},
    {"published", "copies", "events_fusion"},
    {"dictionary", "fit", "query", "texts"},
    {"tables"},
    {"corrections"},
    {"partitions"},
    {"parse"},
    {"cluster"},
    {"compare", "accuracy"},
    {"reliability"},
    {"unseen"},
    {"evidence", "vector"},
    {"rendered"},
    {"compared"},
    {"edition"},
    {"selected"},
    {"charts", "sources", "changes", "at_hand", "search", "rerun"},
    {"chapters"},
    {"cite"},
    {"home", "cover"},
    {"pages"},
    {"elsewhere", "cells", "article_pages"},
    {"loaded"},
    {"site"},
    {"chromium", "progress", "links", "founded", "downloads", "check"},
    {"inputs"},
    {"seal", "built"},
    {"stages"},
    {"kernels"},
    {"reading", "chapters_run", "site_run"},
    {"comparing"},
    {"book", "verify"},
    {"build", "editions", "printed"},
    {"add", "new"},
    {"proof"},
    {"review"},
    {"failures"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
FORBIDDEN = {"spacy"}  # after the tables, nothing knows it


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


def top(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "kzlib":
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kzlib."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names if a.name.split(".")[0] in FORBIDDEN}
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in FORBIDDEN:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_fall_one_way(path: Path) -> None:
    own = top(path)
    assert own in RANK, f"{own}: give it a place in LAYERS"
    for name in imported(path) - {own, "__version__"}:
        if name in FORBIDDEN:
            assert RANK[own] <= RANK["annotate"], f"{own} imports {name}; nothing after annotate may know it"
        else:
            assert RANK[name] < RANK[own], f"{own} imports {name}, which stands at its height or below"


def test_only_ingest_knows_what_articles_are_written_in() -> None:
    assert {top(p) for p in modules() if "formats" in imported(p)} <= {"formats", "corpus", "manifest"}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 330


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_group_repeats_possessively(path: Path) -> None:
    """Python before 3.11.5 takes "(?:...)++" and "(?:...){1,3}+" for something else than "(?>(?:...)+)"."""
    assert not re.search(r"\}\}\+|\)[*+?]\+", path.read_text(encoding="utf-8"))
