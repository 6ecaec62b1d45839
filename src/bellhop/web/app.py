"""The web application: webhooks, health, metrics, the console, errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bellhop import api, console, db, jobs, lines, live, turns
from bellhop.hotels import Doors
from bellhop.inbox import Intake
from bellhop.settings import Settings
from bellhop.web import errors, health, links, measure, refusals, webhooks


def create_app(settings: Settings) -> FastAPI:
    """Everything one web process serves."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        jobs.configure(settings.broker_url())
        jobs.courier.warm()
        db.open_engines(settings)
        app.state.intake = Intake()
        app.state.doors = Doors()
        app.state.news = console.Hub()
        app.state.news.open()
        yield
        await api.close_client()
        await lines.close()
        await turns.close()
        await app.state.news.close()
        await live.close()
        await db.close()
        jobs.courier.flush(2)

    app = FastAPI(title="Bellhop", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.limits = refusals.Limits(settings)
    app.state.guard = api.Guard(settings)
    app.include_router(health.router)
    app.include_router(api.pms)
    app.include_router(links.router)
    app.mount("/api/v1", api.create_api(settings))
    errors.install(app)
    console.mount(app)
    app.add_middleware(webhooks.Webhooks)
    app.add_middleware(measure.Measure)
    return app
