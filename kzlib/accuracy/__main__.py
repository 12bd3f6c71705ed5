"""Print how well the articles are read, and write the floors: ``python -m kzlib.accuracy --help``."""

from __future__ import annotations

import argparse
import sys

from kzlib.accuracy import floors
from kzlib.accuracy.measures import table
from kzlib.accuracy.tally import Tallies


def _shown(tallies: Tallies, errors: bool) -> str:
    """A table of the tallies as text, and every miss and false find if asked for."""
    lines = [f"{'':26}{'precision':>10}{'recall':>8}{'F1':>7}{'hit':>7}{'miss':>6}{'false':>6}"]
    for row in table(tallies):
        ratios = [f"{row[k]:.3f}" if row[k] is not None else "-" for k in ("precision", "recall", "f1")]
        lines.append(
            f"{row['measure']:26}{ratios[0]:>10}{ratios[1]:>8}{ratios[2]:>7}"
            f"{row['hit']:>7}{row['miss']:>6}{row['false']:>6}"
        )
    if errors:
        lines += [f"[{name}] {note}" for name, tally in tallies.items() for note in tally.notes]
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kzlib.accuracy", description="Score the reading of the articles.")
    parser.add_argument("corpora", nargs="*", metavar="CORPUS", help="default, seeds or practice; all that are here")
    parser.add_argument("--errors", action="store_true", help="list every miss and every false find")
    parser.add_argument("--update-floors", action="store_true", help="write the counts that got better as the floors")
    parser.add_argument("--lower", action="store_true", help="with --update-floors: write those that got worse too")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.corpora if name not in floors.present()]
    if unknown:
        parser.error(f"no corpus {unknown[0]!r} with gold here; there are: {', '.join(floors.present())}")
    return arguments


def main() -> int:
    """Score, print, and write the floors if asked to; status 1 if a floor would have fallen."""
    arguments = _arguments()
    found: floors.Floors = {}
    for name in arguments.corpora or floors.present():
        tallies = floors.measure(*floors.CORPORA[name])
        found[name] = floors.counts(tallies)
        print(f"{name}\n{_shown(tallies, arguments.errors)}\n")
    if not arguments.update_floors:
        return 0
    new, kept = floors.raised(floors.load(), found, arguments.lower)
    floors.write(new)
    for line in kept:
        print(f"kept, for it would fall: {line}; to lower it on purpose add --lower", file=sys.stderr)
    return 1 if kept else 0


if __name__ == "__main__":
    sys.exit(main())
