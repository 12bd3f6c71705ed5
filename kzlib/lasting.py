"""Making very many objects that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Meanwhile nothing is looked for that could be thrown away.

    Python looks through all objects again whenever their number has grown by a quarter; where half a million are made
    and none is dropped, that takes as long as making them. Nor does reading articles leave anything for it to find.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
