"""The same input gives the same bytes, wherever, whenever and by whomever it is built, and holds nothing of a machine.

What is tried at once here is tried one by one by `make soak`, so that a difference can be blamed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

import machines
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from books import ROOT, Book, built
from leaks import leaks
from machines import Machine, copy_project
from PIL import Image, PngImagePlugin

pytestmark = [pytest.mark.book, pytest.mark.xdist_group("default")]

# Words that are part of everything that is told of the machines below.
TELLING = ("zebulon", "marzipan", "kiritimati", "tr_TR")
HOMELY = {
    ".config/matplotlib/matplotlibrc": "figure.dpi: 311\nfont.size: 23\nsvg.fonttype: path\nsvg.hashsalt: zebulon\n",
    ".ipython/profile_default/startup/00-zebulon.py": "print('zebulon')\nzebulon = 'zebulon'\n",
    ".ipython/profile_default/ipython_config.py": "get_config().InteractiveShell.ast_node_interactivity = 'all'\n",
    ".jupyter/nbconvert_config.py": "get_config().ExecutePreprocessor.timeout = 1\n",
    ".docutils": "[general]\ngenerator: zebulon\nsource-link: true\n",
    ".config/pandas/zebulon": "",
}
THERE = Machine(
    user="zebulon-kitchen",
    day="+400d",
    cores="0",
    umask="0077",
    locale="tr_TR.UTF-8",
    environment={
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "4242",
        "COLUMNS": "40",
        "TERM": "dumb",
        "KZ_SECRET": "marzipan-lagoon",
        "EDITOR": "marzipan",
        "SOURCE_DATE_EPOCH": "86400",
        "FORCE_COLOR": "1",
    },
)
BEYOND = Machine(
    user="zebulon-harbour",
    day="-900d",
    umask="0000",
    locale="C",
    environment={"TZ": "America/St_Johns", "PYTHONHASHSEED": "0", "COLUMNS": "300", "LANGUAGE": "fr", "NO_COLOR": "1"},
)


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a book's site and tables."""
    files = [p for part in ("site", "tables") for p in (out / part).rglob("*") if p.is_file()]
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(files)}


def differing(one: Path, other: Path) -> list[str]:
    """Files of two books that are not the same, each with the first line that differs; printed, too."""
    before, after = contents(one), contents(other)
    assert len(before) > 100
    found = [
        f"{n}: {first_line(before.get(n), after.get(n))}"
        for n in sorted(before | after)
        if before.get(n) != after.get(n)
    ]
    print(f"{len(before)} files compared; differences: {found}")
    return found


def first_line(one: bytes | None, other: bytes | None) -> str:
    if one is None or other is None:
        return "only in one of them"
    pairs = enumerate(zip_longest(one.split(b"\n"), other.split(b"\n")), start=1)
    return next(f"line {n}: {a!r:.200} / {b!r:.200}" for n, (a, b) in pairs if a != b)


def furnish(home: Path) -> Path:
    """Give a user's home the settings of its own that a build must not take over. Returns it."""
    for name, text in HOMELY.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    (home / "tmp-zebulon").mkdir()
    return home


