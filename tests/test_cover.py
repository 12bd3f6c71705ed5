"""The picture on the cover: which days it shows, what stands on each, and that it stays small."""

from __future__ import annotations

import datetime as dt

import pytest

from kzlib import cover


def days(*numbers: int) -> list[dt.date]:
    return [dt.date(2023, 1, 1) + dt.timedelta(n) for n in numbers]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], (None, None)),
        ([3], (3, 3)),
        ([0, 5, 9], (0, 9)),
        ([0, cover.SPAN - 1], (0, cover.SPAN - 1)),
        ([0, cover.SPAN], (cover.SPAN, cover.SPAN)),
        ([0, 1, 2, 300, 301], (0, 2)),
        ([0, 1, 300, 301], (300, 301)),
        ([301, 0, 300, 2, 1], (0, 2)),
    ],
)
def test_the_window_holds_most_of_what_has_a_day(given: list[int], expected: tuple[int | None, int | None]) -> None:
    first, last = (days(n)[0] if n is not None else None for n in expected)
    assert cover.window(days(*given)) == (first, last)
