"""What pages want of articles is handed on whole, and their files are the same whoever makes them."""

from __future__ import annotations

from pathlib import Path

from hand_made import figure, tables

from kzlib import elsewhere
from kzlib.edition import Edition
from kzlib.loaded import FILE, Wanted
from kzlib.selected import Selected

NAMES = ["a", "b\udc80"]


def edition() -> Edition:
    return Edition(folder=Path("none"), tables={**tables(figure("a", 12), figure("b", 30)), "corrections": []})


def test_a_page_loads_what_stands_behind_its_evidence_and_where_its_other_addresses_lead() -> None:
    wanted, book = Wanted(), edition()
    linked = '<a href="sources/a.html#0-2">12</a> <a href="sources/a.html#0-2">12</a>'
    assert wanted.behind_evidence("figures", linked) == ["at-hand/figures.js", "at-hand.js"]
    assert wanted.behind_evidence("method", "<p>Nothing</p>") == []
    assert wanted.held_elsewhere(book, "figures", f'<p id="{book.claims[0].id}">12</p>') == ["elsewhere.js"]
    assert wanted.held_elsewhere(book, "method", "<p>Nothing</p>") == []
    assert wanted.evidence == {"figures": [("a", 0, 2)]}


def test_what_is_handed_on_is_read_as_it_was_and_nothing_half_written_stays(tmp_path: Path) -> None:
    wanted = Wanted({"figures": [("a", 0, 2)]}, {"figures": ["c-1", "c-2"]})
    wanted.hand_on(tmp_path, NAMES)
    found = Wanted.read(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [FILE]
    assert (found.articles, found.held) == (NAMES, wanted.held)
    assert {page: [tuple(e) for e in each] for page, each in found.evidence.items()} == wanted.evidence


def test_where_addresses_lead_is_the_same_after_it_was_handed_on(tmp_path: Path) -> None:
    book, wanted = edition(), Wanted()
    listed, below = book.claims
    wanted.held_elsewhere(book, "figures", f'<p id="{listed.id}">12</p>')
    articles = Selected(book, {}, [below.doc_id])
    wanted.hand_on(tmp_path, [below.doc_id])
    leads = elsewhere.leads(articles, "figures", {listed.id})
    assert leads
    assert [*Wanted.read(tmp_path).scripts(articles)] == [("elsewhere/figures.js", elsewhere.script(leads))]
