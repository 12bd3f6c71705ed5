"""Marks of claims: bound as shape, voice as colour and letter, a hollow mark where nobody is named."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.path import Path

from kzlib import charts, institutions
from kzlib.chapters.figures.choose import Plot, Scoped
from kzlib.chapters.toll import KINDS, said
from kzlib.charts.axes import GAP
from kzlib.compare import Claim, Range
from kzlib.evidence import address, day, number, shorten

_STEM = [(-0.8, -0.7), (0.8, -0.7), (0.14, 0.3), (0.14, 1.0), (-0.14, 1.0), (-0.14, 0.3), (-0.8, -0.7)]
_UP, _DOWN = Path(_STEM), Path([(x, -y) for x, y in _STEM])
# Shape of a bound or mood, and what the key calls it.
SHAPES: dict[str, tuple[str | Path, str]] = {
    "exact": ("o", "exact"),
    "min": (_UP, "at least"),
    "max": (_DOWN, "at most"),
    "approx": ("D", "about"),
    "range": ("s", "from … to"),
    "planned": ("P", "planned"),
    "denied": ("X", "denied"),
}
_SIGN = {"min": "≥", "max": "≤", "approx": "≈"}
_GREY = charts.PALETTE[6]
_SIZE = {"min": 100, "max": 100, "approx": 34}
_LABELLED = 24  # marks of a panel that may have a label
_STEPS = 20  # points that a band is drawn with at most
Spot = tuple[Claim, float, float]


def shape(claim: Claim) -> str:
    """Key of the shape of a claim: its mood if it is not reported as a fact, else its bound."""
    return claim.bound if claim.modality == "reported" else claim.modality


def colour(claim: Claim, letters: Mapping[str, int]) -> str:
    """The colour of its voice; grey for voices that have none."""
    return charts.PALETTE[letters[claim.origin]] if claim.origin in letters else _GREY


def letter(claim: Claim, letters: Mapping[str, int]) -> str:
    """The letter of its voice; none for voices that have none."""
    return chr(ord("A") + letters[claim.origin]) if claim.origin in letters else ""


def spots(claims: Sequence[Claim], days: charts.Days, width: float) -> list[Spot]:
    """Where claims stand: on their day and value; those of one day and number side by side."""
    alike: defaultdict[tuple[dt.date | None, float], list[Claim]] = defaultdict(list)
    for claim in claims:
        alike[claim.day, claim.value].append(claim)
    found = []
    for (when, value), same in alike.items():
        step = min(0.8 / len(same), max(0.2, 0.14 * len(days) / width))
        for n, claim in enumerate(same):
            x = days.at(when or days.last) + (n - (len(same) - 1) / 2) * step
            found.append((claim, round(x, 3), value))
    return found


def draw(axes: Axes, found: Sequence[Spot], letters: Mapping[str, int], links: charts.Links) -> None:
    """Draw the marks, those that look alike together, each linked to its words."""
    looks: defaultdict[tuple[str, str, bool], list[Spot]] = defaultdict(list)
    for spot in found:
        claim = spot[0]
        looks[shape(claim), colour(claim, letters), claim.voice is not None].append(spot)
        if claim.value_high and spot[2] == claim.value:  # on a value axis
            axes.plot([spot[1]] * 2, [claim.value, claim.value_high], color=colour(claim, letters), linewidth=2.0)
    for (form, ink, named), same in looks.items():
        axes.scatter(
            [x for _, x, _ in same],
            [y for _, _, y in same],
            s=_SIZE.get(form, 44),
            marker=SHAPES[form][0],  # type: ignore[arg-type, unused-ignore]  # a Path is a marker
            facecolors=ink if named else charts.PAPER,
            edgecolors=charts.PAPER if named else ink,
            linewidths=0.6 if named else 1.3,
            urls=[links.to(address(c), _name(c)) for c, _, _ in same],
            zorder=3,
            clip_on=False,
        )


def _name(claim: Claim) -> str:
    """What the link of a mark is called: number, kind, day, voice."""
    who = institutions.english(claim.voice) if claim.voice else "no source named"
    return shorten(f"{said(claim)} {KINDS[claim.kind]}, {day(claim.day)}: {who}", 120)


def labels(axes: Axes, scoped: Scoped, found: Sequence[Spot], letters: Mapping[str, int]) -> list[charts.Label]:
    """Number and letter of each mark, those of the last day's range first; beyond a few, marks go without."""
    last = scoped.days[-1] if scoped.days else None
    ends = {last.best_claim: 0, last.high_claim: 1, last.low_claim: 2} if last else {}
    ranked = sorted(found, key=lambda s: (ends.get(s[0].id, 3), -(s[0].day or dt.date.min).toordinal(), -s[2]))
    texts = [
        f"{_short(c)} {letter(c, letters)}".strip() + _aside(c) if n < _LABELLED else ""
        for n, (c, _, _) in enumerate(ranked)
    ]
    above = not scoped.single
    return [charts.Label(axes, x, y, text, above) for (_, x, y), text in zip(ranked, texts, strict=True)]


