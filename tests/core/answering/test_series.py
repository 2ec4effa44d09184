"""Figures over the years: numbers as printed, none, one and many series of a topic, and the one that is asked for."""

from __future__ import annotations

import pytest

from core.answering.series import FigureSeries, Value, all_series, number_of, period_of, that_fits
from core.catalogue.records import Figure, Point, Report, ReportedInitiative, Series, ServedTopic
from core.turn import World

REPORTS = {
    year: Report(year=year, title=f"Report {year}", period=period, years=[year], standing="report")
    for year, period in ((2017, "2016/17"), (2019, "2018/19"), (2023, "2022/23"))
}


def initiative(year: int, *figures: Figure, period: str = "") -> ReportedInitiative:
    return ReportedInitiative.construct(id=f"x-{year}", report=year, period=period, figures=list(figures))


def topic(*series: Series) -> ServedTopic:
    return ServedTopic.construct(id="x-topic", topic="Wardens", change="", initiatives=[], series=list(series))


def wardens(*years: int, name: str = "flood wardens", figure: str = "wardens") -> Series:
    return Series.construct(name=name, points=[Point(initiative=f"x-{year}", figure=figure) for year in years])


def told(*initiatives: ReportedInitiative) -> dict[str, ReportedInitiative]:
    return {one.id: one for one in initiatives}


def figure(value: object, unit: str = "", period: str = "", label: str = "wardens") -> Figure:
    return Figure(label=label, value=str(value), unit=unit, period=period)


# Numbers


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *(("21", 21.0), ("10,837", 10837.0), ("0", 0.0), ("4.5", 4.5), (" 21 ", 21.0)),
        *(("1.78m", 1.78e6), ("1.2 million", 1.2e6), ("£3m", 3e6), ("£1.5 billion", 1.5e9), ("2bn", 2e9)),
        ("400K", 4e5),
        *(("over 500", 500.0), ("Nearly 6,000", 6000.0), ("more than £1.5 million", 1.5e6), ("up to 20", 20.0)),
        *(("47%", 47.0), ("500+", 500.0), ("almost 50%", 50.0)),
    ],
)
def test_a_printed_value_that_states_one_number_is_read(value: str, number: float) -> None:
    assert number_of(value) == pytest.approx(number)


@pytest.mark.parametrize(
    "value", ["", "several", "10 to 20", "2-3", "-5", "1/3", "two", "2016/17", "21 of 42", "m", "£", "%", "3 trillion"]
)
def test_a_value_that_states_no_number_or_several_is_none(value: str) -> None:
    assert number_of(value) is None


# The series of a topic


def test_a_topic_without_series_has_none() -> None:
    assert all_series(topic(), {}, REPORTS) == ()


def test_one_series_has_its_values_as_they_are_listed_with_report_and_time() -> None:
    held = told(initiative(2017, figure(21)), initiative(2023, figure("over 100", period="March 2023")))
    (one,) = all_series(topic(wardens(2017, 2023)), held, REPORTS)
    assert (one.topic, one.position, one.id, one.name) == ("x-topic", 0, "x-topic/0", "flood wardens")
    assert one.values == (
        Value("x-2017", 2017, "2016/17", "21", 21.0),
        Value("x-2023", 2023, "March 2023", "over 100", 100.0),
    )


def test_many_series_keep_their_positions_though_one_before_them_falls_out() -> None:
    held = told(initiative(2017, figure(1), figure(5, label="plans")), initiative(2019, figure(6, label="plans")))
    plans = wardens(2017, 2019, name="plans", figure="plans")
    assert [one.id for one in all_series(topic(wardens(2017, 2019), plans, plans), held, REPORTS)] == [
        "x-topic/1",
        "x-topic/2",
    ]


@pytest.mark.parametrize(
    "newer",
    [initiative(2023), initiative(2023, figure("several")), initiative(2023, figure(5, label="others"))],
    ids=["no figure", "no number", "another figure"],
)
def test_a_value_that_is_missing_is_left_out(newer: ReportedInitiative) -> None:
    older = initiative(2017, figure(21)), initiative(2019, figure(23))
    (one,) = all_series(topic(wardens(2017, 2019, 2023)), told(*older, newer), REPORTS)
    assert [value.report for value in one.values] == [2017, 2019]
    (one,) = all_series(topic(wardens(2017, 2019, 2023)), told(*older), REPORTS)
    assert [value.report for value in one.values] == [2017, 2019]


@pytest.mark.parametrize("held", [{}, told(initiative(2017, figure(21)))], ids=["no value", "one value"])
def test_less_than_two_values_are_no_series(held: dict[str, ReportedInitiative]) -> None:
    assert all_series(topic(wardens(2017, 2019)), held, REPORTS) == ()


def test_the_first_of_two_figures_with_one_label_counts() -> None:
    held = told(initiative(2017, figure(21), figure(99)), initiative(2019, figure(23)))
    (one,) = all_series(topic(wardens(2017, 2019)), held, REPORTS)
    assert [value.amount for value in one.values] == ["21", "23"]


def test_two_values_of_one_report_both_count() -> None:
    series = Series.construct(
        name="wardens", points=[Point(initiative="x-2017", figure=label) for label in ("before", "after")]
    )
    held = told(initiative(2017, figure(1, label="before"), figure(2, label="after")))
    (one,) = all_series(topic(series), held, REPORTS)
    assert [value.number for value in one.values] == [1.0, 2.0]


