"""Messages: one line whatever they quote, in one style, and each listed in the table of CONTRIBUTING."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from books import ROOT, kz
from hypothesis import given
from hypothesis import strategies as st

from kzlib import contents, corrections, errors, inputs, lexicon, links, tables
from kzlib.cite import facts
from kzlib.cli import options
from kzlib.edition import Edition
from kzlib.errors import BuildError, InputError
from kzlib.reliability import sources

PACKAGE = ROOT / "kzlib"
STATUS = {"InputError": "2", "BuildError": "1"}
# Ways to say what is allowed or what to do. A message that ends with another one leaves it to that.
REMEDIES = re.compile(r"; |allowed: |known: |: (?:fetch|save|write) |…$")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("sixty", "'sixty'"),
        ("l'an 2", '"l\'an 2"'),
        ("a\nb\x1b[31m", "'a\\nb\\x1b[31m'"),
        ("\u202eabc", "'\\u202eabc'"),
        ("\ud800", "'\\ud800'"),
        (60, "60"),
        (None, "None"),
        (["a", 2], "['a', 2]"),
        ("x" * 1_000_000, "'" + "x" * 79 + "…'"),
    ],
)
def test_a_value_is_quoted_as_it_is_and_cannot_harm(value: object, shown: str) -> None:
    assert errors.quoted(value) == shown


nested = st.recursive(
    st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(nested)
def test_a_message_is_one_line_that_can_be_printed(value: object) -> None:
    for kind in (InputError, BuildError):
        for told in (str(kind(f"a: {errors.quoted(value)}; b")), str(kind(f"a: {value}; b"))):
            assert told.isprintable()
            assert len(told) <= errors.LONGEST
            told.encode("utf-8")


def test_a_long_value_does_not_push_out_what_to_do() -> None:
    for shown in (errors.quoted("x" * 10**6), "x" * 10**6, "\u202e" * 10**6):
        told = str(InputError(f"a: {shown}; do this"))
        assert told.startswith("a: ")
        assert told.endswith("; do this")


@dataclass(frozen=True)
class Raise:
    """A place in the code that raises: module, line, exception, and its message if all of it stands there."""

    module: str
    line: int
    kind: str
    message: ast.expr | None


@functools.cache
def raises() -> tuple[Raise, ...]:
    """Every place that makes an InputError or a BuildError."""
    return tuple(found for path in sorted(PACKAGE.rglob("*.py")) for found in _raises(path))


def _raises(path: Path) -> Iterator[Raise]:
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in STATUS:
            said = node.args[0] if node.args else None
            yield Raise(
                module, node.lineno, node.func.id, said if isinstance(said, ast.JoinedStr | ast.Constant) else None
            )


@dataclass(frozen=True)
class Row:
    """A row of the table of errors in CONTRIBUTING."""

    about: str
    message: str
    status: str
    remedy: str
    modules: frozenset[str]


@functools.cache
def table() -> dict[str, Row]:
    """The table of errors, by what an error is about."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, section = text.partition("## What it says when something is wrong\n")
    lines = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("| ")][1:]
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines]
    rows = [Row(a, m.strip("`"), s, r, frozenset(re.findall(r"`([\w.]+)`", w))) for a, m, s, r, w in cells]
    return {row.about: row for row in rows}


def test_every_place_that_raises_is_in_the_table_and_no_other() -> None:
    assert {module for row in table().values() for module in row.modules} == {r.module for r in raises()}


@pytest.mark.parametrize("kind", STATUS)
def test_every_module_is_in_a_row_of_its_status(kind: str) -> None:
    status = {STATUS[kind]} | ({"0"} if kind == "InputError" else set())
    listed = {module for row in table().values() if row.status in status for module in row.modules}
    assert {r.module for r in raises() if r.kind == kind} == listed


def test_every_message_says_what_to_do() -> None:
    bare = [f"{r.module}:{r.line}" for r in raises() if r.message and not REMEDIES.search(_template(r.message))]
    assert bare == []


def test_every_value_is_quoted_by_the_one_helper() -> None:
    own = [f"{r.module}:{r.line}: {ast.unparse(v)}" for r in raises() if r.message for v in _shown_by_repr(r.message)]
    assert own == []


