"""The processes that a command starts: none of them outlives it, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_EVERY = 0.2  # seconds between two looks at the parent
_TRIES = 500  # looks at processes that were told to end, 10 ms apart


class Stopped(BaseException):
    """The command was told to stop, by Ctrl-C or by another signal; its number is `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


@contextmanager
def stopping() -> Iterator[None]:
    """Within the block a signal to stop ends the processes that this one started, then raises Stopped.

    A second signal ends this process at once. A signal that whoever started the command has it ignore stays ignored.
    Nor does a process that was started outlive an error that leaves the block.
    """
    for number in STOPPING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        yield
    except BaseException:
        end_all()
        raise


def _stop(number: int, frame: FrameType | None) -> None:
    for each in STOPPING:
        if signal.getsignal(each) is _stop:
            signal.signal(each, signal.SIG_DFL)
    end_all()
    raise Stopped(number)


def end_all() -> None:
    """End every process that this one started, and those that they started."""
    import psutil  # takes a tenth of a second, and most commands end well

    def runs(process: psutil.Process) -> bool:
        try:
            # whoever started a zombie has yet to ask how it ended
            return bool(process.status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False

    for _ in range(_TRIES):
        started = [p for p in psutil.Process().children(recursive=True) if runs(p)]
        if not started:
            return
        for process in started:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        time.sleep(0.01)


def python(code: str, arguments: Sequence[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python code with arguments in a process that ends when this one does, and return what it printed.

    It finds this very package, wherever it is run, and no module in the folder that it is run in.
    """
    own = command(code, arguments)
    return subprocess.run(
        own, capture_output=True, text=True, errors="replace", check=False, env=env, stdin=subprocess.DEVNULL
    )


def start(code: str, env: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start such a process, to be written to; what it says on standard error goes where this one's goes."""
    pipe = subprocess.PIPE
    return subprocess.Popen(command(code), text=True, errors="replace", env=env, stdin=pipe, stdout=pipe)


def load(modules: Sequence[str]) -> None:
    """Load modules aside, while this process waits for something else."""
    threading.Thread(target=lambda: [*map(import_module, modules)], daemon=True).start()


class Ahead:
    """A process that loads modules before its arguments are known, and runs some code when they are."""

    def __init__(self, modules: Sequence[str], code: str, env: Mapping[str, str]) -> None:
        given = "sys.argv[1:] = sys.stdin.read().split(chr(0))[1:]; sys.argv[1:] or sys.exit()"
        waiting = f"import {', '.join(modules)}; {given}"
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command(f"{waiting}; {code}"),
            text=True,
            errors="replace",
            env=env,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
        )

    def run(self, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Give it its arguments, of which there is one at least, and return what it printed when it is done."""
        with suppress(BrokenPipeError):  # it ended before; what it said tells why
            out, error = self._process.communicate("".join(f"\0{argument}" for argument in arguments))
        return subprocess.CompletedProcess(self._process.args, self._process.returncode, out, error)

    def stop(self) -> None:
        """End it while another thread waits for what it prints."""
        self._process.kill()

    def close(self) -> None:
        """End it, if it was not run."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def command(code: str, arguments: Sequence[str] = ()) -> list[str]:
    """The command that runs Python code with arguments in a process that ends when this one does (`python`)."""
    root = str(Path(__file__).resolve().parent.parent)
    tied = (
        f"import sys; sys.path.insert(0, {root!r}); from kzlib import processes; processes.tie({os.getpid()}); {code}"
    )
    return [sys.executable, "-P", "-c", tied, *arguments]


def tie(parent: int) -> None:
    """End this process as soon as `parent`, which started it, is gone; Ctrl-C is left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os._exit(1)
