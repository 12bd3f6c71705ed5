"""Which browser prints the book and opens it in the tests, and how it is started: offline, in a profile of its own."""

from __future__ import annotations

import os
import shutil

from kzlib.errors import InputError, quoted

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed() -> str | None:
    """Path of the Chromium that CHROMIUM names, else of the first on the path; None if there is none."""
    wanted = (os.environ.get("CHROMIUM", ""), *NAMES)
    return next((p for name in wanted if name and (p := shutil.which(name))), None)


def find(given: str = "") -> str:
    """Path of the given browser, by default of the installed one. Raises InputError if it is missing."""
    found = shutil.which(given) if given else installed()
    if not found:
        what = f"--browser {quoted(given)}: no such program" if given else "no Chromium or Chrome found"
        raise InputError(f"{what}; install one, or give its path with --browser")
    return found
