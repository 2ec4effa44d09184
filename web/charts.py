"""A chart of a figure over the years, as a picture that needs nothing else to be shown."""

from __future__ import annotations

import io
from functools import lru_cache
from textwrap import wrap
from threading import Lock
from typing import Any

from core.answering.series import FigureSeries

WIDTH = 4.4  # inches; a picture scales, so this only sets how large the text is beside the bars
_TALL = 0.52  # inches a bar
_INK, _BAR, _PAPER = "#0b0c0c", "#1d4f76", "#ffffff"
_LETTERS = 20  # of a period or an amount in one line
_GAP = 4  # points between a bar and its amount
_LEAST = 0.2  # of the room there is, what the longest bar is given however long its amount
_LOCK = Lock()  # the library's settings belong to the whole process


def chart_path(series: str) -> str:
    """The address of the chart of a series, by its id."""
    return f"/api/charts/{series}.svg"


@lru_cache(maxsize=256)
def draw_chart(series: FigureSeries) -> bytes:
    """Draw a series as bars, the oldest on top.

    Args:
        series: with two values or more.

    Returns:
        An SVG; the same for the same series, to the byte.
    """
    # Here, because it takes half a second that no start of the gateway should wait for.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    look = {"svg.fonttype": "none", "svg.hashsalt": series.id, "font.family": "sans-serif", "font.size": 11}
    with _LOCK, rc_context(look):
        figure: Any = Figure(figsize=(WIDTH, 0.3 + _TALL * len(series.values)), facecolor=_PAPER)
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        rows = range(len(series.values))
        bars = axes.barh(rows, [value.number for value in series.values], color=_BAR, height=0.62)
        # A dollar is a dollar, and no formula.
        plain = {"color": _INK, "parse_math": False}
        amounts = [_in_lines(value.amount) for value in series.values]
        labels = axes.bar_label(bars, amounts, padding=_GAP, fontweight="bold", **plain)
        axes.set_yticks(rows, [_in_lines(value.period) for value in series.values], **plain)
        axes.invert_yaxis()
        axes.set_xticks([])
        axes.tick_params(axis="y", length=0)
        for side in ("top", "right", "bottom"):
            axes.spines[side].set_visible(False)
        for label in labels:
            label.set_in_layout(False)  # its room lies within the axes
        figure.tight_layout(pad=0.4)
        figure.draw_without_rendering()  # from here on it is known how much room each amount takes
        axes.set_xlim(0, _reach(axes, series, labels))
        picture = io.BytesIO()
        figure.savefig(picture, format="svg", metadata={"Date": None, "Creator": None, "Title": series.name})
    return picture.getvalue()


def _in_lines(text: str) -> str:
    return "\n".join(wrap(text, _LETTERS))


def _reach(axes: Any, series: FigureSeries, labels: list[Any]) -> float:
    """The value at the right edge of a chart, so that no amount is cut off there."""
    room = axes.get_window_extent().width
    gap = 2 * _GAP * axes.figure.dpi / 72
    left = [max(room - gap - label.get_window_extent().width, _LEAST * room) for label in labels]
    return max(value.number * room / free for value, free in zip(series.values, left, strict=True)) or 1.0
