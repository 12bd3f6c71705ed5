"""Building the site: Sphinx writes its pages, and at the same time this process makes what stands beside them.

Sphinx is a process of its own. The tables are written out while it reads and writes the chapters; while it writes the
pages of articles, which are most of a site of many articles, the chapters are checked and what they load is made.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import yaml

from kzlib import cite, contents, downloads, links, paths, processes, seal
from kzlib.cells import Cells
from kzlib.contents import Chapter
from kzlib.edition import Edition
from kzlib.errors import BuildError
from kzlib.founded import Founded
from kzlib.inputs import FACTS, Inputs, Settings
from kzlib.loaded import FILE, Wanted
from kzlib.selected import Selected
from kzlib.stages import remove
from kzlib.texts import NAME as TEXTS
from kzlib.texts import Texts

LOG = "site.log"  # all that jupyter-book said when it last failed
_PAGES = "_build/html"  # where jupyter-book leaves its pages
_LEFTOVERS = (".buildinfo", "objects.inv", "genindex.html", "reports")
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_EVERY = 0.01  # seconds between two looks whether the chapters are written

Done = subprocess.CompletedProcess[str]


def run(settings: Settings, taken: Inputs, listed: list[Chapter], work: Path, sphinx: processes.Ahead) -> None:
    """Make the site of executed chapters and hand-written pages in ``work/site``; `sphinx` has loaded jupyter-book.

    Raises BuildError if jupyter-book fails, a statement is not founded, a link is broken or an input has changed.
    """
    (work.parent / LOG).unlink(missing_ok=True)
    beside = _Beside(listed, work)
    arguments = _arguments(listed, work)
    with ThreadPoolExecutor(1) as waiting:
        pages = waiting.submit(sphinx.run, arguments)
        try:
            beside.make(pages)
        except Exception:
            _whole(pages.result(), work)  # what is wrong with a page comes first
            raise
        except BaseException:
            sphinx.stop()
            raise
        _whole(pages.result(), work)
    site = work / "site"
    shutil.move(work / _PAGES, site)
    for leftover in _LEFTOVERS:
        remove(site / leftover)
    beside.put(site)
    seal.write(settings, taken, work / "tables", site)
    links.check(site, beside.cells)


def _arguments(listed: list[Chapter], work: Path) -> Sequence[str]:
    """Write what jupyter-book reads; what it is to be called with."""
    source = work / "source"
    config = contents.config()
    name = config["sphinx"]["config"]["project"]
    for page, file in paths.pages().items():
        text = contents.titled(file.read_text(encoding="utf-8"), name)
        (source / page).write_text(text, encoding="utf-8")
    pages = [{"file": c.id, "title": c.title} for c in listed]
    toc = {"format": "jb-book", "root": "index", "chapters": pages}
    (source / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
    config["sphinx"]["config"] |= {"html_theme_path": [str(paths.THEME)], "kz_work": str(work.resolve())}
    (work / "_config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    arguments = ["build", str(source), "--config", str(work / "_config.yml"), "--path-output", str(work)]
    return [*arguments, "-W", "--keep-going", "-q"]


class _Beside:
    """What a site holds beside its pages, made in the folder that Sphinx writes them to."""

    def __init__(self, listed: list[Chapter], work: Path) -> None:
        self._work, self._site = work, work / _PAGES
        self._names = {*(c.id for c in listed), *(Path(page).stem for page in paths.pages())}
        self._notebooks = {c.id: c.notebook for c in listed if c.notebook}
        self.cells = Cells(work / "source", self._notebooks)
        self._scripts: list[tuple[str, str]] = []

    def make(self, pages: Future[Done]) -> None:
        """Make what can be made while `pages` are written, and check the chapters when they are.

        Raises BuildError if a statement is not founded.
        """
        self._edition = Edition.open(self._work / "tables")
        downloads.tables(self._edition, self._site)
        while not (self._work / FILE).exists():
            if pages.done():
                return  # Sphinx says what is wrong
            time.sleep(_EVERY)
        wanted = Wanted.read(self._work)
        texts = Texts(self._work / TEXTS)
        self._selected = Selected(self._edition, texts, wanted.articles)
        self._check(texts)
        self._scripts = list(wanted.scripts(self._selected))
        claims = self._selected.claims
        downloads.annotate(self._selected, claims, self._site)
        cite.write(self._edition, claims, self._site)

    def _check(self, texts: Texts) -> None:
        chapters = list(self._notebooks)
        Founded(self._site, self._edition, texts, self.cells, chapters, self._names, self._selected).check()

    def put(self, site: Path) -> None:
        """Complete a site whose pages are written: what Sphinx would remove, and what names all files."""
        for name, script in self._scripts:
            file = site / "_static" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(script, encoding="utf-8", errors="replace")
        shutil.copyfile(self._work / "tables" / FACTS, site / "data" / FACTS)
        downloads.describe(self._selected, site)


def _whole(done: Done, work: Path) -> None:
    """Raise BuildError if jupyter-book failed."""
    if done.returncode:
        raise BuildError(f"jupyter-book failed: {_cause(done)}{_log(done, work.parent / LOG)}")


def _cause(done: Done) -> str:
    if done.returncode < 0:
        return f"it was ended by {signal.Signals(-done.returncode).name}"
    said = _COLOURS.sub("", done.stderr)
    lines = [line for line in said.splitlines() if "WARNING" in line or "ERROR" in line or "rror:" in line]
    return lines[0].strip() if lines else "no cause given"


def _log(done: Done, file: Path) -> str:
    """Keep all that jupyter-book said, if that can be done, and say where."""
    try:
        file.write_text(done.stdout + done.stderr, encoding="utf-8")
    except OSError:
        file.unlink(missing_ok=True)
        return ""
    return f" (all that it said: {file})"
