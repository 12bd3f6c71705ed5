"""A failure fails: one line, a status, the last good site whole; and the next run completes once the cause is gone."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from interruptions import Bench, Digests, Ended, Run, bench, cell, digests, may_mount, mounted, remaining, remount

pytestmark = [pytest.mark.book, pytest.mark.xdist_group("interrupted")]

NOTEBOOK = "figures"
RAISES = "raise ValueError('douze\\n   morts\\x1b[31m')"
DIES = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
FULL = "from pathlib import Path\nPath('/dev/full').write_text('x')"
ENDLESS = "import time\ntime.sleep(1e6)"
UNFOUNDED = "from IPython.display import HTML\nHTML('<p>164 dead</p>')"
LOST = "from IPython.display import HTML\nHTML('<a href=\"actors.html#nowhere\">actors</a>')"
NOTEBOOK_FAILURES = [
    pytest.param(UNFOUNDED, "'164 dead': a number with no link to its evidence; link it to", id="no evidence"),
    pytest.param(
        LOST,
        "'actors.html#nowhere' leads to no anchor that is there; correct it",
        id="broken link",
        marks=pytest.mark.soak,
    ),
    pytest.param(RAISES, "ValueError: douze morts\\x1b[31m", id="raises"),
    pytest.param(DIES, "its kernel died", id="dies"),
    pytest.param(ENDLESS, "not done after 90 seconds", id="never ends", marks=pytest.mark.soak),
    pytest.param(FULL, "No space left on device", id="no space", marks=pytest.mark.soak),
]
AT_WORK = {"kernels": "kernels import original", "site": "jupyter_book"}
UNTOUCHED = "what was built before is untouched"


@pytest.fixture(scope="module")
def pristine() -> Iterator[tuple[Bench, Digests]]:
    """A bench with a site that is built, and what it is made of."""
    with bench() as made:
        runs = made.project / "kzlib" / "chapters_run.py"
        short = runs.read_text(encoding="utf-8").replace("PATIENCE = 3600", "PATIENCE = 90")
        assert "PATIENCE = 90" in short
        runs.write_text(short, encoding="utf-8")
        done = made.build()
        assert done.status == 0, done.err
        kept = made.out.rename(made.out.with_name("kept"))
        yield made, digests(kept)


@pytest.fixture
def built(pristine: tuple[Bench, Digests]) -> tuple[Bench, Digests]:
    """A bench whose folder is as the first build left it."""
    made, _ = pristine
    shutil.rmtree(made.out, ignore_errors=True)
    shutil.copytree(made.out.with_name("kept"), made.out)
    return pristine


def is_as_it_was(made: Bench, before: Digests) -> None:
    assert digests(made.out) == before
    assert sorted(p.name for p in made.out.iterdir() if p.name != "site.log") == [
        *(".lock", "built.json", "cache", "site", "tables"),
    ]


@pytest.mark.parametrize(("source", "said"), NOTEBOOK_FAILURES)
def test_a_chapter_that_fails_is_named_with_its_cell_and_fails_again(
    built: tuple[Bench, Digests], source: str, said: str
) -> None:
    made, before = built
    with cell(made.notebook(NOTEBOOK), source):
        for _ in range(2 if source == RAISES else 1):
            done = made.build()
            assert done.status == 1
            assert f"{NOTEBOOK}.ipynb, cell 1: " in done.line
            assert said in done.line
            is_as_it_was(made, before)


def test_reading_that_is_killed(built: tuple[Bench, Digests]) -> None:
    made, before = built
    run = made.start("--as-of", "2022-01-09")
    run.worker("reading.main").kill()
    done = run.wait()
    assert done.status == 1
    assert "the articles could not be read: the process that read them ended with SIGKILL" in done.line
    is_as_it_was(made, before)


def test_jupyter_book_that_is_killed(built: tuple[Bench, Digests]) -> None:
    made, before = built
    run = made.start("--address", "https://example.org/")
    run.worker(AT_WORK["site"]).kill()
    done = run.wait()
    assert done.status == 1
    assert "jupyter-book failed: it was ended by SIGKILL" in done.line
    is_as_it_was(made, before)


STOPPED = [
    pytest.param("kernels", signal.SIGINT, id="kernels, SIGINT"),
    pytest.param("kernels", signal.SIGTERM, id="kernels, SIGTERM", marks=pytest.mark.soak),
    pytest.param("site", signal.SIGTERM, id="site, SIGTERM"),
    pytest.param("site", signal.SIGHUP, id="site, SIGHUP", marks=pytest.mark.soak),
]


@pytest.mark.parametrize(("at", "number"), STOPPED)
def test_a_run_that_is_told_to_stop_takes_all_that_it_started_with_it(
    built: tuple[Bench, Digests], at: str, number: signal.Signals
) -> None:
    made, before = built
    with cell(made.notebook(NOTEBOOK), ENDLESS if at == "kernels" else "pass"):
        run = made.start("--address", "https://example.org/" if at == "site" else "")
        run.worker(AT_WORK[at], 2 if at == "kernels" else 1)  # the process that is copied, and a copy
        tree = run.tree()
        run.kz.send_signal(number)
        done = run.wait()
    assert done.status == 128 + number
    assert done.line == f"kz: stopped by {number.name}; {UNTOUCHED}"
    assert remaining(tree, 1) == []
    is_as_it_was(made, before)


def test_what_a_killed_run_had_started_ends_by_itself_and_the_next_completes(built: tuple[Bench, Digests]) -> None:
    made, before = built
    with cell(made.notebook(NOTEBOOK), ENDLESS):
        run = made.start()
        run.worker(AT_WORK["kernels"], 2)
        tree = run.tree()
        run.kz.kill()
        assert run.wait().status == -signal.SIGKILL
        assert digests(made.out) == before
        assert remaining(tree) == []
    with cell(made.notebook(NOTEBOOK), "pass"):
        done = made.build()
        assert done.status == 0, done.err
    assert verified(made)


def verified(made: Bench) -> bool:
    """Whether the site is what its manifest says, and so are the tables beside it."""
    return Run(made.project, "verify", made.out / "site").wait().status == 0


@pytest.mark.soak
def test_parsing_that_is_killed_leaves_the_tables_as_they_were(built: tuple[Bench, Digests], tmp_path: Path) -> None:
    made, _ = built
    out = tmp_path / "parsed"
    assert Run(made.project, "parse", made.corpus, "--out", out).wait().status == 0
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    run = Run(made.project, "parse", made.project / "data" / "corpus", "--out", out)
    while not list(out.glob(".work-*/tables/documents.parquet")):
        assert not run.ended(), run.wait()
        time.sleep(0.01)
    run.kz.kill()
    assert run.wait().status == -signal.SIGKILL
    assert {p.name: p.read_bytes() for p in out.iterdir() if p.suffix == ".parquet"} == {
        name: read for name, read in before.items() if name.endswith(".parquet")
    }
    assert Run(made.project, "parse", made.corpus, "--out", out).wait().status == 0
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


def refused(done: Ended, *said: str) -> None:
    assert done.status == 1
    assert UNTOUCHED in done.line
    assert all(words in done.line for words in said), done.line


def test_a_folder_that_may_not_be_written_to(built: tuple[Bench, Digests]) -> None:
    made, before = built
    mode = stat.S_IMODE(made.out.stat().st_mode)
    lock = made.out / ".lock"
    for path in (made.out, lock):
        path.chmod(0o555)
    try:
        done = made.build("--address", "https://example.org/", nobody=True)
    finally:
        made.out.chmod(mode)
        lock.chmod(0o644)
    refused(done, ".lock", "Permission denied", "give another folder")
    is_as_it_was(made, before)


def test_a_folder_that_cannot_be_made(built: tuple[Bench, Digests]) -> None:
    made, _ = built
    (made.out.parent / "closed").mkdir(mode=0o555)
    done = made.build(out=made.out.parent / "closed" / "out", nobody=True)
    refused(done, "closed/out", "Permission denied")


@pytest.fixture
def mountable() -> None:
    if not may_mount():
        pytest.skip("a file system can be mounted as root only")


@pytest.mark.usefixtures("mountable")
def test_a_file_system_that_is_read_only(built: tuple[Bench, Digests]) -> None:
    made, before = built
    with mounted(made.out, "--bind", str(made.out)):
        remount(made.out, "bind,ro")
        done = made.build("--address", "https://example.org/")
    refused(done, ".lock", "Read-only file system")
    is_as_it_was(made, before)


@pytest.mark.soak
@pytest.mark.usefixtures("mountable")
def test_a_full_disk_and_then_one_with_room(built: tuple[Bench, Digests], tmp_path: Path) -> None:
    made, before = built
    with mounted(tmp_path, "-t", "tmpfs", "tmpfs"):
        shutil.copytree(made.out, tmp_path, dirs_exist_ok=True)
        free = 300_000
        taken = os.statvfs(tmp_path)
        remount(tmp_path, f"size={(taken.f_blocks - taken.f_bfree) * taken.f_frsize + free}")
        done = made.build("--address", "https://example.org/", out=tmp_path)
        refused(done, "No space left on device")
        assert digests(tmp_path) == before
        assert not list(tmp_path.glob(".work*"))
        remount(tmp_path, "size=100m")
        done = made.build("--address", "https://example.org/", out=tmp_path)
        assert done.status == 0, done.err
        assert digests(tmp_path) != before
        assert Run(made.project, "verify", tmp_path / "site").wait().status == 0
