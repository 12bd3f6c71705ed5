"""The spreadsheet itself: XLSX with a sheet a table, or CSV of one table, written and read back as text by column."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzlib import lexicon, publish, tables
from kzlib.errors import InputError, quoted
from kzlib.review.sheet import AS_READ, DECIDED, READ, Line, columns
from kzlib.spreadsheets import FORMULA, guarded, parted_by

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Sheets = Mapping[str, Iterator[dict[str, str]]]
MOST_ROWS = 1_048_575  # of an XLSX sheet, besides its first
ENDINGS = (".xlsx", ".csv")
CODES = {("figures", "kind"): "figure_kinds", ("figures", "group"): "figure_groups", ("events", "type"): "event_types"}
_WIDTHS = {"sentence": 70, "words": 40, "reason": 30, "link": 12, "title": 50, AS_READ: 4}
_ASKED = "FFF6D6"  # behind what an analyst fills in


def write(target: Path, sheets: Sheets) -> int:
    """Write sheets to a new file; returns how many rows they have. Raises InputError as `review.write` does."""
    if target.suffix.lower() not in ENDINGS:
        raise InputError(f"--to {target}: neither .xlsx nor .csv; name the spreadsheet with one of these endings")
    if target.suffix.lower() == ".csv" and len(sheets) != 1:
        raise InputError(f"--to {target}: CSV holds one table; choose one with --table, or write .xlsx")
    if target.exists():
        raise InputError(f"--to {target}: is there already, perhaps with somebody's work in it; give another name")
    target.parent.mkdir(parents=True, exist_ok=True)
    with publish.whole(target) as new:
        return _write_xlsx(new, sheets) if target.suffix.lower() == ".xlsx" else _write_csv(new, sheets)


def beside(site: Path, target: Path) -> str:
    """How a site beside the tables is linked to from a spreadsheet: relative, ending in a slash."""
    return Path(os.path.relpath(site.resolve(), target.resolve().parent)).as_posix() + "/"


def _write_csv(target: Path, sheets: Sheets) -> int:
    ((table, lines),) = sheets.items()
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns(table), restval="")
        writer.writeheader()
        written = (writer.writerow({column: guarded(text) for column, text in line.items()}) for line in lines)
        return sum(1 for _ in written)


def _write_xlsx(target: Path, sheets: Sheets) -> int:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    count = sum(_write_sheet(book.create_sheet(table), table, lines) for table, lines in sheets.items())
    book.save(target)
    return count


def _write_sheet(sheet: WriteOnlyWorksheet, table: str, lines: Iterator[dict[str, str]]) -> int:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    names = columns(table)
    for number, name in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 16)
        sheet.column_dimensions[get_column_letter(number)].hidden = name == AS_READ
    sheet.freeze_panes = "A2"
    asked = PatternFill("solid", start_color=_ASKED)

    def cell(name: str, text: str) -> Any:
        made = WriteOnlyCell(sheet, text)
        made.data_type = "s"  # or a text that begins with = would be a formula
        made.number_format = "@"  # or what is typed over it, a day, would be shown as another country writes it
        made.alignment = Alignment(wrap_text=name not in ("link", AS_READ), vertical="top")
        if name in (*DECIDED, *READ[table]):
            made.fill = asked
        if name == "link" and text not in ("", name):
            made.hyperlink, made.style, made.value = text, "Hyperlink", "open"
        return made

    head = [cell(name, name) for name in names]
    for made in head:
        made.font = Font(bold=True)
    sheet.append(head)
    count = 0
    for count, line in enumerate(lines, start=1):
        if count > MOST_ROWS:
            raise InputError(
                f"--to: table {table} has more than {MOST_ROWS:,} rows; write it as .csv, or give --article"
            )
        sheet.append([cell(name, line.get(name, "")) for name in names])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{count + 1}"
    _choices(sheet, table, names, count)
    return count


def _choices(sheet: WriteOnlyWorksheet, table: str, names: tuple[str, ...], count: int) -> None:
    """Lists to choose from, for the columns that hold one of a few words; others can still be typed, and are told."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, name in enumerate(names, start=1):
        if words := ("remove", "add") if name == "do" else allowed(table, name):
            choice = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
            choice.showErrorMessage = False
            choice.add(f"{get_column_letter(number)}2:{get_column_letter(number)}{max(count, 1) + 1000}")
            sheet.data_validations.append(choice)


