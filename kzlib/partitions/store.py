"""Where parts are kept while a corpus is read: a folder, or whatever else fsspec opens (s3://..., memory://...)."""

from __future__ import annotations

import hashlib
import posixpath
import uuid
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from kzlib.errors import BuildError, InputError, quoted


class Store:
    """Parts by name. Whoever holds an address has the same store, in whatever process or machine."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __reduce__(self) -> tuple[Any, ...]:
        return Store, (self.address,)

    @cached_property
    def _place(self) -> tuple[Any, str]:
        """The file system and the folder in it. Raises InputError for an address that nothing opens."""
        from fsspec.core import url_to_fs  # takes time, and most commands need none

        try:
            system, folder = url_to_fs(self.address)
        except (ValueError, ImportError, OSError) as error:
            raise InputError(
                f"--store {quoted(self.address)}: {error}; give a folder or an address that fsspec opens"
            ) from None
        return system, folder

    def put(self, name: str, data: bytes) -> None:
        """Keep a part; whoever reads sees all of it or none. Raises BuildError if it cannot be written."""
        system, folder = self._place
        whole = posixpath.join(folder, name)
        try:
            system.makedirs(posixpath.dirname(whole), exist_ok=True)
            if system.protocol and "file" in system.protocol:
                aside = f"{whole}.{uuid.uuid4().hex}.tmp"
                system.pipe_file(aside, data)
                Path(aside).replace(whole)
            else:
                system.pipe_file(whole, data)
        except OSError as error:
            why = error.strerror or error
            raise BuildError(f"{self.address}: cannot be written ({why}); make room or allow it") from None

    def get(self, name: str) -> bytes:
        """A part. Raises BuildError if it is not there."""
        system, folder = self._place
        try:
            data: bytes = system.cat_file(posixpath.join(folder, name))
        except OSError as error:
            why = error.strerror or error
            raise BuildError(f"{self.address}: {name} cannot be read ({why}); run it again") from None
        return data

    def holds(self, name: str, digest: str) -> bool:
        """Whether a part is there as it was put, by the SHA-256 of its bytes."""
        try:
            return hashlib.sha256(self.get(name)).hexdigest() == digest
        except BuildError:
            return False

    def names(self) -> list[str]:
        """The names of all parts, in order."""
        system, folder = self._place
        try:
            return sorted(posixpath.relpath(path, folder) for path in system.find(folder))
        except OSError:
            return []

    def clear(self) -> None:
        """Remove the store with all that is in it, if it is there and can be removed."""
        system, folder = self._place
        with suppress(OSError):
            system.rm(folder, recursive=True)

    def remove(self, names: list[str]) -> None:
        """Forget parts."""
        system, folder = self._place
        for name in names:
            system.rm_file(posixpath.join(folder, name))
