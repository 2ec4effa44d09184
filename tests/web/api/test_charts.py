"""A chart by its address: none, one and many, addresses that make no sense, no catalogue, and who may show it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from core.lookup.topics import find_series
from core.turn import World
from tests.web.api.test_others import without_catalogue
from tests.web.conftest import Caller
from web.charts import chart_path
from web.services import Services

CHART = "/api/charts/roads-gritting-fleet/0.svg"


def test_a_chart_is_a_picture_that_other_sites_may_show_and_browsers_keep(client: TestClient) -> None:
    response = client.get(CHART)
    assert (response.status_code, response.headers["content-type"]) == (200, "image/svg+xml")
    title = ElementTree.fromstring(response.content).findtext("{http://www.w3.org/2000/svg}title")
    assert title == "gritters ready for winter"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["cache-control"] == "public, max-age=3600"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in response.headers


def test_a_picture_by_itself_may_load_and_run_nothing(client: TestClient) -> None:
    policy = client.get(CHART).headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy


def test_a_picture_is_the_same_each_time(client: TestClient) -> None:
    assert client.get(CHART).content == client.get(CHART).content


def test_every_series_has_its_picture(client: TestClient, world: World) -> None:
    for series in find_series(world, ""):
        assert client.get(chart_path(series.id)).status_code == 200, series.id


@pytest.mark.parametrize(
    "address",
    [
        *("no-such-topic/0", "roads-gritting-fleet/4", "flooding-wardens/0", "roads-2017-gritting/0"),
        *("roads-gritting-fleet/-1", "roads-gritting-fleet/1e3", "roads-gritting-fleet/0x0", "roads-gritting-fleet/+0"),
        *("roads-gritting-fleet/%D9%A0", "roads-gritting-fleet/" + "9" * 40, "roads-gritting-fleet/" + "9" * 5000),
        *("roads-gritting-fleet/", "roads-gritting-fleet/0.5", "..%2f..%2fetc/0", "%00/0", "'; DROP TABLE topic; --/0"),
    ],
    ids=lambda address: str(address)[:40],
)
def test_a_topic_or_a_position_that_there_is_not_is_not_found(client: TestClient, address: str) -> None:
    response = client.get(f"/api/charts/{address}.svg")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


def test_a_chart_can_only_be_read(client: TestClient) -> None:
    assert client.post(CHART).status_code == 405


def test_without_a_catalogue_there_is_no_chart_for_now(services: Services, client: TestClient) -> None:
    without_catalogue(services)
    response = client.get(CHART)
    assert (response.status_code, response.json()["error"]["code"]) == (503, "unavailable")
    assert response.headers["retry-after"] == "30"
    assert "max-age" not in response.headers.get("cache-control", "")


def test_an_answer_about_years_names_its_chart_and_its_figures(client: TestClient, caller: Caller) -> None:
    (answer,) = caller.says("how did the number of gritters change")["answers"]
    (part,) = [part for part in answer["parts"] if part["kind"] == "series"]
    assert (part["chart"], part["series"]) == (CHART, "roads-gritting-fleet/0")
    assert part["name"] == "gritters ready for winter"
    assert part["values"] == [
        {"period": "2016/17", "amount": "21"},
        {"period": "2018/19", "amount": "23"},
        {"period": "November 2024", "amount": "23"},
    ]
    assert client.get(part["chart"]).status_code == 200


def test_an_answer_without_figures_over_the_years_names_no_chart(caller: Caller) -> None:
    (answer,) = caller.says("they never took my black bin this morning")["answers"]
    assert not [part for part in answer["parts"] if "chart" in part or "series" in part]


def test_the_chart_is_there_again_when_the_conversation_is(caller: Caller) -> None:
    caller.says("how did the number of gritters change")
    parts = caller.history()[-1]["answer"]["parts"]
    assert [part["chart"] for part in parts if part["kind"] == "series"] == [CHART]
