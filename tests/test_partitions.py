"""Reading by partitions: the same tables however a corpus is cut, by whomever its parts are read, whatever was kept."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import poisonous
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import synthetic
from books import ROOT
from hypothesis import given
from hypothesis import strategies as st

from kzlib import copies, corpus, parse, pool, processes, tables
from kzlib.corpus import Limits, Options
from kzlib.corpus.cut import Length, runs
from kzlib.errors import BuildError, InputError
from kzlib.partitions import work
from kzlib.partitions.gather import Order
from kzlib.partitions.memory import Memory
from kzlib.partitions.origin import rests_on, stamp
from kzlib.partitions.store import Store
from kzlib.partitions.together import Common
from kzlib.pool import At, Here, Pool
from kzlib.texts import Texts

LENGTH = Length(least=3, most=9, often=4)


@given(st.lists(st.text(max_size=4), max_size=200))
def test_runs_hold_everything_in_order_and_are_neither_short_nor_long(names: list[str]) -> None:
    found = list(runs(names, LENGTH))
    assert [name for run in found for name in run] == names
    assert all(len(run) <= LENGTH.most for run in found)
    assert all(len(run) >= LENGTH.least for run in found[:-1])


@given(st.integers(0, 399))
def test_one_more_changes_few_runs(place: int) -> None:
    names = [f"a{n:04}.txt" for n in range(400)]
    before = {tuple(run) for run in runs(names, LENGTH)}
    after = [tuple(run) for run in runs([*names[:place], "new", *names[place:]], LENGTH)]
    assert sum(run not in before for run in after) <= 8


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of several partitions, one article of it in a file of many and one in another language."""
    folder = tmp_path_factory.mktemp("press")
    synthetic.write(folder, 130)
    (folder / "sub").mkdir()
    (folder / "sub" / "b.jsonl").write_text('{"id": "x", "text": "Dix personnes sont mortes mardi à Bichkek."}\n')
    (folder / "sub" / "english.txt").write_text("The police said on Tuesday that ten people had been killed there.")
    return folder


def made(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((folder / "tables").iterdir())}


def read(press: Path, target: Path, runner: pool.Runner | None = None, how: parse.Reading | None = None) -> Path:
    parse.read(press, target, Store(str(target / "parts")), how or parse.Reading(), runner)
    return target