def allowed(table: str, column: str) -> tuple[str, ...]:
    """The words that a column may hold, sorted; none if it may hold any."""
    codes = {entry.code for entry in lexicon.load(CODES[table, column])} if (table, column) in CODES else set()
    if (table, column) == ("figures", "kind"):
        codes -= {"uncounted"}  # of a noun that is no count
    if (table, column) == ("figures", "group"):
        codes = codes - {"same"} | {"unspecified"}  # of words that repeat the group before them
    return tuple(sorted(codes | tables.VOCABULARIES.get((table, column), frozenset())))


def read(source: Path) -> list[Line]:
    """The rows of a spreadsheet that came back, with the names of their sheets and their numbers.

    CSV may be parted by commas, semicolons or tabs, in UTF-8, UTF-16 or windows-1252. Raises InputError for a file
    that is none, a sheet that is no table's, columns that are missing.
    """
    if not source.is_file():
        raise InputError(f"--apply {source}: no such file; give the spreadsheet that kz review wrote")
    read_one = {".xlsx": _read_xlsx, ".csv": _read_csv}.get(source.suffix.lower())
    if read_one is None:
        raise InputError(f"--apply {source}: neither .xlsx nor .csv; save it as one of these")
    return list(read_one(source))


def _read_xlsx(source: Path) -> Iterator[Line]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(source, read_only=True, data_only=True)
        sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise InputError(f"--apply {source}: cannot be read ({error}); save it again as .xlsx") from None
    for name, rows in sheets.items():
        yield from _lines(f"{source.name}, sheet {name}", name, [[_text(cell) for cell in row] for row in rows])


def _text(cell: Any) -> str:
    """A cell of a workbook as text: whole numbers without a fraction, days as ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def _read_csv(source: Path) -> Iterator[Line]:
    try:
        text = _decoded(source.read_bytes(), source)
    except OSError as error:
        raise InputError(f"--apply {source}: cannot be read ({error.strerror}); allow reading it") from None
    part = parted_by(text.split("\n", 1)[0])
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=part, strict=True))
    except csv.Error as error:
        raise InputError(f"--apply {source}: not CSV ({error}); save it again as CSV") from None
    cells = [[_unguarded(cell) for cell in row] for row in rows]
    head = set(cells[0]) if cells else set()
    table = next((name for name in READ if {*READ[name], AS_READ} <= head), "")
    yield from _lines(source.name, table, cells)


def _decoded(data: bytes, source: Path) -> str:
    """CSV as spreadsheets save it: with a byte-order mark, in UTF-8, or as French ones do."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "windows-1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"--apply {source}: neither UTF-8 nor windows-1252; save it as CSV UTF-8")


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def _lines(where: str, table: str, rows: list[list[str]]) -> Iterator[Line]:
    if not any(any(row) for row in rows):
        return
    if table not in READ:
        raise InputError(
            f"{where}: is no table that kz review wrote; allowed: {', '.join(READ)}, with all of its columns"
        )
    head = [name.strip().removeprefix("\ufeff") for name in rows[0]]  # some put quotes around the mark, too
    missing = [name for name in columns(table) if name not in (*head, "sentence", "link")]
    if missing:
        raise InputError(f"{where}: no column {quoted(missing[0])}; put back the first row as it was")
    for number, row in enumerate(rows[1:], start=2):
        if any(row):
            yield Line(f"{where}, row {number}", table, dict(zip(head, row, strict=False)))
