"""The whole corpus from its partitions, in the order of the articles' ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pyarrow as pa

BLOCK = 512  # articles that are put together at once


@dataclass(frozen=True, slots=True)
class Stretch:
    """Articles that follow one another in a part: its number, the first row and how many."""

    part: int
    first: int
    count: int


class Order:
    """Where the articles of partitions stand in the order of their ids."""

    def __init__(self, parts: Sequence[Sequence[str]], instead: Sequence[str] = ()) -> None:
        """`parts` are the ids in each part, in its order; `instead` those of one more, in place of rows of others."""
        taken = {*instead}
        placed = [
            (doc_id, number, row)
            for number, ids in enumerate(parts)
            for row, doc_id in enumerate(ids)
            if doc_id not in taken
        ]
        placed += [(doc_id, len(parts), row) for row, doc_id in enumerate(instead)]
        placed.sort()
        self.doc_ids = [doc_id for doc_id, _, _ in placed]
        self._stretches = list(_stretches([(part, row) for _, part, row in placed]))

    @property
    def most_open(self) -> int:
        """How many parts `blocks` holds at once, at most."""
        first = {each.part: number for number, each in reversed([*enumerate(self._stretches)])}
        last = {each.part: number for number, each in enumerate(self._stretches)}
        steps = Counter(first.values())
        steps.subtract(number + 1 for number in last.values())
        return max(accumulate(steps[number] for number in range(len(self._stretches))), default=0)

    def blocks(self, part: Callable[[int], pa.Table]) -> Iterator[pa.Table]:
        """What parts hold of their articles, in order, some articles at a time; `part` is asked for each once.

        A part is held from its first article to its last one: where ids follow files, that is one part at a time.
        """
        last = {each.part: number for number, each in enumerate(self._stretches)}
        held: dict[int, pa.Table] = {}  # parts that were opened and are needed again
        waiting: list[pa.Table] = []
        count = 0
        for number, each in enumerate(self._stretches):
            if each.part not in held:
                held[each.part] = part(each.part)
            waiting.append(held[each.part].slice(each.first, each.count))
            if last[each.part] == number:
                del held[each.part]
            count += each.count
            if count >= BLOCK:
                yield pa.concat_tables(waiting).combine_chunks()
                waiting, count = [], 0
        if waiting:
            yield pa.concat_tables(waiting).combine_chunks()


def _stretches(places: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    begin = 0
    for at in range(1, len(places) + 1):
        (part, first), run = places[begin], at - begin
        if at == len(places) or places[at] != (part, first + run) or run >= BLOCK:
            yield Stretch(part, first, run)
            begin = at
