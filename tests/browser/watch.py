"""What happens in a browser besides what is seen: errors, and calls to hosts that are nobody's business."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError


class Watch:
    """Listens to all pages of a browser profile.

    Args:
        context: the profile.
        homes: addresses that its pages may call.
    """

    def __init__(self, context: BrowserContext, *homes: str) -> None:
        self.context = context
        self.requests: list[Request] = []
        self._homes = {urlsplit(home).netloc for home in homes}
        self._troubles: list[str] = []
        self._expected: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        context.on("request", self._note)

    def expects(self, *words: str) -> None:
        """Errors with these words belong to the test: a connection that it cuts, a refusal that it provokes."""
        self._expected += words

    def allows(self, home: str) -> None:
        """Pages may call this address as well."""
        self._homes.add(urlsplit(home).netloc)

    def faults(self) -> list[str]:
        """Errors of pages and on the console, and requests to other hosts."""
        troubles = [trouble for trouble in self._troubles if not any(words in trouble for words in self._expected)]
        return troubles + [f"a request to {request.url}" for request in self.requests if not self._is_home(request.url)]

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def _is_home(self, address: str) -> bool:
        parts = urlsplit(address)
        return parts.scheme in ("data", "blob") or parts.netloc in self._homes

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._troubles.append(f"{message.type} on the console: {message.text} ({message.location.get('url')})")

    def _catch(self, error: WebError) -> None:
        self._troubles.append(f"error of a page: {error.error}")
