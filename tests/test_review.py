"""Readings as a spreadsheet, and what an analyst changed in it as corrections."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from synthetic import keep

from kzlib import corrections, parse, paths, review, tables
from kzlib.edition import Edition
from kzlib.errors import InputError
from kzlib.review import Analyst
from kzlib.review.sheet import AS_READ, READ

NOTES = {
    "a": "Au moins 12 policiers ont été tués mercredi à Almaty, a annoncé le ministère de l'Intérieur.\n"
    "« Le calme reviendra », a promis Bakyt Saguine, maire de la ville. "
    "Le bilan de 12 policiers tués est provisoire.\n",
    "b": "=HYPERLINK n'est pas une formule ici. "
    "Selon le parquet général, 40 manifestants ont été arrêtés à Osh jeudi.\n",
}
ANALYST = Analyst("A. Reader", "", dt.date(2026, 3, 4))
FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> parse.Parsed:
    corpus = tmp_path_factory.mktemp("corpus")
    for name, text in NOTES.items():
        (corpus / f"{name}.txt").write_text(f"---\npublished: 2022-01-07\n---\n{text}", encoding="utf-8")
    return parse.parse(corpus)


@pytest.fixture
def edition(read: parse.Parsed, tmp_path: Path) -> Edition:
    return Edition.open(keep(tmp_path / "build" / "tables", read.rows))


Edit = Callable[[dict[str, list[dict[str, Any]]]], None]


def reviewed(edition: Edition, read: parse.Parsed, edit: Edit, name: str = "r.xlsx", *tables_: str) -> Path:
    """Write readings out, edit the rows of each sheet as an analyst would in a spreadsheet, save them."""
    target = edition.folder.parent / name
    review.write(edition, read.texts, target, tables_)
    if target.suffix == ".csv":
        with target.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        edit({tables_[0]: rows})
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return target
    book = openpyxl.load_workbook(target)
    sheets = {
        sheet.title: [dict(zip(head, row, strict=True)) for row in cells]
        for sheet in book.worksheets
        for head, *cells in [list(sheet.iter_rows(values_only=True))]
    }
    edit(sheets)
    for sheet in book.worksheets:
        head = [cell.value for cell in sheet[1]]
        sheet.delete_rows(2, sheet.max_row)
        for row in sheets[sheet.title]:
            sheet.append([row.get(column) for column in head])
    book.save(target)
    return target


def apply(edition: Edition, read: parse.Parsed, source: Path, analyst: Analyst = ANALYST) -> review.Outcome:
    return review.apply(edition.folder, read.texts, source, analyst, edition.folder.parent / "corrections.yml")


def entries(edition: Edition) -> list[dict[str, Any]]:
    file = edition.folder.parent / "corrections.yml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else []


def find(rows: list[dict[str, Any]], **cells: str) -> dict[str, Any]:
    (found,) = [row for row in rows if all(str(row[k] or "") == v for k, v in cells.items())]
    return found


def set_(table: str, where: dict[str, str], **cells: Any) -> Edit:
    return lambda sheets: find(sheets[table], **where).update(cells)


def test_what_is_not_touched_is_no_correction(edition: Edition, read: parse.Parsed) -> None:
    outcome = apply(edition, read, reviewed(edition, read, lambda sheets: None))
    assert (outcome.written, outcome.there, outcome.conflicts) == (0, 0, [])
    assert entries(edition) == []


@pytest.mark.parametrize("name", ["r.xlsx", "r.csv"])
def test_each_reading_is_a_row_with_its_sentence_and_a_link(edition: Edition, read: parse.Parsed, name: str) -> None:
    found: dict[str, list[dict[str, Any]]] = {}
    target = reviewed(edition, read, found.update, f"read-{name}", "figures").with_name(name)
    review.write(edition, read.texts, target, ["figures"])
    assert list(found) == ["figures"]
    assert len(found["figures"]) == len(read.rows["figures"])
    row = find(found["figures"], article="b")
    assert row["value"] == "40"
    assert row["sentence"] == "Selon le parquet général, 40 manifestants ont été arrêtés à Osh jeudi."
    start = read.rows["figures"][-1]["start"]
    if name.endswith(".csv"):
        assert row["link"].startswith(f"site/sources/b.html#{start}-")
    else:
        links = {cell.hyperlink.target for cell in _column(target, "figures", "link")}
        assert any(link.startswith(f"site/sources/b.html#{start}-") for link in links)


def _column(target: Path, sheet: str, name: str) -> list[Any]:
    """The cells of a column but its first."""
    rows = list(openpyxl.load_workbook(target)[sheet].iter_rows())
    place = [cell.value for cell in rows[0]].index(name)
    return [row[place] for row in rows[1:]]


def test_every_table_is_a_sheet(edition: Edition, read: parse.Parsed) -> None:
    found: dict[str, list[dict[str, Any]]] = {}
    reviewed(edition, read, found.update)
    assert {name: len(rows) for name, rows in found.items()} == {name: len(read.rows[name]) for name in READ}


WHERE = {"article": "b", "kind": "arrested"}
CHANGES: list[tuple[str, dict[str, str], dict[str, Any], dict[str, Any]]] = [
    ("figures", WHERE, {"value": 44}, {"value": 44.0}),
    ("figures", WHERE, {"value": "1 200"}, {"value": 1200.0}),
    ("figures", WHERE, {"value": "12,5"}, {"value": 12.5}),
    ("figures", WHERE, {"as_of": dt.datetime(2022, 1, 5)}, {"as_of": dt.date(2022, 1, 5)}),
    ("figures", WHERE, {"as_of": "2022-01-05"}, {"as_of": dt.date(2022, 1, 5)}),
    ("figures", WHERE, {"place": ""}, {"place": None}),
    ("figures", WHERE, {"group": "civilians", "bound": "min"}, {"group": "civilians", "bound": "min"}),
    (
        "quotations",
        {"article": "a", "kind": "direct"},
        {"speaker": "Almaty"},
        {"speaker": "Almaty", "speaker_id": "the id that the book has"},
    ),
    ("quotations", {"article": "a", "kind": "direct"}, {"speaker": "X"}, {"speaker": "X", "speaker_id": None}),
    ("documents", {"article": "a"}, {"publisher": "Le Matin"}, {"publisher": "Le Matin"}),
]


@pytest.mark.parametrize(("table", "where", "cells", "expected"), CHANGES)
def test_what_was_changed_is_a_correction(
    edition: Edition,
    read: parse.Parsed,
    table: str,
    where: dict[str, str],
    cells: dict[str, Any],
    expected: dict[str, Any],
) -> None:
    outcome = apply(edition, read, reviewed(edition, read, set_(table, where, reason="misread", **cells)))
    assert outcome.written == 1
    (entry,) = entries(edition)
    if expected.get("speaker") == "Almaty":
        expected = expected | {"speaker_id": find(read.rows["mentions"], name="Almaty")["actor_id"]}
    assert entry["set"] == expected
    assert (entry["do"], entry["reason"], entry["who"], entry["when"]) == ("change", "misread", *_who_and_when())
    before = find(read.rows[table], **{("doc_id" if k == "article" else k): v for k, v in where.items()})
    assert entry["expect"] == {column: before[column] for column in expected}


def _who_and_when() -> tuple[str, dt.date]:
    return ANALYST.who, ANALYST.when


def test_a_correction_changes_the_reading_that_was_meant(edition: Edition, read: parse.Parsed) -> None:
    counts = [f for f in read.rows["figures"] if f["text"].endswith("12 policiers tués") or f["doc_id"] == "a"]
    second = max(counts, key=lambda f: f["start"])

    def edit(sheets: dict[str, list[dict[str, Any]]]) -> None:
        rows = [row for row in sheets["figures"] if row["article"] == "a"]
        max(rows, key=lambda row: int(row["occurrence"]) + (row["words"] == "12 policiers tués")).update(
            value="13", reason="misread"
        )

    assert apply(edition, read, reviewed(edition, read, edit)).written == 1
    rows = {name: [dict(row) for row in found] for name, found in read.rows.items()}
    corrections.apply(corrections.load(edition.folder.parent / "corrections.yml"), rows, dict(read.texts))
    changed = [new for old, new in zip(read.rows["figures"], rows["figures"], strict=True) if old != new]
    assert [(row["start"], row["value"]) for row in changed] == [(second["start"], 13.0)]


def test_a_spreadsheet_can_be_applied_twice(edition: Edition, read: parse.Parsed) -> None:
    source = reviewed(edition, read, set_("figures", WHERE, value="44", reason="misread"))
    apply(edition, read, source)
    rows = {name: [dict(row) for row in found] for name, found in read.rows.items()}
    corrections.apply(corrections.load(edition.folder.parent / "corrections.yml"), rows, dict(read.texts))
    tables.write(edition.folder, rows)  # as the next build does
    again = apply(edition, read, source)
    assert (again.written, again.there, again.conflicts) == (0, 1, [])
    assert len(entries(edition)) == 1


@pytest.mark.parametrize("do", ["", "remove"])
def test_a_reading_that_is_another_by_now_is_a_conflict(edition: Edition, read: parse.Parsed, do: str) -> None:
    source = reviewed(edition, read, set_("figures", WHERE, value="44", do=do, reason="misread"))
    rows = {name: [dict(row) for row in found] for name, found in read.rows.items()}
    find(rows["figures"], doc_id="b")["value"] = 41.0
    tables.write(edition.folder, rows)
    outcome = apply(edition, read, source)
    assert outcome.written == 0
    (said,) = outcome.conflicts
    assert "value is now '41', not '40'" in said
    assert entries(edition) == []


def test_another_column_that_changed_is_none(edition: Edition, read: parse.Parsed) -> None:
    source = reviewed(edition, read, set_("figures", WHERE, value="44", reason="misread"))
    rows = {name: [dict(row) for row in found] for name, found in read.rows.items()}
    find(rows["figures"], doc_id="b")["place"] = "Taraz"
    tables.write(edition.folder, rows)
    assert apply(edition, read, source).written == 1


def test_a_reading_that_is_gone_is_a_conflict_unless_it_was_to_go(edition: Edition, read: parse.Parsed) -> None:
    def edit(sheets: dict[str, list[dict[str, Any]]]) -> None:
        set_("figures", WHERE, value="44", reason="misread")(sheets)
        set_("quotations", {"article": "a", "kind": "direct"}, do="remove", reason="no quotation")(sheets)

    source = reviewed(edition, read, edit)
    rows = {name: [row for row in found if name not in ("figures", "quotations")] for name, found in read.rows.items()}
    tables.write(edition.folder, rows)
    outcome = apply(edition, read, source)
    assert (outcome.written, outcome.there, len(outcome.conflicts)) == (0, 1, 1)


def test_a_reading_is_removed_and_one_added(edition: Edition, read: parse.Parsed) -> None:
    def edit(sheets: dict[str, list[dict[str, Any]]]) -> None:
        set_("quotations", {"article": "a", "kind": "direct"}, do="remove", reason="no quotation")(sheets)
        row = {"article": "a", "words": "provisoire", "do": "add", "first": "2022-01-07", "reason": "a day"}
        sheets["dates"].append(row)

    assert apply(edition, read, reviewed(edition, read, edit)).written == 2
    rows = {name: [dict(row) for row in found] for name, found in read.rows.items()}
    corrections.apply(corrections.load(edition.folder.parent / "corrections.yml"), rows, dict(read.texts))
    assert len(rows["quotations"]) == len(read.rows["quotations"]) - 1
    assert find(rows["dates"], text="provisoire")["first"] == dt.date(2022, 1, 7)


def test_what_the_file_of_corrections_holds_stays(edition: Edition, read: parse.Parsed) -> None:
    file = edition.folder.parent / "corrections.yml"
    shutil.copyfile(paths.LIBRARY / "data" / "corrections.yml", file)
    head = file.read_text(encoding="utf-8").removesuffix("[]\n")
    for value in (44, 45):
        target = edition.folder.parent / f"{value}.xlsx"
        review.write(edition, read.texts, target, ())
        source = reviewed(edition, read, set_("figures", WHERE, value=value, reason="misread"), f"new{value}.xlsx")
        apply(edition, read, source)
    assert file.read_text(encoding="utf-8").startswith(head)
    assert [entry["set"]["value"] for entry in entries(edition)] == [44.0, 45.0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16", "windows-1252", "mark in quotes"])
@pytest.mark.parametrize("part", [",", ";", "\t"])
def test_csv_comes_back_as_spreadsheets_save_it(edition: Edition, read: parse.Parsed, encoding: str, part: str) -> None:
    source = reviewed(edition, read, set_("figures", WHERE, value="44", reason="misread"), "f.csv", "figures")
    with source.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    if encoding == "mark in quotes":  # as LibreOffice does
        head[0], encoding = "\ufeff" + head[0], "utf-8"
    with source.open("w", encoding=encoding, newline="", errors="replace") as file:
        csv.writer(file, delimiter=part, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    assert apply(edition, read, source).written == 1


@pytest.mark.parametrize("column", ["do", "reason", "value", AS_READ])
def test_a_column_that_was_taken_out_is_missed(edition: Edition, read: parse.Parsed, column: str) -> None:
    source = edition.folder.parent / "r.xlsx"
    review.write(edition, read.texts, source, ["figures"])
    book = openpyxl.load_workbook(source)
    cells = {cell.value: cell for cell in book["figures"][1]}
    book["figures"].delete_cols(cells[column].column)
    book.save(source)
    with pytest.raises(InputError, match=r"r\.xlsx, sheet figures: no column"):
        apply(edition, read, source)


WRONG: list[tuple[Edit, str]] = [
    (set_("figures", WHERE, value="44"), "no reason; fill the column in, or give --reason"),
    (set_("figures", WHERE, value="many", reason="x"), "value 'many': a number is expected"),
    (set_("figures", WHERE, value="", reason="x"), "value must not be empty"),
    (set_("figures", WHERE, as_of="5 janvier", reason="x"), "a day is expected, written as YYYY-MM-DD"),
    (set_("figures", WHERE, kind="kiled", reason="x"), "kind 'kiled'; allowed: arrested"),
    (set_("figures", WHERE, do="delete", reason="x"), "do 'delete'; allowed: remove, add"),
    (set_("figures", WHERE, value="44", reason="x", when="hier"), "when 'hier'; write a day"),
    (
        set_("mentions", {"name": "Almaty"}, name="Alma-Ata II", reason="x"),
        "nobody in the book has this name: give actor_id",
    ),
    (set_("figures", WHERE, **{AS_READ: "{"}), "put back what was written there"),
    (lambda sheets: sheets["figures"].append({"article": "b", "value": 3}), "a new row; write add under do"),
    (
        lambda sheets: sheets["dates"].append({"article": "b", "words": "hier", "do": "add", "reason": "x"}),
        "'hier' does not stand 1 times",
    ),
    (
        lambda sheets: sheets["dates"].append({"article": "c", "words": "hier", "do": "add", "reason": "x"}),
        "article 'c'; no such article in the book",
    ),
]


@pytest.mark.parametrize(("edit", "said"), WRONG, ids=[said[:30] for _, said in WRONG])
def test_what_cannot_be_is_named_and_nothing_is_written(
    edition: Edition, read: parse.Parsed, edit: Edit, said: str
) -> None:
    with pytest.raises(InputError) as error:
        apply(edition, read, reviewed(edition, read, edit))
    assert said in str(error.value)
    assert "r.xlsx, sheet " in str(error.value)
    assert entries(edition) == []


def test_a_text_that_looks_like_a_formula_is_none(edition: Edition, read: parse.Parsed) -> None:
    rows = {name: [dict(row) for row in found] for name, found in read.rows.items()}
    find(rows["documents"], doc_id="b")["title"] = "=1+1"
    tables.write(edition.folder, rows)
    for name in ("t.xlsx", "t.csv"):
        target = edition.folder.parent / name
        review.write(edition, read.texts, target, ["documents"])
        if name.endswith(".xlsx"):
            kinds = {cell.data_type for row in openpyxl.load_workbook(target).active.iter_rows() for cell in row}
            assert "f" not in kinds
        else:
            assert ",'=1+1," in target.read_text(encoding="utf-8-sig")
        assert apply(edition, read, target).written == 0


@pytest.mark.parametrize(
    ("name", "chosen", "said"),
    [
        ("r.ods", [], "neither .xlsx nor .csv"),
        ("r.csv", [], "CSV holds one table; choose one"),
        ("r.xlsx", ["problems"], "cannot be reviewed; allowed: figures"),
        ("tables", [], "neither .xlsx nor .csv"),
    ],
)
def test_what_cannot_be_written_is_said(
    edition: Edition, read: parse.Parsed, name: str, chosen: list[str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        review.write(edition, read.texts, edition.folder.parent / name, chosen)


def test_a_spreadsheet_that_is_there_is_not_written_over(edition: Edition, read: parse.Parsed) -> None:
    target = edition.folder.parent / "r.xlsx"
    target.write_bytes(b"work")
    with pytest.raises(InputError, match="is there already"):
        review.write(edition, read.texts, target, ())
    assert target.read_bytes() == b"work"


@pytest.mark.parametrize("name", ["r.xlsx", "r.csv", "none.xlsx", "r.txt"])
def test_what_is_no_spreadsheet_is_said(edition: Edition, read: parse.Parsed, name: str) -> None:
    source = edition.folder.parent / name
    if not name.startswith("none"):
        source.write_bytes(b"PK\x03\x04 no spreadsheet")
    with pytest.raises(InputError, match=r"^(--apply|r\.csv)"):
        apply(edition, read, source)
