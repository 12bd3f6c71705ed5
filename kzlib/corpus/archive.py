"""The members of a ZIP archive, as files of a folder would be; nothing is ever written to where a name says.

Members are unpacked in memory, piece by piece, and counted as they are: what an archive says of their size is not
believed.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import tempfile
import zipfile
import zlib
from typing import IO, BinaryIO, cast

from kzlib.corpus.folder import HIDDEN
from kzlib.corpus.found import Budget, Found
from kzlib.errors import InputError
from kzlib.formats.pieces import Source, line_of

# So much of a member is not held against the ratio: little text may pack well.
_FREE = 1_000_000
# What the list of members may take, in bytes a member, before it is read at all.
_LONGEST_ENTRY = 700
_IN_MEMORY = 16_000_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
# Folders that systems put into archives, beside what was packed.
_SYSTEM = ("__MACOSX",)


class Archive:
    """An open ZIP archive and its members; close it when they are read."""

    def __init__(self, source: Source, budget: Budget, nesting: int) -> None:
        """Raises InputError if it is no ZIP archive, holds too much, or lies too deep in others."""
        limits = source.limits
        limits.check("nesting", nesting, "take it out of the archive that holds it")
        limits.check("file", source.size, "split the archive or take it out")
        self.budget = budget
        self.opened = _seekable(source)
        try:
            _check_list(self.opened, budget)
            self.zip = _zip(self.opened)
            budget.spend("files", len(self.zip.infolist()))
        except InputError:
            self.close()
            raise
        except _BROKEN as error:
            self.close()
            raise InputError(f"not a ZIP archive, or broken ({line_of(error)}); pack it again") from None

    def close(self) -> None:
        """Give back what it holds open."""
        self.opened.close()

    def members(self, path: str) -> list[Found]:
        """Its members, folders left out, in order; `path` is that of the archive."""
        members = [m for m in self.zip.infolist() if not m.is_dir()]
        twice = {m.filename for m in members if self.zip.NameToInfo[m.filename] is not m}
        return sorted((self._member(path, m, twice) for m in members), key=lambda f: f.path)

    def _member(self, path: str, member: zipfile.ZipInfo, twice: set[str]) -> Found:
        name = member.filename
        full = f"{path}/{name}"
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or parts[0].endswith(":") or "\0" in member.orig_filename:
            return Found(full, reason="a name that leads out of the archive; pack it again without")
        if name in twice:
            return Found(full, reason="two members of this name; keep one of them")
        if any(p.startswith(".") for p in parts) or parts[0] in _SYSTEM:
            return Found(full, rule=HIDDEN)
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            return Found(full, reason=f"{'a link' if kind == stat.S_IFLNK else 'not a file'}; put a file in its place")
        if member.flag_bits & 1:
            return Found(full, reason="encrypted; pack it without a password")
        if len(parts) > self.budget.options.limits.depth:
            return Found(full, reason=self.budget.options.limits.beyond("depth", str(len(parts))))
        unpacked = _Unpacked(self, member)
        return Found(full, Source(name, member.file_size, unpacked.open, self.budget.options))


class _Unpacked:
    """A member that can be opened more than once; what it unpacks to is counted once."""

    def __init__(self, archive: Archive, member: zipfile.ZipInfo) -> None:
        self.archive = archive
        self.member = member
        self.counted = 0

    def open(self) -> BinaryIO:
        try:
            stream = self.archive.zip.open(self.member)
        except _BROKEN as error:
            raise InputError(f"broken in its archive ({line_of(error)}); pack it again") from None
        return cast(BinaryIO, io.BufferedReader(_Stream(self, stream), 1 << 16))

    def count(self, size: int) -> None:
        """Take note that so many bytes are unpacked. Raises InputError if they are too many."""
        if size <= self.counted:
            return
        limits = self.archive.budget.options.limits
        ratio = size / max(1, self.member.compress_size)
        if size > _FREE:
            limits.check("ratio", int(ratio), "take it out of the archive")
        self.archive.budget.spend("unpacked", size - self.counted)
        self.counted = size


class _Stream(io.RawIOBase):
    """Bytes of a member as they are unpacked, counted."""

    def __init__(self, unpacked: _Unpacked, stream: IO[bytes]) -> None:
        self.unpacked = unpacked
        self.stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, to: int, whence: int = 0) -> int:
        """Back to the beginning, or to where it is."""
        if (to, whence) == (0, os.SEEK_SET) and self.count:
            self.stream.seek(0)
            self.count = 0
        elif (to, whence) not in ((0, os.SEEK_CUR), (self.count, os.SEEK_SET)):
            raise io.UnsupportedOperation("only back to the beginning")
        return self.count

    def tell(self) -> int:
        return self.count

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        try:
            data = self.stream.read(len(view))
        except _BROKEN as error:
            raise InputError(f"broken in its archive ({line_of(error)}); pack it again") from None
        self.count += len(data)
        self.unpacked.count(self.count)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self.stream.close()
        super().close()


def _seekable(source: Source) -> BinaryIO:
    """An archive as ZIP needs it: an archive inside another is unpacked first, to memory or a file without a name."""
    stream = source.open()
    if not isinstance(getattr(stream, "raw", None), _Stream):
        return stream
    held = tempfile.SpooledTemporaryFile(_IN_MEMORY)
    size = 0
    try:
        with stream:
            while block := stream.read(1 << 20):
                size += len(block)
                source.limits.check("file", size, "split the archive or take it out")
                held.write(block)
    except InputError:
        held.close()
        raise
    held.seek(0)
    return cast(BinaryIO, held)


def _check_list(opened: BinaryIO, budget: Budget) -> None:
    """Raise InputError if the list of members is longer than members that are allowed can make it."""
    end = opened.seek(0, os.SEEK_END)
    opened.seek(max(0, end - 66_000))
    tail = opened.read()
    at = tail.rfind(b"PK\x05\x06")
    size = struct.unpack_from("<I", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
    large = tail.rfind(b"PK\x06\x06", 0, max(0, at))
    if size == 0xFFFFFFFF and 0 <= large <= len(tail) - 56:
        size = struct.unpack_from("<Q", tail, large + 40)[0]
    room = budget.options.limits.files - budget.spent["files"]
    if size > max(room, 0) * _LONGEST_ENTRY:
        raise InputError(budget.options.limits.beyond("files", f"a list of {size:,} bytes of members"))
    opened.seek(0)


def _zip(opened: BinaryIO) -> zipfile.ZipFile:
    """An archive whose names are UTF-8, or else what the first PCs wrote."""
    try:
        return zipfile.ZipFile(opened, metadata_encoding="utf-8")
    except UnicodeDecodeError:
        return zipfile.ZipFile(opened)