def build(machine: Machine, project: Path, home: Path, corpus: object, *options: object) -> Path:
    out = home / "out"
    done = machines.kz(machine, project, home, "build", corpus, "--out", out, *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder that another user may enter, which pytest's own may not be."""
    with tempfile.TemporaryDirectory(prefix="kz-same-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def here() -> Book:
    return built("default")


def spoil(corpus: Path) -> None:
    """Add an article, and files that cannot be read: what is said of them is published."""
    (corpus / "bon.txt").write_text("Quarante policiers ont été tués jeudi à Taraz, selon la mairie.", encoding="utf-8")
    for name in ("pdf", "zip", "warc", "warc.gz", "html", "xml", "jsonl", "csv", "txt", "md", "docx"):
        (corpus / f"spoilt.{name}").write_bytes(b"---\n: [\n%PDF-1.7 PK\x03\x04 \x1f\x8b <a {\xff\xfe\0")
    with zipfile.ZipFile(corpus / "archive.zip", "w") as archive:
        archive.writestr("../../up.txt", "Douze morts.")
        archive.writestr("within.pdf", b"%PDF-1.7\n%%EOF")
    (corpus / "out.txt").symlink_to("/etc/hostname")
    (corpus / "gone.txt").symlink_to(corpus.parent / "zebulon")
    (corpus / "round").symlink_to(corpus)
    os.mkfifo(corpus / "pipe.txt")


def mend(corpus: Path) -> None:
    """Take away what `spoil` added."""
    for path in sorted(corpus.iterdir()):
        if not (ROOT / "data" / "corpus" / path.name).exists():
            path.unlink()


def test_another_user_elsewhere_builds_the_same_from_a_warm_cache(here: Book, base: Path) -> None:
    project, home = copy_project(base / "zebulon" / "project"), furnish(base / "zebulon-home")
    link = base / "zebulon-articles"
    link.symlink_to(project / "data" / "corpus")
    spoil(link)
    machine = replace(THERE, environment={**THERE.environment, "TMPDIR": str(home / "tmp-zebulon")})
    out = build(machine, project, home, link)
    assert pq.read_metadata(out / "tables" / "problems.parquet").num_rows > 10
    assert leaks(out / "site", TELLING) == leaks(out / "tables", TELLING) == []
    mend(link)
    build(machine, project, home, link)
    assert differing(here.out, out) == []
    assert leaks(out / "site", TELLING) == leaks(out / "tables", TELLING) == []
    print("not tried here:", machines.lacks(machine))


@pytest.mark.soak
def test_the_site_is_proven_by_building_it_again_on_another_day(here: Book, base: Path) -> None:
    project, home = copy_project(base / "project"), furnish(base / "home")
    for part in ("site", "tables"):
        shutil.copytree(here.out / part, base / "book" / part)
    site = base / "book" / "site"
    done = machines.kz(BEYOND, project, home, "verify", site, "--rebuild", "--corpus", "data/corpus/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", and the same when built again from " in done.stdout
    print("not tried here:", machines.lacks(BEYOND))


@dataclass(frozen=True)
class Variation:
    """One thing that is otherwise: of the machine, or in how the corpus is given."""

    machine: Machine = field(default_factory=Machine)
    corpus: str = "data/corpus"
    homely: bool = False
    steps: str = ""


GRID = {
    "another folder": Variation(),
    "another user": Variation(Machine(user="zebulon-kitchen")),
    "a home with settings": Variation(homely=True),
    "time zone": Variation(Machine(environment={"TZ": "Pacific/Kiritimati"})),
    "locale C": Variation(Machine(locale="C")),
    "locale tr_TR.UTF-8": Variation(Machine(locale="tr_TR.UTF-8")),
    "locale fr_FR.ISO-8859-1": Variation(Machine(locale="fr_FR.ISO-8859-1")),
    "hash seed 0": Variation(Machine(environment={"PYTHONHASHSEED": "0"})),
    "hash seed 1": Variation(Machine(environment={"PYTHONHASHSEED": "1"})),
    "hash seed random": Variation(Machine(environment={"PYTHONHASHSEED": "random"})),
    "one core": Variation(Machine(cores="0")),
    "a later day": Variation(Machine(day="+400d")),
    "an earlier day": Variation(Machine(day="-9000d")),
    "umask": Variation(Machine(umask="0077")),
    "narrow terminal": Variation(Machine(environment={"COLUMNS": "20", "TERM": "vt100", "FORCE_COLOR": "1"})),
    "date of sources": Variation(Machine(environment={"SOURCE_DATE_EPOCH": "86400"})),
    "Python told otherwise": Variation(Machine(environment={"PYTHONOPTIMIZE": "1", "PYTHONWARNINGS": "always"})),
    "corpus with a slash": Variation(corpus="data/corpus/"),
    "corpus by its whole path": Variation(corpus="{project}/data/corpus"),
    "corpus through a link": Variation(corpus="{base}/link"),
    "everything in the cache": Variation(steps="site gone"),
    "articles in the cache": Variation(steps="other articles first"),
}  # fmt: skip


@pytest.mark.soak
@pytest.mark.parametrize("name", GRID)
def test_one_thing_otherwise_gives_the_same(name: str, here: Book, base: Path) -> None:
    variation = GRID[name]
    if lacking := machines.lacks(variation.machine):
        pytest.skip("; ".join(lacking))
    project, home = copy_project(base / "project"), base / "home"
    if variation.homely:
        furnish(home)
    (base / "link").symlink_to(project / "data" / "corpus")
    if variation.steps == "other articles first":
        (project / "data" / "corpus" / "another.txt").write_text(
            "Douze policiers ont été tués à Taraz.", encoding="utf-8"
        )
        build(variation.machine, project, home, "data/corpus")
        (project / "data" / "corpus" / "another.txt").unlink()
    out = build(variation.machine, project, home, variation.corpus.format(project=project, base=base))
    if variation.steps == "site gone":
        shutil.rmtree(out / "site")
        build(variation.machine, project, home, "data/corpus")
    assert differing(here.out, out) == []


def test_a_leak_is_found_wherever_it_hides(tmp_path: Path) -> None:
    table = pa.table({"a": ["zebulon" * 3] * 900})
    pq.write_table(table, tmp_path / "cell.parquet", compression="zstd")
    plain = pa.table({"a": [1]})
    pq.write_table(plain.replace_schema_metadata({"by": "Zebulon"}), tmp_path / "schema.parquet")
    pq.write_table(plain, tmp_path / "clean.parquet")
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", "zebulon " * 200, zip=True)
    Image.new("L", (1, 1)).save(tmp_path / "picture.png", pnginfo=about)
    (tmp_path / "page.html").write_text("<p>ZEBULON</p>", encoding="utf-8")
    (tmp_path / "of-zebulon.txt").write_text("", encoding="utf-8")
    found = ["cell.parquet", "of-zebulon.txt", "page.html", "picture.png", "schema.parquet"]
    assert leaks(tmp_path, ["zebulon"]) == [f"zebulon: {name}" for name in found]


def test_the_copy_of_a_project_is_built_by_its_own_code(tmp_path: Path) -> None:
    """Otherwise the tests above would run the project itself, and prove nothing of another folder."""
    project = copy_project(tmp_path / "project")
    version = project / "kzlib" / "__init__.py"
    version.write_text(version.read_text(encoding="utf-8") + "\nraise SystemExit('the copy')\n", encoding="utf-8")
    done = machines.kz(Machine(), project, tmp_path / "home", "--help")
    assert "the copy" in done.stderr
    assert os.fspath(ROOT) not in done.stderr
