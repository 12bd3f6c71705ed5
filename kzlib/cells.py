"""From which cell of which notebook something on a page comes, as an analyst counts the cells: from 1."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any


class Cells:
    """The cells of executed notebooks in a folder; `notebooks` are the names of those that were executed, by page.

    The ids of cells say their numbers (`chapters_run`); a cell that the run put in has none.
    """

    def __init__(self, folder: Path, notebooks: Mapping[str, str]) -> None:
        self._folder = folder
        self._notebooks = notebooks
        self._read = cache(self._cells)

    def _cells(self, page: str) -> list[dict[str, Any]]:
        if page not in self._notebooks:
            return []
        found: list[dict[str, Any]] = json.loads((self._folder / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]
        return found

    def showing(self, page: str, order: int) -> str:
        """The cell of the n-th output on a page, from 0, as "figures.ipynb, cell 4"; the page if it shows fewer."""
        shown = [c for c in self._read(page) if c.get("outputs") and "remove-cell" not in c["metadata"].get("tags", ())]
        return self._named(page, shown[order]) if order < len(shown) else page

    def holding(self, page: str, address: str) -> str:
        """The first cell that holds an address, in what it shows or in its prose; empty if none does."""
        wanted = {address, escape(address)}
        for cell in self._read(page):
            said = "".join(_words(cell))
            if any(w in said for w in wanted):
                return self._named(page, cell)
        return ""

    def prose(self, page: str) -> list[tuple[str, str]]:
        """The cells of hand-written prose of a page: which cell, and its Markdown."""
        return [(self._named(page, c), _joined(c["source"])) for c in self._read(page) if c["cell_type"] == "markdown"]

    def _named(self, page: str, cell: dict[str, Any]) -> str:
        number = re.fullmatch(r"cell-(\d+)", cell.get("id", ""))
        return self._notebooks[page] + (f", cell {number[1]}" if number else "")


def _words(cell: dict[str, Any]) -> list[str]:
    if cell["cell_type"] == "markdown":
        return [_joined(cell["source"])]
    bundles = [o.get("data", {}) for o in cell.get("outputs", ())]
    return [_joined(value) for data in bundles for kind, value in sorted(data.items()) if kind.startswith("text/")]


def _joined(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)
