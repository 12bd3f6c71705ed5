"""Lexicons, corrections, parameters and paths are data: nothing that stands in them is run, or matched as code."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from books import ROOT

from kzlib import chapters_run, corrections, inputs, lexicon, paths, tables
from kzlib.chapters_run import Chapter
from kzlib.errors import InputError
from kzlib.events import tellings

# Forms that no article holds, but that would match all of it, or end a reading, if they were taken for expressions.
FORMS = (
    "zz|.*",
    "zz|\\w+",
    "zz|[a-z]+",
    "zz?.*|zz",
    "zz)|(.*",
    "zz(",
    "zz[a",
    "zz\\",
    "(zz+)+$",
    "zz{2}",
    "(?P<day>zz",
)
# Verbs must be infinitives, or their lexicon refuses them.
VERBS = ("speech_verbs", "verbs", "event_support", "event_speech")
HOSTILE = (
    "'''\"\"\"; import os; os.system('id') #",
    '"); raise SystemExit("',
    "{7*7} {{x}} %s ${HOME} $(id) `id`",
    "a\\nb\nc\\",
    "\u202e\u2028\x1b[31m",
    "",
)


def hostile(path: Path) -> None:
    """Add rows to a lexicon, of every code that it has, with forms that are expressions."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    reader = csv.DictReader(line for line in lines if not line.startswith("#"))
    rows = list(reader)
    first = {row["code"]: row for row in reversed(rows)}
    written = io.StringIO()
    writer = csv.DictWriter(written, reader.fieldnames or [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    for number, row in enumerate(list(first.values())[:12]):
        for form in FORMS[number % 3 :: 3] if len(first) > 6 else FORMS:
            writer.writerow(row | {"form": form + ("er" if path.stem in VERBS else "")})
    path.write_text(written.getvalue(), encoding="utf-8")


def parsed(project: Path, out: Path) -> dict[str, list[dict[str, object]]]:
    """Tables of an article of the default corpus, read by a copy of the project."""
    article = sorted((project / "data" / "corpus").glob("*.txt"))[0]
    command = [sys.executable, "-m", "kzlib", "parse", str(article), "--out", str(out)]
    environment = os.environ | {"PYTHONPATH": str(project)}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return {
        name: tables.read(out, name) for name in ("dates", "figures", "mentions", "quotations", "events", "framing")
    }


def test_forms_of_lexicons_are_words_not_expressions(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for folder in ("kzlib", "data", "book"):
        shutil.copytree(ROOT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "_config.yml", project / "_config.yml")
    before = parsed(project, tmp_path / "before")
    for path in sorted((project / "data" / "lexicons").glob("*.csv")):
        hostile(path)
    assert parsed(project, tmp_path / "after") == before
    assert before["figures"] and before["events"]


def test_a_form_without_a_word_is_refused() -> None:
    with pytest.raises(InputError, match="no word in it"):
        tellings.split(".*")


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system ['id']", "!!python/name:os.system ''", "!!python/object/new:object []"]
)
def test_corrections_build_no_objects(tmp_path: Path, tag: str) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(f"- article: a\n  table: dates\n  do: remove\n  reason: {tag}\n", encoding="utf-8")
    with pytest.raises(InputError, match="corrections"):
        corrections.load(path)


def test_a_lexicon_holds_texts_only(tmp_path: Path) -> None:
    row = "=1+1,{0.__class__},<script>,$(id),'; DROP,@x"
    (tmp_path / "odd.csv").write_text(f"{','.join(lexicon.COLUMNS)}\n{row}\n", encoding="utf-8")
    (entry,) = lexicon.load("odd", tmp_path)
    assert [entry.code, entry.form, entry.label, entry.example, entry.counter_example, entry.source] == row.split(",")


def test_parameters_and_paths_are_literals_in_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook gets what the list of chapters says, to the letter, and runs nothing of it."""
    values = {f"p{number}": value for number, value in enumerate(HOSTILE)}
    nested = {"nested": [*HOSTILE, {"a": HOSTILE[0]}], "number": 7, "none": None, "flag": True}
    declared = nbformat.v4.new_code_cell("\n".join(f"{n} = None" for n in ("tables", *values, *nested)))
    declared.metadata["tags"] = ["parameters"]
    names = ", ".join(f"{n!r}: {n}" for n in ("tables", *values, *nested))
    shown = nbformat.v4.new_code_cell(f"import json\nprint(json.dumps({{{names}}}))")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[declared, shown], metadata=kernel), tmp_path / "{n}.ipynb")
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    folder = tmp_path / "{7*7}{{x}} '\"$(id)%s"
    folder.mkdir()
    chapter = Chapter("a", "A", "{n}.ipynb", {**values, **nested})
    assert chapters_run.execute(chapter, str(folder), str(folder / "made.ipynb"), "0") is None
    made = nbformat.read(folder / "made.ipynb", as_version=4)
    printed = "".join(o.text for cell in made.cells for o in cell.get("outputs", []) if o.output_type == "stream")
    assert json.loads(printed) == {"tables": str(folder), **values, **nested}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"out": Path(os.fsdecode(b"b\xff"))}, "not UTF-8"),
        ({"address": 'https://exemple.test/"><script>alert(1)</script>/'}, "not an address"),
        ({"address": "javascript:alert(1)//https://exemple.test/"}, "not an address"),
        ({"address": "https://exemple.test/$(id)\n/"}, "not an address"),
        ({"evidence": "full; id"}, "not known"),
        ({"corpus": Path("-rf $(id)\x1b[31m\n")}, "no such file"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_line(tmp_path: Path, given: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        inputs.Settings(**({"corpus": tmp_path, "out": tmp_path} | given)).check()  # type: ignore[arg-type]
    assert str(refused.value).isprintable()
