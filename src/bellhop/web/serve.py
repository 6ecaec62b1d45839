"""Running the web process."""

from __future__ import annotations

import uvicorn

from bellhop.settings import Settings
from bellhop.web.app import create_app


def run_web(settings: Settings) -> None:
    """Blocks until stopped."""
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=5,
        server_header=False,
    )
