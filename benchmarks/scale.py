"""How reading and building grow with the corpus: from a thousand articles to a hundred thousand, and one more.

    python benchmarks/scale.py [ARTICLES]        (100,000 by default, about 40 million words: an hour and more)

`press.py` makes the articles. Wall clock is what a user waits, and says something only on a machine that does nothing
else; processor time and memory say it on any. Growth is the exponent b of cost = a * articles^b between the smallest
and the largest corpus: 1 is in proportion.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import press
from measure import Row, Spent, command, shown, watched

from kzlib.progress import Progress

ARTICLES = 100_000
BOOK = 10_000  # articles of the book that one is added to, at most
SMALLER = (BOOK // 10, BOOK)  # corpora before the largest
LINEAR = 1.1  # exponent that still counts as in proportion
ALL = "all"
TARGETS = {"Running the chapters": 60, "Building the site": 60}  # seconds for the largest corpus
KZ = [sys.executable, "-m", "kzlib"]


class Timed(Progress):
    """The steps of a build, and what each of them took."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: dict[str, Spent] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step of the build."""
        with watched() as spent:
            yield
        self.steps[name] = spent[0]


def build(corpus: Path, out: Path) -> dict[str, Spent]:
    """Build a book in a process of its own; what each of its steps took, and all of it."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as told:
        whole = command([sys.executable, __file__, "build", str(corpus), str(out), told.name])
        steps = {name: Spent(*spent) for name, spent in json.load(told).items()}
    return steps | {ALL: whole}


def _build(corpus: str, out: str, told: str) -> None:
    from kzlib.build import build
    from kzlib.inputs import Settings

    timed = Timed()
    build(Settings(Path(corpus), Path(out)), timed)
    steps = {name: (spent.wall, spent.cpu, spent.memory) for name, spent in timed.steps.items()}
    Path(told).write_text(json.dumps(steps), encoding="ascii")


def growth(folder: Path, counts: Sequence[int]) -> Iterator[Row]:
    """Books of more and more articles: each step by the clock, of the processors, in memory, and how it grows."""
    steps = {}
    for count in counts:
        steps[count] = build(corpus_of(folder, count), folder / f"book-{count}")
        largest = count == counts[-1]
        for name, spent in steps[count].items():
            most = TARGETS.get(name) if largest else None
            yield Row(f"{count:,} articles, {name}", spent.wall, "s", most)
            yield Row(f"{count:,} articles, {name}, processors", spent.cpu, "s")
            yield Row(f"{count:,} articles, {name}, largest process", spent.memory, "MB", 2048 if largest else None)
        size = sum(file.stat().st_size for file in (folder / f"book-{count}" / "site").rglob("*") if file.is_file())
        yield Row(f"{count:,} articles, size of the site", size / 1e6, "MB")
    first, last = counts[0], counts[-1]
    for name in steps[last] if last > first else ():
        grown = math.log(steps[last][name].cpu / steps[first][name].cpu) / math.log(last / first)
        yield Row(f"growth of {name}, {first:,} to {last:,} articles", grown, "exponent", LINEAR)


def corpus_of(folder: Path, count: int) -> Path:
    """A corpus of so many articles, each a file; a thousand in a file where there are very many."""
    corpus = folder / f"corpus-{count}"
    press.write(corpus, count, "md" if count <= BOOK else "jsonl")
    return corpus


def two(folder: Path, count: int) -> Row:
    """Reading by two processes against one."""
    corpus = folder / f"corpus-{count}"
    spent = [command([*KZ, "parse", corpus, "--out", folder / f"by-{n}", "--processes", n]) for n in "12"]
    return Row(f"{count:,} articles, two processes against one", spent[0].wall / spent[1].wall, "x", 1.8, at_most=False)


def one_more(folder: Path, count: int) -> Iterator[Row]:
    """A book of many articles with nothing changed, and with one more."""
    corpus, out = folder / f"corpus-{count}", folder / f"book-{count}"
    yield Row(f"nothing changed in {count:,} articles", build(corpus, out)["all"].wall, "s", 2)
    added = press.article(count)
    (corpus / "one-more.md").write_text(f"---\npublished: {added.published}\n---\n{added.text}\n", encoding="utf-8")
    for name, spent in build(corpus, out).items():
        yield Row(f"one article added to {count:,}, {name}", spent.wall, "s", 15 if name == ALL else None)


def rows(count: int = ARTICLES) -> Iterator[Row]:
    """All of it, for at most so many articles."""
    with tempfile.TemporaryDirectory(prefix="kz-scale-") as folder:
        place = Path(folder)
        counts = sorted({n for n in (*SMALLER, count) if n <= count})
        yield from growth(place, counts)
        yield two(place, max(n for n in counts if n <= BOOK))
        yield from one_more(place, max(n for n in counts if n <= BOOK))


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        _build(*sys.argv[2:])
    else:
        shown(list(rows(*map(int, sys.argv[1:]))))
