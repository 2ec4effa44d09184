"""The chat as a plain page: asked, answered, deleted, without a line of JavaScript; and refused to other sites."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from core.answering.answer import Answer, Part, Status
from core.answering.thread import Thread
from tests.web.conftest import Caller, Rasa
from web.limits import Limiter
from web.services import Services
from web.sessions import COOKIE

MISSED = "they never took my black bin this morning"
GRITTERS = "how did the number of gritters change"


def ask(client: TestClient, message: str) -> str:
    """Fill in the form; the page that comes back."""
    response = client.post("/chat", data={"message": message})
    assert response.status_code == 200
    return response.text


def test_a_visitor_sees_a_form_and_that_it_is_a_bot_and_gets_no_cookie(client: TestClient) -> None:
    page = client.get("/chat")
    assert "not a person" in page.text
    assert "<label" in page.text
    assert "0116 305 0001" in page.text
    assert "set-cookie" not in page.headers


def test_a_question_is_answered_on_the_page_and_the_next_one_goes_on(client: TestClient) -> None:
    first = ask(client, MISSED)
    assert MISSED in first
    assert "missed bin" in first
    second = ask(client, "i live in melton mowbray")
    assert "Melton Borough Council" in second
    assert MISSED in second
    assert 'href="tel:' in second


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    response = client.post("/chat", data={"message": MISSED}, follow_redirects=False)
    assert response.status_code == 303
    cookie = response.headers["set-cookie"].lower()
    assert cookie.startswith(COOKIE)
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_page_and_widget_show_one_conversation(client: TestClient) -> None:
    ask(client, MISSED)
    turns = client.get("/api/history").json()["turns"]
    assert turns[0] == {"from": "you", "text": MISSED}


def test_deleting_removes_the_conversation_and_the_cookie(services: Services, client: TestClient) -> None:
    ask(client, MISSED)
    page = client.post("/chat/delete").text
    assert MISSED not in page
    assert services.conversations.senders() == []
    assert COOKIE not in client.cookies


@pytest.mark.parametrize("text", ["", "   ", "a" * 301])
def test_nothing_and_too_much_are_said_to_be_so_and_the_text_is_kept(client: TestClient, text: str) -> None:
    response = client.post("/chat", data={"message": text})
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert text.strip() in response.text


def test_html_in_a_question_is_shown_as_typed(client: TestClient) -> None:
    page = ask(client, "<script>alert(1)</script> <img src=x onerror=alert(1)> bins")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_html_in_an_answer_is_shown_as_text_and_only_safe_links_are_links(
    services: Services, client: TestClient
) -> None:
    ask(client, "bins")
    text = "<b>bold</b> javascript:alert(1) https://www.gov.uk/find-local-council 0116 305 0001"
    (session,) = services.conversations.senders()
    services.conversations.add_turn(session, "bins", Answer(Status.ANSWERED, text), Thread(), turns=12)
    page = client.get("/chat").text
    assert "<b>bold" not in page
    assert 'href="javascript' not in page
    assert '<a href="https://www.gov.uk/find-local-council"' in page


def test_a_figure_over_the_years_is_shown_in_words_as_a_chart_and_as_a_table(client: TestClient) -> None:
    page = ask(client, GRITTERS)
    assert "Gritters ready for winter: 23 (November 2024). Before that: 23 (2018/19), 21 (2016/17)." in page
    (figure,) = re.findall(r'<figure class="chart">(.*?)</figure>', page, re.DOTALL)
    assert "<figcaption>gritters ready for winter</figcaption>" in figure
    assert (
        '<img src="/api/charts/roads-gritting-fleet/0.svg" '
        'alt="Bar chart: gritters ready for winter. The table below it gives the same figures.">'
    ) in figure
    assert "<summary>The figures as a table</summary>" in figure
    assert re.findall(r'<th scope="col">([^<]+)</th>', figure) == ["When", "How much or how many"]
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th><td>([^<]+)</td></tr>', figure)
    assert rows == [("2016/17", "21"), ("2018/19", "23"), ("November 2024", "23")]


def test_the_chart_of_a_page_is_there_and_the_policy_of_the_page_lets_it_be_shown(client: TestClient) -> None:
    ask(client, GRITTERS)
    page = client.get("/chat")
    assert "img-src 'self'" in page.headers["content-security-policy"]
    (address,) = re.findall(r'<img src="([^"]+)"', page.text)
    assert client.get(address).headers["content-type"] == "image/svg+xml"


def test_an_answer_without_figures_over_the_years_has_no_chart(client: TestClient) -> None:
    assert "<figure" not in ask(client, MISSED)


def test_html_in_a_figure_over_the_years_is_shown_as_text(services: Services, client: TestClient) -> None:
    ask(client, "bins")
    evil = "<b>bold</b>\"><script>alert(1)</script>"
    fields = {"series": "roads-gritting-fleet/0", "name": evil, "values": [{"period": evil, "amount": evil}]}
    (session,) = services.conversations.senders()
    told = Answer(Status.ANSWERED, "Gritters: 23.", parts=(Part("series", "Gritters: 23.", fields),))
    services.conversations.add_turn(session, "bins", told, Thread(), turns=12)
    page = client.get("/chat").text
    assert '<figure class="chart">' in page
    assert page.count("&lt;b&gt;bold") == 4
    assert "<b>bold" not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("address", ["/chat", "/chat/delete"])
@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_forms_of_other_sites_are_refused(client: TestClient, address: str, header: dict[str, str]) -> None:
    ask(client, MISSED)
    assert client.post(address, data={"message": "x"}, headers=header).status_code == 403
    assert client.get("/api/history").json()["turns"], "nothing was deleted"


def test_one_who_asks_too_fast_is_told_so_on_the_page(services: Services, client: TestClient) -> None:
    services.pace = Limiter(1)
    ask(client, MISSED)
    response = client.post("/chat", data={"message": "and now this"})
    assert response.status_code == 429
    assert response.headers["retry-after"]
    assert "and now this" in response.text


def test_danger_offers_a_way_out_that_leads_away(client: TestClient) -> None:
    page = ask(client, "my husband hits me and i am scared")
    assert "0808 2000 247" in page
    assert 'href="https://www.bbc.co.uk/weather"' in page


def test_basic_mode_is_said_to_be_so(services: Services, rasa: Rasa, client: TestClient) -> None:
    assert "basic mode" not in ask(client, "hello")
    rasa.fails = True
    assert "basic mode" in ask(client, "hello")


@pytest.mark.parametrize("address", ["/", "/privacy", "/accessibility"])
def test_other_pages_have_a_title_a_heading_and_no_script_of_their_own(client: TestClient, address: str) -> None:
    page = client.get(address).text
    assert re.search(r"<title>[^<]+</title>", page)
    assert page.count("<h1") == 1
    assert not re.search(r"<script(?![^>]* src=)", page)
    assert "style=" not in page


def test_another_visitor_sees_nothing_of_it(client: TestClient, caller: Caller) -> None:
    caller.says(MISSED)
    client.cookies.clear()
    assert MISSED not in client.get("/chat").text
