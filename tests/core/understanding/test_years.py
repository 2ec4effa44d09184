"""Years in a message: the report that is meant, years without a report, steps to and fro."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from core.catalogue.records import Report
from core.understanding.years import Years, find_years

TODAY = date(2026, 11, 22)
COVERS = {2017: [2016, 2017], 2019: [2018, 2019], 2021: [2020, 2021], 2023: [2022, 2023], 2025: [2024, 2025]}
REPORTS = [Report(year=year, title="", period="", years=years, standing="report") for year, years in COVERS.items()]


def years(message: str, today: date = TODAY) -> Years:
    return find_years(message, REPORTS, today)


@pytest.mark.parametrize(
    "message",
    ["", "my bin was missed", "1998", "2051", "12 people", "ring 0116 305 0001", "my last year of school"],
)
def test_a_message_without_a_year_asks_for_none(message: str) -> None:
    assert years(message) == Years()


@pytest.mark.parametrize(
    ("message", "report"),
    [
        ("what did you do in 2019", 2019),
        ("2019?", 2019),
        ("in 2018 how many", 2019),
        ("2016", 2017),
        ("the 2025 report", 2025),
        ("2018/19", 2019),
        ("2018-19", 2019),
        ("2018–19", 2019),
        ("2018-2019", 2019),
        ("2018 to 2019", 2019),
        ("18/19", 2019),
        ("tonnes of salt in 2016/17", 2017),
        ("19/20", 2021),
        ("20/21 figures", 2021),
        ("18-19", 2019),
        ("and 18-19?", 2019),
        ("winter 18-19", 2019),
        ("the 18 to 19 report", 2019),
        ("fy19", 2019),
        ("FY 2018-19", 2019),
        ("back in '19", 2019),
        ("since it opened in ’19", 2019),
        ("mid-2019", 2019),
        ("2019ish", 2019),
        ("in 2019's report", 2019),
        ("12 October 2019", 2019),
        ("2019-06-12", 2019),
        ("in the 2021 plan", 2021),
        ("at 2019 prices", 2019),
    ],
)
def test_a_year_means_the_report_that_covers_it(message: str, report: int) -> None:
    found = years(message)
    assert (found.reports, found.unknown) == ((report,), ())


@pytest.mark.parametrize(
    "message",
    ["£2019", "£ 2019", "2019%", "2019 per cent", "2,019 people", "2019 people", "20190", "1.2019", "£18/19", "2019kg"],
)
def test_an_amount_is_no_year(message: str) -> None:
    assert (years(message).reports, years(message).unknown) == ((), ())


@pytest.mark.parametrize(
    "message",
    [
        "the A2019",
        "lights on the b2018",
        "flat 2019",
        "no. 2019",
        "i live at 2019 london road",
        "18/19 high street",
        "bus 18/19",
        "open until 2030hrs",
        "ring me at 2015",
        "20:19",
        "0116 305 2019",
        "ref: 2019",
        "over 2000 homes",
        "on 18/19 march",
    ],
)
def test_a_number_of_a_road_a_house_a_phone_or_an_hour_is_no_year(message: str) -> None:
    assert (years(message).reports, years(message).unknown) == ((), ())


@pytest.mark.parametrize(("message", "unknown"), [("2015", 2015), ("plans for 2030", 2030), ("in 2011/12", 2012)])
def test_a_year_that_no_report_covers_is_unknown(message: str, unknown: int) -> None:
    found = years(message)
    assert (found.reports, found.unknown) == ((), (unknown,))


def test_without_reports_every_year_is_unknown() -> None:
    assert find_years("2019", [], TODAY) == Years(unknown=(2019,), words="2019")


def test_several_years_are_kept_in_the_order_named() -> None:
    assert years("compare 2023 with 2019 and 2021").reports == (2023, 2019, 2021)


def test_two_years_of_one_report_name_it_once() -> None:
    assert years("2018 and 2019").reports == (2019,)


def test_known_and_unknown_years_are_told_apart() -> None:
    found = years("was 2015 better than 2019")
    assert (found.reports, found.unknown) == ((2019,), (2015,))


def test_a_single_year_before_a_financial_year_stays_first() -> None:
    assert years("2017 and 2018/19").reports == (2017, 2019)


@pytest.mark.parametrize("message", ["how did it change from 2017 to 2019", "2017-2019", "between 2017/2019"])
def test_a_span_of_years_names_its_ends(message: str) -> None:
    assert years(message).reports == (2017, 2019)


@pytest.mark.parametrize(
    ("message", "reports"),
    [
        ("the strategic plan 2022-26", (2021, 2023)),
        ("the 2022 to 2026 plan", (2021, 2023)),
        ("strategy for 2022-2026", (2021, 2023)),
        ("plan 2016-20", (2017,)),
    ],
)
def test_the_term_of_a_plan_means_the_report_of_its_first_year_and_the_one_before(
    message: str, reports: tuple[int, ...]
) -> None:
    found = years(message)
    assert (found.reports, found.unknown) == (reports, ())


@pytest.mark.parametrize(
    "message",
    [
        "clubs for 11-12 year olds",
        "is the tip open 10-11 am",
        "for 18 to 19 year olds",
        "18/19 year olds",
        "help for 18-19s",
        "aged 18-19",
        "in 18-19 weeks",
        "between 18 and 19",
        "on 10/11",
        "the score was 18-19",
    ],
)
def test_ages_and_hours_are_no_years(message: str) -> None:
    found = years(message)
    assert (found.reports, found.unknown) == ((), ())


@pytest.mark.parametrize(
    ("message", "today", "report"),
    [
        ("what did you do last year", date(2024, 5, 1), 2023),
        ("what did you do this year", date(2024, 5, 1), 2025),
        ("last year", TODAY, 2025),
        ("this year", TODAY, 2025),
        ("last year", date(2031, 1, 1), 2025),
        ("the latest report", TODAY, 2025),
        ("most recent figures", TODAY, 2025),
        ("whats the latest on the bypass", TODAY, 2025),
        ("latest?", TODAY, 2025),
        ("last years budget", TODAY, 2025),
        ("last financial year", date(2024, 5, 1), 2023),
        ("over the past year", TODAY, 2025),
        ("the year before last", date(2023, 5, 1), 2021),
        ("and before covid?", TODAY, 2019),
        ("were you open during the pandemic", TODAY, 2021),
        ("shielding in lockdown", TODAY, 2021),
    ],
)
def test_words_for_a_year_go_by_the_day_else_mean_the_newest_report(message: str, today: date, report: int) -> None:
    assert years(message, today).reports == (report,)


@pytest.mark.parametrize(
    "message",
    [
        "by friday at the latest",
        "my last year at school",
        "has bus use gone back to what it was before covid",
        "is covid still about",
        "a covid jab",
    ],
)
def test_words_that_are_no_certain_year_ask_for_none(message: str) -> None:
    assert years(message) == Years()


@pytest.mark.parametrize(
    ("message", "reports"),
    [
        ("what have you built since 2019", (2019, 2021, 2023, 2025)),
        ("since 2020/21", (2021, 2023, 2025)),
        ("from 2023 onwards", (2023, 2025)),
        ("2021 to date", (2021, 2023, 2025)),
        ("since the 2023 report", (2023, 2025)),
        ("since 2019 and in 2021", (2019, 2021)),
    ],
)
def test_a_time_that_goes_on_asks_for_the_reports_since(message: str, reports: tuple[int, ...]) -> None:
    assert years(message).reports == reports


def test_a_year_in_digits_outweighs_last_year() -> None:
    assert years("in 2019, not last year").reports == (2019,)


@pytest.mark.parametrize(
    ("message", "step"),
    [
        ("what about the time before that", -1),
        ("and the previous year", -1),
        ("an earlier report", -1),
        ("the year after", 1),
        ("what has happened since then", 1),
        ("before that", -1),
        ("my bin", 0),
        ("before 8 in the morning", 0),
        ("the year before", -1),
        ("the year before last", 0),
        ("up from what", -1),
        ("what was it before", -1),
        ("is that more than last time", -1),
        ("less than last time it flooded here", 0),
    ],
)
def test_a_step_leads_to_the_report_before_or_after(message: str, step: int) -> None:
    assert years(message).step == step


@pytest.mark.parametrize(
    ("message", "every"),
    [
        ("in each report", True),
        ("over time", True),
        ("across the years", True),
        ("year on year", True),
        ("what is the trend", True),
        ("all the reports please", True),
        ("how many each year", True),
        ("figures for every year", True),
        ("whats the oldest figure youve got", True),
        ("my oldest is four in march", False),
        ("over the last five years", True),
        ("all the bins", False),
        ("how many in 2019", False),
    ],
)
def test_a_series_is_asked_for_in_words(message: str, every: bool) -> None:
    assert years(message).every is every


@pytest.mark.parametrize(
    "message",
    [
        "a school place for my 5 year old",
        "we waited five years for a house",
        "is the tip open all year",
        "every year my road floods",
        "the history of the castle",
    ],
)
def test_an_age_or_a_wait_asks_for_no_series(message: str) -> None:
    assert not years(message).every


def test_the_words_of_the_years_are_kept_as_typed() -> None:
    assert years("What of 2018/19 and 2023?").words == "2018/19, 2023"


def test_each_year_is_found_where_it_stands() -> None:
    message = "İn 2017 to 2019, and in 2015"
    found = [(message[one.start : one.end], one.report) for one in years(message).found]
    assert found == [("2017", 2017), ("2019", 2019), ("2015", None)]


@pytest.mark.parametrize(
    "hostile",
    ["2", "2019/", "18-19 ", "how many ", "gone up ", "the time before ", "year ", "before ", "over the last ", " "],
)
def test_a_long_odd_message_is_read_in_no_time(hostile: str) -> None:
    began = process_time()
    years((hostile * 2000)[:2000])
    assert process_time() - began < 0.5
