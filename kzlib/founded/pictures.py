"""Whether every picture of a chapter can be read without seeing it, and says what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from kzlib.founded.fault import Fault

DRAW = "draw it with kzlib.charts.chart"


def faults(page: str, part: Element, edition: str) -> Iterator[Fault]:
    """What is wrong with the pictures in a part of a page; `edition` is what an imprint must name."""
    for picture in part.iter("svg", "img", "canvas"):
        why = _why(picture, edition)
        if why:
            yield Fault(page, picture, _called(picture), why, DRAW)


def _why(picture: Element, edition: str) -> str:
    if picture.tag != "svg":
        return "a picture whose marks lead nowhere and whose text cannot be read"
    if not (picture.get("aria-label") or "").strip():
        return "a chart without a text alternative"
    if edition not in picture.text_content():
        return f"a chart without the imprint of edition {edition}"
    return ""


def _called(picture: Element) -> str:
    figure = next(picture.iterancestors("figure"), None)
    return str((figure if figure is not None else picture).get("id") or picture.tag)
