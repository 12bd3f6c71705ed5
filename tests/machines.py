"""Other machines for the tests: a copy of the project, run as another user, elsewhere, on another day.

What a machine cannot change here (the day without libfaketime, the user without the right to) is told by `lacks`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from books import ROOT
from browser import _try

from kzlib.inputs import INGREDIENTS

UID = 4242
BECOME = (
    *("setpriv", "--reuid", str(UID), "--regid", str(UID), "--clear-groups"),
    *("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"),
)
FAKETIME = "libfaketimeMT.so.1"


@dataclass(frozen=True)
class Machine:
    """What is otherwise there: user and host name, environment, day (such as "+400d"), cores, umask, locale."""

    user: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    day: str = ""
    cores: str = ""
    umask: str = "0022"
    locale: str = ""

    @property
    def host(self) -> str:
        return f"host-of-{self.user}"


def copy_project(target: Path) -> Path:
    """What a book is made from, and the default articles, in another folder; written in reverse order. Returns it."""
    names = sorted((*INGREDIENTS, "data/corpus"), reverse=True)
    for name in names:
        files = [ROOT / name] if (ROOT / name).is_file() else sorted((ROOT / name).rglob("*"), reverse=True)
        for number, file in enumerate(f for f in files if f.is_file() and "__pycache__" not in f.parts):
            copy = target / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
            os.utime(copy, (1_000_000_000 + number, 1_000_000_000 - number))
    return target


def kz(machine: Machine, project: Path, home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `kz` of a project's copy, in its folder, on another machine; `home` is a folder of its user's own."""
    home.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(project), "HOME": str(home)} | machine.environment
    words = [sys.executable, "-m", "kzlib", *map(str, arguments)]
    if machine.locale:
        environment |= {"LC_ALL": machine.locale, "LANG": machine.locale, "LOCPATH": str(_locale(machine.locale, home))}
    if machine.user:
        environment |= dict.fromkeys(("USER", "LOGNAME", "USERNAME"), machine.user) | {"HOSTNAME": machine.host}
    if machine.day and (library := faketime()):
        # told to the last process only: the library shares a clock with those that another user started
        words = ["env", f"LD_PRELOAD={library}", f"FAKETIME={machine.day}", *words]
    if machine.cores:
        words = ["taskset", "--cpu-list", machine.cores, *words]
    if machine.user and may_be_another():
        words = _as_user(machine, home, words)
    script = f'umask {machine.umask} && exec "$@"'
    command = ["sh", "-c", script, "sh", *words]
    return subprocess.run(
        command,
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=900,
    )


def _as_user(machine: Machine, home: Path, words: list[str]) -> list[str]:
    """The command as another user with a name and a host of its own, seen by nobody else; it may read what root may."""
    users = home.with_name(f"{home.name}-passwd")
    own = f"{machine.user}:x:{UID}:{UID}:{machine.user}:{home}:/bin/sh\n"
    users.write_text(own + Path("/etc/passwd").read_text(encoding="utf-8"), encoding="utf-8")
    users.chmod(0o644)
    for path in (home, *home.rglob("*")):
        os.chown(path, UID, UID)
    script = f'hostname {machine.host} && mount --bind "$0" /etc/passwd && exec "$@"'
    return ["unshare", "--mount", "--uts", "sh", "-c", script, str(users), *BECOME, *words]


@cache
def may_be_another() -> bool:
    """Whether a process of another user and host name can be started here: as root, where namespaces are allowed."""
    script = 'hostname another && mount --bind "$0" "$0" && exec "$@"'
    return os.geteuid() == 0 and _try("unshare", "--mount", "--uts", "sh", "-c", script, "/etc/passwd", *BECOME, "true")


@cache
def faketime() -> str | None:
    """Path of the library that gives a process another clock, fetched by apt as root if need be; None without it."""
    for fetch in (False, True):
        if fetch and shutil.which("apt-get") and os.geteuid() == 0:
            _try("apt-get", "update", "-qq")
            _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", "faketime")
        if found := sorted(Path("/usr/lib").glob(f"*/faketime/{FAKETIME}")):
            return str(found[0])
    return None


def _locale(name: str, home: Path) -> Path:
    """A folder that holds a locale, made from the system's sources; empty where it has none, so that C is used."""
    folder = home.with_name("locales")
    folder.mkdir(exist_ok=True)
    language, _, charset = name.partition(".")
    if charset and not (folder / name).exists() and shutil.which("localedef"):
        _try("localedef", "-i", language, "-f", charset, str(folder / name))
    return folder


def lacks(machine: Machine) -> list[str]:
    """What of a machine cannot be had here."""
    found = []
    if machine.day and not faketime():
        found.append(f"another day: no {FAKETIME}, and apt could not fetch the package faketime")
    if machine.user and not may_be_another():
        found.append("another user: that takes root and namespaces (unshare)")
    if machine.cores and not shutil.which("taskset"):
        found.append("other cores: no taskset")
    return found
