"""Reading on a cluster: a real scheduler with real workers, started and ended here, on 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import poisonous
import pytest
import synthetic
from books import ROOT

from kzlib.cluster import versions

PATIENCE = 120  # seconds: the machine may have much else to do
Started = subprocess.Popen[bytes]


def free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def started(arguments: list[object], env: Mapping[str, str], log: Path, place: Path = ROOT) -> Iterator[Started]:
    """A process of dask, ended at the end of the block."""
    command = [sys.executable, "-m", "dask", *map(str, arguments), "--host", "127.0.0.1", "--no-dashboard"]
    with log.open("ab") as out, subprocess.Popen(command, stdout=out, stderr=out, env=env, cwd=place) as process:
        try:
            yield process
        finally:
            process.kill()


class Dask:
    """A scheduler, and workers as they are asked for."""

    def __init__(self, folder: Path, env: Mapping[str, str], stack: ExitStack) -> None:
        self.folder, self.env, self._stack = folder, env, stack
        self.log = folder / "log"
        port = free()
        self.address = f"tcp://127.0.0.1:{port}"
        stack.enter_context(started(["scheduler", "--port", port], env, self.log))
        until(lambda: answers(port))

    def worker(self, name: str, env: Mapping[str, str] | None = None, place: Path = ROOT) -> Started:
        arguments = ["worker", self.address, "--nthreads", 1, "--no-nanny", "--name", name]
        arguments += ["--local-directory", self.folder / name, "--death-timeout", PATIENCE]
        process = self._stack.enter_context(started(arguments, env or self.env, self.log, place))
        before = self.log.read_text(errors="replace").count("Register worker")
        until(lambda: self.log.read_text(errors="replace").count("Register worker") > before)
        return process

    def kz(self, corpus: Path, out: Path, *more: object) -> subprocess.CompletedProcess[str]:
        return kz(self.env, corpus, out, "--scheduler", self.address, *more)


def kz(env: Mapping[str, str], corpus: Path, out: Path, *more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kzlib", "parse", corpus, "--out", out, *more]
    done = list(map(str, command))
    return subprocess.run(done, capture_output=True, text=True, env=env, cwd=ROOT, check=False, timeout=600)


@contextmanager
def dask(folder: Path) -> Iterator[Dask]:
    folder.mkdir(parents=True, exist_ok=True)
    env = poisonous.install(folder / "packages")
    with ExitStack() as stack:
        yield Dask(folder, env, stack)


def corpus(folder: Path, count: int, *words: str) -> Path:
    """Articles in several partitions; some hold a word at which the pipeline `poisonous` breaks."""
    synthetic.write(folder, count)
    for word in words:
        (folder / f"{word}.txt").write_text(f"La police a trouvé du {word} mardi 4 janvier 2022 à Almaty.\n")
    return folder


def tables(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.glob("*.parquet"))}


def test_a_cluster_reads_what_this_machine_reads(tmp_path: Path) -> None:
    """With an article that breaks its reader, and a store of its own, which is as it was afterwards."""
    articles, out = corpus(tmp_path / "corpus", 70, poisonous.RAISES), tmp_path / "out"
    model = ("--model", poisonous.NAME)
    with dask(tmp_path / "dask") as there:
        none = there.kz(articles, out)
        assert (none.returncode, out.exists()) == (2, False)
        assert none.stderr == (f"kz: --scheduler '{there.address}': it has no workers; start some with `dask worker`\n")
        there.worker("one")
        there.worker("two")
        done = there.kz(articles, out, *model, "--store", tmp_path / "store")
        local = kz(there.env, articles, tmp_path / "local", *model, "--processes", 1)
    assert done.returncode == local.returncode == 0, done.stderr + local.stderr
    assert done.stderr == local.stderr
    assert f"left out: {poisonous.RAISES}.txt: a fault of kz, ValueError" in done.stderr
    assert tables(out) == tables(tmp_path / "local")
    assert len(tables(out)) > 10
    assert not list((tmp_path / "store").iterdir())


@pytest.mark.soak
def test_an_article_that_kills_is_left_out_as_on_this_machine(tmp_path: Path) -> None:
    articles, out = corpus(tmp_path / "corpus", 120, poisonous.RAISES, poisonous.ENDS), tmp_path / "out"
    model = ("--model", poisonous.NAME)
    with dask(tmp_path / "dask") as there:
        there.worker("one")
        there.worker("two")
        done = there.kz(articles, out, *model)
        local = kz(there.env, articles, tmp_path / "local", *model)
    assert done.returncode == local.returncode == 0, done.stderr + local.stderr
    assert done.stderr == local.stderr
    assert f"left out: {poisonous.ENDS}.txt: ended the process that read it (SIGKILL), and did so again" in done.stderr
    assert tables(out) == tables(tmp_path / "local")


@pytest.mark.soak
@pytest.mark.parametrize("which", ["worker", "reader"])
def test_nothing_is_lost_or_doubled_when_a_worker_is_killed(tmp_path: Path, which: str) -> None:
    articles, out, store = corpus(tmp_path / "corpus", 600), tmp_path / "out", tmp_path / "store"
    with dask(tmp_path / "dask") as there:
        worker = there.worker("one")
        there.worker("two")
        command = [sys.executable, "-m", "kzlib", "parse", articles, "--out", out, "--scheduler", there.address]
        command += ["--store", store]
        with subprocess.Popen(list(map(str, command)), env=there.env, cwd=ROOT, stderr=subprocess.PIPE) as reading:
            until(lambda: any(store.glob("*/readings/*.parquet")))
            number = worker.pid if which == "worker" else int(children(worker.pid)[0])
            os.kill(number, signal.SIGKILL)
            assert reading.wait(PATIENCE) == 0
        local = kz(there.env, articles, tmp_path / "local")
    assert local.returncode == 0, local.stderr
    assert tables(out) == tables(tmp_path / "local")


def children(number: int) -> list[str]:
    return Path(f"/proc/{number}/task/{number}/children").read_text().split() or [
        child
        for thread in Path(f"/proc/{number}/task").iterdir()
        for child in (thread / "children").read_text().split()
    ]


@pytest.mark.soak
def test_workers_with_other_code_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    for part in ("kzlib", "data/lexicons"):
        shutil.copytree(ROOT / part, other / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("requirements.lock", "_config.yml"):
        shutil.copyfile(ROOT / part, other / part)
    with (other / "kzlib" / "clean" / "forms.py").open("a") as file:
        file.write("# another version\n")
    with dask(tmp_path / "dask") as there:
        env = {**there.env, "PYTHONPATH": f"{other}:{there.env['PYTHONPATH']}"}
        there.worker("one", env, other)
        done = there.kz(corpus(tmp_path / "corpus", 3), tmp_path / "out")
    assert (done.returncode, (tmp_path / "out").exists()) == (2, False)
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"kz: --scheduler '{there.address}': worker tcp://127.0.0.1:")
    assert f"there, {versions.here()['kzlib']} here; install the same there as here" in line


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("tcp://127.0.0.1:{port}", "no scheduler answers"),
        ("127.0.0.1", "no scheduler answers"),
        ("nonsense://x", "no scheduler answers"),
    ],
)
def test_an_address_without_a_scheduler_is_said_in_one_line(tmp_path: Path, address: str, why: str) -> None:
    address = address.format(port=free())
    done = kz(os.environ, ROOT / "data" / "corpus", tmp_path / "out", "--scheduler", address)
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"kz: --scheduler '{address}': {why}")
    assert (done.returncode, (tmp_path / "out").exists()) == (2, False)


def test_without_distributed_the_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ModuleNotFoundError('distributed')\n")
    env = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = kz(env, ROOT / "data" / "corpus", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert done.stderr == (
        "kz: --scheduler 'tcp://127.0.0.1:1': distributed is not installed; pip install 'kzlib[cluster]'\n"
    )


def test_a_store_without_a_cluster_is_refused(tmp_path: Path) -> None:
    done = kz(os.environ, ROOT / "data" / "corpus", tmp_path / "out", "--store", tmp_path)
    assert (done.returncode, (tmp_path / "out").exists()) == (2, False)
    assert (
        done.stderr == f"kz: --store '{tmp_path}': only for reading on a cluster; give --scheduler, or leave it out\n"
    )


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ({"kzlib": "a", "Python": "3.11.2"}, ""),
        ({"kzlib": "b", "Python": "3.11.2"}, "kzlib b there, a here"),
        ({"kzlib": "b"}, "kzlib b there, a here; Python None there, 3.11.2 here"),
    ],
)
def test_versions_that_differ_are_named(theirs: dict[str, str], told: str) -> None:
    assert versions.difference(theirs, {"kzlib": "a", "Python": "3.11.2"}) == told
