"""Builds killed at random moments, starved of room and rights, two at once: nothing is lost. An hour; `make soak`."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from interruptions import (
    Bench,
    Digests,
    Run,
    as_nobody,
    bench,
    commanded,
    corpus,
    digests,
    may_mount,
    mounted,
    remaining,
    remount,
)

pytestmark = pytest.mark.soak

KILLS = int(os.environ.get("KZ_KILLS", "50"))
ROUNDS = int(os.environ.get("KZ_ROUNDS", "6"))
IN_PUBLICATION = 6  # one in so many is killed there: it takes a millisecond, which no random moment would meet
SEED = int(os.environ.get("KZ_SEED", str(random.randrange(10**6))))
# What a process of the run does, by words of its command.
STAGES = {"reading.main": "reading", "kernels import original": "chapters", "jupyter_book": "site"}
# Python imports this first of all: it kills the process before the so manieth step in putting the new in place.
KILLER = """
import os, signal, sys
wanted, met = os.environ.pop("KZ_KILL_AT", ""), []
def heard(event, arguments):
    if event in ("os.rename", "ctypes.dlsym") and any(str(a).endswith("/.new") or a == "renameat2" for a in arguments):
        met.append(event)
        if len(met) == int(wanted):
            os.kill(os.getpid(), signal.SIGKILL)
if wanted:
    sys.addaudithook(heard)
"""


class Books:
    """Three books of one folder: of one corpus, of the same with an address, and of another; what each is made of."""

    def __init__(self, made: Bench) -> None:
        self.bench, folder = made, made.out.parent
        self.killer = folder / "killer"
        self.killer.mkdir()
        (self.killer / "sitecustomize.py").write_text(KILLER, encoding="utf-8")
        address = ("--address", "https://example.org/")
        self.made: list[tuple[Bench, tuple[str, ...]]] = [(self.bench, ()), (self.bench, address)]
        self.made.append((replace(self.bench, corpus=corpus(folder / "other", 9, "treize")), ()))
        self.whole: list[Digests] = []
        self.seconds: list[float] = []
        for number in range(len(self.made)):
            if number == 1:
                shutil.copytree(self.good(0), self.good(1))
            started = time.monotonic()
            done = self.start(number, self.good(number)).wait()
            assert done.status == 0, done.err
            self.seconds.append(time.monotonic() - started)
            self.whole.append(digests(self.good(number)))
        assert all(self.whole.count(book) == 1 for book in self.whole)

    def start(self, number: int, out: Path | None = None, **how: object) -> Run:
        """Start building a book."""
        made, options = self.made[number]
        return made.start(*options, out=out, **how)

    def good(self, number: int) -> Path:
        """The folder that holds a book as it should be, and nothing else."""
        return self.bench.out.parent / f"whole-{number}"

    def lasts(self, before: int, number: int) -> float:
        """About how many seconds it takes to build a book where another stands."""
        return self.seconds[1] if {before, number} == {0, 1} else self.seconds[number or 2]


def part(all_of_it: Digests, name: str) -> Digests:
    return {file: digest for file, digest in all_of_it.items() if file.startswith(f"{name}/")}


@pytest.fixture(scope="module")
def books() -> Iterator[Books]:
    print(f"\nseed {SEED} (KZ_SEED)")
    with bench() as made:
        yield Books(made)


@pytest.fixture
def out(books: Books) -> Path:
    """The folder to build in, with the first book."""
    return anew(books)


def anew(books: Books) -> Path:
    shutil.rmtree(books.bench.out, ignore_errors=True)
    return Path(shutil.copytree(books.good(0), books.bench.out))


def stage(run: Run, out: Path) -> str:
    """What a run is at."""
    commands = " ".join(commanded(p) for p in run.tree()[:-1])
    found = [name for words, name in STAGES.items() if words in commands]
    return found[0] if found else "publication" if (out / ".new").exists() else "between stages"


def each_is_whole(books: Books, out: Path) -> bool:
    """Whether the tables are all of one book and the site is all of one book; True if they are of the same one."""
    now = digests(out)
    numbers = range(len(books.whole))
    of = [{n for n in numbers if part(now, name) == part(books.whole[n], name)} for name in ("tables", "site")]
    assert all(of), "half of one and half of another"
    return bool(of[0] & of[1])


def completes(books: Books, number: int, out: Path) -> str:
    """Build one book to the end; what was said on standard error."""
    done = books.start(number).wait()
    assert done.status == 0, done.err
    assert digests(out) == books.whole[number]
    assert sorted(p.name for p in out.iterdir()) == [".lock", "built.json", "cache", "site", "tables"]
    return done.err


def after(run: Run, seconds: float) -> None:
    """Wait some seconds, or until a run has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not run.ended():
        time.sleep(0.005)


