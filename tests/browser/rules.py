"""The rules of axe, held against what a page shows now."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_axe = Axe()


def violations(page: Page) -> list[str]:
    """What axe objects to, a line each; nothing is the only good answer."""
    # A press of a button waits for the next page to begin, not for its style.
    page.wait_for_load_state()
    found = _axe.run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['html']}" for rule in found for node in rule["nodes"]]
