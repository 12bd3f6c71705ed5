"""Putting a new folder in the place of the old: whole at every moment, whichever step a run is killed before."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kzlib import publish

NAMES = ("tables", "site", "built.json")
TIDY = sorted([*NAMES, publish.LOCK])
WAYS = ["exchange", "renames"]
OLD, NEW, NONE = (["old"] * 3, ["new"] * 3, [""] * 3)
# What Python reports before it does it: all that changes a folder, and looking up renameat2.
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.copyfile", "shutil.rmtree", "ctypes.dlsym"}


@pytest.fixture(autouse=True)
def _unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No power is cut here, and waiting for the disk some hundred times takes long."""
    monkeypatch.setattr(publish, "_flush", lambda folder: None)


def put(folder: Path, generation: str) -> None:
    for name in NAMES:
        page = folder / name if name.endswith(".json") else folder / name / "deep" / "page"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(generation, encoding="utf-8")


def found(folder: Path) -> list[str]:
    """What a reader finds under each name; "" for nothing."""
    pages = [folder / name if name.endswith(".json") else folder / name / "deep" / "page" for name in NAMES]
    return [page.read_text(encoding="utf-8") if page.exists() else "" for page in pages]


def build(out: Path, generation: str) -> None:
    with publish.hold(out), publish.workshop(out) as work:
        put(work, generation)
        publish.replace(work, out, NAMES)


def left(out: Path) -> list[str]:
    return sorted(p.name for p in out.iterdir())


def child(act: Callable[[], object], at: Callable[[int], None] = lambda step: None, way: str = "exchange") -> int:
    """Exit status of a process that does `act`; `at` is called with its number before each step. 1 for an OSError."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    status = 2
    try:
        if way == "renames":
            publish._exchange = lambda one, other: False
        steps = itertools.count()
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123
        sys.addaudithook(lambda event, _: at(next(steps)) if event in STEPS else None)
        act()
        status = 0
    except OSError:
        status = 1
    finally:
        os._exit(status)


def every_step(act: Callable[[int], bool]) -> int:
    """Call `act` with 0, 1, 2... until it says that there was no such step; how many there were."""
    return next(step for step in itertools.count() if not act(step))


@pytest.mark.parametrize("before", [OLD, NONE], ids=["replaced", "first"])
@pytest.mark.parametrize("way", WAYS)
def test_a_run_killed_before_any_step_leaves_all_whole_and_the_next_completes(
    way: str, before: list[str], tmp_path: Path
) -> None:
    seen = set()

    def killed(step: int) -> bool:
        out = tmp_path / str(step)
        if before == OLD:
            build(out, "old")
        status = child(lambda: build(out, "new"), lambda n: n == step and os.kill(os.getpid(), signal.SIGKILL), way)
        assert status in (0, -signal.SIGKILL)
        gap = {""} if way == "renames" else set()  # the moment between two renames
        for was, now in zip(before, found(out), strict=True):
            assert now in {was, "new"} | gap
        with publish.hold(out):
            assert found(out) in (before, NEW)
            seen.add(found(out) == NEW)
        assert set(left(out)) <= set(TIDY)
        build(out, "newer")
        assert found(out) == ["newer"] * 3
        assert left(out) == TIDY
        return status != 0

    assert every_step(killed) > 20
    assert seen == {True, False}


@pytest.mark.parametrize("way", ["exchange", pytest.param("renames", marks=pytest.mark.soak)])
def test_the_run_that_completes_may_be_killed_too(way: str, tmp_path: Path) -> None:
    def killed(first: int) -> bool:
        out = tmp_path / str(first)
        build(out, "old")
        status = child(lambda: build(out, "new"), lambda n: n == first and os.kill(os.getpid(), signal.SIGKILL), way)

        def again(step: int) -> bool:
            return child(lambda: found_by_next(out), lambda n: n == step and os.kill(os.getpid(), 9), way) != 0

        if (out / publish.PENDING).exists():
            every_step(again)
        found_by_next(out)
        assert found(out) in (OLD, NEW)
        assert left(out) == TIDY
        return status != 0

    every_step(killed)


def found_by_next(out: Path) -> None:
    with publish.hold(out):
        pass


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("way", WAYS)
def test_an_error_at_any_step_leaves_all_old_or_all_new(way: str, lasting: bool, tmp_path: Path) -> None:
    def fail(step: int) -> bool:
        out = tmp_path / str(step)
        build(out, "old")

        def refuse(n: int) -> None:
            if n == step or (lasting and n > step):
                raise OSError(errno.EIO, os.strerror(errno.EIO))

        status = child(lambda: build(out, "new"), refuse, way)
        assert status in (0, 1)
        if not lasting:
            assert found(out) in (OLD, NEW), step
        with publish.hold(out):
            assert found(out) in (OLD, NEW), step
        build(out, "newer")
        assert left(out) == TIDY
        return step < 32

    every_step(fail)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_folder_of_another_user_is_not_replaced_and_the_others_are_taken_back() -> None:
    base = Path(tempfile.mkdtemp())
    base.chmod(0o755)
    out = base / "out"
    build(out, "old")
    for path in (out, out / publish.LOCK, out / "tables"):
        os.chown(path, 65534, 65534)

    def as_nobody() -> None:
        os.setuid(65534)
        build(out, "new")

    assert child(as_nobody) == 1
    assert found(out) == OLD
    assert left(out) == TIDY
    os.chown(out / "site", 65534, 65534)
    assert child(as_nobody) == 0
    assert found(out) == NEW
    shutil.rmtree(base)


def test_a_folder_that_was_copied_in_the_middle_is_made_again(tmp_path: Path) -> None:
    """No inode tells the new from the old any more; what says which build this is goes, so that it is built again."""
    out, copy = tmp_path / "out", tmp_path / "copy"
    build(out, "old")
    exchanged = [0]

    def stop(step: int) -> None:
        exchanged[0] += (out / publish.PENDING).exists()
        if exchanged[0] == 3:  # after the tables, before the site
            os.kill(os.getpid(), signal.SIGKILL)

    assert child(lambda: build(out, "new"), stop) == -signal.SIGKILL
    shutil.copytree(out, copy)
    assert found(copy) == ["new", "old", "old"]
    with publish.hold(copy):
        assert not (copy / "built.json").exists()
    build(copy, "newer")
    assert found(copy) == ["newer"] * 3
    assert left(copy) == TIDY


HOLD = """
import sys, time
from pathlib import Path
from kzlib import publish
with publish.hold(Path(sys.argv[1])):
    print("held", flush=True)
    {then}
