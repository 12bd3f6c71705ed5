"""How sides look and are called: one colour, one shape and one name each, the same in every chart and table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from markupsafe import Markup

from kzlib import charts
from kzlib.compare import Actor
from kzlib.compare.country import name
from kzlib.compare.share import UNNAMED
from kzlib.edition import Edition
from kzlib.evidence import joined, link, page, plain, shorten, visible

T = TypeVar("T")
TYPES = ("person", "organisation", "state", "group")
LABELS = {
    "government": "Government",
    "opposition": "Opposition",
    "people": "People on the spot",
    "foreign": "Foreign states",
    "international": "International bodies",
    "media": "Media",
    "other": "Others (experts, firms, groups)",
    "unknown": "Side not known",
    UNNAMED: "No speaker named",
}
# Side -> colour, marker.
LOOKS = {
    "government": (charts.PALETTE[0], "s"),
    "opposition": (charts.PALETTE[1], "^"),
    "people": (charts.PALETTE[2], "o"),
    "foreign": (charts.PALETTE[3], "D"),
    "international": (charts.PALETTE[4], "P"),
    "media": (charts.PALETTE[5], "v"),
    "other": (charts.PALETTE[6], "X"),
    "unknown": (charts.SOFT, "*"),
    UNNAMED: (charts.SOFT, "*"),
}
LONGEST = 80  # characters of a name in a cell
ARTICLES = "In articles"  # heading of cells made by `counted`
_DRAWN = 120  # characters of a name in a chart, before it is cut to fit
_COUNTRY = 30  # characters of a country's name that a shortened name keeps


def label(edition: Edition, code: str) -> str:
    """Name of a side; the government's with its country, where the corpus has one."""
    main = edition.crisis.main
    return f"Government ({name(main)})" if code == "government" and main else LABELS[code]


def named(edition: Edition) -> list[Actor]:
    """Persons, organisations, states and groups that are mentioned; places are not actors."""
    return [a for a in edition.actors if a.type in TYPES]


def anchor(actor_id: str) -> str:
    """Address of an actor in the register, safe in a page and stable from edition to edition."""
    return f"a-{page(actor_id)}"


def linked(actor: Actor) -> Markup:
    """An actor's name, in French, linked to its first mention, or to what it says where it is never mentioned."""
    return link(actor.first, Markup('<span lang="fr">{}</span>').format(visible(shorten(actor.name, LONGEST))))


def counted(origins: int, articles: int) -> str:
    """Independent articles with all articles in brackets: 3 (4)."""
    return f"{origins:,} ({articles:,})"


def on_chart(text: str, most: int) -> str:
    """At most so many characters for a chart or a link's title, with invisible characters named."""
    return plain(shorten(text, most))


def fitted(name: str, room: float) -> str:
    """A name on at most `room` inches of a chart, with the country that tells one ministry from another if it can."""
    size = charts.SMALL + 0.5
    name = on_chart(name, _DRAWN)
    whole = charts.fit(name, room, size)
    head, bracket, country = name.rpartition(" (")
    if not bracket or len(country) > _COUNTRY or not whole.endswith("…"):
        return whole
    return charts.fit(head, room - 0.075 * len(bracket + country), size) + bracket + country


def sided(edition: Edition, actor: Actor) -> Markup:
    """An actor's name, linked, and below it the side."""
    side = label(edition, edition.sides.main(actor.actor_id).code)
    return Markup('{} <span class="side">{}</span>').format(linked(actor), side)


def several(items: Sequence[T], shown: int, made: Callable[[T], Markup]) -> Markup:
    """The first of several things, "a, b and c" or "a, b and 4 more"; `made` makes what is shown of one."""
    parts = [made(item) for item in items[:shown]]
    if len(items) <= shown:
        return joined(parts)
    return Markup(", ").join(parts) + f" and {len(items) - shown:,} more"
