"""Kernels for notebooks that share what all of them load: one process loads it, and each kernel is a copy of that.

Starting a kernel and loading what draws and reads tables takes longer than most chapters. The process that is copied
loads packages only, none of this project's code, so that what a chapter depends on stays what it opens itself
(`kzlib.recording`). It runs no thread but its watch, and draws and reads nothing.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from types import FrameType

from kzlib import processes

LOADED = (
    "ipykernel.ipkernel",
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "pyarrow.parquet",
    "pyarrow.dataset",
    "duckdb",
    "lxml.html",
)
_SERVE = "from kzlib.kernels import original; original.serve()"


class Original:
    """The process that kernels are copies of."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start it, unless it runs: it loads what kernels share while something else is done."""
        with self._lock:
            if self._process is None:
                self._process = processes.start(_SERVE, os.environ)

    def copy(self, arguments: list[str], env: dict[str, str], cwd: str | None) -> int:
        """The number of a new process that is a kernel, told so by arguments of ipykernel.

        Raises OSError if it cannot be made.
        """
        self.start()
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        with self._lock, suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps({"arguments": arguments, "env": env, "cwd": cwd}) + "\n")
            self._process.stdin.flush()
            if answer := self._process.stdout.readline():
                return int(answer)
        status = self._process.wait()
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        raise OSError(f"its kernel died with the process that kernels are copied from, which ended with {how}")

    def close(self) -> None:
        """End it, and with it every kernel that is left."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def serve() -> None:
    """Load what kernels share, and make a kernel of a copy of this process for each line of standard input."""
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # read when ipykernel is loaded: a kernel ends with this process
    for module in LOADED:
        __import__(module)
    signal.signal(signal.SIGCHLD, _bury)
    while asked := sys.stdin.readline():
        if (pid := os.fork()) == 0:
            _become(**json.loads(asked))
        print(pid, flush=True)


def _bury(number: int, frame: FrameType | None) -> None:
    """Let go of the kernels that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become(arguments: list[str], env: dict[str, str], cwd: str | None) -> None:
    """Be a kernel until it is told to end."""
    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.dup2(2, 1)
    os.environ.clear()
    os.environ.update(env)
    if cwd:
        os.chdir(cwd)
    sys.argv = ["ipykernel_launcher", *arguments]
    try:
        IPKernelApp.launch_instance(argv=arguments)
    finally:
        os._exit(0)
