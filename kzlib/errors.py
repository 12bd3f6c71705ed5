"""The two exceptions that a user sees, each one line: what, where, the value, what is allowed, what to do."""

from __future__ import annotations

import reprlib

# The most characters of a message: room for a file, a value, what is allowed and what to do.
LONGEST = 1200
# The most characters of a value in it.
VALUE = 80
# Set this in the environment to see where in the code an error was raised.
TRACEBACK = "KZ_TRACEBACK"

_SHORT = reprlib.Repr()
_SHORT.maxlevel = 3
_SHORT.maxstring = _SHORT.maxother = VALUE


class InputError(Exception):
    """Something that the user gave cannot be used.

    The message is one line, ready to print: what is wrong, where (file, row), the value found (`quoted`), what is
    allowed, what to do. The command line prints it without a traceback and exits with status 2.
    """

    def __init__(self, message: str) -> None:
        super().__init__(line(message))


class BuildError(RuntimeError):
    """A book that cannot be built, or not be trusted: the command line prints its one line and exits with status 1.

    The message says where (notebook and cell, page, or table and row), what is wrong, and what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(line(message))


def quoted(given: object) -> str:
    """A value from outside as a message quotes it: in quotation marks where it is text, cut, control signs named."""
    if isinstance(given, str):
        cut = given[: VALUE - 1] + "…" if len(given) > VALUE else given
        return repr(cut)
    return line(_SHORT.repr(given), VALUE)


def line(text: str, most: int = LONGEST) -> str:
    """A text from outside as one line that can be printed, at most so many characters, cut in its middle.

    What moves a cursor or turns the direction of others is written as its code. The end stays: it says what to do.
    """
    if len(text) > 4 * most:
        text = text[: 2 * most] + text[-2 * most :]
    text = " ".join(text.split())
    shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}" for c in text)
    end = most // 3
    return shown if len(shown) <= most else f"{shown[: most - end - 1]}…{shown[-end:]}"
