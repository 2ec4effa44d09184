"""What holds for every request: headers, and who may ask from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from core.turn import World
from tests.web.conftest import make_settings
from web.app import create_app
from web.services import Services

COUNCIL = "https://www.example.gov.uk"


@pytest.mark.parametrize("address", ["/", "/chat", "/api/contact", "/health", "/nothing", "/widget.js"])
def test_every_answer_tells_the_browser_what_it_may_do(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize(
    "address", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/%2e%2e/.env"]
)
def test_no_path_leads_out_of_the_public_folder(client: TestClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "create_app" not in response.text


def test_only_the_sites_that_were_named_may_embed_the_widget(tmp_path: Path, engine: Engine, world: World) -> None:
    services = Services.of(make_settings(tmp_path, engine, widget_origins=(COUNCIL,)))
    services._world = world
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    with TestClient(create_app(services)) as client:
        allowed = client.options("/api/chat", headers={"Origin": COUNCIL, **asks})
        refused = client.options("/api/chat", headers={"Origin": "https://evil.example", **asks})
        script = client.get("/widget.js", headers={"Origin": COUNCIL})
    assert allowed.headers["access-control-allow-origin"] == COUNCIL
    assert "access-control-allow-credentials" not in allowed.headers
    assert "access-control-allow-origin" not in refused.headers
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"


def test_a_fault_of_ours_tells_nobody_how_it_came_about(services: Services) -> None:
    def broken() -> None:
        raise RuntimeError("a secret of the code")

    services.contact = broken  # type: ignore[method-assign, assignment]
    with TestClient(create_app(services), raise_server_exceptions=False) as client:
        response = client.get("/api/contact")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "0116 305 0001" in response.text


def test_limits_go_by_the_callers_address_which_only_a_known_proxy_may_tell(
    tmp_path: Path, engine: Engine, world: World
) -> None:
    services = Services.of(make_settings(tmp_path, engine, proxy_addresses=("10.0.0.5",), address_rate=1))
    services._world = world
    app = create_app(services)

    def post(connects: str, says: str) -> int:
        client = TestClient(app, client=(connects, 50000))
        return client.post("/api/session", headers={"X-Forwarded-For": says}).status_code

    behind = [post("10.0.0.5", f"192.0.2.{number}") for number in (1, 2, 1)]
    assert behind == [201, 201, 429]
    assert [post("192.0.2.9", "192.0.2.3"), post("192.0.2.9", "192.0.2.4")] == [201, 429]
