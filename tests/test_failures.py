"""How a command ends: for each kind of error its status, and the line that is said."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from kzlib import failures
from kzlib.errors import BuildError, InputError
from kzlib.processes import Stopped

UNTOUCHED = "what was built before is untouched"
REFUSED = [
    (errno.ENOSPC, "a/b: No space left on device; free some space and run it again"),
    (errno.EACCES, "a/b: Permission denied; change its permissions or give another folder"),
    (errno.EROFS, "a/b: Read-only file system; give another folder"),
    (errno.EBUSY, "a/b: Device or resource busy"),
]
CASES = [
    (InputError("corpus a: no such folder"), 2, "corpus a: no such folder"),
    (BuildError("figures.ipynb, cell 3: too hot"), 1, f"figures.ipynb, cell 3: too hot; {UNTOUCHED}"),
    (RuntimeError("broken"), 1, f"broken; {UNTOUCHED}"),
    (MemoryError(), 1, f"the memory of this machine does not suffice; {UNTOUCHED}"),
    (Stopped(signal.SIGINT), 130, f"stopped by SIGINT; {UNTOUCHED}"),
    (Stopped(signal.SIGTERM), 143, f"stopped by SIGTERM; {UNTOUCHED}"),
    (
        shutil.Error([("c", "a/b", "[Errno 28] No space left on device: 'a/b'"), ("e", "a/d", "the same")]),
        1,
        f"a/b: [Errno 28] No space left on device: 'a/b'; free some space and run it again; {UNTOUCHED}",
    ),
    (OSError("no number"), 1, f"no number; {UNTOUCHED}"),
    *((OSError(number, os.strerror(number), "a/b"), 1, f"{said}; {UNTOUCHED}") for number, said in REFUSED),
]


@pytest.mark.parametrize(("error", "status", "said"), CASES, ids=lambda v: type(v).__name__)
def test_each_error_has_its_status_and_its_line(error: BaseException, status: int, said: str) -> None:
    assert failures.told(error) == (status, said)


@pytest.mark.parametrize("error", [ValueError, RecursionError, NotImplementedError, KeyError])
def test_a_fault_of_the_program_names_its_place(error: type[Exception], capsys: pytest.CaptureFixture[str]) -> None:
    def fault() -> None:
        raise error("x\n\n  y\x1b[31m\u202e")

    assert failures.ended(fault) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith(f"kz: test_failures.py, line {fault.__code__.co_firstlineno + 1}: {error.__name__}: ")
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize(("result", "status"), [(None, 0), (0, 0), (1, 1)])
def test_a_command_that_ends_by_itself_says_nothing(
    result: int | None, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failures.ended(lambda: result) == status
    assert capsys.readouterr().err == ""


PARENT = """
import signal, subprocess, sys
from kzlib import failures
GRANDCHILD = "import subprocess; print('started', flush=True); subprocess.run(['sleep', '600'])"
def command():
    subprocess.run([sys.executable, "-c", GRANDCHILD], start_new_session=True)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
sys.exit(failures.ended(command))
"""


def test_a_signal_ends_what_was_started_in_sessions_of_its_own_too_unless_it_is_to_be_ignored() -> None:
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        assert started.stdout and started.stderr
        assert started.stdout.readline() == "started\n"
        started.send_signal(signal.SIGHUP)
        started.terminate()
        # the end of the file comes when the last process that holds the other end is gone
        assert started.stdout.read() == ""
        assert started.stderr.read() == f"kz: stopped by SIGTERM; {UNTOUCHED}\n"
    assert started.returncode == 143


TIED = """
import sys
from kzlib import processes
def tied():
    processes.python("import time; print('x'); open(sys.argv[1], 'w').close(); time.sleep(600)", sys.argv[1:], {})
tied()
"""


def test_a_tied_process_ends_when_the_one_that_started_it_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TIED, str(tmp_path / "started")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        while not (tmp_path / "started").exists():
            assert started.poll() is None, started.stderr and started.stderr.read()
        (child,) = psutil.Process(started.pid).children()
        started.kill()
    psutil.wait_procs([child], timeout=10)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
