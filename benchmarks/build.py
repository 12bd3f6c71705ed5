"""How long a book takes to build: each stage of a cold build, the whole against its parts and against Jupyter Book.

    python benchmarks/build.py

One book is built from nothing (data/corpus), then once more with no change. Its slowest chapter and its site are
measured by themselves, each from a process that is not there yet: what they would take if nothing else were to be done.
The peer is `jupyter-book build` as it comes, which executes the same notebooks over the same tables itself and makes
pages of them. Of the book and of the peer the faster of two builds counts.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import yaml
from measure import Row, Spent, command

from kzlib import contents, paths

PYTHON = sys.executable
AT_MOST = 1.6  # times the slowest chapter and the site
OF_PEER = 0.5
# Runs one chapter over a folder of tables, as a build does, in a process of its own.
CHAPTER = """
import contextlib, os, sys
from pathlib import Path
from kzlib import chapters_run, contents, surroundings
from kzlib.kernels import Original
from kzlib.kernels.provisioner import copied
name, tables, work = sys.argv[1:]
[chapter] = [c for c in contents.listed() if c.id == name]
with surroundings.plain(Path(work)), contextlib.closing(Original()) as kernels, copied(kernels):
    if cause := chapters_run.execute(chapter, tables, os.path.join(work, f"{name}.ipynb"), "pass"):
        sys.exit(cause)
"""


def rows(corpus: Path = paths.CORPUS) -> list[Row]:
    """The measures, as wall clock: what is built is compared with what is run at the same time on the same cores."""
    with tempfile.TemporaryDirectory(prefix="kz-bench-") as folder:
        work = Path(folder)
        cold = min((build(corpus, work / f"cold-{n}") for n in range(2)), key=lambda spent: spent.wall)
        same = build(corpus, work / "cold-0")
        chapters = dict(each_chapter(work / "cold-0" / "tables", work))
        site = only_site(corpus, work / "cold-0")
        peers = (jupyter_book(work / "cold-0" / "tables", work / f"peer-{n}") for n in range(2))
        peer = min(peers, key=lambda spent: spent.wall)
    alone = max(spent.wall for spent in chapters.values()) + site.wall
    said = command([PYTHON, "-m", "kzlib", "--help"])
    return [
        *(Row(f"chapter {name}, alone", spent.wall, "s", alone) for name, spent in chapters.items()),
        Row("site, alone", site.wall, "s", alone),
        Row("first build", cold.wall, "s", AT_MOST * alone),
        Row("first build, of slowest chapter and site", cold.wall / alone, "ratio", AT_MOST),
        Row("first build, of jupyter-book's execution and build", cold.wall / peer.wall, "ratio", OF_PEER),
        Row("first build, processor time", cold.cpu, "s", 2 * AT_MOST * alone),
        Row("first build, memory of its largest process", cold.memory, "MB", 2_000),
        Row("no change", same.wall, "s", 2),
        Row("kz --help", said.wall, "s", 0.3),
    ]


def build(corpus: Path, out: Path) -> Spent:
    """A build by the command itself."""
    return command([PYTHON, "-m", "kzlib", "build", corpus, "--out", out])


def each_chapter(tables: Path, work: Path) -> Iterator[tuple[str, Spent]]:
    """Each chapter run by itself, from no process."""
    for chapter in contents.listed():
        if chapter.notebook:
            folder = work / chapter.id
            folder.mkdir()
            yield chapter.id, command([PYTHON, "-c", CHAPTER, chapter.id, str(tables), str(folder)])


def only_site(corpus: Path, out: Path) -> Spent:
    """A build in which reading and chapters are kept: another address changes the site alone."""
    return command([PYTHON, "-m", "kzlib", "build", corpus, "--out", out, "--address", "https://example.org/book/"])


def jupyter_book(tables: Path, folder: Path) -> Spent:
    """Jupyter Book with its own settings over copies of the notebooks, which it executes."""
    folder.mkdir()
    shutil.copytree(tables, folder / "tables")
    names = [c.id for c in contents.listed() if c.notebook]
    for chapter in contents.listed():
        if chapter.notebook:
            notebook = nbformat.read(paths.notebooks()[chapter.notebook], as_version=4)
            _give(notebook, {"tables": str(folder / "tables"), **chapter.parameters})
            nbformat.write(notebook, folder / f"{chapter.id}.ipynb")
    toc = {"format": "jb-book", "root": names[0], "chapters": [{"file": name} for name in names[1:]]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
    settings = {"title": "The same notebooks", "only_build_toc_files": True}
    settings["execute"] = {"execute_notebooks": "force"}
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    env = os.environ | {"PYTHONPATH": str(paths.LIBRARY)}
    return command([Path(PYTHON).with_name("jupyter-book"), "build", folder], env)


def _give(notebook: nbformat.NotebookNode, parameters: dict[str, object]) -> None:
    """Set the parameters of a notebook in the cell that declares them."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name:52} {row.value:8.2f} {row.unit:6} {'met' if row.met else 'not met'} ({row.target:.2f})")