@pytest.fixture(scope="module")
def once(press: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is read in it by this process."""
    return read(press, tmp_path_factory.mktemp("once"))


def test_a_corpus_is_cut(once: Path) -> None:
    assert len(list((once / "parts" / "articles").iterdir())) >= 3


@pytest.mark.parametrize(
    ("files", "articles"),
    [(Length(1, 1, 1), Length(1, 1, 1)), (Length(1000, 1000, 1), Length(1000, 1000, 1)), (Length(5, 40, 9), LENGTH)],
)
@pytest.mark.soak
def test_tables_are_the_same_however_a_corpus_is_cut(
    press: Path, once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Length, articles: Length
) -> None:
    monkeypatch.setattr("kzlib.corpus.survey.FILES", files)
    monkeypatch.setattr(work, "ARTICLES", articles)
    assert made(read(press, tmp_path)) == made(once)


def test_tables_are_the_same_whatever_is_held_of_them_at_once(
    press: Path, once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kzlib.partitions.assemble._OPEN", 0)
    monkeypatch.setattr("kzlib.partitions.gather.BLOCK", 7)
    monkeypatch.setattr("kzlib.partitions.together._PAIRS", 2)
    monkeypatch.setattr("kzlib.partitions.together._AT_ONCE", 3)
    assert made(read(press, tmp_path)) == made(once)


@given(st.lists(st.lists(st.integers(0, 9999), max_size=6), max_size=8))
def test_articles_of_parts_are_put_in_order_and_parts_are_held_no_longer_than_needed(parts: list[list[int]]) -> None:
    ids = [[f"{number:04}-{part}" for number in sorted({*numbers})] for part, numbers in enumerate(parts)]
    order = Order(ids)
    opened: list[int] = []

    def part(number: int) -> pa.Table:
        opened.append(number)
        return pa.table({"id": ids[number]})

    rows = [row for block in order.blocks(part) for row in block["id"].to_pylist()]
    assert rows == order.doc_ids == sorted(name for own in ids for name in own)
    assert len(opened) == len({*opened}) == sum(map(bool, ids))
    ends = {n: (rows.index(own[0]), rows.index(own[-1])) for n, own in enumerate(ids) if own}
    across = [sum(first <= at <= last for first, last in ends.values()) for at in range(len(rows))]
    assert order.most_open == max(across, default=0)


def test_passages_are_looked_for_once_in_the_same_words(tmp_path: Path) -> None:
    store, counted, learned = Store(str(tmp_path)), Counting(Here()), dict[bytes, bytes]()
    same = "la police a dispersé la foule devant la mairie de la ville dans la nuit"
    twos = [copies.Two(f"{n} {same}", [0, len(same) + 2], f"{same} {n}", [0, len(same) + 2]) for n in (1, 2, 1)]
    wanted = list(copies.one_by_one(iter(twos)))
    afresh = Common(store, counted, lambda key: None, learned.__setitem__)
    assert list(afresh(iter(twos))) == wanted and all(wanted)
    assert counted.done == {"compare": 1} and len(learned) == 2 and store.names() == []
    known = Common(store, counted, dict(learned).get, learned.__setitem__)
    assert list(known(iter(twos))) == wanted
    assert counted.done == {"compare": 1}
    other = [twos[0]._replace(spans=[0, 30]), twos[1]._replace(other_spans=[4, len(same)])]
    assert list(known(iter([*other, twos[2]]))) == [*copies.one_by_one(iter(other)), wanted[2]]
    assert counted.done == {"compare": 2}


def test_tables_are_the_same_whoever_reads_and_whatever_is_kept(press: Path, once: Path, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "kept"))
    digests = dict(corpus.digests(press))
    counted = Counting(Here())
    first = Memory(store, counted, digests, known=False)
    parse.read(press, tmp_path / "first", store, parse.Reading(), first)
    first.keep()
    stamp(store, "x")
    assert made(tmp_path / "first") == made(once)
    assert rests_on(store, "x") and not rests_on(store, "y")
    counted.done.clear()
    parse.read(press, tmp_path / "again", store, parse.Reading(), Memory(store, counted, digests, known=True))
    assert made(tmp_path / "again") == made(once)
    assert not counted.done
    damaged = next((tmp_path / "kept" / "readings").iterdir())
    damaged.write_bytes(damaged.read_bytes()[:-1])
    parse.read(press, tmp_path / "mended", store, parse.Reading(), Memory(store, counted, digests, known=True))
    assert made(tmp_path / "mended") == made(once)
    assert counted.done == {"annotate": 1}


class Counting:
    """A runner that counts what it is given to do."""

    def __init__(self, runner: pool.Runner) -> None:
        self.runner = runner
        self.done: Counter[str] = Counter()

    def run(self, do: Callable[..., object], tasks: Sequence[object]) -> object:
        self.done.update([do.__name__] * len(tasks))
        return self.runner.run(do, tasks)  # type: ignore[arg-type, type-var]


def test_one_article_more_changes_few_partitions(press: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kzlib.partitions.overview._FEW", 0)
    more = tmp_path / "more"
    shutil.copytree(press, more)
    store, counted = Store(str(tmp_path / "kept")), Counting(Here())
    memory = Memory(store, counted, dict(corpus.digests(more)), known=False)
    parse.read(more, tmp_path / "a", store, parse.Reading(), memory)
    memory.keep()
    (more / "a00077b.txt").write_text("La police a arrêté dix manifestants mardi 4 janvier 2022 à Almaty.\n")
    counted.done.clear()
    memory = Memory(store, counted, dict(corpus.digests(more)), known=True)
    parse.read(more, tmp_path / "b", store, parse.Reading(), memory)
    memory.keep()
    assert 1 <= counted.done["take"] <= 2
    assert 1 <= counted.done["annotate"] <= 2
    assert counted.done["compare"] <= 1 <= counted.done["fuse"] < 6
    assert "a00077b" in {d["doc_id"] for d in tables.read(tmp_path / "b" / "tables", "documents")}
    kept = {path.relative_to(tmp_path / "kept").as_posix() for path in (tmp_path / "kept").rglob("*") if path.is_file()}
    assert len([name for name in kept if name.startswith("readings")]) == len(
        [name for name in kept if name.startswith("articles")]
    )


def test_row_groups_are_as_long_whatever_comes_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "GROUP", 10)
    rows = [{"path": f"f{n}", "message": "x" * (n % 7)} for n in range(57)]
    for name, step in (("one", 57), ("few", 4), ("more", 23)):
        (tmp_path / name).mkdir()
        with tables.Writer(tmp_path / name, "problems") as file:
            for first in range(0, 57, step):
                file.add(tables.build("problems", rows[first : first + step]))
    assert len({(tmp_path / name / "problems.parquet").read_bytes() for name in ("one", "few", "more")}) == 1
    groups = pq.ParquetFile(tmp_path / "one" / "problems.parquet").metadata
    assert [groups.row_group(n).num_rows for n in range(groups.num_row_groups)] == [10] * 5 + [7]


def test_limits_hold_for_the_corpus_as_a_whole(press: Path, tmp_path: Path) -> None:
    """Beyond them articles are left out in the order of the files, as if they were taken in one by one."""
    how = parse.Reading(options=Options(Limits(articles=70)))
    read(press, tmp_path, how=how)
    found = [d["path"] for d in tables.read(tmp_path / "tables", "documents")]
    assert found == [f"a{n:05}.txt" for n in range(70)]
    left = tables.read(tmp_path / "tables", "problems")
    assert sum("beyond the limit of 70" in p["message"] for p in left) == 62


@pytest.mark.parametrize("name", ["articles/a.parquet", "x"])
def test_a_store_gives_what_was_put(tmp_path: Path, name: str) -> None:
    for address in (str(tmp_path / "folder"), f"memory://{tmp_path.name}"):
        store = Store(address)
        assert store.names() == []
        store.put(name, b"one")
        store.put(name, b"two")
        assert store.get(name) == b"two"
        assert store.names() == [name]
        with pytest.raises(BuildError, match="nothing cannot be read"):
            store.get("nothing")
        store.remove([name])
        assert store.names() == []
        store.clear()
        store.clear()


def test_an_address_that_nothing_opens_is_named() -> None:
    with pytest.raises(InputError, match="--store 'nowhere://a'"):
        Store("nowhere://a").put("x", b"")


@dataclass(frozen=True)
class Job:
    """A task for the tests of pools: numbers, at one of which the process may end."""

    numbers: tuple[int, ...]
    fatal: int = -1
    lost: dict[str, str] = field(default_factory=dict)

    def without(self, name: str, how: str) -> Job:
        return replace(self, lost={**self.lost, name: how})


def do(job: Job, at: At) -> list[str]:
    found = []
    for number in job.numbers:
        if str(number) in job.lost:
            found.append(f"{number} {job.lost[str(number)]}")
            continue
        at(str(number))
        if number == job.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        found.append(str(number))
    return found


def refuse(job: Job, at: At) -> None:
    raise InputError(f"job {job.numbers[0]}: no; do another")


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of a pool find this module."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests"))


@pytest.mark.usefixtures("importable")
def test_a_pool_does_tasks_in_order_and_goes_on_when_a_process_dies() -> None:
    jobs = [Job((n, n + 100, n + 200), 102 if n == 2 else -1) for n in range(5)]
    with Pool(2) as processes_:
        found = list(processes_.run(do, jobs))
    assert found == [[str(m) if m != 102 else "102 SIGKILL" for m in job.numbers] for job in jobs]


@pytest.mark.usefixtures("importable")
def test_a_pool_hands_over_what_is_raised_and_leaves_no_process() -> None:
    with Pool(1) as processes_, pytest.raises(InputError, match="job 7: no; do another"):
        list(processes_.run(refuse, [Job((7,))]))
    assert not processes_._processes


def test_processes_of_a_pool_end_with_the_one_that_started_them() -> None:
    code = (
        "import sys, time; from kzlib.pool import Pool; import test_partitions as t; p = Pool(1);"
        "print(*p.run(t.do, [t.Job((1,))])); print(p._processes[0]._process.pid, flush=True); time.sleep(60)"
    )
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env) as started:
        assert started.stdout
        assert started.stdout.readline() == "['1']\n"
        number = int(started.stdout.readline())
        started.kill()
    for _ in range(200):
        if not Path(f"/proc/{number}").exists():
            break
        time.sleep(0.05)
    assert not Path(f"/proc/{number}").exists()
    assert processes.STOPPING


def test_an_article_that_breaks_its_reader_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    synthetic.write(folder, 5)
    (folder / "b.txt").write_text(f"La police a trouvé de l'{poisonous.RAISES} mardi 4 janvier 2022 à Almaty.\n")
    (folder / "c.txt").write_text(f"La police a trouvé du {poisonous.ENDS} mardi 4 janvier 2022 à Almaty.\n")
    env = poisonous.install(tmp_path / "packages")
    command = [sys.executable, "-m", "kzlib", "parse", folder, "--out", tmp_path / "out", "--model", poisonous.NAME]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "left out: b.txt: a fault of kz, ValueError: it tastes of almonds; take it out, or mend what reads it",
        "left out: c.txt: ended the process that read it (SIGKILL), and did so again; take it out",
    ]
    assert done.stdout.startswith("5 articles, ")
    files = {f["path"]: (f["outcome"], f["articles"]) for f in tables.read(tmp_path / "out", "files")}
    assert files["b.txt"] == files["c.txt"] == ("left out", 0)
    assert files["a00000.txt"] == ("read", 1)


def test_texts_lie_beside_the_tables(once: Path) -> None:
    found = Texts(once / "texts.parquet")
    assert list(found) == [d["doc_id"] for d in tables.read(once / "tables", "documents")]
    assert found["b-x"] == "Dix personnes sont mortes mardi à Bichkek."
