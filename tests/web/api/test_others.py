"""Feedback, the line of a person, search, records and health."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Caller, Rasa
from web.services import Services


def without_catalogue(services: Services) -> None:
    services._world = None
    object.__setattr__(services.settings, "database_url", "sqlite:////nowhere/catalogue.db")


def test_feedback_is_kept_without_what_tells_who_gave_it(
    services: Services, client: TestClient, caller: Caller
) -> None:
    body = {"helpful": False, "reason": "wrong number, mine is 07700 900123", "records": ["waste-missed-bin"]}
    assert client.post("/api/feedback", json=body, headers=caller.headers).status_code == 201
    (kept,) = services.desk.feedback.listed(helpful=False)
    assert (kept.helpful, kept.records) == (False, ("waste-missed-bin",))
    assert "900123" not in kept.reason


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"helpful": "yes"}, 400),
        ({"helpful": True, "records": "x"}, 400),
        ({"helpful": True, "records": [3]}, 400),
        ({"helpful": True, "records": ["x"] * 21}, 400),
        ({"helpful": True, "reason": 3}, 400),
        ({"helpful": True, "reason": "a" * 301}, 400),
    ],
)
def test_feedback_of_another_form_is_refused(
    client: TestClient, caller: Caller, body: dict[str, Any], status: int
) -> None:
    assert client.post("/api/feedback", json=body, headers=caller.headers).status_code == status


def test_the_line_of_a_person_is_the_councils(client: TestClient) -> None:
    line = client.get("/api/contact").json()
    assert line["name"] == "Leicestershire County Council"
    assert line["phone"] == "0116 305 0001"
    assert line["open_now"] in (True, False, None)
    assert (line["days"], line["leave"]) == (30, "https://www.bbc.co.uk/weather")


def test_the_line_of_a_person_is_known_without_a_catalogue(services: Services, client: TestClient) -> None:
    without_catalogue(services)
    assert client.get("/api/contact").json()["phone"] == "0116 305 0001"


def test_search_finds_none_one_and_many(client: TestClient) -> None:
    one = client.get("/api/search", params={"q": "granite", "limit": 1}).json()["initiatives"]
    assert [row["kind"] for row in one] == ["initiative"]
    many = client.get("/api/search", params={"q": "flood wardens", "year": 2023}).json()
    assert many["initiatives"][0]["id"] == "flooding-2023-flood-wardens"
    assert {row["report"] for row in many["initiatives"]} == {2023}
    assert all("asked_as" not in row for row in many["initiatives"] + many["needs"])


@pytest.mark.parametrize(
    "asked",
    [
        *({}, {"q": ""}, {"q": " "}, {"q": "a" * 301}),
        {"q": "x", "year": "now"},
        *({"q": "x", "limit": limit} for limit in ("0", "21", "-1")),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(client: TestClient, asked: dict[str, str]) -> None:
    assert client.get("/api/search", params=asked).status_code == 400


@pytest.mark.parametrize("asked", [{"area": "moon"}, {"year": "1850"}])
def test_a_search_in_what_there_is_not_is_not_found(client: TestClient, asked: dict[str, str]) -> None:
    assert client.get("/api/search", params={"q": "bins", **asked}).status_code == 404


def test_a_record_is_given_by_its_id(client: TestClient) -> None:
    assert client.get("/api/records/waste-missed-bin").json()["kind"] == "need"
    assert client.get("/api/records/flooding-2023-flood-wardens").json()["report"] == 2023


@pytest.mark.parametrize("record", ["nothing", "..%2f..%2fetc%2fpasswd", "'; DROP TABLE need; --"])
def test_an_unknown_record_is_not_found(client: TestClient, record: str) -> None:
    assert client.get(f"/api/records/{record}").status_code == 404


def test_without_a_catalogue_search_and_records_say_so(services: Services, client: TestClient) -> None:
    without_catalogue(services)
    for address in ("/api/search?q=bins", "/api/records/waste-missed-bin"):
        response = client.get(address)
        assert (response.status_code, response.json()["error"]["code"]) == (503, "unavailable")


def test_health_and_readiness(services: Services, client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json() == {"status": "basic", "rasa": False, "catalogue": True}
    without_catalogue(services)
    response = client.get("/ready")
    assert (response.status_code, response.json()["status"]) == (503, "not ready")


def test_with_rasa_it_is_ready(rasa: Rasa, client: TestClient) -> None:
    assert client.get("/ready").json() == {"status": "ready", "rasa": True, "catalogue": True}
