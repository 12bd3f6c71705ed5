"""Finds a Chromium for the browser tests: Playwright's own, the machine's, or the system package, in that order.

As a script it makes sure that there is one, or says in one line what is missing and exits with status 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kzlib import chromium


def playwrights_own() -> str | None:
    """The browser that `playwright install chromium` downloaded, if any."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """Path of a Chromium, None if there is none."""
    return os.environ.get("CHROMIUM") or chromium.installed() or playwrights_own()


def _try(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=400, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def ensure() -> str | None:
    """Path of a Chromium, fetched if need be: by Playwright where the network allows, else by apt as root."""
    if found := find():
        return found
    _try(sys.executable, "-m", "playwright", "install", "chromium")
    if found := find():
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    return find()


if __name__ == "__main__":
    path = ensure()
    if not path:
        sys.exit(
            "browser tests: no Chromium found and none could be fetched; install the package 'chromium' "
            "or set CHROMIUM to the path of one"
        )
    print(f"browser: {path}")