def test_builds_killed_at_random_moments(books: Books, out: Path) -> None:
    chance, figures, now = random.Random(SEED), Counter[str](), 0
    for kill in range(KILLS):
        target = chance.choice([n for n in range(len(books.made)) if n != now])
        alone = chance.random() < 0.5
        if kill % IN_PUBLICATION == 0:
            search = f"{books.bench.project}:{books.killer}"
            run = books.start(target, KZ_KILL_AT=chance.randint(1, 5), PYTHONPATH=search)
            assert run.wait().status == -signal.SIGKILL
            figures["killed in publication"] += 1
        else:
            run = books.start(target)
            after(run, chance.uniform(0, books.lasts(now, target)))
            at, tree = stage(run, out), run.tree()
            for process in tree[-1:] if alone else tree[::-1]:
                process.kill()
            late = run.wait().status == 0
            assert remaining(tree) == []
            figures["came too late" if late else f"killed in {at}, {'kz alone' if alone else 'all of it'}"] += 1
        same = each_is_whole(books, out)
        assert same or (out / ".new").exists()
        figures["tables and site of two books until the next command"] += not same
        figures["old site stood"] += digests(out) == books.whole[now]
        now = chance.choice((now, target))
        figures["rolled forward"] += "completed what an interrupted run had left" in completes(books, now, out)
        print(f"{kill + 1} of {KILLS} killed:", dict(sorted(figures.items())), flush=True)


def test_workers_that_die(books: Books, out: Path) -> None:
    chance, figures = random.Random(SEED), Counter[str]()
    for words, at in [*STAGES.items()] * ROUNDS:
        target = 1 if at == "site" else 2
        run = books.start(target)
        victim = run.worker(words, chance.choice((1, 2)) if at == "chapters" else 1)
        time.sleep(chance.uniform(0, books.seconds[1] / 4))
        with contextlib.suppress(psutil.NoSuchProcess):
            victim.kill()
        done = run.wait()
        if done.status == 0:
            figures[f"{at}: ended before it was killed"] += 1
            assert digests(out) == books.whole[target]
        else:
            figures[f"{at}: killed"] += 1
            assert (done.status, digests(out)) == (1, books.whole[0])
            assert "SIGKILL" in done.line or "its kernel died" in done.line
        anew(books)
    completes(books, 2, out)
    print(dict(sorted(figures.items())))


def test_two_builds_at_once(books: Books, out: Path) -> None:
    chance, figures = random.Random(SEED), Counter[str]()
    for _ in range(ROUNDS):
        targets = [chance.randrange(2), chance.randrange(2)]
        ended = [run.wait() for run in [books.start(n) for n in targets]]
        assert [e.status for e in ended] == [0, 0], ended
        figures["waited"] += sum("another kz is at work" in e.err for e in ended)
        figures["found nothing to do"] += sum("Nothing has changed" in e.out for e in ended)
        assert digests(out) in [books.whole[n] for n in targets]
    completes(books, 1, out)
    print(dict(sorted(figures.items())))


def test_disks_of_several_sizes(books: Books, tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("a file system can be mounted as root only")
    figures = Counter[str]()
    for free in (0, 20_000, 100_000, 400_000, 800_000, 1_500_000, 3_000_000, 6_000_000):
        with mounted(tmp_path, "-t", "tmpfs", "tmpfs"):
            shutil.copytree(books.good(0), tmp_path, dirs_exist_ok=True)
            room = os.statvfs(tmp_path)
            remount(tmp_path, f"size={(room.f_blocks - room.f_bfree) * room.f_frsize + free}")
            done = books.start(1, tmp_path).wait()
            if done.status:
                assert done.status == 1, done
                assert "No space left on device" in done.line
                assert digests(tmp_path) == books.whole[0]
                assert not list(tmp_path.glob(".work*"))
                figures[f"too small with {free:,} bytes free: {done.line[4:60]}"] += 1
                remount(tmp_path, "size=1g")
                done = books.start(1, tmp_path).wait()
            else:
                figures[f"enough with {free:,} bytes free"] += 1
            assert done.status == 0, done.err
            assert digests(tmp_path) == books.whole[1]
    print(figures)


def test_rights_taken_away_in_the_middle(books: Books, out: Path) -> None:
    if not as_nobody():
        pytest.skip("another user can be had as root only")
    chance, figures = random.Random(SEED), Counter[str]()
    held = (".", "site", "tables")
    for _ in range(ROUNDS):
        for path in (out, *out.rglob("*")):
            os.chown(path, 65534, 65534)
        run = books.start(1, nobody=True)
        after(run, chance.uniform(0, books.seconds[1]))
        at = stage(run, out)
        for name in held:
            (out / name).chmod(0o555)
        done = run.wait()
        assert done.status in (0, 1), done
        figures[f"taken away in {at}: {'failed' if done.status else 'built'}"] += 1
        assert done.status == 0 or "Permission denied" in done.line
        assert digests(out) == books.whole[0 if done.status else 1]
        for name in held:
            (out / name).chmod(0o755)
        again = books.start(1, nobody=True).wait()
        assert again.status == 0, again.err
        assert digests(out) == books.whole[1]
        anew(books)
    print(dict(sorted(figures.items())))
