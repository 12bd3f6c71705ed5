"""A stage is run when, and only when, something that it depends on changed; what it opened is what it depends on."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from books import ROOT, Book, built

from kzlib import chapters_run, contents, inputs, paths, pool, reading, recording, stages
from kzlib.errors import BuildError, InputError
from kzlib.recording import Opened
from kzlib.stages import DAMAGED, NEVER, Cache, Ground, Record, Stage

CHAPTERS = ("chronology", "actors", "figures", "reliability")

# ---- what a process opens

PROBE = """
{start}
from pathlib import Path
from kzlib import lexicon, tables
lexicon.load("framing")
list(Path({root!r}, "data", "gold").glob("*.json"))
tables.read(Path({folder!r}), "problems")
open({folder!r} + "/written.txt", "w").close()
try:
    open({folder!r} + "/missing.txt")
except FileNotFoundError:
    pass
open({elsewhere!r}).close()
"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Opened, Path]:
    """What a small process was seen to open, and the folder of its tables."""
    folder, aside = (tmp_path_factory.mktemp(name).resolve() for name in ("tables", "aside"))
    tables_of(folder)
    (aside / "other.txt").write_text("x", encoding="utf-8")
    given = {"root": str(ROOT), "folder": str(folder), "elsewhere": str(aside / "other.txt")}
    record = aside / "record"
    code = PROBE.format(start=recording.command(record, [folder, ROOT]), **given)
    subprocess.run([sys.executable, "-c", code], check=True, cwd=aside)
    return recording.read(record), folder


def tables_of(folder: Path) -> None:
    from kzlib import tables

    tables.write(folder, {})


SEEN = ["kzlib/lexicon.py", "kzlib/tables.py", "kzlib/recording.py", "data/lexicons/framing.csv"]
NOT_SEEN = ["data/lexicons/sides.csv", "kzlib/edition.py", "kzlib/__pycache__"]


@pytest.mark.parametrize("name", SEEN)
def test_files_and_modules_are_seen(opened: tuple[Opened, Path], name: str) -> None:
    assert ROOT / name in opened[0].files


@pytest.mark.parametrize("name", NOT_SEEN)
def test_what_is_not_opened_is_not_noted(opened: tuple[Opened, Path], name: str) -> None:
    assert ROOT / name not in opened[0].files | opened[0].folders


def test_tables_are_seen_and_so_is_what_is_looked_for_in_vain(opened: tuple[Opened, Path]) -> None:
    seen, folder = opened
    assert {p.name for p in seen.files if p.parent == folder} == {"problems.parquet", "missing.txt"}


def test_folders_are_seen_but_not_for_finding_modules(opened: tuple[Opened, Path]) -> None:
    assert opened[0].folders == {ROOT / "data" / "gold"}


def test_a_compiled_module_counts_as_its_source(opened: tuple[Opened, Path]) -> None:
    assert not [p for p in opened[0].files if p.suffix == ".pyc"]


def test_nothing_elsewhere_is_noted(opened: tuple[Opened, Path]) -> None:
    assert all(p.is_relative_to(ROOT) or p.is_relative_to(opened[1]) for p in opened[0].files)
    assert not [p for p in opened[0].files if "site-packages" in p.parts]


def test_a_process_that_noted_nothing_is_no_ground_to_build_on(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="could not be recorded"):
        recording.read(tmp_path / "none")


# ---- what differs, and how it is told

