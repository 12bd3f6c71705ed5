"""What was done before, so that only what has changed is done again: results of tasks by all that they depend on.

A result counts only if everything that it left in the store is still there as it was put. All results rest on the same
code and the same words (`origin`).
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from kzlib import corpus
from kzlib.partitions.origin import NAME
from kzlib.partitions.store import Store
from kzlib.partitions.together import Compare, Fuse
from kzlib.partitions.work import Annotate, Take, Witness
from kzlib.pool import At, Runner, Task

T = TypeVar("T", bound=Task)
R = TypeVar("R")
_SMALL = "small values"


class Memory:
    """A runner that does what it has not done before, and leaves the rest to another one.

    `digests` are the SHA-256 of the corpus's files by their paths: files that have none are taken in each time.
    """

    def __init__(self, store: Store, runner: Runner, digests: Mapping[str, str], known: bool) -> None:
        """What was done before is used if it is `known` to rest on the same as what is done now."""
        self._store = store
        self._runner = runner
        self._digests = digests
        self._used: dict[str, Any] = {}
        self._known: dict[str, Any] = pickle.loads(store.get(NAME)) if known else {}
        self._small: dict[bytes, bytes] = self._known.pop(_SMALL, {})
        self._used_small: dict[bytes, bytes] = {}

    def run(self, work: Callable[[T, At], R], tasks: Sequence[T]) -> Iterator[R]:
        """As `Runner.run`."""
        keys = [_key(task, self._digests) for task in tasks]
        known = [self._remembered(key) for key in keys]
        due = self._runner.run(work, [t for t, found in zip(tasks, known, strict=True) if found is None])
        for key, found in zip(keys, known, strict=True):
            result = next(due) if found is None else found
            if key and _lasts(result):
                self._used[key] = result
            yield result

    def value(self, key: str, made: Callable[[], R]) -> R:
        """A value that rests on the same, by a key that says what else it rests on; made if it is not known."""
        found: R = self._known[key] if key in self._known else made()
        self._used[key] = found
        return found

    def known(self, key: bytes) -> bytes | None:
        """What was learned before: a small value, by a key that says all that it rests on but the code."""
        return self._small.get(key)

    def learn(self, key: bytes, value: bytes) -> None:
        """Keep a small value for another time."""
        self._used_small[key] = value

    def _remembered(self, key: str) -> Any:
        """A result, if all that it left is there."""
        found = self._known.get(key)
        return found if found is not None and all(self._store.holds(*part) for part in _left(found)) else None

    def keep(self) -> None:
        """Remember what was used, and remove all else from the store."""
        self._store.put(NAME, pickle.dumps(self._used | {_SMALL: self._used_small}))
        wanted = {NAME, *(name for result in self._used.values() for name, _ in _left(result))}
        self._store.remove([name for name in self._store.names() if name not in wanted])


def _key(task: Task, digests: Mapping[str, str]) -> str:
    """All that a result depends on, but the code; empty if that is not known."""
    if isinstance(task, Annotate | Witness | Fuse):
        return task.name
    if isinstance(task, Compare):  # its results are learned one by one
        return ""
    assert isinstance(task, Take)
    files = [(path, digests.get(path, "")) for path in task.batch.files]
    if not all(digest.isalnum() for _, digest in files):  # what could not be read has the reason in its place
        return ""
    about = [files, task.batch.rows, task.options.parameters()]
    return f"taken {hashlib.sha256(json.dumps(about).encode()).hexdigest()}"


def _left(result: Any) -> list[tuple[str, str]]:
    """The names in the store of what a result left there, each with the SHA-256 of its bytes."""
    if isinstance(result, tuple):
        return [(part.name, part.key) for part in result[1]]
    return [(result.name, result.sha256)] if hasattr(result, "sha256") else []


def _lasts(result: Any) -> bool:
    """Whether a result would be the same another time: limits of the whole and broken processes depend on others."""
    if isinstance(result, tuple):
        return not result[0].reached and not any(corpus.is_fault(p) for p in result[0].problems)
    return not result.problems
