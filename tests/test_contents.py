"""The list of chapters and the notebooks: whatever is wrong in them is told in one line before anything is run."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from kzlib import contents, paths
from kzlib.errors import InputError

PARAMETERS = """\
tables = "../build/tables"
most = 60
share = 0.5
wide = True
name = "x"
only = ["a"]
some = len("a")"""
NOTEBOOK: dict[str, Any] = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "cells": [
        {"cell_type": "markdown", "id": "cell-0", "metadata": {}, "source": "# A"},
        {
            "cell_type": "code",
            "id": "cell-1",
            "metadata": {"tags": ["parameters"]},
            "execution_count": None,
            "outputs": [],
            "source": PARAMETERS,
        },
    ],
}
OUTPUT = {"output_type": "stream", "name": "stdout", "text": "164"}


def entry(parameters: str = "", id: str = "a", more: str = "") -> str:
    return f"- {{id: {id}, title: A, notebook: a.ipynb, parameters: {{{parameters}}}{more}}}\n"


def read(folder: Path, text: str, notebook: Any = NOTEBOOK) -> list[contents.Chapter]:
    written = notebook if isinstance(notebook, str) else json.dumps(notebook)
    (folder / "a.ipynb").write_text(written, encoding="utf-8")
    (folder / "b.md").write_text("# B", encoding="utf-8")
    (folder / "chapters.yml").write_text(text, encoding="utf-8")
    return contents.listed(folder / "chapters.yml", folder)


def test_the_chapters_of_the_book_are_read() -> None:
    assert [c.id for c in contents.listed() if c.notebook] == ["chronology", "actors", "figures", "reliability"]
    assert set(contents.declared_in(paths.NOTEBOOKS / "figures.ipynb")) == {"tables", "most"}


@pytest.mark.parametrize(
    "parameters",
    ["", "most: 1", "share: 1", "share: 0.25", "wide: false", "name: ''", "only: []", "only: [b, 2]", "some: 1"],
)
def test_parameters_that_fit_their_notebook(tmp_path: Path, parameters: str) -> None:
    assert [c.id for c in read(tmp_path, entry(parameters) + "- {id: b, title: B}\n")] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "chapters.yml: nothing; a list of chapters is expected, each with id, title"),
        ("a: 1", "chapters.yml: {'a': 1}; a list of chapters is expected"),
        ("sixty", "chapters.yml: 'sixty'; a list of chapters is expected"),
        ("- [", "chapters.yml: not YAML: "),
        ("- !!python/object/apply:os.system [id]", "chapters.yml: not YAML: could not determine a constructor"),
        ("- a", "entry 1: 'a'; a mapping is expected with id, title, notebook, parameters"),
        (entry(more=", most: 60"), "entry 1: unknown field 'most'; allowed: id, title, notebook, parameters"),
        ("- {id: b}", "entry 1: title None; a text is expected"),
        ("- {id: 2022-01-08, title: B}", "entry 1: id datetime.date(2022, 1, 8); a text is expected"),
        ("- {id: b, title: B, notebook: }", "entry 1: notebook None; a text is expected"),
        ("- {id: b, title: B, parameters: {most: 1}}", "entry 1: parameters without a notebook; name the notebook"),
        ("- {id: c, title: C}", "entry 1: no notebook, and no page c.md beside chapters.yml; give one of them"),
        (entry() + entry(), "entry 2: id 'a' is that of another entry; give each page a name of its own"),
        (entry() + entry(id="A"), "entry 2: id 'A' is that of another entry"),
        *(
            (entry(id=json.dumps(name)), f"entry 1: id {name!r} cannot be the name of a page; write letters, digits,")
            for name in ("../x", "a b", "a/b", "Index", "search", "-a", "a.b", "é", "a\n")
        ),
        (entry(id="x" * 81), "cannot be the name of a page"),
        ("- {id: a, title: A, notebook: b.ipynb}", "entry 1: no notebook 'b.ipynb'; known: a.ipynb"),
        ("- {id: a, title: A, notebook: ./a.ipynb}", "entry 1: no notebook './a.ipynb'; known: a.ipynb"),
        ("- {id: a, title: A, notebook: a.ipynb, parameters: }", "entry 1: parameters None; a mapping of names"),
        ("- {id: a, title: A, notebook: a.ipynb, parameters: [most]}", "entry 1: parameters ['most']; a mapping"),
        (entry("least: 1"), "a.ipynb has no parameter 'least'; it has: most, name, only, share, some, wide"),
        (entry("tables: /x"), "entry 1: parameter 'tables' is given by the build; take it out"),
        (entry("most: sixty"), "entry 1: parameter most 'sixty'; a whole number is expected, such as 60"),
        (entry("most: '60'"), "parameter most '60'; a whole number is expected, such as 60"),
        (entry("most: 6.5"), "parameter most 6.5; a whole number is expected, such as 60"),
        (entry("most: true"), "parameter most True; a whole number is expected, such as 60"),
        (entry("most: [60]"), "parameter most [60]; a whole number is expected"),
        (entry("most: 2022-01-08"), "parameter most datetime.date(2022, 1, 8); a whole number is expected"),
        (entry("most: "), "parameter most None; a value is expected, such as 60"),
        (entry("most: 0"), "parameter most 0; a whole number above 0 is expected, such as 60"),
        (entry("most: -5"), "parameter most -5; a whole number above 0 is expected"),
        (entry("share: .nan"), "parameter share nan; a number above 0 is expected, such as 0.5"),
        (entry("wide: 1"), "parameter wide 1; true or false is expected, such as True"),
        (entry("name: 1"), "parameter name 1; a text in quotation marks is expected, such as 'x'"),
        (entry("only: a"), "parameter only 'a'; a list is expected, such as ['a']"),
        (entry("some: 2022-01-08"), "parameter some datetime.date(2022, 1, 8); a value is expected"),
        (entry("most: " + "x" * 1_000_000), "xxx…'; a whole number is expected, such as 60"),
    ],
)
def test_what_is_wrong_in_the_list_is_told(tmp_path: Path, text: str, said: str) -> None:
    assert said in told(tmp_path, text)


def notebook(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(NOTEBOOK) | changes


def cell(number: int, **changes: Any) -> dict[str, Any]:
    made = notebook()
    made["cells"][number] |= changes
    return made


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{", "a.ipynb: not JSON ("),
        ("[" * 100_000, "a.ipynb: not JSON ("),
        ("[]", "a.ipynb: not a notebook of format 4; open it in Jupyter and save it"),
        (notebook(metadata={}), "a.ipynb: not a notebook of format 4"),
        (notebook(nbformat=3), "a.ipynb: format 3; format 4 is needed: save it from Jupyter"),
        (notebook(cells=None), "a.ipynb: format 4"),
        (notebook(metadata={"kernelspec": {"name": "ir"}}), "a.ipynb: kernel 'ir'; 'python3' is needed"),
        (cell(1, outputs=[OUTPUT]), "a.ipynb, cell 2: holds saved output; clear all outputs in Jupyter and save it"),
        (cell(1, execution_count=3), "a.ipynb, cell 2: holds saved output"),
        (cell(1, metadata={}), "a.ipynb: 0 cells have the tag 'parameters'; one code cell must have it"),
        (cell(0, metadata={"tags": ["parameters"]}), "a.ipynb: 2 cells have the tag 'parameters'"),
        (cell(1, source="most = 60"), "a.ipynb: no parameter 'tables'; the build gives the folder"),
    ],
)
def test_a_notebook_that_cannot_be_run_is_told(tmp_path: Path, given: Any, said: str) -> None:
    assert said in told(tmp_path, entry(), given)


def told(folder: Path, text: str, given: Any = NOTEBOOK) -> str:
    with pytest.raises(InputError) as raised:
        read(folder, text, given)
    message = str(raised.value)
    assert message.isprintable()
    assert len(message) < 600
    return message
