"""The book: from a corpus to tables, executed chapters and a site; nothing is replaced until the new one is whole."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from kzlib import accuracy, changes, chapters_run, cite, downloads, inputs, links, parse, paths, seal, tables
from kzlib.edition import Edition
from kzlib.errors import InputError
from kzlib.inputs import FACTS, Inputs, Settings
from kzlib.progress import Progress

Rows = dict[str, list[dict[str, Any]]]


def _unnamed(rows: Rows) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did: whether there was anything to do, how much was read, which files were left out."""

    changed: bool
    counts: dict[str, int]
    problems: list[dict[str, str]]


def build(settings: Settings, progress: Progress) -> Result:
    """Build tables and site under ``settings.out``; do nothing if they are there and nothing has changed.

    Raises InputError for input that cannot be used, RuntimeError if a chapter or the site cannot be built; in both
    cases what was built before is untouched.
    """
    settings.check()
    taken = inputs.taken(settings)
    stamp = settings.out / "built.json"
    if stamp.exists() and (settings.out / "site" / "index.html").exists():
        built = json.loads(stamp.read_text(encoding="utf-8"))
        if built["key"] == taken.key and built.get("address", "") == settings.address:
            return Result(False, built["counts"], built["problems"])
    work = settings.out / "work"
    result = make(settings, taken, work, progress)
    _publish(work, settings.out)
    built = {"key": taken.key, "address": settings.address, **asdict(result)}
    stamp.write_text(json.dumps(built, indent=1) + "\n", encoding="utf-8")
    return result


def make(
    settings: Settings, taken: Inputs, work: Path, progress: Progress, name: Callable[[Rows], dict[str, Any]] = _unnamed
) -> Result:
    """Make tables and site in `work`, anew. `name` says what a frozen edition is called, from the tables' rows."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with progress.step("Reading the articles"):
        parsed = parse.parse(settings.corpus, settings.as_of, settings.model)
        if not parsed.rows["documents"]:
            raise InputError(f"corpus {settings.corpus}: no article is left to read" + _until(settings.as_of))
        tables.write(work / "tables", parsed.rows)
        _write_json(work / "texts.json", parsed.texts)
        measured = accuracy.measure(paths.CORPUS, paths.GOLD)
        _write_json(work / "tables" / "accuracy.json", {name: t.counts() for name, t in measured.items()})
        facts = {"edition": taken.key[:10], "as_of": tables.day(settings.as_of), "evidence": settings.evidence}
        facts["address"] = settings.address
        _write_json(work / "tables" / FACTS, facts | name(parsed.rows))
        _earlier(settings.earlier, work / changes.EARLIER)
    with progress.step("Running the chapters"):
        listed = chapters_run.listed()
        chapters_run.run(listed, work / "tables", work / "source", progress)
    with progress.step("Building the site"):
        _site(listed, work)
        edition, site = Edition.open(work / "tables"), work / "site"
        downloads.write(edition, parsed.texts, site)
        cite.write(edition, site)
        shutil.copyfile(work / "tables" / FACTS, site / "data" / FACTS)
        downloads.describe(edition, site)
        seal.write(settings, taken, work / "tables", site)
        links.check(work / "site")
    return Result(True, parse.counts(parsed.rows), parsed.rows["problems"])


def _earlier(site: Path | None, target: Path) -> None:
    """Copy the tables of an earlier edition to where the page of changes looks for them."""
    if site is not None:
        tables.adopt(site / "data", target)
        shutil.copyfile(site / "data" / FACTS, target / FACTS)


def _until(as_of: dt.date | None) -> str:
    return f" that was published up to {as_of}; take a later day" if as_of else ""


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, sort_keys=True), encoding="utf-8", errors="surrogatepass")


def _site(listed: list[chapters_run.Chapter], work: Path) -> None:
    """Run jupyter-book over the executed chapters and the hand-written pages; the site is left in ``work/site``."""
    source = work / "source"
    for page in sorted(paths.BOOK.glob("*.md")):
        shutil.copyfile(page, source / page.name)
    pages = [{"file": c.id, "title": c.title} for c in listed]
    toc = {"format": "jb-book", "root": "index", "chapters": pages}
    (source / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
    config = yaml.safe_load(paths.CONFIG.read_text(encoding="utf-8"))
    config["sphinx"]["config"] |= {"html_theme_path": [str(paths.BOOK / "theme")], "kz_work": str(work.resolve())}
    (work / "_config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(source)]
    command += ["--config", str(work / "_config.yml"), "--path-output", str(work), "-W", "--keep-going", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"})
    if done.returncode:
        (work / "site.log").write_text(done.stdout + done.stderr, encoding="utf-8")
        raise RuntimeError(f"jupyter-book failed: {_cause(done.stdout + done.stderr)} (all of it: {work / 'site.log'})")
    shutil.move(work / "_build" / "html", work / "site")
    for leftover in (".buildinfo", "objects.inv", "genindex.html", "reports"):
        _remove(work / "site" / leftover)


def _cause(log: str) -> str:
    lines = [line for line in log.splitlines() if "WARNING" in line or "ERROR" in line or "rror:" in line]
    return lines[0].strip() if lines else "no cause given"


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _publish(work: Path, out: Path) -> None:
    """Put the new tables and site in the place of the old ones."""
    for name in ("tables", "site"):
        old = out / f"{name}.old"
        shutil.rmtree(old, ignore_errors=True)
        if (out / name).exists():
            (out / name).rename(old)
        (work / name).rename(out / name)
        shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(work)
