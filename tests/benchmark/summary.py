"""Figures out of raw measurements, and tables out of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FALLBACK = "nlu_fallback"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies, between neighbours in proportion.

    Args:
        values: at least one, in any order.
        share: 0 to 1.

    Raises:
        ValueError: there are no values, or the share isn't one.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError("a percentile needs values, and a share between 0 and 1")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> float:
    """The middle value; of an even number, the mean of the middle two.

    Raises:
        ValueError: there are no values.
    """
    return percentile(values, 0.5)


def accuracy(expected: Sequence[str], got: Sequence[str]) -> float:
    """The share that is as expected, in per cent.

    Raises:
        ValueError: there is nothing to compare, or not the same number of each.
    """
    if not expected or len(expected) != len(got):
        raise ValueError(f"can't compare {len(got)} answers with {len(expected)} expected ones")
    return 100 * sum(want == have for want, have in zip(expected, got, strict=True)) / len(expected)


def area_of(intent: str) -> str:
    """The service area of an intent; a move in the conversation stands for itself."""
    kind, _, area = intent.partition("_")
    return area if kind in ("need", "initiative") else intent


def likeliest(parsed: Mapping[str, Any]) -> str:
    """The best intent of a message that Rasa parsed, its fallback left out; empty when there is none."""
    rows = [parsed.get("intent") or {}, *parsed.get("intent_ranking", [])]
    return next((row["name"] for row in rows if row.get("name") and row["name"] != FALLBACK), "")


@dataclass(frozen=True)
class Row:
    """One thing measured on both sides.

    Attributes:
        what: it is.
        ours: this assistant's figure.
        default: that of the default.
        unit: of both; figures in ``%`` are compared by their difference, others by their ratio.
        more_is_better: or less.
        target: that ours should meet, in words; empty without one.
        met: whether it does.
    """

    what: str
    ours: float
    default: float
    unit: str
    more_is_better: bool = False
    target: str = ""
    met: bool = False

    @property
    def times_better(self) -> float:
        """How many times better ours is; below 1 it is worse.

        Raises:
            ValueError: a figure is zero or less, so there is no ratio.
        """
        if self.ours <= 0 or self.default <= 0:
            raise ValueError(f"{self.what}: no ratio of {self.ours:g} and {self.default:g}")
        return self.ours / self.default if self.more_is_better else self.default / self.ours


def aim(row: Row, target: str, met: bool) -> Row:
    """The row with a target and whether it is met."""
    return Row(row.what, row.ours, row.default, row.unit, row.more_is_better, target, met)


def comparison(row: Row) -> str:
    """By how much ours is better, in words; with a minus or below 1 it is worse."""
    if row.unit == "%":
        points = row.ours - row.default if row.more_is_better else row.default - row.ours
        return f"{points:+.1f} points" if points else "–"
    try:
        times = row.times_better
    except ValueError:
        return "–"
    return f"{times:.1f} times" if times < 100 else f"{times:.0f} times"


def verdict(row: Row) -> str:
    """Whether the row's target is met; empty without a target."""
    return f"{row.target}: {'met' if row.met else 'not met'}" if row.target else ""


def figure(value: float, unit: str) -> str:
    """A figure with its unit, as precise as it deserves."""
    digits = 1 if unit == "%" or value < 100 else 0
    return f"{value:.{digits}f}%" if unit == "%" else f"{value:,.{digits}f} {unit}"


def compare(rows: Sequence[Row], ours: str, default: str) -> str:
    """A Markdown table of both sides."""
    cells = [
        [row.what, figure(row.ours, row.unit), figure(row.default, row.unit), comparison(row), verdict(row)]
        for row in rows
    ]
    return table(["", ours, default, "ours is better by", "target"], cells, figures=(1, 2, 3))


def table(head: Sequence[str], rows: Sequence[Sequence[str]], figures: Sequence[int] = ()) -> str:
    """A Markdown table.

    Args:
        head: a title a column.
        rows: of cells; none makes a table without rows.
        figures: columns that are set to the right.

    Raises:
        ValueError: a row has more or fewer cells than the head.
    """
    if any(len(row) != len(head) for row in rows):
        raise ValueError(f"every row needs {len(head)} cells")
    rule = ["---:" if column in figures else "---" for column in range(len(head))]
    lines = [head, rule, *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
