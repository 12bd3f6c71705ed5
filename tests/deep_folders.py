"""Folders inside one another, deeper than a path may be long."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def nested(folder: Path, name: str, depth: int, file: str = "") -> Iterator[None]:
    """Within the block `folder` holds `depth` folders inside one another, all of one name; the last holds `file`.

    They are removed at the end of the block: so deep a folder is more than pytest can remove.
    """
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    if file:
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    try:
        yield
    finally:
        subprocess.run(["rm", "-r", folder / name], check=True)
