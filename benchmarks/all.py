"""Every ratio against its target and against other libraries: one table, and how it was the last time.

    python benchmarks/all.py [ARTICLES]        (make bench; ARTICLES=100000 by default for what grows with the corpus)

The results are written to `benchmarks/results.json`, with what machine they were measured on; what differs from those
that stood there is said. Ratios are taken within one run, since machines and their moods differ.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

import accuracy
import build
import psutil
import scale
import speed
from measure import Row, shown

RESULTS = Path(__file__).with_name("results.json")


def machine() -> str:
    """What it is measured on, without its name."""
    memory = psutil.virtual_memory().total / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, {memory:.0f} GB, {platform.machine()}, Python {platform.python_version()}"


def kept() -> dict[str, float]:
    """The values of the last run by the name of their row."""
    if not RESULTS.exists():
        return {}
    return {row["name"]: row["value"] for row in json.loads(RESULTS.read_text(encoding="utf-8"))["rows"]}


def compared(rows: list[Row], before: dict[str, float]) -> None:
    """Print by how much values changed, of those that changed by a tenth or more."""
    for row in rows:
        last = before.get(row.name)
        if last and abs(row.value / last - 1) >= 0.1:
            print(f"{row.name}: {last:,.2f} the last time, now {row.value:,.2f} {row.unit}")


def main(articles: int) -> None:
    """Measure, print, compare, keep. The status is 0 whether targets are met or not: they are figures, not tests."""
    accuracy.main()
    print(f"\nOn {machine()}:\n")
    rows: list[Row] = []
    for measure in (speed.rows, build.rows, partial(scale.rows, articles)):
        found = list(measure())
        shown(found)
        rows += found
    compared(rows, kept())
    results = {"machine": machine(), "articles": articles, "rows": [asdict(row) for row in rows]}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or [scale.ARTICLES]))
