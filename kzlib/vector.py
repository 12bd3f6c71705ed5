"""Pictures inside a page: styles as attributes, so that the page can forbid inline styles.

A Content-Security-Policy without 'unsafe-inline' makes a browser ignore `style` attributes and elements, and with
them the colours of a drawing; the same properties as attributes of SVG ("presentation attributes") are allowed.
"""

from __future__ import annotations

import re

_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SHEET = re.compile(r"<style\b.*?</style>", re.DOTALL)
_STYLED = re.compile(r'(<[a-z][^<>]*?) style="([^"]*)"')
# font: [style] [weight] SIZE FAMILY; the family is left to the style sheet of the page
_FONT = re.compile(r"^(?:(italic|oblique)\s+)?(?:(bold|\d{3})\s+)?([\d.]+(?:px|em|rem|pt))\b")
_DROPPED = {"font-family"}


def restyled(html: str) -> str:
    """The same HTML with every picture's `style` attributes as presentation attributes and its style sheets gone."""
    return _PICTURE.sub(lambda m: _STYLED.sub(_attributes, _SHEET.sub("", m.group())), html)


def _attributes(match: re.Match[str]) -> str:
    tag, style = match.groups()
    given: dict[str, str] = {}
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font":
            given |= _font(value)
        elif name and name not in _DROPPED:
            given[name] = value
    # a style beats an attribute of the same name
    kept = re.sub(r' ([\w-]+)="[^"]*"', lambda m: "" if m.group(1) in given else m.group(), tag)
    return kept + "".join(f' {name}="{value}"' for name, value in given.items())


def _font(value: str) -> dict[str, str]:
    found = _FONT.match(value)
    if not found:
        return {}
    names = ("font-style", "font-weight", "font-size")
    return {name: part for name, part in zip(names, found.groups(), strict=True) if part}
