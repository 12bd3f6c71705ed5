"""Where the panels of a figure stand, found once: the layout is the dearest part of drawing."""

from __future__ import annotations

from matplotlib.figure import Figure


def settle(figure: Figure) -> None:
    """Lay out the panels, if that has not been done, and keep them there."""
    engine = figure.get_layout_engine()
    if engine:
        engine.execute(figure)
        figure.set_layout_engine("none")
        for axes in figure.axes:
            # the solver's last digits differ from run to run, and matplotlib makes ids of them
            left, low, wide, high = (round(float(v), 4) for v in axes.get_position().bounds)
            axes.set_position((left, low, wide, high))