BEFORE = Record(
    conditions={"parameter most": 60, "Python": "3.11.7"},
    files={"kzlib/a.py": "1", "articles/x.txt": "1", "tables/figures.parquet": "1", "data/sources.csv": None},
    folders={"data/gold": ["a.json", "b.json"]},
    output={},
)
NOW = {
    **{"kzlib/a.py": "1", "articles/x.txt": "1", "tables/figures.parquet": "1"},
    **{"data/gold/a.json": "1", "data/gold/b.json": "1", "kzlib/other.py": "1"},
}
STAGE = Stage("figures", "chapters/figures", {"parameter most": 60, "Python": "3.11.7"}, ("kzlib/a.py",))
# What is different now (None: gone), conditions, files that count besides those opened; and the words.
DIFFER: list[tuple[dict[str, str | None], dict[str, object], tuple[str, ...], list[str]]] = [
    ({}, {}, (), []),
    ({"kzlib/other.py": "2"}, {}, (), []),
    ({"kzlib/a.py": "2"}, {}, (), ["kzlib/a.py changed"]),
    ({"kzlib/a.py": None}, {}, (), ["kzlib/a.py is gone"]),
    ({"articles/x.txt": "2"}, {}, (), ["article x.txt changed"]),
    ({"articles/y.txt": "1"}, {}, ("articles/y.txt",), ["article y.txt is new"]),
    ({"articles/x.txt": None}, {}, (), ["article x.txt is gone"]),
    ({"articles/manifest.csv": "1"}, {}, ("articles/manifest.csv",), ["articles/manifest.csv is new"]),
    ({"tables/figures.parquet": "2"}, {}, (), ["table figures changed"]),
    ({"data/sources.csv": "1"}, {}, (), ["data/sources.csv is new"]),
    ({"data/gold/c.json": "1"}, {}, (), ["data/gold/c.json is new"]),
    ({"data/gold/a.json": None}, {}, (), ["data/gold/a.json is gone"]),
    ({"data/gold/a.json": "2"}, {}, (), []),  # listed, not read
    ({}, {"parameter most": 80}, (), ["parameter most 60 -> 80"]),
    ({}, {"parameter least": "five"}, (), ["parameter least none -> five"]),
    ({}, {"parameter most": None}, (), ["parameter most 60 -> none"]),
    ({}, {"Python": "3.12.1"}, (), ["Python 3.11.7 -> 3.12.1"]),
    (
        {"kzlib/a.py": "2", "tables/figures.parquet": "2"},
        {"parameter most": 80},
        (),
        ["parameter most 60 -> 80", "kzlib/a.py changed", "table figures changed"],
    ),
    ({"articles/a\nb.txt": "1"}, {}, ("articles/a\nb.txt",), ["article a b.txt is new"]),
]


@pytest.mark.parametrize(("changes", "conditions", "more", "words"), DIFFER)
def test_what_differs_is_named(
    changes: dict[str, str | None], conditions: dict[str, object], more: tuple[str, ...], words: list[str]
) -> None:
    now = {name: digest for name, digest in (NOW | changes).items() if digest}
    given = {name: value for name, value in {**STAGE.conditions, **conditions}.items() if value is not None}
    stage = Stage(STAGE.name, STAGE.folder, given, STAGE.files + more)
    assert stages.differences(BEFORE, stage, Ground(now, ())) == words


def test_one_reason_is_told_and_how_many_more_there_are() -> None:
    assert stages.told(["table figures changed"]) == "run: table figures changed"
    assert stages.told(["kzlib/a.py changed", "x", "y"]) == "run: kzlib/a.py changed, 2 more"


KEPT = [
    (BEFORE, "kept: nothing that it reads has changed (1 article, 1 file, 1 table)"),
    (Record({}, {"a": "1", "b": "1"}, {}, {}), "kept: nothing that it reads has changed (2 files)"),
    (None, "kept: nothing that it reads has changed"),
]


@pytest.mark.parametrize(("record", "words"), KEPT)
def test_what_is_kept_says_on_how_much_that_rests(record: Record | None, words: str) -> None:
    assert stages.kept(record) == words


# ---- names of files

PLACES = (("articles/", Path("/c/articles")), ("tables/", Path("/o/cache/reading/tables")))
NAMES = [
    (paths.ROOT / "kzlib" / "tables.py", ["kzlib/tables.py"]),
    (Path("/c/articles/deep/x.txt"), ["articles/deep/x.txt"]),
    (Path("/c/articles"), ["articles/"]),
    (Path("/o/cache/reading/tables/figures.parquet"), ["tables/figures.parquet"]),
    (Path("/c/other"), []),
]


@pytest.mark.parametrize(("path", "names"), NAMES)
def test_files_are_named_by_their_place(path: Path, names: list[str]) -> None:
    assert Ground({}, PLACES).names(path) == names


def test_an_article_of_the_project_has_both_names_and_the_known_one_counts() -> None:
    ground = Ground({"data/corpus/x.txt": "1"}, (("articles/", paths.CORPUS),))
    assert ground.names(paths.CORPUS / "x.txt") == ["articles/x.txt", "data/corpus/x.txt"]
    assert ground.name(paths.CORPUS / "x.txt") == "data/corpus/x.txt"


def test_a_file_by_which_no_edition_is_identified_must_not_be_read() -> None:
    with pytest.raises(BuildError, match=r"reads README.md, by which no edition is identified"):
        Ground({}, ()).name(paths.ROOT / "README.md")
    assert Ground({}, (), (paths.ROOT,)).name(paths.ROOT / "README.md") is None  # made by the build itself
    assert Ground({}, ()).name(paths.ROOT / "tests") is None  # a folder
    assert Ground({}, ()).name(paths.ROOT / ".gitignore") is None
    assert Ground({}, ()).name(paths.ROOT / "data" / "none.csv") == "data/none.csv"  # it counts when it comes


