"""Sessions of residents: ids that the server makes and signs, so that nobody reads or writes another's conversation."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from core.settings import Settings

COOKIE = "assistant_session"
_SALT = "resident session"


class Sessions:
    """Makes, signs and reads session ids.

    Args:
        secret: that tokens are signed with.
        hours: that a token is good for.
        secure: whether browsers reach the gateway over https, so that the cookie travels over that alone.
    """

    def __init__(self, secret: str, hours: int, secure: bool) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt=_SALT)
        self.seconds = hours * 3600
        self._secure = secure

    @classmethod
    def of(cls, settings: Settings) -> Sessions:
        """The sessions that the settings ask for."""
        return cls(secret_of(settings), settings.session_hours, settings.gateway_url.startswith("https:"))

    def new(self) -> str:
        """A new id that nobody can guess."""
        return secrets.token_urlsafe(24)

    def token(self, session: str) -> str:
        """The signed form of an id."""
        return str(self._signer.dumps(session))

    def read(self, token: str) -> str | None:
        """The id that a token holds; None for one that is forged, cut, too old or not a token at all."""
        try:
            held = self._signer.loads(token, max_age=self.seconds)
        except BadData:
            return None
        return held if isinstance(held, str) else None

    def of_request(self, request: Request) -> str | None:
        """The id that a request brings: in its ``Authorization`` header, else in the cookie."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self.read(token.strip())
        return self.read(request.cookies.get(COOKIE, ""))

    def attach(self, response: Response, session: str) -> None:
        """Let the browser keep an id in a cookie that no script can read and no other site can send."""
        response.set_cookie(
            COOKIE, self.token(session), max_age=self.seconds, httponly=True, samesite="strict", secure=self._secure
        )

    def detach(self, response: Response) -> None:
        """Let the browser forget its id."""
        response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=self._secure)


def secret_of(settings: Settings) -> str:
    """The secret from the settings, or one that is made once and kept in the run folder for its owner alone."""
    if settings.session_secret:
        return settings.session_secret
    path = settings.run_dir / "session-secret"
    if not path.is_file():
        settings.run_dir.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text("utf-8").strip()


def _write_once(path: Path, text: str) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        # Another process was faster; its secret is as good.
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
