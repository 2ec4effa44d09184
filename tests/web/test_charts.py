"""The picture of a figure over the years: whole, readable without colours, the same every time, and harmless."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest

from core.answering.series import FigureSeries, Value
from core.lookup.topics import find_series
from core.turn import World
from web.charts import chart_path, draw_chart

SVG = "{http://www.w3.org/2000/svg}"
FLEET = (("2016/17", "21", 21.0), ("2018/19", "23", 23.0), ("November 2024", "23", 23.0))
NARROW = 6.0  # points; hardly a letter of a bold line of this size is narrower on average


def series_of(*values: tuple[str, str, float], name: str = "gritters", topic: str = "roads-fleet") -> FigureSeries:
    told = (
        Value(f"roads-{2017 + 2 * number}-x", 2017 + 2 * number, period, amount, value)
        for number, (period, amount, value) in enumerate(values)
    )
    return FigureSeries(topic, 0, name, "", tuple(told))


def drawn_anew(series: FigureSeries) -> bytes:
    draw_chart.cache_clear()
    return draw_chart(series)


def root_of(picture: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def lines_of(picture: bytes) -> list[str]:
    """What can be read in a picture, in its order, a space being a space."""
    told = ("".join(text.itertext()) for text in root_of(picture).iter(f"{SVG}text"))
    return [" ".join(line.split()) for line in told]


def bars_of(picture: bytes) -> list[float]:
    """How long the bars are, in points, the oldest first."""
    bars = [path for path in root_of(picture).iter(f"{SVG}path") if "#1d4f76" in path.get("style", "")]
    corners = ([float(x) for x in re.findall(r"[ML] ([\d.]+) ", path.get("d", ""))] for path in bars)
    return [max(across) - min(across) for across in corners]


def test_the_address_of_a_chart_names_topic_and_position() -> None:
    assert chart_path(series_of(*FLEET).id) == "/api/charts/roads-fleet/0.svg"


def test_a_chart_is_a_picture_with_a_title_a_bar_a_value_and_all_amounts_and_periods_as_text() -> None:
    picture = drawn_anew(series_of(*FLEET))
    root = root_of(picture)
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "gritters"
    assert sorted(lines_of(picture)) == ["2016/17", "2018/19", "21", "23", "23", "November 2024"]
    assert len(bars_of(picture)) == 3


def test_the_oldest_value_stands_on_top_and_bars_are_as_long_as_their_values() -> None:
    picture = drawn_anew(series_of(("2017", "10", 10.0), ("2019", "20", 20.0), ("2021", "0", 0.0)))
    first, second, third = bars_of(picture)
    assert second == pytest.approx(2 * first, abs=0.01)
    assert third == pytest.approx(0.0)
    height_of = {"".join(text.itertext()): float(text.get("y", "")) for text in root_of(picture).iter(f"{SVG}text")}
    assert height_of["2017"] < height_of["2019"] < height_of["2021"]


def test_every_series_of_the_catalogue_can_be_drawn(world: World) -> None:
    found = find_series(world, "")
    assert len(found) > 5
    for series in found:
        told = " ".join(lines_of(drawn_anew(series)))
        assert all(word in told for value in series.values for word in (*value.period.split(), *value.amount.split()))


@pytest.mark.parametrize("amount", ["18,500 tonnes", "751,000 square metres", "600,000 square metres (more than)"])
def test_no_amount_is_cut_off_at_the_edge(amount: str) -> None:
    root = root_of(drawn_anew(series_of(("2016/17", amount, 5.0), ("November 2024", amount, 5.0))))
    edge = float(root.get("viewBox", "").split()[2])
    amounts = [text for text in root.iter(f"{SVG}text") if "700" in text.get("style", "")]
    assert amounts
    for text in amounts:
        line = "".join(text.itertext())
        start = re.search(r"[\d.]+", str(text.get("x") or text.get("transform")))
        assert start is not None, line
        assert float(start[0]) + NARROW * len(line) <= edge, line


def test_a_long_amount_leaves_its_bar_room() -> None:
    longest = max(bars_of(drawn_anew(series_of(("2017", "5 " + "x" * 200, 5.0), ("2019", "4", 4.0)))))
    assert longest > 10


@pytest.mark.parametrize("values", [(0.0, 0.0), (0.001, 1e12), (1e12, 0.0)])
def test_nothing_and_very_much_can_be_drawn(values: tuple[float, float]) -> None:
    picture = drawn_anew(series_of(*((str(2017 + at), f"{value:g}", value) for at, value in enumerate(values))))
    assert len(bars_of(picture)) == 2


def test_a_series_is_drawn_the_same_to_the_byte_each_time() -> None:
    assert drawn_anew(series_of(*FLEET)) == drawn_anew(series_of(*FLEET))


def test_another_series_is_another_picture() -> None:
    assert drawn_anew(series_of(*FLEET)) != drawn_anew(series_of(*FLEET, topic="roads-other"))


def test_a_picture_that_was_drawn_is_kept() -> None:
    assert draw_chart(series_of(*FLEET)) is draw_chart(series_of(*FLEET))


def test_markup_in_a_name_a_period_or_an_amount_is_text() -> None:
    evil = '</title><script>alert(1)</script> "\'&amp;'
    picture = drawn_anew(series_of((evil, f"5 {evil}", 5.0), ("2019", "<b>4</b>", 4.0), name=evil))
    root = root_of(picture)
    assert root.findtext(f"{SVG}title") == evil
    assert b"<script" not in picture
    assert b"<b>" not in picture
    assert "<b>4</b>" in lines_of(picture)


@pytest.mark.parametrize("amount", ["$5m of $6m", r"$\frac{$", "$x_1$", r"a\b", "100%", "£1.5m"])
def test_signs_of_formulas_are_shown_as_they_are(amount: str) -> None:
    assert amount in lines_of(drawn_anew(series_of(("2017", amount, 5.0), ("2019", "4", 4.0))))


def test_a_picture_loads_nothing_and_runs_nothing() -> None:
    picture = drawn_anew(series_of(*FLEET)).decode()
    assert "<script" not in picture
    assert "<image" not in picture
    assert not re.search(r"(?:href|src)=\"(?!#)", picture)
    assert "@import" not in picture


def test_two_threads_draw_at_once_what_each_would_draw_alone() -> None:
    several = [series_of(*FLEET, ("2025", str(number), float(number)), topic=f"roads-{number}") for number in range(8)]
    alone = [drawn_anew(series) for series in several]
    draw_chart.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(draw_chart, several))
    assert together == alone


def test_drawing_leaves_the_settings_of_the_library_alone() -> None:
    from matplotlib import rcParams  # noqa: PLC0415 - it takes a second that the other tests needn't wait for

    before = dict(rcParams)
    drawn_anew(series_of(*FLEET))
    assert dict(rcParams) == before