# ---- the cache

Damage = Callable[[Path], object]
DAMAGES: dict[str, Damage] = {
    "a byte of the result": lambda entry: (entry / "made.txt").write_bytes(b"mane"),
    "result gone": lambda entry: (entry / "made.txt").unlink(),
    "a file too many": lambda entry: (entry / "more.txt").write_bytes(b""),
    "half a record": lambda entry: (entry / stages.RECORD).write_bytes((entry / stages.RECORD).read_bytes()[:-9]),
    "another record": lambda entry: (entry / stages.RECORD).write_bytes(
        (entry / stages.RECORD).read_bytes().replace(b"made.txt", b"nade.txt")
    ),
    "empty record": lambda entry: (entry / stages.RECORD).write_bytes(b""),
    "no record": lambda entry: (entry / stages.RECORD).unlink(),
    "record of another version": lambda entry: other_version(entry / stages.RECORD),
    "a file in place of the result": lambda entry: (shutil.rmtree(entry), entry.write_bytes(b"")),
    "record is a folder": lambda entry: ((entry / stages.RECORD).unlink(), (entry / stages.RECORD).mkdir()),
}


def other_version(record: Path) -> None:
    line = json.dumps({"files": {}, "made_by": "another kzlib"}).encode()
    record.write_bytes(hashlib.sha256(line).hexdigest().encode() + b"\n" + line)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache that holds one result, made from two files."""
    found = Cache(tmp_path / "cache", Ground(dict(NOW), ()))
    keep(found, tmp_path)
    return found


def keep(cache: Cache, folder: Path, text: str = "made") -> None:
    made = folder / "made"
    made.mkdir()
    (made / "made.txt").write_text(text, encoding="utf-8")
    cache.store(STAGE, made, Opened(frozenset({paths.ROOT / "kzlib" / "a.py"})))


def test_a_result_is_kept_until_what_it_was_made_from_changes(cache: Cache, tmp_path: Path) -> None:
    assert cache.reasons(STAGE) == []
    cache.ground.now["kzlib/a.py"] = "2"
    assert cache.reasons(STAGE) == ["kzlib/a.py changed"]
    keep(cache, tmp_path, "anew")
    assert cache.reasons(STAGE) == []
    assert (cache.path(STAGE) / "made.txt").read_text(encoding="utf-8") == "anew"


def test_what_was_never_run_says_so(cache: Cache) -> None:
    assert cache.reasons(Stage("other", "chapters/other", {})) == [NEVER]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_result_is_noticed_and_replaced(cache: Cache, tmp_path: Path, damage: str) -> None:
    DAMAGES[damage](cache.path(STAGE))
    assert cache.reasons(STAGE) == [DAMAGED]
    keep(cache, tmp_path)
    assert cache.reasons(STAGE) == []


def test_it_is_said_why_a_stage_runs_or_does_not(cache: Cache) -> None:
    said: list[str] = []
    telling = Cache(cache.folder, cache.ground, said.append)
    assert not telling.must_run(STAGE)
    assert telling.must_run(STAGE, anyway="its result is not there")
    cache.ground.now["kzlib/a.py"] = "2"
    assert telling.must_run(STAGE)
    assert said == [
        "figures: kept: nothing that it reads has changed (1 file)",
        "figures: run: its result is not there",
        "figures: run: kzlib/a.py changed",
    ]


def test_only_the_last_run_of_what_there_still_is_stays(cache: Cache) -> None:
    (cache.folder / "chapters" / "stray.txt").write_text("", encoding="utf-8")
    cache.prune("chapters", [STAGE])
    assert [p.name for p in (cache.folder / "chapters").iterdir()] == ["figures"]
    assert cache.path(STAGE).exists()
    cache.prune("chapters", [])
    assert not cache.path(STAGE).exists()


# ---- what the process of the reading hands over


class OddError(Exception):
    """An error that cannot be made again from its words."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


RAISED = [
    (InputError("corpus x: no articles"), InputError, "corpus x: no articles"),
    (
        FileNotFoundError(2, "No such file or directory", "x"),
        FileNotFoundError,
        "[Errno 2] No such file or directory: 'x'",
    ),
    (KeyError("published"), KeyError, "'published'"),
    (OddError("a", "b"), BuildError, "the articles could not be read: OddError: ab"),
]


