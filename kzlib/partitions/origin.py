"""On what all rests that is remembered in a store: it is used as long as that is the same."""

from __future__ import annotations

import hashlib

from kzlib.errors import BuildError
from kzlib.partitions.store import Store

NAME, ORIGIN = "memory", "origin"  # in the store: what is remembered; its digest, and on what it rests


def stamp(store: Store, origin: str) -> None:
    """Say on what all rests that is remembered in a store."""
    store.put(ORIGIN, f"{hashlib.sha256(store.get(NAME)).hexdigest()} {origin}".encode())


def rests_on(store: Store, origin: str) -> bool:
    """Whether something is remembered in a store, as it was put there, and rests on that."""
    try:
        digest, _, rest = store.get(ORIGIN).decode("ascii", "replace").partition(" ")
        return rest == origin and store.holds(NAME, digest)
    except BuildError:
        return False
