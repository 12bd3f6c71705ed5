"""The floors under the counts: a reader may get better without a word, and worse only if someone says so."""

from __future__ import annotations

import json
from pathlib import Path

from kzlib import parse, paths
from kzlib.accuracy.measures import score
from kzlib.accuracy.tally import Tallies

FLOORS = paths.LIBRARY / "tests" / "accuracy_floors.json"
_BESIDE = paths.LIBRARY.parent / "shared"  # more texts with gold may lie beside the project
CORPORA: dict[str, tuple[Path, Path]] = {  # texts, gold
    "default": (paths.LIBRARY / "data" / "corpus", paths.LIBRARY / "data" / "gold"),
    "seeds": (_BESIDE / "seeds", _BESIDE / "gold"),
    "practice": (_BESIDE / "practice" / "texts", _BESIDE / "practice" / "gold"),
}
Floors = dict[str, dict[str, dict[str, int]]]  # corpus, measure, count of hit, miss, false


def present() -> list[str]:
    """The corpora that are here with their gold."""
    return [name for name, folders in CORPORA.items() if all(folder.is_dir() for folder in folders)]


def measure(texts: Path, gold: Path) -> Tallies:
    """Read a folder of articles, with the corrections that lie beside the gold, and score it against a folder of gold.

    Raises InputError if the folder cannot be read, ValueError if a snippet of the gold is not in its text.
    """
    parsed = parse.parse(texts, corrected=gold.parent / paths.CORRECTIONS.name)
    return scored(parsed, gold)


def scored(parsed: parse.Parsed, gold: Path) -> Tallies:
    """Score what was read against a folder of gold. Raises ValueError if a snippet of it is not in its text."""
    entries = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))]
    return score(parsed.rows, entries, parsed.texts)


def counts(tallies: Tallies) -> dict[str, dict[str, int]]:
    """The counts of every measure that has any."""
    return {name: tally.counts() for name, tally in tallies.items() if any(tally.counts().values())}


def load() -> Floors:
    """The floors as written, empty if there are none yet."""
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return floors


def below(found: dict[str, dict[str, int]], floor: dict[str, dict[str, int]]) -> list[str]:
    """A line for each count that is worse than its floor: fewer hits, more misses or more false finds."""
    lines = []
    for name, least in floor.items():
        got = found.get(name, {"hit": 0, "miss": 0, "false": 0})
        for count, limit in least.items():
            if got[count] < limit if count == "hit" else got[count] > limit:
                lines.append(f"{name}: {count} {got[count]}, floor {limit}")
    return lines


def raised(floors: Floors, found: Floors, lower: bool) -> tuple[Floors, list[str]]:
    """New floors, and the lines of those that were kept because they would have fallen.

    A measure is written as a whole: one with any count below its floor is kept, unless `lower` says otherwise.
    """
    new = {name: dict(floor) for name, floor in floors.items()}
    kept = []
    for name, measures in found.items():
        for measure_name, got in measures.items():
            floor = {k: v for k, v in new.get(name, {}).items() if k == measure_name}
            worse = below({measure_name: got}, floor)
            kept += [f"{name} {line}" for line in worse if not lower]
            if lower or not worse:
                new.setdefault(name, {})[measure_name] = got
    return new, kept


def write(floors: Floors) -> None:
    """Write the floors, one line a measure."""
    blocks = []
    for name, measures in floors.items():
        lines = [f"  {json.dumps(m)}: {json.dumps(c)}" for m, c in measures.items()]
        blocks.append(f" {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n }")
    FLOORS.write_text("{\n" + ",\n".join(blocks) + "\n}\n", encoding="utf-8")
