"""The contents of the book: `book/chapters.yml` says which pages it has, and from which notebooks."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kzlib import paths
from kzlib.errors import InputError, quoted

FIELDS = ("id", "title", "notebook", "parameters")
NAME = "BOOK_NAME"  # what stands for the name of the book in hand-written pages
TABLES = "tables"  # the parameter that every notebook has and the build gives
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_TAKEN = ("index", "search")  # pages that the build makes
_NBFORMAT, _KERNEL = 4, "python3"
# What a value of a type is called; a list or mapping of anything is taken where the notebook has one.
_TYPES: Mapping[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text in quotation marks",
    list: "a list",
    dict: "a mapping",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of chapters.yml: page name, title, notebook (None for a hand-written page) and its parameters."""

    id: str
    title: str
    notebook: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)


def listed(path: Path = paths.CHAPTERS, notebooks: Path | None = None) -> list[Chapter]:
    """The chapters in the order of the book. A page without a notebook is ID.md, beside the list or the library's.

    `notebooks` is a folder; without one they are the book's own and the library's.

    Raises InputError, naming the entry, for what is no list of chapters, a field that is unknown or missing, an id
    that is no file name or stands twice, a notebook or page that is not there or not as it must be, and a parameter
    that the notebook does not declare or that is of another type there.
    """
    known = {p.name: p for p in sorted(notebooks.glob("*.ipynb"))} if notebooks else paths.notebooks()
    pages = {p.name for p in path.parent.glob("*.md")} | paths.pages().keys()
    found: list[Chapter] = []
    for number, entry in enumerate(_entries(path), start=1):
        where = f"{path.name}, entry {number}"
        chapter = _chapter(entry, where)
        _check_id(chapter, where, found)
        if chapter.notebook:
            if chapter.notebook not in known:
                raise InputError(f"{where}: no notebook {quoted(chapter.notebook)}; known: {', '.join(sorted(known))}")
            _check_parameters(chapter, where, known[chapter.notebook])
        elif f"{chapter.id}.md" not in pages:
            raise InputError(f"{where}: no notebook, and no page {chapter.id}.md beside {path.name}; give one of them")
        found.append(chapter)
    return found


def config() -> dict[str, Any]:
    """The settings of Jupyter Book: the library's, and the book's own (title, author, short name) on top.

    Raises InputError if the book's are no mapping, or no YAML.
    """
    found: dict[str, Any] = yaml.safe_load(paths.BASE_CONFIG.read_text(encoding="utf-8"))
    return _on_top(found, _own_config(paths.CONFIG))


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path.name}: cannot be read ({error.strerror}); the book needs it") from None
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{path.name}: not YAML: {error}; correct it there") from None


def _own_config(path: Path) -> dict[str, Any]:
    found = _yaml(path)
    if not isinstance(found, dict):
        raise InputError(f"{path.name}: {quoted(found)}; a mapping of settings is expected, such as title and author")
    return found


