"""Names in prose: what they hold of digits is no figure."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.evidence import shorten, visible

LONGEST = 80  # characters of a name


def article(doc_id: str) -> Markup:
    """The name of an article in prose, cut and marked as one (`kzlib.founded` holds it to be none otherwise)."""
    return Markup('<span class="doc">{}</span>').format(visible(shorten(doc_id, LONGEST)))
