"""The manifest of a site, and checking a site against it: every change is found, whatever is hostile is refused."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from books import ROOT, built, kz
from deep_folders import nested
from hypothesis import given
from hypothesis import strategies as st

from kzlib import inputs, proof, seal, verify
from kzlib.corpus import Options
from kzlib.errors import InputError
from kzlib.inputs import Inputs, Settings
from kzlib.seal import Manifest
from kzlib.verify import Difference

FILES = {
    "index.html": b"<h1>Un livre</h1>\n",
    "figures.html": b"<p>12</p>",
    "data/figures.csv": b"value\n12\n",
    "sources/a.html": b"<p>Douze.</p>",
    "_static/kz.css": b"",
}
TABLES = {"figures.parquet": b"PAR1", "edition.json": b"{}"}
PARAMETERS = {
    "as_of": "2022-01-10",
    "evidence": "passages",
    "model": None,
    "earlier": {},
    "reading": Options().parameters(),
}


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def sealed(folder: Path, **changes: Any) -> Manifest:
    """The manifest of a made-up site, with some of it otherwise."""
    made = Inputs({"articles/a.txt": "a" * 64, "kzlib/seal.py": "b" * 64}, PARAMETERS)
    facts = {"edition": made.key[:10], "as_of": "2022-01-10", "evidence": "passages", "address": ""}
    write(folder, {"data/edition.json": json.dumps(facts).encode()})
    tables = folder.parent / "tables"
    whole = Manifest(facts, made.files, made.key, PARAMETERS, seal.files(folder), seal.files(tables), "1.2.3")
    return replace(whole, **changes)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with its manifest, and its tables beside it."""
    site = tmp_path / "out" / "site"
    write(site, FILES)
    write(site.parent / "tables", TABLES)
    (site / seal.FILE).write_bytes(sealed(site).written())
    return site


def found(site: Path) -> list[str]:
    return verify.named(verify.check(site)[1])


def test_a_whole_site_has_no_differences(site: Path) -> None:
    assert found(site) == []


def test_it_is_sorted_one_line_a_file_and_not_in_itself(site: Path) -> None:
    text = (site / seal.FILE).read_text(encoding="ascii")
    said = json.loads(text)
    assert list(said["site"]) == sorted([*FILES, "data/edition.json"])
    assert said["site"]["figures.html"] == hashlib.sha256(FILES["figures.html"]).hexdigest()
    assert set(said) == {"edition", "format", "inputs", "key", "parameters", "seal", "site", "tables", "version"}
    assert all(sum(name in line for line in text.splitlines()) == 1 for name in FILES)


@pytest.mark.parametrize("name", [*FILES, "data/edition.json"])
def test_any_byte_that_is_another_is_found(site: Path, name: str) -> None:
    content = (site / name).read_bytes()
    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 1 << (at % 8)
        (site / name).write_bytes(flipped)
        assert found(site) == [f"changed: {name}"]
    (site / name).write_bytes(content + b"\n")
    assert found(site) == [f"changed: {name}"]
    (site / name).unlink()
    assert found(site) == [f"missing: {name}"]


def test_any_byte_of_the_manifest_that_is_another_is_found(site: Path) -> None:
    content = (site / seal.FILE).read_bytes()
    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 1 << (at % 8)
        (site / seal.FILE).write_bytes(flipped)
        with pytest.raises(InputError):
            verify.check(site)


