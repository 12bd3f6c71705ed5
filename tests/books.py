"""Whole books for the tests, built once a test run by the command itself."""

from __future__ import annotations

import functools
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
CORPORA = {"default": ROOT / "data" / "corpus", "seeds": SEEDS}


@dataclass(frozen=True)
class Book:
    """A built book: what from, where it lies, and what the command printed."""

    corpus: Path
    out: Path
    printed: str

    @property
    def site(self) -> Path:
        return self.out / "site"

    @property
    def pages(self) -> list[Path]:
        return sorted(self.site.rglob("*.html"))


def kz(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command `kz` as a user would, in the project's folder."""
    command = [sys.executable, "-m", "kzlib", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=600)


@functools.cache
def built(name: str) -> Book:
    """The book of one corpus, built when it is first asked for."""
    corpus = CORPORA[name]
    if not corpus.exists():
        pytest.skip(f"no corpus {corpus.name} on this machine")
    out = Path(tempfile.mkdtemp(prefix=f"kz-{name}-")) / "build"
    done = kz("build", corpus, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return Book(corpus, out, done.stdout)


def params() -> list[object]:
    """The corpora as test parameters; each book's tests run in one process, so that it is built once."""
    return [pytest.param(n, marks=[pytest.mark.xdist_group(n), pytest.mark.book], id=n) for n in CORPORA]
