"""The REST API, version 1: a page of its own with a description that programs can read."""

from __future__ import annotations

from fastapi import FastAPI

from bellhop.api import alerts, conversations, guests, messages, problems, ratings, stays
from bellhop.api import subscriptions as subscribed
from bellhop.api.door import Guard
from bellhop.settings import Settings

WORDS = """
Bookings in, conversations out. Every request carries `Authorization: Bearer TOKEN`; a token opens
one hotel and is made with `bellhop token add`. Errors are RFC 9457 problems. Lists are pages: send
`next` back as `cursor` until it is missing; lists with `changed_since` tell what is new, and no
change is missed when the `changed_since` of the next question is the `until` of the last answer.
A POST with an `Idempotency-Key` may be sent again: it is done once and answered alike.
Times are ISO 8601; without an offset a booking's time is the hotel's wall time.
"""


def create_api(settings: Settings) -> FastAPI:
    """To be mounted at /api/v1."""
    app = FastAPI(
        title="Bellhop",
        version="1",
        description=WORDS.strip(),
        docs_url=None,
        redoc_url=None,
        servers=[{"url": f"{settings.public_url.rstrip('/')}/api/v1"}],
        root_path_in_servers=False,
    )
    app.state.guard = Guard(settings)
    for room in (stays, guests, conversations, messages, alerts, ratings, subscribed):
        app.include_router(room.router)
    problems.install(app)
    return app