def _template(message: ast.expr) -> str:
    """The words of a message, with … where a value stands."""
    parts = message.values if isinstance(message, ast.JoinedStr) else [message]
    return "".join(str(p.value) if isinstance(p, ast.Constant) else "…" for p in parts)


def _shown_by_repr(message: ast.expr) -> Iterator[ast.expr]:
    """Values that a message shows as Python would, but for constants of the module."""
    for node in ast.walk(message):
        if isinstance(node, ast.FormattedValue) and node.conversion in (ord("r"), ord("a")):
            if not (isinstance(node.value, ast.Name) and node.value.id.isupper()):
                yield node.value


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _page(folder: Path) -> None:
    _written(folder, "a.html", '<h2>A</h2><a href="gone.html">x</a>')
    _written(folder, "a.ipynb", '{"cells": [{"cell_type": "markdown", "id": "cell-1", "source": "[x](gone.html)"}]}')
    from kzlib.cells import Cells

    links.check(folder, Cells(folder, {"a": "a.ipynb"}))


def _chapters(folder: Path, notebook: str = "{}") -> None:
    _written(folder, "a.ipynb", notebook)
    contents.listed(_written(folder, "chapters.yml", "- {id: a, title: A, notebook: a.ipynb}"), folder)


def _correction(folder: Path) -> None:
    corrections.load(_written(folder, "corrections.yml", "- {article: a}"))


def _source(folder: Path) -> None:
    text = (
        ",".join(sources.COLUMNS)
        + "\n"
        + ",".join({"publisher": "P", "override_grade": "Z"}.get(c, "") for c in sources.COLUMNS)
    )
    sources.read(_written(folder, "sources.csv", text + "\n"))


def _lexicon(folder: Path) -> None:
    _written(folder, "words.csv", ",".join(lexicon.COLUMNS) + "\n" + "," * (len(lexicon.COLUMNS) - 1) + "\n")
    lexicon.load("words", folder)


ROW = {"doc_id": "a", "start": 0, "end": 1, "text": "x", "role": "chorus"}
# What goes wrong in these ways is told as the row says.
MADE: dict[str, Callable[[Path], object]] = {
    "the command line": lambda folder: options.day("8 janvier"),
    "a corpus": lambda folder: inputs.Settings(folder / "none", folder).check(),
    "a lexicon": _lexicon,
    "what is known of sources": _source,
    "a correction": _correction,
    "the list of chapters": lambda folder: contents.listed(_written(folder, "chapters.yml", "- a"), folder),
    "a notebook that cannot be run": _chapters,
    "the citation": lambda folder: facts.of(Edition(folder), _written(folder, "CITATION.cff", "title: A")),
    "a row that does not fit its table": lambda folder: tables.build("passages", [ROW]),
    "a broken link or anchor": _page,
}


@pytest.mark.parametrize("about", MADE)
def test_what_goes_wrong_is_told_as_the_table_says(about: str, tmp_path: Path) -> None:
    row = table()[about]
    with pytest.raises((InputError, BuildError)) as raised:
        MADE[about](tmp_path)
    assert STATUS[type(raised.value).__name__] == row.status
    assert _pattern(row.message).fullmatch(str(raised.value)), str(raised.value)


def test_files_that_are_left_out_and_a_manifest_are_told_as_the_table_says(tmp_path: Path) -> None:
    _written(tmp_path, "a.txt", "Douze morts à Taraz, selon la police.")
    (tmp_path / "b.txt").write_bytes(b"\x00")
    done = kz("parse", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert _pattern(table()["a file of a corpus"].message).fullmatch(done.stderr.strip())
    _written(tmp_path, "manifest.csv", "file,published\na.txt,hier\n")
    done = kz("parse", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert _pattern(table()["a manifest of articles"].message).fullmatch(done.stderr.strip().removeprefix("kz: "))


def _pattern(message: str) -> re.Pattern[str]:
    """A message of the table as an expression: words in capitals stand for anything, also N in `row N`."""
    fixed = re.split(r"\b[A-Z]+\b(?!\.cff)", message)
    return re.compile(".+".join(map(re.escape, fixed)))
