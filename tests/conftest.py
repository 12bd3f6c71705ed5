"""What the tests share: reading one text the way `kz parse` reads an article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from kzlib import annotate
from kzlib.records import Passage, Readings


def read(text: str, published: dt.date | None = dt.date(2022, 1, 9)) -> Readings:
    """All readings of a text that is one body passage, linked."""
    article = annotate.prepare("test", text, [Passage(0, len(text), "body")], published)
    return annotate.annotate(article)


@pytest.fixture(scope="session")
def reader() -> Callable[..., Readings]:
    """`reader(text, published)` gives the linked readings of a text."""
    return read
