"""A book of which one statement is not founded is not built: notebook, cell, words and what to do are told."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import nbformat
import pytest
from hand_made import day, document, figure
from synthetic import keep

from kzlib import evidence, tables
from kzlib.cells import Cells
from kzlib.edition import Edition
from kzlib.errors import BuildError
from kzlib.founded import Founded, pictures
from kzlib.founded.places import Places

TEXT = "À Libreville, 18 policiers\n ont été tués, dit-il. \u202eFin"
WORDS = {"doc_id": "a", "start": 14, "end": 26, "text": TEXT[14:26]}
ELSEWHERE = {"doc_id": "b", "start": 0, "end": 4, "text": "Rien"}
TEXTS = {"a": TEXT, "b": "Rien"}


def changed(**new: object) -> str:
    return str(evidence.link({**WORDS, **new}))


@pytest.mark.parametrize(
    "html",
    [
        changed(),
        changed(start=14, end=45, text=TEXT[14:45]),
        changed(start=0, end=len(TEXT), text=TEXT),
        str(evidence.link(WORDS, 18)),
        str(evidence.link(ELSEWHERE)),
        '<a href="sources/a.html">a</a> <a href="method.html#3-4">x</a>',
        '<a class="ev why" href="sources/a.html#14-26" title="as of which day">18</a>',
        '<svg><a href="sources/a.html#14-26"><title>18, said by the police</title></a></svg>',
    ],
)
def test_evidence_that_stands_where_it_is_said_to_stand(html: str) -> None:
    assert faults(html) == []


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (changed(doc_id="c"), "in an article that is not there"),
        (changed(end=len(TEXT) + 1), f"outside its article, which has {len(TEXT)} characters"),
        (changed(start=26), "outside its article"),
        (changed(start=15, end=27), "shows '18 policiers', but '8 policiers' stands there"),
        (changed(text="164 policiers"), "shows '164 policiers', but '18 policiers' stands there"),
        (str(evidence.link({**WORDS, "text": "164 policiers"}, 18)), "but '18 policiers' stands there"),
        ('<table><tr><td><a href="sources/a.html#1-999">1</a></td></tr></table>', "outside its article"),
        ('<svg><a href="sources/a.html#1-999"><title>x</title></a></svg>', "outside its article"),
    ],
)
def test_evidence_that_does_not_is_found(html: str, why: str) -> None:
    (fault,) = faults(html)
    assert why in fault


def faults(html: str) -> list[str]:
    return [str(f) for f in Places(TEXTS).faults("page", lxml.html.fromstring(f"<main>{html}</main>"))]


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ('<svg aria-label="Two claims"><text>Edition ab12.</text></svg>', ""),
        ('<svg aria-label=" "><text>Edition ab12.</text></svg>', "without a text alternative"),
        ("<svg><text>Edition ab12.</text></svg>", "without a text alternative"),
        ('<svg aria-label="Two claims"><text>Edition cd34.</text></svg>', "without the imprint of edition ab12"),
        ('<img src="_images/x.png" alt="_images/x.png">', "whose marks lead nowhere"),
    ],
)
def test_a_picture_can_be_read_and_says_where_it_comes_from(html: str, why: str) -> None:
    found = list(pictures.faults("page", lxml.html.fromstring(f"<main>{html}</main>"), "ab12"))
    assert [f.why for f in found if why in f.why] == ([f.why for f in found] if why else [])
    assert len(found) == bool(why)


CASES = [
    ("<p>All is <b>calm</b>.</p>", ""),
    (str(evidence.link(WORDS, 18)), ""),
    ("<p>164 dead</p>", "'164 dead': a number with no link to its evidence; link it to its words (evidence.link) or"),
    (str(evidence.link(WORDS, 164)), "'164': linked to sources/a.html#14-26: 164 not in"),
    (changed(doc_id="c"), "'sources/c.html#14-26': a link to evidence in an article that is not there; link the row"),
    (changed(end=999), "'sources/a.html#14-999': a link to evidence outside its article, which has"),
    (changed(start=15), "'sources/a.html#15-26': a link to evidence shows '18 policiers', but '8 policiers' stands"),
    ("<svg/>", "'svg': a chart without a text alternative; draw it with kzlib.charts.chart"),
]


def book(folder: Path, shown: str, written: str = "# A") -> Founded:
    """A book of one chapter, whose second cell shows this and whose first is this Markdown."""
    output = nbformat.v4.new_output("execute_result", {"text/html": shown})
    cells = [
        nbformat.v4.new_markdown_cell(written, id="cell-1"),
        nbformat.v4.new_code_cell("", id="cell-2", metadata={"tags": ["remove-cell"]}, outputs=[output]),
        nbformat.v4.new_code_cell("", id="cell-3"),
        nbformat.v4.new_code_cell("", id="cell-4", outputs=[output]),
    ]
    (folder / "made").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "made" / "first.ipynb")
    (folder / "site").mkdir()
    page = f'<main><div class="cell"><div class="cell_output docutils">{shown}</div></div></main>'
    (folder / "site" / "first.html").write_text(page, encoding="utf-8")
    rows = {name: [] for name in tables.DICTIONARY}
    rows["documents"] = [document("a", day(5)), document("b")]
    rows["figures"] = [figure("a", 18, **{k: WORDS[k] for k in ("start", "end", "text")})]
    folder = keep(folder / "tables", {n: [blank(n) | r for r in found] for n, found in rows.items()})
    cells_of = Cells(folder.parent / "made", {"first": "one.ipynb"})
    return Founded(folder.parent / "site", Edition.open(folder), TEXTS, cells_of, ["first"])


def blank(table: str) -> dict[str, object]:
    """A row that fits its table and says nothing."""
    kinds: dict[str, object] = {"string": "", "int32": 0, "int64": 0, "double": 0.0, "bool": False}
    return {c.name: None if c.nullable else kinds.get(str(c.type), []) for c in tables.DICTIONARY[table]}


@pytest.mark.parametrize(("shown", "told"), CASES)
def test_a_statement_without_evidence_ends_the_build(tmp_path: Path, shown: str, told: str) -> None:
    if not told:
        book(tmp_path, shown).check()
        return
    with pytest.raises(BuildError) as raised:
        book(tmp_path, shown).check()
    assert str(raised.value).startswith(f"one.ipynb, cell 4: {told}")


def test_a_number_written_by_hand_ends_it_too(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"^one\.ipynb, cell 1: 'There were 164 dead\.': a number written by hand; "):
        book(tmp_path, "", "# A\n\nThere were 164 dead.").check()


def test_the_rest_is_counted(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"'1 dead': .* \(and 2 more like it\)$"):
        book(tmp_path, "<p>1 dead</p><p>2 dead</p><p>3 dead</p>").check()