@given(data=st.data())
def test_whatever_is_done_to_the_files_is_found(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = tmp_path_factory.mktemp("done") / "site"
    write(site, FILES)
    write(site.parent / "tables", TABLES)
    (site / seal.FILE).write_bytes(sealed(site).written())
    wanted = []
    names = data.draw(st.lists(st.sampled_from(sorted(FILES)), min_size=1, unique=True))
    for name in names:
        how = data.draw(st.sampled_from(["changed", "missing", "renamed", "swapped"]))
        if how == "changed":
            (site / name).write_bytes(FILES[name] + data.draw(st.binary(min_size=1, max_size=9)))
            wanted.append(f"changed: {name}")
        elif how == "missing":
            (site / name).unlink()
            wanted.append(f"missing: {name}")
        elif how == "renamed":
            (site / name).rename(site / f"{name}.old")
            wanted += [f"missing: {name}", f"added: {name}.old"]
        else:
            (site / name).write_bytes(FILES[name][::-1] + b"x")
            wanted.append(f"changed: {name}")
    assert sorted(found(site)) == sorted(wanted)


def test_the_tables_beside_it_are_checked_too(site: Path) -> None:
    tables = site.parent / "tables"
    (tables / "figures.parquet").write_bytes(b"PAR2")
    (tables / "events.parquet").write_bytes(b"PAR1")
    (tables / "edition.json").unlink()
    assert found(site) == [
        "missing: tables/edition.json",
        "added: tables/events.parquet",
        "changed: tables/figures.parquet",
    ]
    shutil.rmtree(tables)
    assert found(site) == []


def link(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    (path.parent.parent / "elsewhere").write_bytes(content)
    path.symlink_to(path.parent.parent / "elsewhere")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(("act", "expected"), [(link, "changed"), (pipe, "changed"), (folder, "missing")])
def test_what_is_no_file_is_not_opened(site: Path, act: Callable[[Path], None], expected: str) -> None:
    """A link may lead out of the site, and whoever opens a pipe waits for ever."""
    act(site / "figures.html")
    assert found(site) == [f"{expected}: figures.html"]


def test_links_and_folders_that_were_added_are_named(site: Path) -> None:
    (site / "all").symlink_to("/")
    (site / "here").symlink_to(site)
    (site / ".hidden").write_bytes(b"")
    assert found(site) == ["added: .hidden", "added: all", "added: here"]


def test_names_cannot_move_the_cursor(site: Path) -> None:
    (site / "a\x1b[2Jb\nc\u202ed.html").write_bytes(b"")
    (site / os.fsdecode(b"\xff.html")).write_bytes(b"")
    assert found(site) == ["added: \\xff.html", "added: a\\x1b[2Jb\\nc\\u202ed.html"]


def test_deep_folders_end(site: Path) -> None:
    with nested(site, "d", 1500, "f"):
        assert found(site) == ["added: " + "d/" * 1500 + "f"]


def test_the_first_twenty_are_named_and_the_rest_counted() -> None:
    many = [Difference("added", f"{n:02}") for n in range(23)]
    assert verify.named(many)[19:] == ["added: 19", "and 3 more"]
    assert verify.counted([*many, Difference("missing", "x")]) == "23 added, 1 missing"


def forged(folder: Path, **changes: Any) -> bytes:
    """A manifest that somebody has sealed again after changing it."""
    return sealed(folder, **changes).written()


def named_file(name: str) -> Callable[[Path], bytes]:
    return lambda site: forged(site, site={name: "a" * 64})


BROKEN: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "empty": (lambda _: b"", "is no manifest"),
    "not JSON": (lambda _: b"<html>", "is no manifest"),
    "a list": (lambda _: b"[]", "is no manifest"),
    "not text": (lambda _: b"\xff\xfe\x00\xd8", "is no manifest"),
    "nested": (lambda _: b'{"format": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "is no manifest"),
    "a number without end": (lambda _: b'{"format": ' + b"9" * 10_000 + b"}", "is no manifest"),
    "another format": (lambda site: forged(site).replace(b'"format": 1', b'"format": 2'), "not 1"),
    "no format": (lambda _: b"{}", "not 1"),
    "a part missing": (lambda _: b'{"format": 1, "site": {}}', "lacks a part"),
    "a part of another kind": (lambda site: forged(site, site=["index.html"]), "lacks a part"),
    "a part given twice": (lambda site: forged(site).replace(b"{", b'{"key": "", ', 1), "was changed"),
    "other spaces": (lambda site: forged(site) + b"\n", "was changed"),
    "a path upwards": (named_file("../../etc/passwd"), "no file of a site"),
    "a path within upwards": (named_file("data/../../x"), "no file of a site"),
    "a whole path": (named_file("/etc/passwd"), "no file of a site"),
    "a path of Windows": (named_file("..\\x"), "no file of a site"),
    "a path with NUL": (named_file("a\0b"), "no file of a site"),
    "no name": (named_file(""), "no file of a site"),
    "no digest": (lambda site: forged(site, site={"index.html": "0"}), "no file of a site"),
    "a digest that is none": (lambda site: forged(site, tables={"a.parquet": 1}), "no file of a site"),
    "another edition": (lambda site: forged(site, edition={"edition": "0123456789"}), "its inputs do not make"),
    "another key": (lambda site: forged(site, key="0" * 64), "its inputs do not make"),
    "other inputs": (lambda site: forged(site, inputs={"articles/a.txt": "c" * 64}), "its inputs do not make"),
    "other parameters": (lambda site: forged(site, parameters={}), "its inputs do not make"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_manifest_is_refused_in_one_line(site: Path, case: str) -> None:
    make, said = BROKEN[case]
    (site / seal.FILE).write_bytes(make(site))
    with pytest.raises(InputError) as refused:
        verify.check(site)
    message = str(refused.value)
    assert said in message
    assert "\n" not in message
    assert len(message) < 500


def test_a_manifest_of_a_gigabyte_is_not_read(site: Path) -> None:
    with (site / seal.FILE).open("wb") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(InputError, match="1,000,000,000 bytes"):
        verify.check(site)


def test_a_forged_edition_is_found_by_what_the_site_says_of_itself(site: Path) -> None:
    """A manifest that is sound in itself, over files that speak of another edition."""
    write(site, {"data/edition.json": b'{"edition": "0123456789"}'})
    whole = sealed(site)
    write(site, {"data/edition.json": b'{"edition": "0123456789"}'})
    (site / seal.FILE).write_bytes(replace(whole, site=seal.files(site)).written())
    assert found(site) == ["of another edition: data/edition.json"]


@pytest.mark.parametrize(
    "case", ["no folder", "a file", "an empty folder", "a link for a manifest", "a folder for one"]
)
def test_what_is_no_site_is_refused(site: Path, tmp_path: Path, case: str) -> None:
    given = {"no folder": tmp_path / "none", "a file": site / "index.html", "an empty folder": tmp_path}.get(case, site)
    if case == "a link for a manifest":
        link(site / seal.FILE)
    if case == "a folder for one":
        folder(site / seal.FILE)
    with pytest.raises(InputError, match="give the folder of a site that kz build or kz edition made"):
        verify.check(given)


def test_ten_thousand_articles_fit() -> None:
    digest = "0" * 64
    articles = {f"articles/{'long-name-of-an-article-' * 3}{n}.txt": digest for n in range(10_000)}
    pages = {f"sources/{'long-name-of-an-article-' * 3}{n}.html": digest for n in range(10_000)}
    size = len(Manifest({}, articles, digest, {}, pages, {}, "1.2.3").written())
    assert size < seal.LARGEST / 10
    assert size < 5_000_000


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    corpus = tmp_path / "articles"
    write(corpus, {"a.txt": b"Douze morts.", "below/b.txt": b"Treize.", ".git/config": b"x", ".hidden": b"y"})
    return corpus


def test_an_input_that_changed_while_the_book_was_built_stops_it(site: Path, corpus: Path) -> None:
    settings = Settings(corpus, site.parent)
    taken = inputs.taken(settings)
    seal.write(settings, taken, site.parent / "tables", site)
    (corpus / "a.txt").write_bytes(b"Treize morts.")
    with pytest.raises(RuntimeError, match=r"articles/a\.txt.* changed while the book was built"):
        seal.write(settings, taken, site.parent / "tables", site)


def test_inputs_are_named_by_where_they_lie_in_the_corpus_and_hidden_files_are_counted(corpus: Path) -> None:
    taken = inputs.taken(Settings(corpus, corpus.parent))
    articles = {n.removeprefix("articles/"): d for n, d in taken.files.items() if n.startswith("articles/")}
    assert list(articles) == ["a.txt", "below/b.txt", "hidden files and folders"]
    assert articles["a.txt"] == hashlib.sha256(b"Douze morts.").hexdigest()
    assert {"requirements.lock", "_config.yml", "notebooks/figures.ipynb", "data/corrections.yml"} <= set(taken.files)
    assert str(corpus) not in json.dumps([taken.files, taken.parameters])


def test_a_pipeline_is_named_by_what_it_calls_itself_and_its_files_are_inputs(corpus: Path, tmp_path: Path) -> None:
    model = tmp_path / "zebulon-kitchen"
    write(model, {"meta.json": b'{"lang": "fr", "name": "tiny", "version": "0.1"}', "vocab/strings.json": b"[]"})
    taken = inputs.taken(Settings(corpus, tmp_path, model=str(model)))
    assert taken.parameters["model"] == "fr_tiny-0.1"
    assert {"model/meta.json", "model/vocab/strings.json"} <= set(taken.files)
    assert "zebulon" not in json.dumps([taken.files, taken.parameters])
    (model / "vocab" / "strings.json").write_bytes(b"{}")
    assert inputs.taken(Settings(corpus, tmp_path, model=str(model))).key != taken.key


def test_what_differs_between_inputs_is_named(site: Path, corpus: Path) -> None:
    settings = Settings(corpus, site.parent)
    taken = inputs.taken(settings)
    whole = sealed(site, inputs=taken.files, parameters=taken.parameters, key=taken.key)
    assert proof.from_inputs(whole, taken) == []
    (corpus / "a.txt").unlink()
    (corpus / "c.txt").write_bytes(b"Douze morts.")
    now = inputs.taken(replace(settings, evidence="full"))
    assert verify.named(proof.from_inputs(whole, now)) == [
        "missing: articles/a.txt",
        "added: articles/c.txt",
        "changed: parameter evidence",
    ]


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"as_of": "2022-02-30"}, "parameters that no book has"),
        ({"as_of": 7}, "parameters that no book has"),
        ({"evidence": "all"}, "passages, full"),
        ({"earlier": {"name": "../../etc", "edition": "x"}}, "holds no edition"),
        ({"earlier": {"name": "2022-01-10-1", "edition": "x"}}, "holds no edition"),
        ({"earlier": "2022-01-10-1"}, "holds no edition"),
    ],
)
def test_hostile_parameters_are_refused(site: Path, corpus: Path, parameters: dict[str, Any], said: str) -> None:
    whole = sealed(site, parameters=PARAMETERS | parameters)
    with pytest.raises(InputError, match=said):
        proof.settings(whole, site, corpus, site.parent, "")


