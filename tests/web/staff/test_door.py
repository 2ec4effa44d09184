"""Signing in: what is refused, how a sign-in ends, and whose word on a person counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.applications import Starlette

from core.settings import Settings
from tests.web.staff.conftest import PASSWORD, Browser, Clock
from web.app import create_app
from web.services import Services
from web.staff.store import DeskStore

PAGES = ["/staff", "/staff/records/roads-pothole", "/staff/reviews", "/staff/reviews.csv", "/staff/questions",
         "/staff/questions.yml", "/staff/questions/1.yml"]  # fmt: skip
FORMS = ["/staff/ask", "/staff/logout", "/staff/records/roads-pothole/review", "/staff/reviews/1/resolve",
         "/staff/questions/1"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_page_asks_to_sign_in(stranger: Browser, page: str) -> None:
    response = stranger.get(page)
    assert response.status_code == 303
    assert response.headers["location"].startswith("/staff/login?next=%2Fstaff")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_asks_to_sign_in(stranger: Browser, form: str) -> None:
    assert stranger.post(form, data={"note": "x"}).headers["location"] == "/staff/login?next=%2Fstaff"


def test_a_script_is_told_with_401(stranger: Browser) -> None:
    assert stranger.get("/staff/search?q=bins").status_code == 401
    response = stranger.post("/staff/ask", headers={"Accept": "application/json"})
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "signed_out"


def test_the_right_password_opens_the_desk(stranger: Browser) -> None:
    response = stranger.sign_in(next="/staff/records/roads-pothole?place=quorn")
    assert (response.status_code, response.headers["location"]) == (303, "/staff/records/roads-pothole?place=quorn")
    cookie = next(held for held in response.headers.get_list("set-cookie") if held.startswith("desk_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/staff" in cookie
    assert "Secure" not in cookie
    page = stranger.get("/staff")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "ann" in page.text
    assert stranger.get("/staff/login").headers["location"] == "/staff"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil", "/staffroom", "/staff//evil", "/staff/\nx", "javascript:1"],
)
def test_signing_in_never_leads_elsewhere(stranger: Browser, target: str) -> None:
    assert stranger.sign_in(next=target).headers["location"] == "/staff"


@pytest.mark.parametrize(
    ("name", "password"),
    [("ann", "wrong"), ("ann", ""), ("nobody", PASSWORD), ("", ""), ("ann", PASSWORD + " "), ("' OR 1=1 --", "x")],
)
def test_a_wrong_name_or_password_gets_one_and_the_same_refusal(stranger: Browser, name: str, password: str) -> None:
    response = stranger.sign_in(name, password)
    assert response.status_code == 401
    assert "don&#39;t fit" in response.text
    assert stranger.get("/staff").status_code == 303


def test_five_wrong_passwords_lock_out_the_right_one_too(stranger: Browser, clock: Clock) -> None:
    for _ in range(5):
        assert stranger.sign_in(password="wrong password").status_code == 401
    response = stranger.sign_in()
    assert response.status_code == 429
    assert "Wait 15 minutes" in response.text
    clock.forward(minutes=15)
    assert stranger.sign_in().status_code == 303


def test_a_sign_in_ends_by_itself(ann: Browser, clock: Clock) -> None:
    clock.forward(minutes=61)
    assert ann.get("/staff").status_code == 303


@pytest.mark.parametrize("forged", ["x", "", "ann", "0" * 43])
def test_a_forged_cookie_opens_nothing(stranger: Browser, forged: str) -> None:
    stranger.cookies.set("desk_session", forged, domain="127.0.0.1", path="/staff")
    assert stranger.get("/staff").status_code == 303


def test_signing_out_ends_the_sign_in_on_the_server(ann: Browser) -> None:
    token = ann.cookies["desk_session"]
    assert ann.fill_in("/staff/logout").headers["location"] == "/staff/login"
    ann.cookies.set("desk_session", token, domain="127.0.0.1", path="/staff")
    assert ann.get("/staff").status_code == 303


def test_signing_out_by_a_link_is_not_possible(ann: Browser) -> None:
    assert ann.get("/staff/logout").status_code == 405
    assert ann.get("/staff").status_code == 200


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("csrf", ["", "wrong", "é"])
def test_a_form_without_its_token_is_refused(ann: Browser, form: str, csrf: str) -> None:
    assert ann.post(form, data={"csrf": csrf, "note": "x"}).status_code == 403


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_another_site_is_refused(ann: Browser, form: str) -> None:
    headers = {"Origin": "https://evil.example"}
    assert ann.post(form, data={"csrf": ann.csrf(), "note": "x"}, headers=headers).status_code == 403


def test_the_sign_in_form_has_a_token_as_well(stranger: Browser) -> None:
    stranger.get("/staff/login")
    assert stranger.post("/staff/login", data={"name": "ann", "password": PASSWORD}).status_code == 403
    data = {"csrf": stranger.csrf("/staff/login"), "name": "ann", "password": PASSWORD}
    assert stranger.post("/staff/login", data=data, headers={"Origin": "https://evil.example"}).status_code == 403


def test_the_name_is_shown_again_without_becoming_a_mark_up(stranger: Browser) -> None:
    page = stranger.sign_in('"><script>alert(1)</script>', "wrong").text
    assert "<script>alert" not in page


def test_over_https_cookies_travel_over_that_alone(services: Services, stranger: Browser) -> None:
    services.settings = replace(services.settings, public_url="https://ask.example.gov.uk")
    cookies = stranger.get("/staff/login").headers["set-cookie"]
    assert "Secure" in cookies


# Single sign-on


@pytest.fixture
def proxied(settings: Settings, services: Services, store: DeskStore) -> Starlette:
    services.settings = replace(settings, auth_proxy_header="X-Remote-User", auth_proxy_addresses=("10.9.9.9",))
    return create_app(services)


def browser(app: Starlette, address: str) -> Browser:
    return Browser(app, base_url="http://127.0.0.1:8080", client=(address, 5000), follow_redirects=False)


def test_the_proxy_is_believed(proxied: Starlette) -> None:
    via = browser(proxied, "10.9.9.9")
    via.headers["X-Remote-User"] = "Carol"
    page = via.get("/staff")
    assert page.status_code == 200
    assert "carol" in page.text
    assert via.fill_in("/staff/records/roads-pothole/review", note="wrong number").status_code == 303


def test_a_proxy_that_tells_the_callers_address_is_believed_too(settings: Settings, services: Services) -> None:
    proxy = ("10.9.9.9",)
    services.settings = replace(
        settings, auth_proxy_header="X-Remote-User", auth_proxy_addresses=proxy, proxy_addresses=proxy
    )
    headers = {"X-Remote-User": "carol", "X-Forwarded-For": "192.0.2.7"}
    app = create_app(services)
    assert browser(app, "10.9.9.9").get("/staff", headers=headers).status_code == 200
    spoofed = {"X-Remote-User": "carol", "X-Forwarded-For": "10.9.9.9"}
    assert browser(app, "10.0.0.1").get("/staff", headers=spoofed).status_code == 303


def test_a_stranger_who_sends_the_header_is_not(proxied: Starlette) -> None:
    stranger = browser(proxied, "10.0.0.1")
    stranger.headers["X-Remote-User"] = "carol"
    assert stranger.get("/staff").status_code == 303


def test_without_the_setting_the_header_means_nothing(app: Starlette) -> None:
    stranger = browser(app, "10.9.9.9")
    stranger.headers["X-Remote-User"] = "carol"
    assert stranger.get("/staff").status_code == 303


def test_what_the_proxy_opened_counts_behind_it_alone(proxied: Starlette) -> None:
    via = browser(proxied, "10.9.9.9")
    via.headers["X-Remote-User"] = "carol"
    via.get("/staff")
    outside = browser(proxied, "10.0.0.1")
    outside.cookies.set("desk_session", via.cookies["desk_session"], domain="127.0.0.1", path="/staff")
    assert outside.get("/staff").status_code == 303


def test_another_person_behind_the_proxy_is_another_sign_in(proxied: Starlette) -> None:
    via = browser(proxied, "10.9.9.9")
    via.headers["X-Remote-User"] = "carol"
    via.get("/staff")
    via.headers["X-Remote-User"] = "dave"
    assert "dave" in via.get("/staff").text
    del via.headers["X-Remote-User"]
    assert via.get("/staff").status_code == 303
