"""The sandbox's application: three stand-ins behind one port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from bellhop.sandbox import files
from bellhop.sandbox.control import routes as control
from bellhop.sandbox.green import door
from bellhop.sandbox.house import House
from bellhop.sandbox.mind import door as mind
from bellhop.sandbox.phone import pages

VERBS = ["GET", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"]
STATIC = Path(__file__).parent / "static"


@asynccontextmanager
async def _open(app: FastAPI) -> AsyncIterator[None]:
    house: House = app.state.house
    house.wake()
    yield
    await house.close()


def create_app(data_file: Path, *, public_url: str = "") -> FastAPI:
    """The whole sandbox, keeping everything in `data_file`.

    `public_url` is where others reach it, for links to files; empty takes the address each
    caller used. Run it in one process: two on one file would not hear each other.
    """
    app = FastAPI(
        title="Bellhop sandbox",
        lifespan=_open,
        openapi_url="/sandbox/openapi.json",
        # The ready-made pages load their scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    app.state.house = House(data_file, public_url)
    # The prefix /v3 of MAX has become optional at the vendor.
    for prefix in ("", "/v3"):
        path = prefix + "/waInstance{instance}/{method}/{token}"
        app.add_route(path, door.enter, methods=VERBS)
        app.add_route(path + "/{tail:path}", door.enter, methods=VERBS)
    app.add_route("/chat/completions", mind.complete, methods=["POST"])
    app.add_route("/v1/chat/completions", mind.complete, methods=["POST"])
    app.add_route("/files/{file_id}/{name}", files.serve, methods=["GET"])
    app.include_router(mind.router)
    app.include_router(control.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
