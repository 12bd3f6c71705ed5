"""Broken links are found, whole ones are not; where a cell of a notebook made one, it is named."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from kzlib import links
from kzlib.cells import Cells
from kzlib.errors import BuildError

WHOLE = [
    "b.html",
    "b.html#here",
    "#top",
    "#o%C3%B9",
    "sub/../b.html",
    "sub/c.txt",
    "b.html?q=1",
    "https://example.org/x",
    "mailto:a@example.org",
    "../beside/index.html",
]
BROKEN = [
    ("c.html", "leads to no file; correct it or add the file"),
    ("B.html", "leads to no file; write b.html, as it is called"),
    ("Sub/c.txt", "leads to no file; write sub/c.txt, as it is called"),
    ("b.html#gone", "leads to no anchor that is there; correct it or give the id to an element"),
    ("b.html#Here", "leads to no anchor that is there; correct it or give the id to an element"),
    ("#gone", "leads to no anchor that is there; correct it or give the id to an element"),
    ("sub", "leads to a folder; name a file in it"),
    ("sub/", "leads to a folder; name a file in it"),
    ("./", "leads to a folder; name a file in it"),
    ("/b.html", "leads out of the site; write it from where the page lies"),
    ("javascript:alert(1)", "is an address of the kind javascript:; link a page of the site, or one on the web"),
    ("http://[x", "is no address; write it as page.html#anchor"),
]


def site(folder: Path, body: str) -> Path:
    (folder / "sub").mkdir()
    (folder / "sub" / "c.txt").write_text("C", encoding="utf-8")
    (folder / "a.html").write_text(f'<h1 id="top">A<a href="#où">#</a></h1><p id="où">{body}</p>', encoding="utf-8")
    (folder / "b.html").write_text('<p id="here">B</p>', encoding="utf-8")
    return folder


@pytest.mark.parametrize("address", WHOLE)
def test_a_whole_link_passes(tmp_path: Path, address: str) -> None:
    assert links.broken(site(tmp_path, f'<a href="{address}">x</a>')) == []


@pytest.mark.parametrize(("address", "why"), BROKEN)
def test_a_broken_link_is_found_with_its_heading_and_what_to_do(tmp_path: Path, address: str, why: str) -> None:
    found = links.broken(site(tmp_path, f'<a href="{address}">x</a>'))
    assert [f.told() for f in found] == [f"a.html, under 'A': '{address}' {why}"]


@pytest.mark.parametrize(
    "html",
    [
        '<svg><a xlink:href="gone.html"><path/></a></svg>',
        '<img src="gone.html">',
        '<form action="gone.html"></form>',
        '<script src="gone.html"></script>',
    ],
)
def test_whatever_refers_counts(tmp_path: Path, html: str) -> None:
    assert [f.address for f in links.broken(site(tmp_path, html))] == ["gone.html"]


def test_an_id_stands_once_on_a_page(tmp_path: Path) -> None:
    found = links.broken(site(tmp_path, '<i id="x"></i><b id="x"></b><i id="top"></i>'))
    assert [f.told() for f in found] == [
        "a.html: '#top' is the id of 2 elements; give each an id of its own",
        "a.html: '#x' is the id of 2 elements; give each an id of its own",
    ]


def test_the_cell_that_made_a_link_is_named_and_the_rest_counted(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook()
    shown = nbformat.v4.new_output("display_data", {"text/html": '<a href="gone.html?a=1&amp;b=2">x</a>'})
    notebook.cells = [
        nbformat.v4.new_markdown_cell("[y](lost.html)", id="cell-1"),
        nbformat.v4.new_code_cell("", id="run"),
        nbformat.v4.new_code_cell("", id="cell-2", outputs=[shown]),
    ]
    (tmp_path / "made").mkdir()
    nbformat.write(notebook, tmp_path / "made" / "a.ipynb")
    cells = Cells(tmp_path / "made", {"a": "first.ipynb"})
    folder = tmp_path / "site"
    folder.mkdir()
    site(folder, '<a href="gone.html?a=1&amp;b=2">x</a><a href="lost.html">y</a>')
    told = [f.told(cells).partition(" leads")[0] for f in links.broken(folder)]
    assert told == ["first.ipynb, cell 2: 'gone.html?a=1&b=2'", "first.ipynb, cell 1: 'lost.html'"]
    with pytest.raises(BuildError, match=r"first\.ipynb, cell 2: .* \(and 1 more like it\)$"):
        links.check(folder, cells)


def test_a_message_quotes_an_address_so_that_it_cannot_harm(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as raised:
        links.check(site(tmp_path, f'<a href="{"&#x1b;[31m&#x202e;" + "x" * 100_000}">x</a>'))
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 300
