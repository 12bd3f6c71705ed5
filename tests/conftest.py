"""What the tests share: reading one text the way `kz parse` reads an article."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator

import pytest
from browser import ensure
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from kzlib import annotate, chromium
from kzlib.records import Passage, Readings

# The same examples at every run, whatever the machine's speed; HYPOTHESIS_PROFILE=default looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def read(text: str, published: dt.date | None = dt.date(2022, 1, 9)) -> Readings:
    """All readings of a text that is one body passage, linked."""
    article = annotate.prepare("test", text, [Passage(0, len(text), "body")], published)
    return annotate.annotate(article)


@pytest.fixture(scope="session")
def reader() -> Callable[..., Readings]:
    """`reader(text, published)` gives the linked readings of a text."""
    return read


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    path = ensure()
    assert path, "no Chromium; run python tests/browser.py to see what is missing"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield started
        started.close()