@pytest.mark.parametrize(("error", "kind", "words"), RAISED)
def test_an_error_keeps_its_kind_its_words_and_its_place(error: Exception, kind: type, words: str) -> None:
    try:
        raise error
    except Exception as raised:
        line = sys.exc_info()[2].tb_lineno  # type: ignore[union-attr]
        same = pool.handed_over(raised)
    assert (type(same), str(same)) == (kind, words)
    assert same.__notes__ == [f"test_stages.py, line {line}"]


def test_an_error_in_the_reading_ends_it_as_it_was_raised(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(bytes(range(256)))
    settings = inputs.Settings(tmp_path / "articles", tmp_path / "out")
    taken = inputs.taken(settings)
    cache = Cache(tmp_path / "cache", Ground(dict(taken.files), (("articles/", settings.corpus),), (tmp_path,)))
    with pytest.raises(InputError, match=r"a\.txt"):
        reading.run(settings, taken, cache, tmp_path, reading.ahead())
    assert cache.reasons(reading.stage(taken)) == [NEVER]


# ---- what chapters are shown in place of the edition

SHOWN = [([], "kz00000000"), (["kz00000000"], "kz00000001"), (["x kz00000001", "(kz00000000)"], "kz00000002")]


@pytest.mark.parametrize(("words", "expected"), SHOWN)
def test_the_edition_has_a_stand_in_that_no_article_holds(words: list[str], expected: str) -> None:
    assert reading.placeholder(words) == expected
    assert len(expected) == len("0123456789")


def test_chapters_know_nothing_else_of_the_edition() -> None:
    """They are run without it, so what they would show of it is not known then."""
    unknown = {"edition", "evidence", "name", "order", "address", "site"}
    for path in sorted((ROOT / "kzlib" / "chapters").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "edition":
                assert node.attr not in unknown, f"{path.name}, line {node.lineno}: edition.{node.attr}"


# ---- a kernel as a stage

OUTSIDE = "open({path!r}).close()"
PLAIN = "from kzlib.tables import read\nlen(read(__import__('pathlib').Path(tables), 'problems'))"


@pytest.mark.parametrize(
    ("code", "fails"),
    [(PLAIN, ""), (OUTSIDE.format(path=str(ROOT / "README.md")), "small: reads README.md"), ("1 / 0", "ZeroDivision")],
)
def test_a_chapter_is_kept_if_it_can_be_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, fails: str
) -> None:
    import nbformat

    from kzlib.kernels import Original
    from kzlib.progress import Progress

    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path / "notebooks")
    paths.NOTEBOOKS.mkdir()
    parameters = nbformat.v4.new_code_cell("tables = ''", metadata={"tags": ["parameters"]})
    notebook = nbformat.v4.new_notebook(cells=[parameters, nbformat.v4.new_code_cell(code)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, paths.NOTEBOOKS / "small.ipynb")
    work = tmp_path.resolve() / 'it\'s [an] "odd" name\\é {connection_file}'
    folder = work / "tables"
    tables_of(folder)
    ours = {p.relative_to(ROOT).as_posix(): "1" for p in (ROOT / "kzlib").rglob("*.py")}
    ground = Ground(ours | {"tables/problems.parquet": "1"}, (("tables/", folder),))
    cache, chapter = Cache(tmp_path / "cache", ground), contents.Chapter("small", "Small", "small.ipynb")
    stage = chapters_run.stage(chapter)
    with closing(Original()) as kernels:
        if fails:
            with pytest.raises(BuildError, match=fails):
                chapters_run.run([chapter], cache, folder, work, Progress(), kernels)
            assert cache.reasons(stage) == [NEVER]
            return
        chapters_run.run([chapter], cache, folder, work, Progress(), kernels)
    record = cache.record(stage)
    assert record
    assert {"tables/problems.parquet", "kzlib/tables.py", "kzlib/chapters_run.py"} <= record.files.keys()
    assert "kzlib/edition.py" not in record.files
    assert str(folder) not in (cache.path(stage) / chapters_run.EXECUTED).read_text(encoding="utf-8")
    cache.ground.now["tables/problems.parquet"] = "2"
    assert cache.reasons(stage) == ["table problems changed"]


# ---- a real book

EVERY = {"reading", *CHAPTERS}
# A file that changes, and the stages that depend on it, besides the site, which depends on all.
CHANGES = [
    ("kzlib/chapters/figures/register.py", {"figures"}),
    ("kzlib/chapters/reliability/voices.py", {"reliability"}),
    ("kzlib/chapters/limits.py", set(CHAPTERS)),
    ("kzlib/edition.py", set(CHAPTERS)),
    ("kzlib/clean/furniture.py", {"reading"}),
    ("kzlib/chapters_run.py", set(CHAPTERS)),
    ("kzlib/surroundings.py", set(CHAPTERS)),
    ("kzlib/kernels/original.py", set(CHAPTERS)),
    ("kzlib/kernels/provisioner.py", set(CHAPTERS)),
    ("kzlib/errors.py", EVERY),
    ("kzlib/site.py", set()),
    ("kzlib/printed/pdf.py", set()),
    ("data/lexicons/sides.csv", {"actors"}),  # only comparing reads it
    ("data/lexicons/group_scopes.csv", {"figures", "reliability"}),
    ("data/lexicons/framing.csv", {"reading", "reliability"}),
    ("data/lexicons/boilerplate_lines.csv", {"reading"}),
    ("data/sources.csv", {"figures", "reliability"}),
    ("data/corrections.yml", {"reading"}),
    ("data/gold/sommet-otsc-kremlin.json", {"reading"}),
    ("articles/sommet-otsc-kremlin.txt", {"reading"}),
    ("articles/new.txt", {"reading"}),
    ("articles/manifest.csv", {"reading"}),
    ("notebooks/actors.ipynb", {"actors"}),
    ("book/chapters.yml", set()),
    ("book/method.md", set()),
    ("tables/framing.parquet", {"reliability"}),
    ("tables/documents.parquet", set(CHAPTERS)),
    ("tables/passages.parquet", set()),
    ("requirements.lock", EVERY),
]


@pytest.fixture(scope="module")
def book() -> Book:
    return built("default")


@pytest.fixture(scope="module")
def known(book: Book) -> tuple[Cache, dict[str, Stage]]:
    """The cache of the book, and its stages but the site."""
    from kzlib import book as making

    settings = inputs.Settings(book.corpus, book.out)
    taken = inputs.taken(settings)
    found = {"reading": reading.stage(taken)}
    found |= {c.id: chapters_run.stage(c) for c in contents.listed() if c.notebook}
    cache = Cache(book.out / making.CACHE, Ground(dict(taken.files), ()))
    cache.add(found["reading"], stages.TABLES)
    return cache, found


@pytest.mark.book
@pytest.mark.xdist_group("default")
def test_nothing_is_to_be_run_again_right_after_a_build(known: tuple[Cache, dict[str, Stage]]) -> None:
    cache, found = known
    assert {name: cache.reasons(stage) for name, stage in found.items()} == {name: [] for name in EVERY}


@pytest.mark.book
@pytest.mark.xdist_group("default")
@pytest.mark.parametrize(("name", "expected"), CHANGES)
def test_a_change_reruns_what_depends_on_it_and_nothing_else(
    known: tuple[Cache, dict[str, Stage]], name: str, expected: set[str]
) -> None:
    cache, found = known
    assert name in cache.ground.now or name == "articles/new.txt"
    now = cache.ground.now | {name: "another"}
    if name == "articles/new.txt":
        whole = found["reading"]
        found = found | {"reading": Stage(whole.name, whole.folder, whole.conditions, (*whole.files, name))}
    changed = Cache(cache.folder, Ground(now, ()))
    assert {n for n, stage in found.items() if changed.reasons(stage)} == expected


@pytest.mark.book
@pytest.mark.xdist_group("default")
def test_a_parameter_reruns_its_chapter(known: tuple[Cache, dict[str, Stage]]) -> None:
    cache, found = known
    stage = found["figures"]
    changed = Stage(stage.name, stage.folder, {**stage.conditions, "parameter most": 80}, stage.files)
    assert cache.reasons(changed) == ["parameter most 60 -> 80"]


@pytest.mark.book
@pytest.mark.xdist_group("default")
def test_every_file_that_a_stage_read_is_one_by_which_an_edition_is_identified(
    known: tuple[Cache, dict[str, Stage]],
) -> None:
    cache, found = known
    for stage in found.values():
        record = cache.record(stage)
        assert record
        assert {n for n, digest in record.files.items() if digest} <= cache.ground.now.keys()


# ---- what is imported

NOT_LOADED = [
    ("kzlib.cli", {"spacy", "matplotlib", "pyarrow", "papermill", "sphinx"}),
    ("kzlib.build", {"spacy", "matplotlib", "pyarrow", "papermill", "sphinx"}),
    ("kzlib.book", {"spacy", "matplotlib"}),
    ("kzlib.editions", {"spacy", "matplotlib"}),
]


@pytest.mark.parametrize(("module", "heavy"), NOT_LOADED)
def test_what_is_not_needed_is_not_loaded(module: str, heavy: set[str]) -> None:
    code = f"import json, sys, {module}; print(json.dumps([*sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not heavy & set(json.loads(done.stdout))
