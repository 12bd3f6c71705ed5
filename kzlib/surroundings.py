"""What a book is built amid: the settings that a user keeps for notebooks and documents must not reach its pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kzlib import paths

# Where Jupyter, IPython and docutils look for a user's own settings, kernels and scripts to run first; each is given an
# empty folder in place of it.
FOLDERS = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")
PLAIN = {
    "DOCUTILSCONFIG": "",  # no file of settings
    "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of this very Python, whoever owns it
    "NO_COLOR": "1",
}
UNSET = ("FORCE_COLOR", "JUPYTER_CONFIG_PATH", "JUPYTER_PATH", "SOURCE_DATE_EPOCH")


@contextmanager
def plain(work: Path) -> Iterator[None]:
    """Within the block, processes that are started know nothing of a user's settings; `work` is a folder to keep.

    The environment of this process is as it was before when the block is left.
    """
    before = dict(os.environ)
    empty = work / "settings"
    empty.mkdir(exist_ok=True)
    os.environ.update(PLAIN | dict.fromkeys(FOLDERS, str(empty.resolve())))
    os.environ[paths.VARIABLE] = str(paths.ROOT)
    for name in UNSET:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
