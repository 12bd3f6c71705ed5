"""How reading and building grow with the corpus: from a thousand articles to a hundred thousand, and one more.

    python benchmarks/scale.py [ARTICLES]        (100,000 by default, about 40 million words: an hour and more)

`press.py` makes the articles. Wall clock is what a user waits, and says something only on a machine that does nothing
else; processor time and memory say it on any. Growth is the exponent b of cost = a * articles^b between the smallest
and the largest corpus: 1 is in proportion.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import press
from measure import Row, Spent, command, shown

from kzlib.progress import Progress

ARTICLES = 100_000
SMALL = (1_000, 4_000, 16_000)
BOOK = 10_000  # articles of the book that one is added to
KZ = [sys.executable, "-m", "kzlib"]


class Timed(Progress):
    """The steps of a build, with the seconds that each took by the clock and of the processors, and most memory in MB.

    Memory is the most that one of the processes which were started so far held.
    """

    def __init__(self) -> None:
        super().__init__()
        self.steps: dict[str, Spent] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step of the build."""
        began, spent = time.perf_counter(), _processors()
        yield
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        self.steps[name] = Spent(time.perf_counter() - began, _processors() - spent, memory)


def _processors() -> float:
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def build(corpus: Path, out: Path) -> dict[str, Spent]:
    """Build a book in a process of its own; what each of its steps took, and "all"."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as told:
        whole = command([sys.executable, __file__, "build", str(corpus), str(out), told.name])
        steps = {name: Spent(*spent) for name, spent in json.load(told).items()}
    return steps | {"all": whole}


def _build(corpus: str, out: str, told: str) -> None:
    from kzlib.build import build
    from kzlib.inputs import Settings

    timed = Timed()
    build(Settings(Path(corpus), Path(out)), timed)
    steps = {name: (spent.wall, spent.cpu, spent.memory) for name, spent in timed.steps.items()}
    Path(told).write_text(json.dumps(steps), encoding="ascii")


def reading(folder: Path, count: int) -> Iterator[Row]:
    """Reading corpora of more and more articles in one go, and how that grows."""
    spent = {}
    for number in sorted({n for n in (*SMALL, count) if n <= count}):
        corpus = folder / f"corpus-{number}"
        press.write(corpus, number, "jsonl")
        spent[number] = command([*KZ, "parse", corpus, "--out", folder / f"tables-{number}"])
        yield Row(f"reading {number:,} articles", spent[number].wall, "s")
        yield Row(f"reading {number:,} articles, processors", spent[number].cpu, "s")
        yield Row(f"reading {number:,} articles, memory of a process", spent[number].memory, "MB", 2048)
    first, last = min(spent), max(spent)
    if last > first:
        growth = math.log(spent[last].cpu / spent[first].cpu) / math.log(last / first)
        yield Row(f"growth of reading, {first:,} to {last:,} articles", growth, "exponent", 1.1)
    corpus = folder / f"corpus-{min(first * 4, last)}"
    one, two = (command([*KZ, "parse", corpus, "--out", folder / "one", "--processes", n]) for n in ("1", "2"))
    yield Row("reading by two processes against one", one.wall / two.wall, "x", 1.8, at_most=False)


def large(folder: Path, count: int) -> Iterator[Row]:
    """The chapters and the site of a large corpus."""
    corpus = folder / f"corpus-{count}"
    steps = build(corpus, folder / "large")
    yield Row(f"four chapters from {count:,} articles", steps["Running the chapters"].wall, "s", 60)
    yield Row(f"four chapters from {count:,} articles, memory", steps["Running the chapters"].memory, "MB", 2048)
    yield Row(f"site of {count:,} articles", steps["Building the site"].wall, "s", 60)
    size = sum(file.stat().st_size for file in (folder / "large" / "site").rglob("*") if file.is_file())
    yield Row(f"site of {count:,} articles, size", size / 1e6, "MB")


def one_more(folder: Path, count: int) -> Iterator[Row]:
    """A book of many articles, once more with nothing changed, and with one more."""
    corpus, out = folder / "many", folder / "many-book"
    press.write(corpus, count)
    yield Row(f"first book of {count:,} articles", build(corpus, out)["all"].wall, "s")
    yield Row(f"nothing changed in {count:,} articles", build(corpus, out)["all"].wall, "s", 2)
    added = press.article(count)
    (corpus / "one-more.txt").write_text(f"---\npublished: {added.published}\n---\n{added.text}\n", encoding="utf-8")
    steps = build(corpus, out)
    yield Row(f"one article added to {count:,}", steps["all"].wall, "s", 15)
    yield from (Row(f"  of which {name.lower()}", spent.wall, "s") for name, spent in steps.items() if name != "all")


def rows(count: int = ARTICLES) -> list[Row]:
    """All of it, for at most so many articles."""
    with tempfile.TemporaryDirectory(prefix="kz-scale-") as folder:
        place = Path(folder)
        return [*reading(place, count), *large(place, count), *one_more(place, min(BOOK, count))]


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        _build(*sys.argv[2:])
    else:
        shown(rows(*map(int, sys.argv[1:])))