def _on_top(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Settings, and those that another file sets otherwise or adds; mappings are joined."""
    found = dict(below)
    for name, value in above.items():
        old = found.get(name)
        found[name] = _on_top(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return found


def titled(page: str, name: str) -> str:
    """A hand-written page with the name of the book where it stands for it, as text that means nothing to Markdown."""
    return page.replace(NAME, re.sub(r"([^\w\s])", r"\\\1", " ".join(name.split())))


def _entries(path: Path) -> list[Any]:
    found = _yaml(path)
    if not isinstance(found, list) or not found:
        kind = "nothing" if not found else f"{quoted(found)}"
        raise InputError(f"{path.name}: {kind}; a list of chapters is expected, each with {', '.join(FIELDS[:2])}")
    return found


def _chapter(entry: Any, where: str) -> Chapter:
    if not isinstance(entry, dict):
        raise InputError(f"{where}: {quoted(entry)}; a mapping is expected with {', '.join(FIELDS)}")
    if unknown := [name for name in entry if name not in FIELDS]:
        raise InputError(f"{where}: unknown field {quoted(unknown[0])}; allowed: {', '.join(FIELDS)}")
    for name in ("id", "title", "notebook"):
        given = entry.get(name)
        if given is None and name not in entry and name == "notebook":
            continue
        if not isinstance(given, str) or not given.strip():
            raise InputError(f"{where}: {name} {quoted(given)}; a text is expected, in quotation marks if need be")
    parameters = entry.get("parameters", {})
    if not isinstance(parameters, dict):
        raise InputError(
            f"{where}: parameters {quoted(parameters)}; a mapping of names and values is expected, or none"
        )
    if parameters and "notebook" not in entry:
        raise InputError(f"{where}: parameters without a notebook; name the notebook or take them out")
    return Chapter(**entry)


def _check_id(chapter: Chapter, where: str, before: list[Chapter]) -> None:
    if not _ID.fullmatch(chapter.id) or chapter.id.lower() in _TAKEN:
        raise InputError(
            f"{where}: id {quoted(chapter.id)} cannot be the name of a page; write letters, digits, - and _, "
            f"but not {' or '.join(_TAKEN)}"
        )
    if any(chapter.id.lower() == other.id.lower() for other in before):
        raise InputError(f"{where}: id {quoted(chapter.id)} is that of another entry; give each page a name of its own")


def _check_parameters(chapter: Chapter, where: str, file: Path) -> None:
    """Refuse a parameter that the notebook does not declare: papermill would only warn and run on the default."""
    declared = declared_in(file)
    for name, given in chapter.parameters.items():
        if name == TABLES:
            raise InputError(f"{where}: parameter {TABLES!r} is given by the build; take it out")
        if name not in declared:
            known = ", ".join(sorted(declared.keys() - {TABLES}))
            raise InputError(f"{where}: {file.name} has no parameter {quoted(name)}; it has: {known}")
        if expected := _misfit(given, declared[name]):
            raise InputError(
                f"{where}: parameter {name} {quoted(given)}; {expected} is expected, such as {quoted(declared[name])}"
            )


def _misfit(given: Any, default: Any) -> str:
    """What is expected in place of a value of the wrong type; empty if it fits the default."""
    kind = type(default)
    if given is None or kind not in _TYPES:
        return "" if given is not None and type(given) in _TYPES else "a value"
    if type(given) is not kind and not (kind is float and type(given) is int):
        return _TYPES[kind]
    if kind in (int, float) and default > 0 and not given > 0:
        return f"{_TYPES[kind]} above 0"
    return ""


def declared_in(file: Path) -> dict[str, Any]:
    """The parameters of a notebook with their defaults, None for one that is computed.

    Raises InputError if it is no notebook that can be run: not of this format, without a cell of
    parameters, or with output that an earlier run left in it.
    """
    import papermill

    _check_cells(_cells(file), file.name)
    found = papermill.inspect_notebook(str(file))
    if TABLES not in found:
        raise InputError(f"{file.name}: no parameter {TABLES!r}; the build gives the folder of the tables by it")
    return {name: _literal(about["default"]) for name, about in found.items()}


def _literal(source: str) -> Any:
    try:
        return ast.literal_eval(source)
    except (ValueError, SyntaxError):
        return None


def _cells(file: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        version, cells, kernel = found["nbformat"], found["cells"], found["metadata"]["kernelspec"]["name"]
    except OSError as error:
        raise InputError(f"{file.name}: cannot be read ({error.strerror}); allow reading it") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file.name}: not JSON ({error}); save it from Jupyter") from None
    except (KeyError, TypeError):
        raise InputError(f"{file.name}: not a notebook of format {_NBFORMAT}; open it in Jupyter and save it") from None
    if version != _NBFORMAT or not isinstance(cells, list):
        raise InputError(f"{file.name}: format {quoted(version)}; format {_NBFORMAT} is needed: save it from Jupyter")
    if kernel != _KERNEL:
        raise InputError(
            f"{file.name}: kernel {quoted(kernel)}; {_KERNEL!r} is needed: choose it in Jupyter and save it"
        )
    return cells


def _check_cells(cells: list[dict[str, Any]], name: str) -> None:
    for number, cell in enumerate(cells, start=1):
        if cell.get("outputs") or cell.get("execution_count") is not None:
            raise InputError(f"{name}, cell {number}: holds saved output; clear all outputs in Jupyter and save it")
    tagged = [cell for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1 or tagged[0].get("cell_type") != "code":
        raise InputError(f"{name}: {len(tagged)} cells have the tag 'parameters'; one code cell must have it")
