"""What readers of formats take and give: a file that can be opened, and the articles that it holds."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from kzlib.errors import InputError
from kzlib.formats.options import Limits, Options

_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Content:
    """The text of an article, and what its file says of it, under the names of a manifest's columns.

    `basis` names where that stands ("front matter", "HTML meta"), `dated` where the day of publication does, if that
    is another place; `other` holds what has no column. The article begins at offset `starts` of the text: what stands
    before it is front matter.
    """

    text: str
    metadata: dict[str, str] = field(default_factory=dict)
    basis: str = ""
    other: dict[str, str] = field(default_factory=dict)
    dated: str = ""
    starts: int = 0


@dataclass(slots=True)
class Piece:
    """One article of a file, or the reason why it could not be read.

    `where` says which of the file's articles ("row 3") and `own` what tells it from the others in ids; both are empty
    for the only one. `digest` is the SHA-256 of the article's own bytes.
    """

    content: Content | None
    digest: str = ""
    where: str = ""
    own: str = ""
    reason: str = ""


@dataclass(slots=True)
class Source:
    """A file of a corpus or archive: its name, its size in bytes, and how to open it, more than once if need be.

    Its reader says in `how` what it made of it, and in `columns` which columns a table has.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    options: Options = field(default_factory=Options)
    how: str = ""
    columns: tuple[str, ...] = ()

    @property
    def limits(self) -> Limits:
        """The limits of the corpus."""
        return self.options.limits

    def read(self, limit: str = "article") -> bytes:
        """All bytes. Raises InputError if there are more than the limit of that name, OSError if it cannot be read."""
        self.limits.check(limit, self.size, _TAKE_OUT)
        most = getattr(self.limits, limit)
        with self.open() as opened:
            data = opened.read(most + 1)
        self.limits.check(limit, len(data), _TAKE_OUT)
        return data


_TAKE_OUT = "split the file or take it out"


def digest(data: bytes) -> str:
    """SHA-256 of bytes, as hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def line_of(error: Exception) -> str:
    """What an exception of a library says, on one line; its name if it says nothing."""
    return " ".join(str(error).split())[:120] or type(error).__name__


def checked(found: Content) -> Content:
    """The content, its line ends evened out, with characters that any program can write.

    Raises InputError if it holds a NUL or no words.
    """
    if "\0" in found.text:
        raise InputError("not text: it holds a NUL; save it as UTF-8 text or take it out")
    found.text = _whole(found.text.replace("\r\n", "\n").replace("\r", "\n"))
    if not any(c.isalnum() for c in found.text[found.starts :]):
        raise InputError("no words in it; an article must have text: fill it or take it out")
    for given in (found.metadata, found.other):
        given |= {name: _whole(value).replace("\0", "\ufffd") for name, value in given.items()}
    return found


def _whole(text: str) -> str:
    """Halves of characters, which escapes in YAML and JSON can give, joined where two make one, else U+FFFD."""
    if not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def slug(text: str, most: int = 60) -> str:
    """Words as they can stand in an id: small letters and digits of ASCII, joined by hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", text[:1000]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-")


def named_by(address: str) -> str:
    """What tells an address from others of its site, for an id: the last part of its path, its query; may be empty."""
    bare = re.sub(r"^[a-z][a-z0-9+.-]*:(?://[^/?#]*)?", "", address.strip(), flags=re.IGNORECASE).partition("#")[0]
    path, _, query = bare.partition("?")
    last = next((p for p in reversed(path.split("/")) if p), "")
    return slug(f"{re.sub(r'[.](?:html?|php|aspx?)$', '', last)} {query}")
