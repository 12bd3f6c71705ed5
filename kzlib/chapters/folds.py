"""What a page keeps closed until a reader opens it."""

from __future__ import annotations

from markupsafe import Markup


def folded(summary: str, inner: Markup) -> Markup:
    """A long list behind its heading; a link into it opens it."""
    return Markup('<details class="long"><summary>{}</summary>{}</details>').format(summary, inner)


def why(summary: object, reason: object) -> Markup:
    """A word of a cell that opens to what it rests on."""
    return Markup('<details class="why"><summary>{}</summary>{}</details>').format(summary, reason)
