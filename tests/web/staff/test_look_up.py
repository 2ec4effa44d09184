"""Looking up: none, one, many and error; filters; the page of a record; what is copied."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.catalogue.database import DatabaseMissing
from core.lookup.staff import Filters, look_up_with
from core.turn import World
from tests.talk import changed, without_catalogue
from tests.web.staff.conftest import Browser
from web.services import Services
from web.staff.store import DeskStore
from web.staff.view import Chart, Views

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=timezone.utc)


def found(browser: Browser, **asked: str) -> list[str]:
    return [result["id"] for result in browser.get("/staff/search", params=asked).json()["results"]]


# None, one, many


@pytest.mark.parametrize("words", ["", "   ", "\x00"])
def test_no_words_find_nothing_and_say_what_to_do(ann: Browser, words: str) -> None:
    told = ann.get("/staff/search", params={"q": words}).json()
    assert (told["count"], told["results"]) == (0, [])
    assert told["said"].startswith("Type what the caller asks")


def test_words_that_nothing_fits_say_so(ann: Browser, services: Services, wordless_world: World) -> None:
    services._world = wordless_world
    told = ann.get("/staff/search?q=xyzzy").json()
    assert (told["count"], told["said"]) == (0, "Nothing fits. Try other words or fewer filters.")


def test_one_result_is_counted_in_the_singular(ann: Browser, services: Services, wordless_world: World) -> None:
    services._world = wordless_world
    told = ann.get("/staff/search?q=granite").json()
    assert (told["count"], told["said"]) == (1, "1 result")


def test_many_come_in_the_order_of_the_assistant(ann: Browser, world: World) -> None:
    records = found(ann, q="gritting the roads")
    assert len(records) > 1
    assert records == look_up_with(world, "gritting the roads", Filters()).ids()


def test_a_result_holds_what_to_say_and_whom_to_turn_to(ann: Browser) -> None:
    told = ann.get("/staff/search?q=missed bin in quorn").json()
    result = next(one for one in told["results"] if one["id"] == "waste-missed-bin")
    assert "bin" in " ".join(result["say"])
    assert result["contacts"][0]["name"] == "Charnwood Borough Council"
    assert result["contacts"][0]["checked"]
    assert result["link"] == "/staff/records/waste-missed-bin"
    assert result["mail"].startswith(result["title"])
    assert result["title"] in told["html"]


@pytest.mark.parametrize("words", ["flood wardens", "flood wardens " * 100, "漢字", "\ud800x", "%00", "'\"<>&"])
def test_any_words_find_something_or_nothing(ann: Browser, words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    assert ann.get("/staff/search", params={"q": words}).status_code == 200


# Filters


def test_filters_narrow(ann: Browser, world: World) -> None:
    initiatives = world.catalogue.initiatives
    assert {one.report for one in initiatives(found(ann, q="gritting", year="2019")).values()} == {2019}
    assert {one.status for one in initiatives(found(ann, q="help", status="planned")).values()} == {"planned"}
    assert all(record.startswith("carers-") or "carers" in initiatives([record])[record].also
               for record in found(ann, q="help", area="carers") if record in initiatives([record]))
    assert "waste-missed-bin" in found(ann, q="missed bin", organisation="charnwood")


def test_the_filter_of_place_is_for_the_signposts(ann: Browser) -> None:
    told = ann.get("/staff/search", params={"q": "missed bin", "place": "LE12 8AA"}).json()
    html = told["html"]
    assert "?place=LE12%208AA" in html
    assert "/staff/records/waste-missed-bin?place=Quorn" in ann.get("/staff/search?q=missed+bin+quorn").json()["html"]


def test_an_unknown_place_is_said(ann: Browser) -> None:
    html = ann.get("/staff/search", params={"q": "missed bin", "place": "<Atlantis>"}).json()["html"]
    assert "I don&#39;t know the place" in html
    assert "<Atlantis>" not in html


@pytest.mark.parametrize("year", ["x", "20255", "²", "-1", "1999"])
def test_an_odd_year_breaks_nothing(ann: Browser, year: str) -> None:
    assert ann.get("/staff/search", params={"q": "gritting", "year": year}).status_code == 200


# The page, with and without JavaScript


def test_the_page_shows_results_without_a_script(ann: Browser) -> None:
    page = ann.get("/staff?q=flood+wardens&year=2023").text
    assert "flooding-2023-flood-wardens" in page
    assert "Over 100 flood wardens" in page
    assert "<option selected>2023</option>" in page
    assert "autofocus" in page


def test_what_is_typed_is_shown_again_escaped(ann: Browser) -> None:
    page = ann.get("/staff", params={"q": '"><script>alert(1)</script>', "place": "<b>"}).text
    assert "<script>alert" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    "page", ["/staff", "/staff/records/flooding-2023-flood-wardens", "/staff/reviews", "/staff/questions"]
)
def test_pages_need_nothing_that_the_policy_forbids(ann: Browser, page: str) -> None:
    response = ann.get(page)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    for forbidden in (" style=", "<style", " onclick=", "javascript:"):
        assert forbidden not in response.text
    assert response.text.count("<script") == response.text.count('<script src="/static/desk.js"')


def test_the_page_of_a_record_tells_all_of_it(ann: Browser) -> None:
    page = ann.get("/staff/records/flooding-2023-flood-wardens").text
    for told in ("What to say", "Key figures", "under way", "Annual Delivery Report 2023", "lines 283", "Copy as text"):
        assert told in page


def test_the_page_of_a_need_names_the_council_of_a_place(ann: Browser) -> None:
    page = ann.get("/staff/records/waste-missed-bin?place=barwell").text
    assert "Hinckley and Bosworth Borough Council" in page
    assert 'href="tel:01455238141"' in page


def test_the_page_of_a_record_shows_other_years(ann: Browser) -> None:
    page = ann.get("/staff/records/flooding-2019-community-response-plans").text
    assert "On the same matter" in page
    assert "/staff/records/flooding-2023-community-response-plans" in page
    assert "Bar chart of Community Response Plans in Leicestershire. 2018/19: 28, 2021: 53" in page


@pytest.mark.parametrize("record", ["no-such-record", "..%2f..%2fetc", "<b>", "x" * 500])
def test_an_unknown_record_has_a_readable_page(ann: Browser, record: str) -> None:
    response = ann.get(f"/staff/records/{record}")
    assert response.status_code == 404
    assert "<b>" not in response.text


def test_mark_up_in_the_catalogue_is_shown_as_text(
    ann: Browser, services: Services, engine: Engine, tmp_path: Path
) -> None:
    services._world = changed(
        engine, tmp_path, "UPDATE need SET answer = '<script>alert(1)</script>', need = '<img src=x>'"
    )
    for page in ("/staff/records/waste-missed-bin", "/staff?q=missed+bin"):
        text = ann.get(page).text
        assert "<script>alert" not in text
        assert "<img" not in text
    assert "<script>alert" not in ann.get("/staff/search?q=missed+bin").json()["html"]


# Error


def test_without_a_catalogue_there_is_a_readable_page(ann: Browser, services: Services, tmp_path: Path) -> None:
    services._world = without_catalogue(tmp_path)
    page = ann.get("/staff?q=bins")
    assert page.status_code == 503
    assert "can&#39;t be read" in page.text
    told = ann.get("/staff/search?q=bins")
    assert (told.status_code, told.json()["error"]["code"]) == (503, "database")


def test_without_marks_of_reviews_it_still_looks_up(
    ann: Browser, store: DeskStore, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_records: list[str]) -> frozenset[str]:
        raise DatabaseMissing("locked")

    monkeypatch.setattr(store.reviews, "under_review", broken)
    assert found(ann, q="gritting")


# Views


def test_related_records_are_those_of_the_topic_the_newest_first(world: World) -> None:
    one = world.catalogue.initiatives(["roads-2017-gritting"])
    (made,) = Views(world, NOW).of(one.values(), []).values()
    assert [other.id for other in made.related] == [
        "roads-2025-gritting-2024-25",
        "roads-2023-gritting",
        "roads-2019-winter-maintenance-gritters",
        "roads-2017-salt-used",
    ]
    assert "gritters on standby: 23 gritters" in made.related[0].figures


def test_without_encoder_and_topic_there_are_no_related_records(wordless_world: World) -> None:
    one = wordless_world.catalogue.initiatives(["carers-2023-carers-passport"])
    (made,) = Views(wordless_world, NOW).of(one.values(), []).values()
    assert made.related == ()


def charts_of(world: World, record: str) -> tuple[Chart, ...]:
    """The charts on the page of a record."""
    (made,) = Views(world, NOW).of(world.catalogue.initiatives([record]).values(), []).values()
    return made.charts


def test_records_of_one_topic_are_related_without_the_encoder_too(wordless_world: World) -> None:
    one = wordless_world.catalogue.initiatives(["roads-2023-gritting"])
    (made,) = Views(wordless_world, NOW).of(one.values(), []).values()
    assert [other.id for other in made.related] == [
        "roads-2025-gritting-2024-25",
        "roads-2019-winter-maintenance-gritters",
        "roads-2017-gritting",
        "roads-2017-salt-used",
    ]


def test_without_a_topic_related_records_are_of_other_years_and_near_in_meaning(
    engine: Engine, tmp_path: Path
) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM topic")
    one = bare.catalogue.initiatives(["roads-2017-gritting"])
    (made,) = Views(bare, NOW).of(one.values(), []).values()
    assert made.related
    years = [other.year for other in made.related]
    assert 2017 not in years
    assert years == sorted(years, reverse=True)
    assert max(years.count(year) for year in years) <= 2
    assert made.charts == ()


def test_a_series_of_the_topic_makes_a_chart(world: World) -> None:
    (chart,) = charts_of(world, "flooding-2019-community-response-plans")
    assert chart.label == "Community Response Plans in Leicestershire"
    assert chart.path == "/api/charts/flooding-community-response-plans/0.svg"
    assert chart.values == (("2018/19", "28"), ("2021", "53"))
    assert chart.text == "2018/19: 28, 2021: 53"


def test_of_many_charts_those_with_a_figure_of_the_record_come_first(world: World) -> None:
    ids = {chart.path: chart.label for chart in charts_of(world, "roads-2023-gritting")}
    assert list(ids.values()) == [
        "share of the road network gritted", "gritting routes", "gritters ready for winter", "salt or grit in store",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "record", ["flooding-2023-flood-wardens", "carers-2023-carers-passport"], ids=["a topic without series", "no topic"]
)
def test_without_a_series_there_is_no_chart(world: World, record: str) -> None:
    assert charts_of(world, record) == ()


def test_a_topic_whose_other_records_are_gone_makes_no_chart(engine: Engine, tmp_path: Path) -> None:
    record = "waste-2019-sites"
    gone = changed(
        engine,
        tmp_path,
        f"DELETE FROM initiative WHERE id = '{record}'",
        f"DELETE FROM phrase WHERE record = '{record}'",
    )
    assert charts_of(gone, "waste-2017-sites-in-house") == ()


def test_a_need_has_no_chart(world: World) -> None:
    (made,) = Views(world, NOW).of([], world.catalogue.needs(["roads-gritting"]).values()).values()
    assert (made.charts, made.related) == ((), ())


def test_the_page_of_a_record_shows_its_charts_in_words_too(ann: Browser) -> None:
    page = ann.get("/staff/records/roads-2017-gritting").text
    assert page.count('<figure class="chart">') == 4
    assert 'src="/api/charts/roads-gritting-fleet/0.svg"' in page
    assert "Bar chart of gritters ready for winter. 2016/17: 21, 2018/19: 23, November 2024: 23" in page
    assert "<figure" not in ann.get("/staff/records/carers-2023-carers-passport").text


def test_the_charts_of_a_page_are_there(ann: Browser) -> None:
    page = ann.get("/staff/records/roads-2017-gritting").text
    for address in re.findall(r'src="(/api/charts/[^"]+)"', page):
        assert ann.get(address).headers["content-type"] == "image/svg+xml"


def test_markup_in_the_name_of_a_series_is_text(
    ann: Browser, services: Services, engine: Engine, tmp_path: Path
) -> None:
    named = "UPDATE topic SET series = replace(series, 'share of the road', '<script>alert(1)</script>')"
    services._world = changed(engine, tmp_path, named)
    page = ann.get("/staff/records/roads-2023-gritting").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_pages_let_browsers_name_the_origin_of_their_forms(ann: Browser) -> None:
    # With "no-referrer", browsers send "Origin: null" with a form, and the desk would refuse its own.
    assert ann.get("/staff").headers["referrer-policy"] == "same-origin"
