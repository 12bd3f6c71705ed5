"""A matplotlib figure as SVG for a page: lean, its ink the page's, its links named and followed by every browser."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from html import escape, unescape

from markupsafe import Markup
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from kzlib.charts.style import INK, SMALL, VARIABLES

_FRACTION = re.compile(r"(\d\.\d)\d+")
# What matplotlib writes and nobody needs, in the order in which it is taken out: fractions of a hundredth of a point,
# a family that the style sheet gives, turns by no degree, what is the default, ids that nothing refers to.
_LEAN = (
    (re.compile(r"<metadata>.*?</metadata>", re.DOTALL), ""),
    (re.compile(r"font-family: [^;\"]*; "), ""),
    (re.compile(r' transform="rotate\(-?0 [^"]*\)"'), ""),
    (re.compile(r"; stroke-linecap: square"), ""),
    (re.compile(r"(?<=[\dz])\s*\n(?=[LQCMz\"])"), ""),
    (re.compile(r"\n\s*"), "\n"),
    (re.compile(r' clip-path="url\([^"]*\)"(?= style="fill: none; stroke: #030303)'), ""),
    (re.compile(r"; stroke-linejoin: miter"), ""),
    (re.compile(r'<g id="[^"]*"/>\n'), ""),
)
_ROOT = f'role="group" style="font-size: {SMALL}px; fill: {INK}"'
# What most text has is said once, at the root.
_TEXT = (
    (re.compile(rf"(<text[^>]*?)font-size: {SMALL}px; "), r"\1"),
    (re.compile(rf"(<text[^>]*?)(?:; )?fill: {INK}"), r"\1"),
    (re.compile(r'(<text[^>]*?) style=""'), r"\1"),
)
_DEFINED = re.compile(r'<defs>\n<path id="([mC]\w+)" (d="[^"]*")(?: style="[^"]*")?/>\n</defs>\n')
_COORDINATES = re.compile(r' (?:d|x|y|transform|points)="[^"]*"')
_ID = re.compile(r'<g id="([^"]*)"')
_EMPTY = re.compile(r"<g>\n</g>\n|<defs>\n</defs>\n")
_PLAIN_GROUP = re.compile(r"<g>\n(<(?:path|text)[^>]*?(?:/>|>[^<]*</text>)\n)</g>\n")


def svg(figure: Figure, alt: str, links: Mapping[str, str]) -> Markup:
    """The figure as an `svg` element with a text alternative; `links` are the titles of the addresses in it."""
    buffer = io.StringIO()
    FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    text = _lean(text[text.index("<svg") :])
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1)
    text = text.replace("<svg ", f'<svg {_ROOT} aria-label="{escape(alt)}" ', 1)
    for stand_in, variable in VARIABLES.items():
        text = text.replace(stand_in, variable)
    return Markup(re.sub(r'<a xlink:href="([^"]*)"[^>]*>', lambda m: _named(m, links), text))


def _lean(text: str) -> str:
    for pattern, instead in _LEAN:
        text = pattern.sub(instead, text)
    text = _COORDINATES.sub(lambda m: _FRACTION.sub(r"\1", m.group()), text)
    text = _ID.sub(lambda m: m.group() if f"#{m[1]}" in text else "<g", text)
    for pattern, instead in _TEXT:
        text = pattern.sub(instead, text)
    text = _once(text)
    for _ in range(3):  # groups within groups
        text = _PLAIN_GROUP.sub(r"\1", _EMPTY.sub("", text))
    return text


def _once(text: str) -> str:
    """Each shape of a mark defined once, however many colours it is drawn in; each use says its colours."""
    text = text.replace("-0C", "0C").replace("-0z", "0z").replace("M -0 ", "M 0 ")
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for key, shape in _DEFINED.findall(text):
        same[key] = first.setdefault(shape, key)

    def defined(match: re.Match[str]) -> str:
        return f'<defs>\n<path id="{match[1]}" {match[2]}/>\n</defs>\n' if same[match[1]] == match[1] else ""

    text = _DEFINED.sub(defined, text)
    return re.sub(r'xlink:href="#([mC]\w+)"', lambda m: f'xlink:href="#{same.get(m[1], m[1])}"', text)


def _named(match: re.Match[str], links: Mapping[str, str]) -> str:
    """A link with its title, and as a plain href, which every browser follows."""
    address = unescape(match.group(1))
    return f'<a href="{escape(address)}"><title>{escape(links.get(address, address))}</title>'
