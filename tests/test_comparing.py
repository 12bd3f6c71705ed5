"""What a large book keeps of comparing is what comparing gives, and is worked out anew when something changes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import synthetic
from books import ROOT

from kzlib import chapters_run, comparing, inputs
from kzlib.compared import COMPARED, PARTS, UNDERWAY
from kzlib.edition import Edition
from kzlib.progress import Progress
from kzlib.stages import Cache, Ground

ARTICLES = 60
NAMES = [name for names in PARTS.values() for name in names]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tables and all that is kept of comparing them. Returns where the tables are."""
    folder = tmp_path_factory.mktemp("compared")
    tables = folder / "tables"
    tables.symlink_to(synthetic.tables(ARTICLES))
    for part in PARTS:
        made = folder / COMPARED / part
        made.mkdir(parents=True)
        comparing.write(Edition.open(tables, part), made)
    return tables


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_is_what_comparing_gives(laid_out: Path, name: str) -> None:
    alone = Edition.open(synthetic.tables(ARTICLES))
    kept = Edition.open(laid_out)
    assert getattr(kept, name) == getattr(alone, name)
    assert getattr(kept, name)


def test_what_is_kept_is_not_worked_out(laid_out: Path) -> None:
    kept = Edition.open(laid_out)
    for name in NAMES:
        getattr(kept, name)
    assert not dict(kept.tables)
    assert "query" not in vars(kept.tables)


def test_a_chapter_waits_for_what_is_underway(laid_out: Path, tmp_path: Path) -> None:
    (tmp_path / UNDERWAY).mkdir()
    (tmp_path / UNDERWAY / "claims").touch()
    tables = tmp_path / "tables"
    tables.symlink_to(laid_out)

    def done() -> None:
        (tmp_path / COMPARED).symlink_to(laid_out.parent / COMPARED)
        (tmp_path / UNDERWAY / "claims").unlink()

    later = threading.Timer(0.2, done)
    later.start()
    waiting = Edition.open(tables)
    found = waiting.claims
    later.join()
    assert found == Edition.open(laid_out).claims
    assert not dict(waiting.tables)


def small(folder: Path, articles: int) -> tuple[Cache, list[str]]:
    """A cache with the tables of a book, and the parts of comparing that have to be worked out."""
    tables = folder / "cache" / "reading" / "tables"
    if not tables.exists():
        tables.parent.mkdir(parents=True)
        tables.symlink_to(synthetic.tables(ARTICLES))
    files = {
        f"{name}/{p.relative_to(ROOT / name).as_posix()}": p
        for name in ("kzlib", "data")
        for p in (ROOT / name).rglob("*.*")
    }
    now = {name: inputs.digest(path) for name, path in files.items() if "__pycache__" not in name}
    now |= {f"tables/{p.name}": inputs.digest(p) for p in sorted(tables.glob("*.parquet"))}
    places = (("tables/", tables.resolve()), (comparing.NAMES, folder.resolve() / "cache" / COMPARED))
    cache = Cache(folder.resolve() / "cache", Ground(now, places, (folder.resolve(),)))
    return cache, comparing.due(cache, articles)


def test_parts_are_worked_out_once_and_again_when_they_change(tmp_path: Path) -> None:
    from contextlib import closing

    from kzlib.kernels import Original

    cache, parts = small(tmp_path, comparing.MANY)
    assert parts == [*PARTS]
    work = tmp_path / "work"
    tables = comparing.lay_out(cache, work / "shown", parts)
    with closing(Original()) as kernels:
        beside = comparing.jobs(cache, tables, work, parts)
        chapters_run.run([], cache, tables, work, Progress(), kernels, beside)
    assert Edition.open(tables).findings == Edition.open(synthetic.tables(ARTICLES)).findings

    cache, parts = small(tmp_path, comparing.MANY)
    assert parts == []
    assert {f"{comparing.NAMES}{part}/{name}" for part in PARTS for name in PARTS[part]} <= cache.ground.now.keys()
    for changed, expected in (
        ("kzlib/compare/disagreement.py", {*PARTS}),
        ("tables/quotations.parquet", {"sources"}),
        ("data/sources.csv", {"findings", "sources"}),
        ("tables/overlaps.parquet", {*PARTS}),
        ("compared/claims/claims", {"findings", "sources"}),
    ):
        cache.ground.now[changed], before = "another", cache.ground.now[changed]
        assert {part for part in PARTS if cache.reasons(comparing.stage(part))} == expected, changed
        cache.ground.now[changed] = before
    (cache.path(comparing.stage("claims")) / "claims").write_bytes(b"")
    assert cache.reasons(comparing.stage("claims")) == ["its stored result is damaged"]


def test_a_book_that_is_not_large_keeps_nothing(tmp_path: Path) -> None:
    left = tmp_path / "cache" / COMPARED / "claims" / "claims"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"of an earlier, larger book")
    assert small(tmp_path, comparing.MANY - 1)[1] == []
    assert not left.exists()
