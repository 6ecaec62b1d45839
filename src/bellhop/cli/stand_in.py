"""`bellhop sandbox`."""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn

from bellhop import sandbox as room
from bellhop.cli.ready import prepared


def sandbox(
    port: Annotated[int, typer.Option(help="Where it listens.")] = 8001,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
) -> None:
    """A stand-in Green API and DeepSeek with a guest's phone, for trying things out."""
    loaded = prepared()
    loaded.home.mkdir(parents=True, exist_ok=True)
    app = room.create_app(loaded.home / "sandbox.sqlite", public_url=f"http://{host}:{port}")
    uvicorn.run(app, host=host, port=port, log_config=None, access_log=False)
