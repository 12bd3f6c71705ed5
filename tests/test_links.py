"""Broken links are found, whole ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzlib import links


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("b.html", True),
        ("b.html#here", True),
        ("#top", True),
        ("https://example.org/x", True),
        ("c.html", False),
        ("b.html#gone", False),
        ("#gone", False),
        ("sub/../b.html", True),
    ],
)
def test_links(tmp_path: Path, address: str, whole: bool) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_text(f'<h1 id="top">A</h1><a href="{address}">x</a>', encoding="utf-8")
    (tmp_path / "b.html").write_text('<p id="here">B</p>', encoding="utf-8")
    assert links.broken(tmp_path) == ([] if whole else [f"a.html: {address}"])


def test_a_link_inside_a_drawing_counts(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<svg><a xlink:href="gone.html"><path/></a></svg>', encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"1 broken links, the first in a\.html: gone\.html"):
        links.check(tmp_path)
