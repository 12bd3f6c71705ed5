"""Kernels that are copies of one process: they run, end with it, and bring nothing of the project with them."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest

from kzlib.kernels import Original
from kzlib.kernels.provisioner import copied

TOLD = "import os, sys, json; print(json.dumps([os.getpid(), sorted(m for m in sys.modules if m.startswith('kzlib'))]))"


@pytest.fixture
def original() -> Iterator[Original]:
    with closing(Original()) as found, copied(found):
        yield found


def run(folder: Path, *sources: str) -> list[str]:
    """What the cells of a notebook printed."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / "a.ipynb")
    done = papermill.execute_notebook(str(folder / "a.ipynb"), None, progress_bar=False)
    return ["".join(o.get("text", "") for o in cell.outputs) for cell in done.cells]


def test_each_notebook_has_a_kernel_of_its_own_with_nothing_of_the_project(original: Original, tmp_path: Path) -> None:
    told = [json.loads(run(tmp_path, "x = 1", TOLD)[-1]) for _ in range(2)]
    assert told[0][0] != told[1][0]
    for _, modules in told:
        assert set(modules) <= {"kzlib", "kzlib.processes", "kzlib.kernels", "kzlib.kernels.original"}
    assert run(tmp_path, "print('x' in globals())") == ["False\n"]


def test_a_kernel_has_the_environment_and_folder_of_who_starts_it(
    original: Original, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original.start()
    monkeypatch.setenv("KZ_SAID", "later")
    said = run(tmp_path, "import os; print(os.environ.get('KZ_SAID'), os.getcwd(), os.read(0, 1))")
    assert said == [f"later {Path.cwd()} b''\n"]


def test_a_kernel_that_kills_itself_is_told(original: Original, tmp_path: Path) -> None:
    from nbclient.exceptions import DeadKernelError

    with pytest.raises(DeadKernelError):
        run(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")


def test_nothing_is_left_when_it_is_closed(tmp_path: Path) -> None:
    with closing(Original()) as original, copied(original):
        pid = original.copy(["-f", str(tmp_path / "none.json")], dict(os.environ), None)
        kernel = psutil.Process(pid)
    end = time.monotonic() + 30
    while kernel.is_running() and kernel.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_an_original_that_was_killed_is_named(original: Original) -> None:
    original.start()
    for child in psutil.Process().children():
        if "kernels import original" in " ".join(child.cmdline()):
            child.send_signal(signal.SIGKILL)
    with pytest.raises(OSError, match=r"its kernel died with the process that kernels are copied from.*SIGKILL"):
        original.copy([], {}, None)
