"""Builds killed at random moments, starved of room and rights, two at once: nothing is lost. An hour; `make soak`."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from interruptions import (
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
    used,
)

pytestmark = pytest.mark.soak

KILLS = int(os.environ.get("KZ_KILLS", "50"))
IN_PUBLICATION = 6  # one in so many is killed there: it takes a millisecond, which no random moment would meet
SEED = int(os.environ.get("KZ_SEED", str(random.randrange(10**6))))
# What a process of the run does, by words of its command.
STAGES = {"reading.main": "reading", "ipykernel_launcher": "chapters", "jupyter_book": "site"}
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


class Two:
    """A bench with two corpora, what each gives, and how long a build takes."""

    def __init__(self) -> None:
        self.first = bench()
        self.killer = self.first.out.parent / "killer"
        self.killer.mkdir()
        (self.killer / "sitecustomize.py").write_text(KILLER, encoding="utf-8")
        self.benches = [self.first, replace(self.first, corpus=corpus(self.first.out.parent / "other", 9, "treize"))]
        self.whole: list[Digests] = []
        self.lasts = 0.0
        for number, made in enumerate(self.benches):
            out = made.out.parent / f"whole-{number}"
            started = time.monotonic()
            done = made.build(out=out)
            assert done.status == 0, done.err
            self.lasts = time.monotonic() - started
            self.whole.append(digests(out))
        assert self.whole[0] != self.whole[1]

    def good(self, number: int) -> Path:
        """The folder that a build of one corpus made."""
        return self.first.out.parent / f"whole-{number}"

    def part(self, number: int, name: str) -> Digests:
        return part(self.whole[number], name)


def part(all_of_it: Digests, name: str) -> Digests:
    return {file: digest for file, digest in all_of_it.items() if file.startswith(f"{name}/")}


@pytest.fixture(scope="module")
def two() -> Iterator[Two]:
    print(f"\nseed {SEED} (KZ_SEED)")
    made = Two()
    yield made
    shutil.rmtree(made.first.out.parent)


@pytest.fixture
def out(two: Two) -> Path:
    """The folder to build in, with the site of the first corpus."""
    shutil.rmtree(two.first.out, ignore_errors=True)
    shutil.copytree(two.good(0), two.first.out)
    return two.first.out


def stage(run: Run, out: Path) -> str:
    """What a run is at."""
    commands = " ".join(commanded(p) for p in run.tree()[:-1])
    found = [name for words, name in STAGES.items() if words in commands]
    return found[0] if found else "publication" if (out / ".new").exists() else "between stages"


def each_is_whole(two: Two, out: Path) -> bool:
    """Whether the tables are all of one build and the site is all of one build; True if it is the same one."""
    now = digests(out)
    of = [[n for n in (0, 1) if part(now, name) == two.part(n, name)] for name in ("tables", "site")]
    assert all(of), "half of one and half of another"
    return of[0] == of[1]


def completes(two: Two, number: int, out: Path) -> str:
    """Build one corpus to the end; what it said on standard error."""
    done = two.benches[number].build()
    assert done.status == 0, done.err
    assert digests(out) == two.whole[number]
    assert sorted(p.name for p in out.iterdir()) == [".lock", "built.json", "cache", "site", "tables"]
    return done.err


def test_builds_killed_at_random_moments(two: Two, out: Path) -> None:
    chance, figures, now = random.Random(SEED), Counter[str](), 0
    for kill in range(KILLS):
        target = 1 - now
        alone = chance.random() < 0.5
        if kill % IN_PUBLICATION == 0:
            search = f"{two.first.project}:{two.killer}"
            run = two.benches[target].start(KZ_KILL_AT=chance.randint(1, 5), PYTHONPATH=search)
            assert run.wait().status == -signal.SIGKILL
            at = "publication"
        else:
            run = two.benches[target].start()
            deadline = time.monotonic() + chance.uniform(0, two.lasts)
            while time.monotonic() < deadline and not run.ended():
                time.sleep(0.005)
            at = stage(run, out)
            tree = run.tree()
            for process in tree[-1:] if alone else tree[::-1]:
                process.kill()
            figures["came too late"] += run.wait().status == 0
            assert remaining(tree) == []
        figures[f"killed in {at}, {'kz alone' if alone else 'with all that it started'}"] += 1
        same = each_is_whole(two, out)
        assert same or (out / ".new").exists()
        figures["tables and site of two builds until the next command"] += not same
        figures["old site stood"] += digests(out) == two.whole[now]
        now = chance.choice((now, target))
        figures["rolled forward"] += "completed what an interrupted run had left" in completes(two, now, out)
        print(f"{kill + 1}: {at}", flush=True)
    print(dict(sorted(figures.items())))


def test_workers_that_die(two: Two, out: Path) -> None:
    chance, figures = random.Random(SEED), Counter[str]()
    for words, at in [*STAGES.items()] * 4:
        run = two.benches[1].start()
        victim = run.worker(words, chance.choice((1, 2)) if at == "chapters" else 1)
        time.sleep(chance.uniform(0, 2))
        victim.kill()
        done = run.wait()
        if done.status == 0:
            figures[f"{at}: ended before it was killed"] += 1
            assert digests(out) == two.whole[1]
        else:
            figures[f"{at}: killed"] += 1
            assert (done.status, digests(out)) == (1, two.whole[0])
            assert "SIGKILL" in done.line or "Kernel died" in done.line
        completes(two, 1, out)
        shutil.rmtree(out)
        shutil.copytree(two.good(0), out)
    print(dict(sorted(figures.items())))


def test_two_builds_at_once(two: Two, out: Path) -> None:
    chance, figures = random.Random(SEED), Counter[str]()
    for _ in range(4):
        targets = [chance.randrange(2), chance.randrange(2)]
        runs = [two.benches[n].start() for n in targets]
        ended = [run.wait() for run in runs]
        assert [e.status for e in ended] == [0, 0], ended
        figures["waited"] += sum("another kz is at work" in e.err for e in ended)
        figures["found nothing to do"] += sum("Nothing has changed" in e.out for e in ended)
        assert digests(out) in [two.whole[n] for n in targets]
        completes(two, chance.choice(targets), out)
    assert figures["waited"] == 4
    print(dict(sorted(figures.items())))


def test_disks_of_several_sizes(two: Two, tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("a file system can be mounted as root only")
    figures = Counter[str]()
    taken = used(two.good(0))
    for free in (0, 50_000, 200_000, 600_000, 1_200_000, 2_500_000, 5_000_000, 10_000_000):
        with mounted(tmp_path, "-t", "tmpfs", "tmpfs"):
            shutil.copytree(two.good(0), tmp_path, dirs_exist_ok=True)
            room = os.statvfs(tmp_path)
            remount(tmp_path, f"size={(room.f_blocks - room.f_bfree) * room.f_frsize + free}")
            done = two.benches[1].build(out=tmp_path)
            if done.status == 0:
                figures["enough"] += 1
                assert digests(tmp_path) == two.whole[1]
                continue
            assert done.status == 1, done
            figures[f"too small: {done.line[:60]}"] += 1
            assert "No space left on device" in done.line
            assert digests(tmp_path) == two.whole[0]
            assert not list(tmp_path.glob(".work*"))
            remount(tmp_path, f"size={taken * 20 + 100_000_000}")
            done = two.benches[1].build(out=tmp_path)
            assert done.status == 0, done.err
            assert digests(tmp_path) == two.whole[1]
    print(dict(sorted(figures.items())))


def test_rights_taken_away_in_the_middle(two: Two, out: Path) -> None:
    if not as_nobody():
        pytest.skip("another user can be had as root only")
    chance, figures = random.Random(SEED), Counter[str]()
    for _ in range(5):
        for path in (out, *out.rglob("*")):
            os.chown(path, 65534, 65534)
        run = two.benches[1].start(nobody=True)
        deadline = time.monotonic() + chance.uniform(0, two.lasts)
        while time.monotonic() < deadline and not run.ended():
            time.sleep(0.005)
        figures[f"taken away in {stage(run, out)}"] += 1
        for name in (".", "site", "tables"):
            (out / name).chmod(0o555)
        done = run.wait()
        assert done.status in (0, 1), done
        if done.status:
            assert "Permission denied" in done.line
            figures["failed"] += 1
        assert each_is_whole(two, out)
        for name in (".", "site", "tables"):
            (out / name).chmod(0o755)
        again = two.benches[1].start(nobody=True).wait()
        assert again.status == 0, again.err
        assert digests(out) == two.whole[1]
        shutil.rmtree(out)
        shutil.copytree(two.good(0), out)
    print(dict(sorted(figures.items())))