def test_the_command_tells_by_its_status(site: Path, tmp_path: Path) -> None:
    whole = kz("verify", site)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout.startswith("6 files of the site and 2 of its tables are as the manifest says; edition ")
    (site / "figures.html").write_bytes(b"<p>13</p>")
    (site / "zzz.html").write_bytes(b"")
    other = kz("verify", site)
    assert (other.returncode, other.stdout) == (1, "")
    assert other.stderr.splitlines() == [
        "changed: figures.html",
        "added: zzz.html",
        f"kz: {site} is not what its manifest says: 1 added, 1 changed",
    ]
    for wrong in (tmp_path / "none", tmp_path):
        refused = kz("verify", wrong)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert len(refused.stderr.splitlines()) == 1


def test_inputs_that_are_others_prove_nothing(site: Path, corpus: Path) -> None:
    done = kz("verify", site, "--rebuild", "--corpus", corpus)
    assert done.returncode == 1
    assert "changed: articles/a.txt\n" in done.stderr
    assert "and " in done.stderr and " more\n" in done.stderr
    assert "building from it proves nothing" in done.stderr.splitlines()[-1]


@pytest.mark.xdist_group("default")
@pytest.mark.book
def test_a_book_carries_a_manifest_of_all_that_it_is_and_is_made_from(tmp_path: Path) -> None:
    book = built("default")
    manifest, differing = verify.check(book.site)
    assert differing == []
    there = {p.relative_to(book.site).as_posix() for p in book.site.rglob("*") if p.is_file()}
    assert set(manifest.site) == there - {seal.FILE}
    assert set(manifest.tables) == {p.name for p in (book.out / "tables").iterdir()}
    articles = {f"articles/{p.name}" for p in (ROOT / "data" / "corpus").iterdir()}
    assert articles == {n for n in manifest.inputs if n.startswith("articles/")}
    assert {f"data/lexicons/{p.name}" for p in (ROOT / "data" / "lexicons").glob("*.csv")} <= set(manifest.inputs)
    assert {"requirements.lock", "data/corrections.yml", "notebooks/figures.ipynb"} <= set(manifest.inputs)
    assert manifest.parameters["evidence"] == "passages"


@pytest.mark.xdist_group("default")
@pytest.mark.book
def test_a_byte_of_a_whole_book_that_is_another_is_found(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built("default").site, site)
    chance = random.Random(6)
    for name in sorted(verify.check(site)[0].site):
        content = (site / name).read_bytes()
        flipped = bytearray(content or b"\0")
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        (site / name).write_bytes(flipped)
        assert found(site) == [f"changed: {name}"]
        (site / name).write_bytes(content)
    assert found(site) == []
