"""News for open pages: after the commit, ids only, to those who may hear them."""

import asyncio

from bellhop import db, jobs, live
from bellhop.console import Hub
from bellhop.console.live.hub import KEPT, Listener
from tests.console import talk


async def heard(listener: Listener, seconds: float = 5) -> str | None:
    return await listener.next(seconds)


async def test_a_guests_line_reaches_the_pages_of_its_hotel_alone(hotels):
    hub = Hub()
    hub.open()
    ours, theirs = Listener([hotels.one.id]), Listener([hotels.two.id])
    hub.join(ours)
    hub.join(theirs)
    assert await heard(ours) == "fast"
    assert await heard(theirs) == "fast"
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?")
    assert await heard(ours) == f"{hotels.one.id} chat {chat_id}"
    assert await heard(theirs, 0.3) is None
    await hub.close()


async def test_news_of_a_rolled_back_transaction_is_none(hotels, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(jobs.courier, "tell", told.append)
    try:
        async with db.hotel(hotels.one.id) as session:
            live.news(session, hotels.one.id, "chat", hotels.one.id)
            raise ValueError  # noqa: TRY301
    except ValueError:
        pass
    async with db.hotel(hotels.one.id) as session:
        for _ in range(3):
            live.news(session, hotels.one.id, "chat", hotels.one.id)
    assert told == [f"{hotels.one.id} chat {hotels.one.id}"]


async def test_who_does_not_read_is_told_to_ask_for_everything():
    listener = Listener([])
    for number in range(KEPT + 5):
        listener.hear(str(number))
    assert await heard(listener) == "all"


async def test_streams_end_at_once_when_the_process_stops(app, hotels, clerk):
    hub = app.state.news

    async def stop() -> None:
        while not hub._listeners:  # noqa: ASYNC110 - the hub tells nobody who listens
            await asyncio.sleep(0.01)
        hub.end_streams()

    async with asyncio.timeout(15):
        answer, _ = await asyncio.gather(clerk.get("/news"), stop())
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "data: " in answer.text
