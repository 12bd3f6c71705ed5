"""The chapters over tables, without a build: every code cell of a notebook is run in this process."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

from kzlib import pages, paths
from kzlib.edition import Edition

CHAPTERS = ("chronology", "actors", "figures", "reliability")


def cells(chapter: str, kind: str) -> list[str]:
    """Sources of the cells of one kind ("code", "markdown"), in order."""
    notebook = json.loads((paths.NOTEBOOKS / f"{chapter}.ipynb").read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == kind]


def parts(chapter: str, tables: Path) -> list[tuple[str, str]]:
    """What the code cells of a chapter show over a folder of tables: the last line of each cell, and its HTML."""
    scope: dict[str, Any] = {}
    shown = []
    for source in cells(chapter, "code"):
        tree = ast.parse(source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, chapter, "exec"), scope)
        if "tables" in scope:
            scope["tables"] = str(tables)
        if last is not None:
            assert isinstance(last, ast.Expr)
            value = eval(compile(ast.Expression(last.value), chapter, "eval"), scope)
            if isinstance(value.data, str):  # and not what is handed on
                shown.append((ast.unparse(last), value.data))
    return shown


def rendered(chapter: str, tables: Path) -> str:
    """A chapter as a page would hold it: each output in the element that Sphinx gives it, each heading with its id."""
    outputs = "".join(f'<div class="cell_output">{html}</div>' for _, html in parts(chapter, tables))
    headings = re.findall(r"^#+ (.+)$", "\n".join(cells(chapter, "markdown")), re.MULTILINE)
    return "".join(f'<h2 id="{_slug(h)}">{h}</h2>' for h in headings) + outputs


def computed(tables: Path, *parts: str) -> str:
    """Computed parts of a hand-written page, by their names, in the element of a page's text."""
    edition = Edition.open(tables)
    return f'<div class="cell_output">{"".join(pages.PARTS[name](edition) for name in parts)}</div>'


def book(tables: Path) -> dict[str, str]:
    """The chapters, the home page and what they lead to on the page of the method, by name."""
    return {
        **{chapter: rendered(chapter, tables) for chapter in CHAPTERS},
        "index": computed(tables, "home", "articles"),
        "method": computed(tables, "scores", "problems", "corrections", "software"),
    }


def _slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
