"""Putting files into a corpus, and taking them out again if what follows fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kzlib import check, manifest, publish
from kzlib.add.incoming import Incoming
from kzlib.errors import InputError, quoted


@contextmanager
def placed(found: Incoming, folder: Path) -> Iterator[None]:
    """Have files and rows in a corpus within the block, and for good if it ends well; else all is as it was before.

    Each file is copied beside its place and then renamed, the manifest last: a row without its file would be an error.
    Raises InputError for a name that was taken meanwhile.
    """
    file = folder / manifest.NAME
    before = file.read_bytes() if file.exists() else None
    done: list[Path] = []
    try:
        for name, source in found.files.items():
            if (folder / name).exists():
                raise InputError(f"{source}: {quoted(name)} came into the corpus meanwhile; add it again")
            with publish.whole(folder / name) as new:
                shutil.copyfile(source, new)
            done.append(folder / name)
        if found.rows:
            text, _ = check.extended(before or b"", manifest.NAME, {}, found.rows)
            publish.write(file, text)
        yield
    except BaseException:
        if found.rows and before is not None:
            with publish.whole(file) as new:
                new.write_bytes(before)
        elif found.rows:
            file.unlink(missing_ok=True)
        for path in done:
            path.unlink(missing_ok=True)
        raise
