"""Runs of `kz` that do not come to their end: started in a copy of the project, watched, stopped, starved."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from machines import copy_project

NOBODY = "65534"
PATIENCE = 300  # seconds for one run
ARTICLE = "Publié le {day} janvier 2022\n\nAu moins {count} policiers ont été tués à Almaty, a annoncé le ministère.\n"

Digests = dict[str, str]


def digests(out: Path) -> Digests:
    """SHA-256 of every file of the tables and of the site, by name: what a reader finds."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in ("tables", "site")
        for path in sorted((out / name).rglob("*"))
        if path.is_file()
    }


def corpus(folder: Path, day: int, count: str) -> Path:
    """A corpus of one short article."""
    folder.mkdir(parents=True)
    (folder / "depeche.txt").write_text(ARTICLE.format(day=day, count=count), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit status (negative for a signal), and what it printed."""

    status: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The one line that a run which failed says on standard error."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("kz: "), self.err
        return lines[0]


class Run:
    """A run of `kz` in a project's copy; `tree` is the process and all that it started."""

    def __init__(self, project: Path, *arguments: object, nobody: bool = False, **env: object) -> None:
        environment = os.environ | {"PYTHONPATH": str(project)} | {name: str(value) for name, value in env.items()}
        command = [*(as_nobody() if nobody else []), sys.executable, "-m", "kzlib", *map(str, arguments)]
        self._out, self._err = tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")
        self._started = subprocess.Popen(
            command, cwd=project, env=environment, stdout=self._out, stderr=self._err, stdin=subprocess.DEVNULL
        )
        self.kz = psutil.Process(self._started.pid)

    def tree(self) -> list[psutil.Process]:
        """The processes that it started, and itself."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return [*self.kz.children(recursive=True), self.kz]
        return []

    def ended(self) -> bool:
        return self._started.poll() is not None

    def worker(self, words: str, count: int = 1) -> psutil.Process:
        """The `count`-th process that it started with these words in its command, as soon as there are so many."""
        found: list[psutil.Process] = []
        while len(found) < count:
            assert not self.ended(), f"ended before {words!r} was started: {self.wait()}"
            found = [p for p in self.tree()[:-1] if words in commanded(p)]
            time.sleep(0.02)
        return found[count - 1]

    def wait(self) -> Ended:
        """Wait for its end."""
        status = self._started.wait(PATIENCE)
        self._out.seek(0)
        self._err.seek(0)
        return Ended(status, self._out.read(), self._err.read())


def as_nobody() -> list[str]:
    """What makes a command that of a user who may read everything and write nothing; nothing for who is no root."""
    if os.geteuid() != 0:
        return []
    user = ["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]
    return ["setpriv", *user, "--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]


def commanded(process: psutil.Process) -> str:
    """The command of a process; nothing once it has ended."""
    with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
        return " ".join(process.cmdline())
    return ""


def remaining(processes: list[psutil.Process], seconds: float = 10) -> list[psutil.Process]:
    """Those of some processes that still run after so many seconds; usually all end sooner."""
    deadline = time.monotonic() + seconds
    while (running := [p for p in processes if runs(p)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return running


def runs(process: psutil.Process) -> bool:
    """Whether a process runs; one that has ended, and that nobody has asked how, does not."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


@dataclass(frozen=True)
class Bench:
    """A copy of the project, with a corpus and a folder to build in."""

    project: Path
    corpus: Path
    out: Path

    def start(self, *options: object, out: Path | None = None, **how: object) -> Run:
        return Run(self.project, "build", self.corpus, "--out", out or self.out, *options, **how)  # type: ignore[arg-type]

    def build(self, *options: object, out: Path | None = None, **how: object) -> Ended:
        return self.start(*options, out=out, **how).wait()

    def notebook(self, name: str) -> Path:
        return self.project / "notebooks" / f"{name}.ipynb"


@contextlib.contextmanager
def cell(notebook: Path, source: str) -> Iterator[None]:
    """A notebook with one more cell at its beginning, for a while."""
    text = notebook.read_text(encoding="utf-8")
    changed = json.loads(text)
    added = {"cell_type": "code", "execution_count": None, "id": "added", "metadata": {}, "outputs": []}
    changed["cells"].insert(0, added | {"source": source})
    notebook.write_text(json.dumps(changed), encoding="utf-8")
    try:
        yield
    finally:
        notebook.write_text(text, encoding="utf-8")


@contextlib.contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A file system mounted on a folder; it is taken away again."""
    subprocess.run(["mount", *options, str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def may_mount() -> bool:
    """Whether a file system can be mounted here."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False)
        if done.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return done.returncode == 0


@contextlib.contextmanager
def bench() -> Iterator[Bench]:
    """A bench in a folder that every user may read, for a while."""
    with tempfile.TemporaryDirectory(prefix="kz-interrupted-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield Bench(copy_project(folder / "project"), corpus(folder / "articles", 8, "douze"), folder / "out")
