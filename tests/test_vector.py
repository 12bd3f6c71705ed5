"""Pictures in a page keep their looks without inline styles."""

from __future__ import annotations

import pytest

from kzlib import vector


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('<path style="fill: none; stroke: var(--line)"/>', '<path fill="none" stroke="var(--line)"/>'),
        ('<path fill="red" style="fill: blue"/>', '<path fill="blue"/>'),
        ("<text style=\"font: bold 10px 'DejaVu Sans'\"/>", '<text font-weight="bold" font-size="10px"/>'),
        ("<text style=\"font: italic 600 9.5px 'A', 'B'; text-anchor: end\"/>", None),
        ("<text style=\"font-size: 9px; font-family: 'A'\"/>", '<text font-size="9px"/>'),
        ("<style type='text/css'>*{x: y}</style><g/>", "<g/>"),
        ('<path d="M 0 0" style=""/>', '<path d="M 0 0"/>'),
    ],
)
def test_styles_become_attributes(given: str, expected: str | None) -> None:
    expected = expected or '<text font-style="italic" font-weight="600" font-size="9.5px" text-anchor="end"/>'
    assert vector.restyled(f"<svg>{given}</svg>") == f"<svg>{expected}</svg>"


def test_nothing_outside_a_picture_is_touched() -> None:
    html = '<p style="color: red">&lt;svg style=&#34;x&#34;&gt;</p>'
    assert vector.restyled(html) == html