@pytest.mark.parametrize(
    ("figure_period", "record_period", "period"),
    [
        ("March 2023", "2022/23", "March 2023"),
        ("", "by July 2022", "by July 2022"),
        ("", "", "2022/23"),
        ("a year", "2022/23", "a year (2022/23)"),
        ("", "summer", "summer (2022/23)"),
    ],
)
def test_a_figure_is_about_its_own_time_else_its_records_else_its_reports(
    figure_period: str, record_period: str, period: str
) -> None:
    one = figure(21, period=figure_period)
    assert period_of(one, initiative(2023, one, period=record_period), REPORTS[2023]) == period


def test_the_time_that_a_point_names_goes_before_all_others() -> None:
    points = [Point(initiative="x-2017", figure="wardens", period="spring 2016"), *wardens(2019).points]
    series = Series.construct(name="wardens", points=points)
    held = told(initiative(2017, figure(21, period="2016/17")), initiative(2019, figure(23, period="2018/19")))
    (one,) = all_series(topic(series), held, REPORTS)
    assert [value.period for value in one.values] == ["spring 2016", "2018/19"]


@pytest.mark.parametrize(
    ("unit", "amount"),
    [
        ("", "18,500"),
        ("wardens", "18,500"),
        ("flood warden", "18,500"),
        ("tonnes", "18,500 tonnes"),
        ("wardens trained", "18,500 wardens trained"),
        ("£", "£18,500"),
        ("%", "18,500%"),
    ],
)
def test_an_amount_is_told_without_a_unit_that_the_name_says_already(unit: str, amount: str) -> None:
    held = told(initiative(2017, figure(18500, unit)), initiative(2019, figure(18500, unit)))
    (one,) = all_series(topic(wardens(2017, 2019)), held, REPORTS)
    assert {value.amount for value in one.values} == {amount}
    assert one.unit == unit


def test_a_record_is_left_as_it_was() -> None:
    held = told(initiative(2017, figure(1, "wardens")), initiative(2019, figure(2, "wardens")))
    all_series(topic(wardens(2017, 2019)), held, REPORTS)
    assert [one.figures[0].unit for one in held.values()] == ["wardens", "wardens"]


def test_every_series_of_the_small_catalogue_has_two_values_or_more(world: World) -> None:
    for one in world.catalogue.topics().values():
        held = all_series(one, world.catalogue.initiatives(one.initiatives), world.snapshot.reports)
        assert len(held) == len(one.series), one.id
        assert all(len(series.values) == len(one.series[series.position].points) for series in held), one.id


# What is asked of a series


def series(position: int, name: str, *years: int, numbers: tuple[float, ...] = ()) -> FigureSeries:
    values = (
        Value(f"x-{year}", year, str(year), f"{at + 1} each", numbers[at] if numbers else float(at))
        for at, year in enumerate(years)
    )
    return FigureSeries("x-topic", position, name, "", tuple(values))


def test_earlier_values_are_those_of_the_reports_before() -> None:
    one = series(0, "wardens", 2017, 2019, 2019, 2023)
    assert [value.report for value in one.up_to(2023)] == [2017, 2019, 2019]
    assert one.up_to(2017) == ()
    assert len(one.up_to(2030)) == 4


def test_a_series_knows_its_records() -> None:
    assert series(0, "wardens", 2017, 2019).has("x-2019")
    assert not series(0, "wardens", 2017, 2019).has("x-2023")


def test_a_part_of_an_answer_carries_what_a_table_shows() -> None:
    assert series(1, "wardens", 2017, 2019).to_fields() == {
        "series": "x-topic/1",
        "name": "wardens",
        "values": [{"period": "2017", "amount": "1 each"}, {"period": "2019", "amount": "2 each"}],
    }


GRITTERS, SALT, ROUTES = (
    series(at, name, 2017, 2019) for at, name in enumerate(("gritters on the road", "salt in store", "gritting routes"))
)


def test_of_no_series_none_fits() -> None:
    assert that_fits([], ["gritters"], {0: 1.0}) is None


def test_one_series_fits_whatever_is_asked() -> None:
    assert that_fits([SALT], ["anything"], {}) is SALT


def test_of_many_the_one_fits_that_is_nearest_in_meaning() -> None:
    assert that_fits([GRITTERS, SALT, ROUTES], [], {0: 0.5, 1: 0.3, 2: 0.6}) is ROUTES


def test_of_many_the_one_fits_that_shares_most_words_and_forms_of_words() -> None:
    assert that_fits([GRITTERS, SALT], ["stored", "salts", "store"], {0: 0.3, 1: 0.3}) is SALT


def test_words_and_meaning_count_together() -> None:
    assert that_fits([GRITTERS, SALT], ["salt"], {0: 0.5, 1: 0.4}) is SALT
    assert that_fits([GRITTERS, SALT], ["salt"], {0: 0.6, 1: 0.4}) is GRITTERS


def test_a_value_of_the_record_that_was_found_decides_between_equals() -> None:
    older = series(3, "lorries", 2017, 2023)
    assert that_fits([SALT, older], [], {1: 0.5, 3: 0.5}, "x-2023") is older
    assert that_fits([older, SALT], [], {1: 0.5, 3: 0.5}) is SALT


def test_several_that_have_nothing_to_do_with_the_question_do_not_fit() -> None:
    assert that_fits([GRITTERS, SALT], ["drivers"], {0: 0.2, 1: 0.25}) is None
    assert that_fits([GRITTERS, SALT], [], {}) is None
