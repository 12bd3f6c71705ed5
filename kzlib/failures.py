"""How a command ends: its exit status, and the one line that it says when something went wrong."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer.exceptions import Abort, TyperException

from kzlib import processes
from kzlib.errors import TRACEBACK, InputError, line

NOT_BUILT, NOT_USED, FAULT, SIGNAL = 1, 2, 3, 128  # see "Exit statuses" in CONTRIBUTING
UNTOUCHED = "what was built before is untouched"
# What a user can do about what a system refuses.
_REMEDIES = {
    errno.ENOSPC: "free some space and run it again",
    errno.EDQUOT: "free some space and run it again",
    errno.EACCES: "change its permissions or give another folder",
    errno.EPERM: "change its permissions or give another folder",
    errno.EROFS: "give another folder",
}


def ended(command: Callable[[], Any]) -> int:
    """Run a command, say in one line on standard error what went wrong, if anything did; its exit status."""
    try:
        with processes.stopping():
            return int(command() or 0)
    except SystemExit as error:
        return int(error.code or 0)
    except BaseException as error:
        if os.environ.get(TRACEBACK):
            traceback.print_exception(error)
        status, said = told(error)
        if said:
            print(f"kz: {line(said)}", file=sys.stderr, flush=True)
        return status


def told(error: BaseException) -> tuple[int, str]:
    """The exit status for an error, and what is said of it; nothing where all was said."""
    match error:
        case TyperException():
            said = error.format_message()
            return NOT_USED, f"{said} See kz --help." if said else ""
        case InputError():
            return NOT_USED, str(error)
        case processes.Stopped():
            return SIGNAL + error.number, f"stopped by {error}; {UNTOUCHED}"
        case OSError():
            return NOT_BUILT, f"{_refused(error)}; {UNTOUCHED}"
        case MemoryError():
            return NOT_BUILT, f"the memory of this machine does not suffice; {UNTOUCHED}"
        case Abort() | RuntimeError() if not isinstance(error, RecursionError | NotImplementedError):
            return NOT_BUILT, f"{error}; {UNTOUCHED}"
    return FAULT, f"{_where(error)}: {type(error).__name__}: {error}; this is a fault of kz; {UNTOUCHED}"


def _refused(error: OSError) -> str:
    """What the system refused, where, and what to do."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return _copied(error.args[0])
    said = error.strerror or str(error)
    where = f"{os.fsdecode(error.filename)}: " if error.filename is not None else ""
    return where + said + _remedy(error.errno)


def _copied(failed: list[tuple[str, str, str]]) -> str:
    """The first file of a folder that could not be copied, and what to do; why is told in words, not by a number."""
    _, target, why = failed[0]
    return f"{target}: {why}" + _remedy(next((n for n in _REMEDIES if os.strerror(n) in why), None))


def _remedy(number: int | None) -> str:
    return f"; {_REMEDIES[number]}" if number in _REMEDIES else ""


def _where(error: BaseException) -> str:
    """The place in the code where an error was raised: module and line; in a process of its own, its note says it."""
    if notes := getattr(error, "__notes__", ()):
        return str(notes[-1])
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "kz"
