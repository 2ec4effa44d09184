"""The endpoints against their description: whatever a program sends, what comes back is what is written."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

from tests.web.conftest import Caller
from web.api.description import description
from web.app import create_app
from web.services import Services


@pytest.fixture
def described(services: Services) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(services))


schema = schemathesis.pytest.from_fixture("described")


def test_every_endpoint_is_described(client: TestClient) -> None:
    served = {
        route.path
        for route in client.app.routes  # type: ignore[attr-defined]
        if getattr(route, "path", "").startswith(("/api/", "/health", "/ready"))
    }
    assert served == set(description()["paths"])
    assert client.get("/openapi.json").json() == description()


@pytest.mark.thorough
@schema.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case: Any, caller: Caller) -> None:
    if [] in (case.query or {}).values():
        return  # an empty list is sent as an empty value, which rightly means none
    case.call_and_validate(headers=caller.headers, excluded_checks=[schemathesis.checks.ignored_auth])
