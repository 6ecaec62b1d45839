"""Running the web process."""

from __future__ import annotations

import faulthandler
import signal
from socket import socket

import uvicorn

from bellhop.settings import Settings
from bellhop.web.app import create_app


def run_web(settings: Settings) -> None:
    """Blocks until stopped. SIGUSR1 writes where every thread stands to stderr."""
    faulthandler.register(signal.SIGUSR1)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
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
    Server(config).run()


class Server(uvicorn.Server):
    """Asked to stop, it first ends the streams of news, which would hold it up."""

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        self.config.app.state.news.end_streams()  # type: ignore[union-attr]
        await super().shutdown(sockets)
