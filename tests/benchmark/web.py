"""The web surfaces, measured: what the gateway costs beside Rasa, how fast staff find, how light the widget is."""

from __future__ import annotations

import gzip
import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import requests

from bot.serve import environment, gateway_address
from core.settings import ROOT, Settings
from tests.benchmark.clients import messages
from tests.benchmark.sides import BenchmarkError

WIDGET = ROOT / "web" / "static" / "widget.js"
_THROTTLE = 4  # times slower than this machine, about a cheap phone
_LOOKS = 3
_UP_SECONDS = 60.0
_SIGNED_IN = "X-Bench-User"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class WebMeasured:
    """What was measured of the web.

    Attributes:
        direct: seconds of a turn at Rasa's REST channel.
        through: seconds of the same turn through the gateway.
        searches: seconds of a search of the staff desk.
        widget_bytes: of the widget's one file, compressed.
        interactive: seconds from opening the demo page to a launcher that works, on a slowed processor; empty without a
            browser.
    """

    direct: list[float] = field(default_factory=list)
    through: list[float] = field(default_factory=list)
    searches: list[float] = field(default_factory=list)
    widget_bytes: int = 0
    interactive: list[float] = field(default_factory=list)


def measure_web(settings: Settings, port: int, texts: Sequence[str], seed: int, amount: int) -> WebMeasured:
    """Measure the web of a side that runs.

    Args:
        settings: of the side's servers.
        port: for the gateway.
        texts: questions to ask.
        seed: of their order.
        amount: how many questions.

    Raises:
        BenchmarkError: the gateway doesn't come up, or gives something else than answers.
    """
    own = replace(
        settings,
        gateway_port=port,
        desk_url=f"sqlite:///{settings.run_dir / 'desk.db'}",
    )
    found = WebMeasured(widget_bytes=len(gzip.compress(WIDGET.read_bytes(), 9)))
    with _gateway(own) as url, requests.Session() as plain, requests.Session() as web:
        asked = list(itertools.islice(messages(texts, seed, "web"), amount + 10))
        tokens: dict[str, str] = {}
        for number, (sender, text) in enumerate(asked):
            if sender not in tokens:
                tokens[sender] = web.post(f"{url}/api/session", timeout=10).json()["token"]
            headers = {"Authorization": f"Bearer {tokens[sender]}"}
            direct = _seconds(plain, own.rest_url, {"sender": f"direct {sender}", "message": text}, {})
            through = _seconds(web, f"{url}/api/chat", {"message": text}, headers)
            if number >= 10:
                found.direct.append(direct)
                found.through.append(through)
        for _, text in asked:
            began = time.perf_counter()
            answered = web.get(f"{url}/staff/search", params={"q": text}, headers={_SIGNED_IN: "bench"}, timeout=30)
            if not answered.ok:
                raise BenchmarkError(f"the staff desk answers {answered.status_code}")
            found.searches.append(time.perf_counter() - began)
        # The first one loads the encoder and the vectors.
        found.searches = found.searches[10:]
        found.interactive = list(_interactive(url))
    return found


def _seconds(session: requests.Session, url: str, body: dict[str, str], headers: dict[str, str]) -> float:
    began = time.perf_counter()
    answered = session.post(url, json=body, headers=headers, timeout=30)
    if not answered.ok:
        raise BenchmarkError(f"{url} answers {answered.status_code}")
    return time.perf_counter() - began


@contextmanager
def _gateway(settings: Settings) -> Iterator[str]:
    given = {
        **environment(settings),
        "RASA_PORT": str(settings.rasa_port),
        "GATEWAY_PORT": str(settings.gateway_port),
        "DESK_URL": settings.desk_url,
        "SESSION_SECRET": "for measuring",
        "SESSION_RATE": "10000",
        "ADDRESS_RATE": "100000",
        "AUTH_PROXY_HEADER": _SIGNED_IN,
        "AUTH_PROXY_ADDRESSES": "127.0.0.1",
    }
    log = settings.run_dir / "gateway.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "web.serve"], cwd=ROOT, env=given, stdout=out, stderr=subprocess.STDOUT
        )
    url = gateway_address(settings)
    try:
        deadline = time.monotonic() + _UP_SECONDS
        while not _is_up(url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise BenchmarkError(f"the gateway doesn't come up; its log is {log.name}")
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _is_up(url: str) -> bool:
    try:
        return bool(requests.get(f"{url}/ready", timeout=5).json()["status"] == "ready")
    except (requests.RequestException, ValueError, KeyError):
        return False


def _interactive(url: str) -> Iterator[float]:
    """Seconds until the launcher opens the chat when pressed, a figure a look; none where there is no browser."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        return
    # Only here: a benchmark without a browser needs no driver of one.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    flags = ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=browser, args=flags)
        for _ in range(_LOOKS):
            page = opened.new_page()
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _THROTTLE})
            began = time.perf_counter()
            page.goto(f"{url}/", wait_until="commit")
            page.get_by_role("button", name="Ask the council").click()
            page.get_by_role("textbox", name="Your question").wait_for()
            yield time.perf_counter() - began
            page.close()
        opened.close()