def _short(claim: Claim) -> str:
    high = f"–{number(claim.value_high)}" if claim.value_high else ""
    return f"{_SIGN.get(claim.bound, '')}{number(claim.value)}{high}"


def _aside(claim: Claim) -> str:
    """Said beside a number that no line joins: it is not of the whole."""
    return ", one incident" if claim.added == "incident" else ""


def band(axes: Axes, daily: Sequence[Range], days: charts.Days) -> None:
    """Best number of each day as a step line, lowest to highest as a band; an open end fades upwards."""
    for stretch in _stretches([r for r in daily if r.day]):
        steps = _thinned(stretch)
        if len(steps) == 1 and steps[0][1] == steps[0][3]:
            continue
        xs = [days.at(steps[0][0]) - 0.3, *(days.at(s[0]) for s in steps[1:]), days.at(stretch[-1].day or days.last)]
        xs[-1] += 0.35
        lows, bests, highs = ([*column, column[-1]] for column in list(zip(*steps, strict=True))[1:])
        axes.fill_between(xs, lows, highs, step="post", color=charts.INK, alpha=0.1, linewidth=0)
        axes.plot(xs, bests, drawstyle="steps-post", color=charts.SOFT, linewidth=1.5, zorder=2)
        if stretch[-1].open_high:
            _fade(axes, xs[-1] - 0.1, highs[-1])


def _stretches(daily: Sequence[Range]) -> list[list[Range]]:
    """Days without a long gap between: over a gap no line is drawn."""
    found: list[list[Range]] = []
    for each in daily:
        if each.day and found and found[-1][-1].day and (each.day - found[-1][-1].day).days <= GAP:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def _thinned(stretch: Sequence[Range]) -> list[tuple[dt.date, float, float, float]]:
    """Day, lowest, best and highest; of many days several together: lowest of all, last best, highest of all."""
    size = -(-len(stretch) // _STEPS)
    parts = [stretch[n : n + size] for n in range(0, len(stretch), size)]
    return [
        (
            part[0].day or dt.date.min,
            min(r.best if r.low is None else r.low for r in part),
            part[-1].best,
            max(r.high for r in part),
        )
        for part in parts
    ]


def _fade(axes: Axes, x: float, y: float) -> None:
    """A line upwards that fades out: the number is "at least", its end is open."""
    for n, alpha in enumerate((0.8, 0.5, 0.25)):
        axes.annotate(
            "",
            (x, y),
            xytext=(0, 5 * (n + 1)),
            textcoords="offset points",
            arrowprops={
                "arrowstyle": "<-" if n == 2 else "-",
                "mutation_scale": 7,
                "alpha": alpha,
                "color": charts.SOFT,
                "shrinkA": 0,
                "shrinkB": 5 * n,
            },
        )


def key(plot: Plot, letters: Mapping[str, int]) -> list[charts.Entry]:
    """What shapes, letters and colours of a chart mean; only those that it has."""
    shown = plot.shown
    seen = {shape(c) for c in shown}
    entries = [charts.Entry(words, mark) for form, (mark, words) in SHAPES.items() if form in seen]
    days = [r for s in plot.panels for r in s.days]
    if plot.panels:
        entries.append(charts.Entry("best of the day", "-", charts.SOFT))
    if any(r.low not in (None, r.high) for r in days):
        entries.append(charts.Entry("lowest to highest", "band"))
    here = Counter(c.origin for c in shown)
    names = Counter(institutions.english(v) for v in letters)
    for voice, place in letters.items():
        if here[voice]:
            english = institutions.english(voice)
            name = english if names[english] == 1 else voice
            entries.append(charts.Entry(f"{chr(ord('A') + place)} {name}", "o", charts.PALETTE[place]))
    others = {c.origin for c in shown if c.voice and c.origin not in letters}
    if others:
        entries.append(charts.Entry("other voices", "o", _GREY))
    if any(c.voice is None for c in shown):
        entries.append(charts.Entry("no source named", "o", _GREY, filled=False))
    return entries
