"""What is known of each publisher, and the grades that an analyst has set: `data/sources.csv`."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from kzlib.errors import InputError, quoted
from kzlib.lexicon import fold
from kzlib.reliability.rules import GRADES

COLUMNS = ("publisher", "state_affiliated", "party_to_conflict", "kind", "basis", "override_grade", "override_reason")
CLAIM_GRADES = tuple("123456")
_CLAIM = re.compile(r"c-[0-9a-f]{10}")

Known = Mapping[str, Mapping[str, str]]


def read(path: Path) -> dict[str, dict[str, str]]:
    """Rows of sources.csv by what they are about, folded: a publisher, the id of an article, or that of a claim.

    Empty if there is no such file. Raises InputError if a column is missing, if a grade is none of A to F (1 to 6 for
    a claim), or if a grade is set without a reason.
    """
    try:
        opened = path.open(encoding="utf-8-sig", newline="")
    except FileNotFoundError:  # looked for, so that it counts when one comes (kzlib.recording)
        return {}
    with opened as file:
        try:
            reader = csv.DictReader([line for line in file if not line.startswith("#")])
        except UnicodeDecodeError as error:
            raise InputError(f"{path.name}: not UTF-8 text ({error.reason}); save it as UTF-8") from None
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or [])]
        if missing:
            raise InputError(f"{path.name}: no column {', '.join(missing)}; it needs {', '.join(COLUMNS)}")
        rows = {fold(row["publisher"]): row for row in reader if row["publisher"]}
    for key, row in rows.items():
        _check(path.name, key, row)
    return rows


def _check(file: str, key: str, row: Mapping[str, str]) -> None:
    allowed = CLAIM_GRADES if _CLAIM.fullmatch(key) else tuple(GRADES)
    grade, where = row["override_grade"], f"{file}, publisher {quoted(row['publisher'])}"
    if grade and grade not in allowed:
        raise InputError(f"{where}: override_grade {quoted(grade)}; allowed: {', '.join(allowed)}, or empty")
    if grade and not row["override_reason"]:
        raise InputError(f"{where}: override_grade {quoted(grade)} without override_reason; say why it is set")


def ruling(known: Known, doc_id: str, publisher: str | None) -> Mapping[str, str] | None:
    """The row that sets an article's grade: of the article itself, else of its publisher; None if none does."""
    rows = (known.get(fold(name)) for name in (doc_id, publisher or "") if name)
    return next((row for row in rows if row and row["override_grade"]), None)
