"""Frozen editions: side by side, never touched again, listed newest first."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from books import ROOT, kz
from playwright.sync_api import Browser, Page

from kzlib.editions import frozen, write_index
from kzlib.errors import InputError
from kzlib.links import broken

pytestmark = [pytest.mark.book, pytest.mark.xdist_group("editions")]


def digests(site: Path) -> dict[str, str]:
    return {
        p.relative_to(site).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(site.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Two editions, the second with one article more, and what the first was made of before the second came."""
    base = tmp_path_factory.mktemp("editions")
    corpus, out = base / "corpus", base / "editions"
    shutil.copytree(ROOT / "data" / "corpus", corpus)
    manifest = (corpus / "manifest.csv").read_text(encoding="utf-8")
    held_back = "sommet-otsc-kremlin.txt"
    text = (corpus / held_back).read_bytes()
    (corpus / held_back).unlink()
    less = "".join(line for line in manifest.splitlines(keepends=True) if not line.startswith(held_back))
    (corpus / "manifest.csv").write_text(less, encoding="utf-8")
    done = kz("edition", corpus, "--out", out)
    assert done.returncode == 0, done.stderr
    before = digests(out / "2022-01-10-1")
    (corpus / held_back).write_bytes(text)
    (corpus / "manifest.csv").write_text(manifest, encoding="utf-8")
    done = kz("edition", corpus, "--out", out)
    assert done.returncode == 0, done.stderr
    again = kz("edition", corpus, "--out", out)
    assert "Nothing has changed since edition 2022-01-10-2" in again.stdout
    return out, before


def test_they_stand_side_by_side_and_nothing_else_is_left(editions: tuple[Path, dict[str, str]]) -> None:
    out, _ = editions
    names = [".lock", "2022-01-10-1", "2022-01-10-2", "editions.js", "index.html"]
    assert sorted(p.name for p in out.iterdir()) == names
    assert [(e.name, e.order, e.articles) for e in frozen(out)] == [("2022-01-10-1", 1, 4), ("2022-01-10-2", 2, 5)]


def test_an_edition_never_changes(editions: tuple[Path, dict[str, str]]) -> None:
    out, before = editions
    assert digests(out / "2022-01-10-1") == before


def test_each_is_whole_by_its_own_manifest_beside_the_others(editions: tuple[Path, dict[str, str]]) -> None:
    out, before = editions
    for name in ("2022-01-10-1", "2022-01-10-2"):
        done = kz("verify", out / name)
        assert done.returncode == 0, done.stderr
    assert digests(out / "2022-01-10-1") == before


def ids(site: Path) -> dict[str, set[str]]:
    """Ids on each page of a site that others may link to: of claims, events, actors, tables, charts, evidence."""
    wanted = r' id="((?:c|e|f|t|a|chart|day|actor)-[^"]+|\d+-\d+)"'
    return {
        file.relative_to(site).as_posix(): set(re.findall(wanted, file.read_text(encoding="utf-8")))
        for file in sorted(site.rglob("*.html"))
    }


def led_on(site: Path, page: str) -> set[str]:
    """Ids that a page does not hold, and leads on from to where they are now."""
    file = site / "_static" / "elsewhere" / Path(page).with_suffix(".js")
    held: dict[str, str] = (
        json.loads(re.findall(r"\{.*\}", file.read_text(encoding="utf-8"))[0]) if file.exists() else {}
    )
    return set(held)


def test_addresses_of_pages_stay_when_an_article_comes_in(editions: tuple[Path, dict[str, str]]) -> None:
    out, _ = editions
    newer = out / "2022-01-10-2"
    after = ids(newer)
    for name, found in ids(out / "2022-01-10-1").items():
        gone = {i for i in found - after[name] - led_on(newer, name) if not i.startswith("f-")}  # findings end
        assert not gone, (name, sorted(gone))


@pytest.mark.soak
def test_an_edition_is_proven_with_the_one_that_it_was_compared_with(editions: tuple[Path, dict[str, str]]) -> None:
    out, _ = editions
    done = kz("verify", out / "2022-01-10-2", "--rebuild", "--corpus", out.parent / "corpus")
    assert done.returncode == 0, done.stderr
    older = kz("verify", out / "2022-01-10-1", "--rebuild", "--corpus", out.parent / "corpus")
    assert older.returncode == 1
    assert "added: articles/sommet-otsc-kremlin.txt" in older.stderr


def test_the_index_lists_the_newest_first_and_every_link_leads_somewhere(
    editions: tuple[Path, dict[str, str]],
) -> None:
    out, _ = editions
    page = (out / "index.html").read_text(encoding="utf-8")
    assert page.index("2022-01-10-2/index.html") < page.index("2022-01-10-1/index.html")
    assert broken(out) == []


def test_a_run_killed_before_it_wrote_the_index_is_completed_by_the_next(editions: tuple[Path, dict[str, str]]) -> None:
    out, _ = editions
    listed = {name: (out / name).read_bytes() for name in ("index.html", "editions.js")}
    (out / "index.html").unlink()
    (out / "editions.js").write_text("", encoding="utf-8")
    (out / ".work-killed").mkdir()
    done = kz("edition", out.parent / "corpus", "--out", out)
    assert "Nothing has changed since edition 2022-01-10-2" in done.stdout, done.stderr
    assert {name: (out / name).read_bytes() for name in listed} == listed
    assert not (out / ".work-killed").exists()


def test_the_newer_one_says_what_changed(editions: tuple[Path, dict[str, str]]) -> None:
    out, _ = editions
    page = (out / "2022-01-10-2" / "changes.html").read_text(encoding="utf-8")
    assert "Since edition 2022-01-10-1" in page
    assert 'href="sources/sommet-otsc-kremlin.html"' in page
    first = (out / "2022-01-10-1" / "changes.html").read_text(encoding="utf-8")
    assert "without an earlier edition" in first


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_an_older_edition_says_that_a_newer_one_exists(editions: tuple[Path, dict[str, str]], page: Page) -> None:
    out, _ = editions
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto((out / "2022-01-10-1" / "figures.html").as_uri())
    assert "A newer edition of this book exists: 2022-01-10-2" in page.inner_text(".newer")
    page.click(".newer a")
    assert page.url.endswith("/2022-01-10-2/figures.html")
    assert page.locator(".newer").count() == 0
    assert errors == []


def test_a_reader_switches_between_editions(editions: tuple[Path, dict[str, str]], page: Page) -> None:
    out, _ = editions
    source = next((out / "2022-01-10-2" / "sources").glob("*.html"))
    for file, back in ((out / "2022-01-10-2" / "actors.html", "actors"), (source, "index")):
        page.goto(file.as_uri())
        page.click(".editions summary")
        assert page.locator(".editions li a[aria-current]").inner_text() == "2022-01-10-2"
        page.click(".editions li:last-child a")
        assert page.url.endswith(f"/2022-01-10-1/{back}.html")


def test_a_folder_without_editions_has_no_index(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there are none"):
        write_index(tmp_path)


def test_an_edition_that_lost_its_facts_is_named(tmp_path: Path) -> None:
    (tmp_path / "2022-01-10-1").mkdir()
    with pytest.raises(InputError, match=r"2022-01-10-1: holds no data/edition\.json"):
        frozen(tmp_path)