"""


def holder(out: Path, then: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD.format(then=then), str(out)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_second_waits_for_the_first_and_says_so_once(tmp_path: Path) -> None:
    with holder(tmp_path, "sys.stdin.read()") as first:
        assert first.stdout and first.stdin and first.stdout.readline() == "held\n"
        with holder(tmp_path, "pass") as second:
            assert second.stderr and second.stdout
            assert "another kz is at work in" in second.stderr.readline()
            assert second.poll() is None
            first.stdin.close()
            assert second.stdout.readline() == "held\n"
            assert second.stderr.read() == ""
    assert first.returncode == second.returncode == 0


def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    with holder(tmp_path, "sys.stdin.read()") as first:
        assert first.stdout and first.stdout.readline() == "held\n"
        first.kill()
    build(tmp_path, "new")
    assert found(tmp_path) == NEW


def test_holding_a_folder_twice_in_one_run_is_holding_it_once(tmp_path: Path) -> None:
    with publish.hold(tmp_path), publish.hold(tmp_path / "." / ""), publish.reading(tmp_path / "site"):
        build(tmp_path, "new")
    assert found(tmp_path) == NEW


def test_a_site_that_no_build_put_there_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with publish.reading(tmp_path / "site"):
        assert left(tmp_path) == ["site"]


def test_the_folder_of_a_run_is_its_own_and_gone_at_its_end(tmp_path: Path) -> None:
    with publish.hold(tmp_path), publish.workshop(tmp_path) as one, publish.workshop(tmp_path) as other:
        assert one != other
        (one / "page").touch()
    assert left(tmp_path) == [publish.LOCK]


def test_the_journal_names_what_is_put_in_place(tmp_path: Path) -> None:
    build(tmp_path, "old")

    def stop(step: int) -> None:
        if (tmp_path / publish.PENDING).exists():
            os.kill(os.getpid(), signal.SIGKILL)

    child(lambda: build(tmp_path, "new"), stop)
    journal = json.loads((tmp_path / publish.PENDING / publish.JOURNAL).read_text(encoding="utf-8"))
    assert journal == {name: (tmp_path / publish.PENDING / name).stat().st_ino for name in NAMES}
