"""Runs the gateway: ``python -m web.serve``. Without Rasa it answers in basic mode."""

from __future__ import annotations

import sys

import uvicorn

from core.catalogue.database import DatabaseMissing
from core.settings import SettingError, read_settings
from web.app import create_app
from web.services import Services


def main() -> int:
    """Run until interrupted; exit status 1 when a setting can't be used."""
    try:
        settings = read_settings()
        app = create_app(Services.of(settings))
    except (SettingError, DatabaseMissing) as error:
        print(f"The gateway is not running: {error}", file=sys.stderr)
        return 1
    uvicorn.run(
        app,
        host=settings.gateway_host,
        port=settings.gateway_port,
        log_level=settings.log_level.lower(),
        # Addresses and search words are nobody's business.
        access_log=False,
        server_header=False,
        # No page of ours uses websockets, and the version that Rasa pins is older than uvicorn wants.
        ws="none",
        # The application does this itself, after it has seen who connects.
        proxy_headers=False,
        timeout_keep_alive=20,
        limit_concurrency=512,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
