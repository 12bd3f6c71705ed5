"""WARC: what a crawler kept; an article a page (HTML, answered with 200), read by warcio.

The address is that of the record. The day of the record is when the page was fetched, not when it was published: it
becomes a note.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from kzlib.errors import InputError
from kzlib.formats.options import Limits
from kzlib.formats.pieces import Content, Piece, Source, digest, line_of, named_by
from kzlib.formats.webpage import of_page

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
# So much is handed over at once: warcio joins the pieces of a line one by one.
_BLOCK = 1 << 22
# Blank lines that may follow the last record, in bytes.
_BLANKS = 8
_CUT = "cut off; fetch it again"


def pages(source: Source) -> Iterator[Piece]:
    """The pages of a WARC file, compressed or not. Raises InputError where it is broken, after what stands before."""
    from warcio.archiveiterator import ArchiveIterator

    source.limits.check("file", source.size, "split the file or take it out")
    passed: Counter[str] = Counter()
    number, record = 0, None
    try:
        with source.open() as opened:
            unpacked = _Bounded(opened, source)
            found = ArchiveIterator(unpacked, block_size=_BLOCK)
            for number, record in enumerate(_quietly(found), start=1):
                if record.rec_type is None or record.length is None:
                    raise InputError(f"a record without type or length, {_CUT}")
                if why := _no_page(record):
                    passed[why] += 1
                else:
                    yield _piece(record, number, source)
            rest = unpacked.count - sum(found.member_info or ())  # warcio passes over a head that is cut off
            if rest > _BLANKS or (record is not None and _is_cut(record)):
                raise InputError(_CUT)
            if found.err_count:
                raise InputError("broken; what stands before was read: fetch it again")
    except InputError as error:
        raise InputError(f"after record {number}: {error}") from None
    except Exception as error:  # what warcio meets in a broken file is an exception of any kind
        raise InputError(
            f"broken, cut off or not WARC, after record {number} ({line_of(error)}): fetch it again"
        ) from None
    finally:
        aside = ", ".join(f"{n} {why}" for why, n in sorted(passed.items()))
        source.how = f"WARC: {number} records" + (f"; passed over: {aside}" if aside else "")
    if not number:
        raise InputError("holds no records; take it out")


def _quietly(found: Any) -> Iterator[Any]:
    """The records that warcio finds, without what it prints."""
    while True:
        with contextlib.redirect_stderr(io.StringIO()):
            record = next(found, None)
        if record is None:
            return
        yield record


class _Bounded:
    """The unpacked bytes of a WARC file, up to the limit. It has no `tell`: warcio counts for itself."""

    def __init__(self, opened: BinaryIO, source: Source) -> None:
        packed = opened.read(2) == b"\x1f\x8b"
        opened.seek(0)
        self.stream: Any = gzip.GzipFile(fileobj=opened) if packed else opened
        self.most = source.limits.unpacked
        self.limits = source.limits
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; as gzip gives them in small pieces, as many as there are."""
        try:
            data: bytes = self.stream.read(size)
        except (OSError, EOFError, zlib.error) as error:  # warcio takes some of these for the end of the file
            raise InputError(f"broken or cut off ({line_of(error)}): fetch it again") from None
        self.count += len(data)
        if self.count > self.most:
            raise InputError(self.limits.beyond("unpacked", f"more than {self.most:,}"))
        return data


def _is_cut(record: Any) -> bool:
    """Whether the file ends before a record does that was read to its end."""
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _no_page(record: Any) -> str:
    """Why a record is no page; empty if it is one."""
    if record.rec_type != "response":
        return "requests and other records"
    if record.http_headers is None or record.http_headers.get_statuscode() != "200":
        return "not answered with 200"
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return "" if kind in _HTML else "not HTML"


def _piece(record: Any, number: int, source: Source) -> Piece:
    where = f"record {number}"
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    try:
        data = record.content_stream().read(source.limits.article + 1)
        source.limits.check("article", len(data))
        record.raw_stream.read()
        if _is_cut(record):
            raise InputError(_CUT)
        content = _content(data, record, address, source.limits)
    except InputError as error:
        return Piece(None, where=where, reason=f"{address[:200]}: {error}")
    return Piece(content, digest(data), where, named_by(address) or f"{number:04d}")


def _content(data: bytes, record: Any, address: str, limits: Limits) -> Content:
    sent = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    content = of_page(data, limits, sent.group(1) if sent else "")
    day = (record.rec_headers.get_header("WARC-Date") or "")[:10]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        content.metadata["note"] = f"fetched on {day} (WARC-Date)"
    if address:
        content.metadata["url"] = address
    return content
