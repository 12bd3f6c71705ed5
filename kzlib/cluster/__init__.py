"""Reading on a Dask cluster: the work of `partitions.work` done by its workers, with the same results.

Each worker reads in a process of its own beside it (`pool`), so that an article that ends whoever reads it is found out
and left out there as it is here, and a worker that is lost is no reason to read anything twice.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from kzlib.cluster import versions
from kzlib.errors import BuildError, InputError, quoted
from kzlib.partitions.store import Store
from kzlib.pool import At, Pool, Task

CONNECT = 5  # seconds in which a scheduler must answer
ALONE = 60  # seconds that a scheduler may be without any worker while there is work
_LOOK = 2.0  # seconds between two looks at the workers while nothing is finished
T = TypeVar("T", bound=Task)
R = TypeVar("R")


class Cluster:
    """The workers of a scheduler, as a runner of tasks (`pool.Runner`). Leave it as a context to be disconnected."""

    def __init__(self, address: str) -> None:
        """Raises InputError if no scheduler answers, it has no workers, or they have other versions of what reads."""
        self._address = address
        self._client: Any = _connected(address)
        try:
            self._versions = versions.here()
            self._compare()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Disconnect; what is under way is given up."""
        self._client.close(timeout=CONNECT)

    def _error(self, why: str) -> InputError:
        return InputError(f"--scheduler {quoted(self._address)}: {why}")

    def _compare(self) -> None:
        """Raise InputError if there are no workers, or one has other versions."""
        if not self._workers():
            raise self._error("it has no workers; start some with `dask worker`")
        for worker, theirs in sorted(self._everywhere(versions.here).items()):
            if isinstance(theirs, BaseException):
                raise self._error(f"worker {worker} cannot use kzlib ({theirs}); install the same there as here")
            if told := versions.difference(theirs, self._versions):
                raise self._error(f"worker {worker}: {told}; install the same there as here")

    def check(self, corpus: Path, store: Store) -> None:
        """Raise InputError if a worker does not see the corpus or what lies in the store."""
        name = f"seen-{uuid.uuid4().hex}"
        store.put(name, b"")
        try:
            seen = self._everywhere(versions.sees, corpus)
            held = self._everywhere(store.get, name)
        finally:
            store.remove([name])
        for worker in sorted(seen):
            if seen[worker] is not True:
                raise self._error(f"worker {worker} does not see the corpus {corpus}; put it where all machines do")
            if isinstance(held[worker], BaseException):
                raise self._error(f"worker {worker} does not see the store {store.address}; give one with --store")

    def _workers(self) -> list[str]:
        return sorted(self._client.scheduler_info(n_workers=-1)["workers"])

    def _everywhere(self, function: Callable[..., Any], *given: Any) -> dict[str, Any]:
        """What a function gives on each worker, or what it raises there."""
        found: dict[str, Any] = self._client.run(function, *given, on_error="return")
        return found

    def run(self, work: Callable[[T, At], R], tasks: Sequence[T]) -> Iterator[R]:
        """As `pool.Runner.run`. Raises BuildError if the scheduler or all of its workers are lost."""
        name = uuid.uuid4().hex
        futures = [
            self._client.submit(do, work, task, self._versions, key=f"kz-{name}-{number}", pure=False)
            for number, task in enumerate(tasks)
        ]
        try:
            while futures:
                result: R = self._result(futures[0])
                futures.pop(0).release()
                yield result
        finally:
            self._client.cancel(futures)

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        since = time.monotonic()
        while True:
            try:
                return future.result(timeout=_LOOK)
            except TimeoutError:
                try:
                    since = time.monotonic() if self._workers() else since
                except OSError:
                    raise self._lost("its scheduler is gone") from None
                if time.monotonic() - since > ALONE:
                    raise self._lost(f"it had no workers for {ALONE} s") from None
            except KilledWorker:
                raise self._lost("workers died one after the other at the same articles") from None
            except FutureCancelledError:
                raise self._lost("its scheduler is gone") from None

    def _lost(self, why: str) -> BuildError:
        return BuildError(f"the articles could not be read on {self._address}: {why}; run it again")


def _connected(address: str) -> Any:
    """A client of a scheduler. Raises InputError if distributed is not installed, or no scheduler answers."""
    try:
        import distributed
    except ImportError:
        raise InputError(
            f"--scheduler {quoted(address)}: distributed is not installed; pip install 'kzlib[cluster]'"
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said in one line
    try:
        return distributed.Client(address, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"--scheduler {quoted(address)}: no scheduler answers ({error}); start one with `dask scheduler`, "
            "or write the address as tcp://HOST:PORT"
        ) from None


_beside = threading.local()  # the process that reads for each thread of a worker


def do(work: Callable[[T, At], R], task: T, wanted: dict[str, str]) -> R:
    """Do a task on a worker, in a process beside it. Raises InputError if the worker has other versions than wanted.

    A worker may have come after all of them were compared.
    """
    if not hasattr(_beside, "pool"):
        if told := versions.difference(versions.here(), wanted):
            raise InputError(f"--scheduler: a worker that came later: {told}; install the same there as here")
        _beside.pool = Pool(1)
    pool: Pool = _beside.pool
    (result,) = pool.run(work, [task])
    return result
