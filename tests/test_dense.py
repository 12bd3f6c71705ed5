"""Chapters over made-up press (`benchmarks/press.py`), dense in days and events: what they say can be checked."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import chapters
import pytest
import synthetic

from kzlib import parse, paths, tables
from kzlib.founded import Prose

ARTICLES = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of the articles."""
    base = tmp_path_factory.mktemp("dense")
    press().write(base / "corpus", ARTICLES, "jsonl")
    return synthetic.keep(base / "tables", parse.parse(base / "corpus").rows)


@cache
def press() -> ModuleType:
    """The benchmark's generator."""
    spec = importlib.util.spec_from_file_location("press", paths.ROOT / "benchmarks" / "press.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.xdist_group("dense")
def test_every_number_leads_to_where_it_can_be_checked(folder: Path) -> None:
    rows = tables.Stored(folder)
    prose = Prose.of({name: rows[name] for name in tables.DICTIONARY}, chapters.book(folder))
    assert [str(fault) for name in (*chapters.CHAPTERS, "index") for fault in prose.faults(name)] == []
