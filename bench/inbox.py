"""The console's pages of a hotel with fifty thousand chats and a million messages: the server's
time and processor time for each, the weight of a page, and what idle listeners cost."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import asyncpg
import httpx2
import uvloop
from fastapi import FastAPI, Request
from sqlalchemy import text

from bellhop import clock, db, hotels, reports
from bellhop.console.live import stream
from bellhop.console.live.hub import Listener
from bellhop.hotels import NewAccount, NewHotel
from bellhop.settings import Settings
from bellhop.web import create_app
from bench.tick import servers

EMAIL, PASSWORD = "clerk@bench.example", "correct horse battery"
ROUNDS = 25
LISTENERS = 200
PAGES = {
    "inbox": "/inbox",
    "unhappy": "/inbox?queue=unhappy",
    "all": "/inbox?queue=all",
    "house": "/inbox?queue=house",
    "list": "/inbox/list?queue=needs",
    "thread": "/inbox/{chat}",
    "changes": "/inbox/{chat}/changes?since={since}",
    "search_rare": f"/inbox/list?queue=all&q={quote('слово777')}",
    "search_common": f"/inbox/list?queue=all&q={quote('завтрак')}",
    "search_two": f"/inbox/list?queue=all&q={quote('завтрак слово55')}",
    "search_room": "/inbox/list?queue=all&q=104",
    "search_phone": "/inbox/list?queue=all&q=0012345",
    "alerts": "/alerts",
    "counts": "/counts",
    "guests": "/guests",
    "guests_search": f"/guests?q={quote('Гость 123')}",
    "guest": "/guests/{guest}",
    "stays": "/stays?view=house",
    "stay": "/stays/{stay}",
    "journeys": "/journeys",
    "journeys_today": "/journeys/today",
    "knowledge": "/knowledge",
    "reports_30": "/reports",
    "reports_90": "/reports?from={quarter}",
    "handover": "/handover",
    "settings": "/settings/hotel",
}

# Twenty messages a chat, the newest chats today; one in a hundred waits, one in twenty is unhappy.
CHATS = """
CREATE FUNCTION pg_temp.id_at(moment timestamptz) RETURNS uuid LANGUAGE sql VOLATILE RETURN (
    lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7'
    || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid;
INSERT INTO guests (hotel_id, id, name, tags, created_at)
SELECT :hotel, gen_random_uuid(), 'Гость ' || n, '[]', now() FROM generate_series(1, :chats) n;
INSERT INTO guest_addresses (hotel_id, id, guest_id, kind, value, staff, created_at)
SELECT hotel_id, gen_random_uuid(), id, 'phone', '7900' || lpad(substr(name, 7), 7, '0'), false,
       now() FROM guests;
INSERT INTO conversations (hotel_id, id, account_id, guest_id, chat_id, chat_kind, never_automatic,
       lines, attempts, created_at, last_message_at, waiting_since, mood, mood_sure)
SELECT hotel_id, gen_random_uuid(), :account, id,
       '7900' || lpad(substr(name, 7), 7, '0') || '@c.us', 'person', false, 20, 0,
       now() - n * interval '90 seconds' - interval '4 hours',
       now() - n * interval '90 seconds',
       CASE WHEN n % 100 = 0 AND n < 5000 THEN now() - n * interval '1 second' END,
       CASE WHEN n % 20 = 0 THEN 'negative' ELSE 'neutral' END, 0.9
FROM (SELECT *, substr(name, 7)::int AS n FROM guests) g;
INSERT INTO stays (hotel_id, id, guest_id, source, room, room_type, status, planned_arrival,
       planned_departure, booked_at, attributes, created_at)
SELECT hotel_id, gen_random_uuid(), id, 'pms', (100 + n % 300)::text, 'double',
       CASE WHEN n < 300 THEN 'checked_in' ELSE 'checked_out' END,
       now() - n * interval '2 hours', now() - n * interval '2 hours' + interval '30 days',
       now(), '{}', now()
FROM (SELECT *, substr(name, 7)::int AS n FROM guests) g;
INSERT INTO messages (hotel_id, id, conversation_id, direction, origin, kind, text, detail,
       sender_name, status, status_at, occurred_at, answered, created_at, changed_at, sentiment,
       confidence)
SELECT c.hotel_id, pg_temp.id_at(c.last_message_at - k * interval '10 minutes'), c.id,
       CASE WHEN k % 2 = 0 THEN 'in' ELSE 'out' END,
       CASE WHEN k % 2 = 0 THEN 'guest' ELSE 'bot' END, 'text',
       'Во сколько завтрак и где парковка, слово' || (k * 50), '{}', '',
       CASE WHEN k % 2 = 0 THEN 'received' ELSE 'read' END, now(),
       c.last_message_at - k * interval '10 minutes', true, now() - interval '1 day',
       now() - interval '1 day', CASE WHEN k % 2 = 0 THEN 'neutral' END, 0.9
FROM conversations c, generate_series(0, 19) k;
INSERT INTO chat_words (hotel_id, id, conversation_id, word, at, created_at)
SELECT c.hotel_id, gen_random_uuid(), c.id, w.word, c.last_message_at, now()
FROM conversations c CROSS JOIN LATERAL (
    SELECT unnest(ARRAY['во', 'сколько', 'завтрак', 'где', 'парковка', 'гость',
        'слово' || (abs(hashtext(c.id::text)) % 1000), '+' || split_part(c.chat_id, '@', 1),
        '-' || reverse(split_part(c.chat_id, '@', 1))]) AS word) w;
INSERT INTO alerts (hotel_id, id, conversation_id, who, reason, severity, summary, state, times,
       called_at, created_at, last_at, outcome_note)
SELECT hotel_id, gen_random_uuid(), id, '', 'complaint', 'warn', 'Жалоба', 'open', 1, now(), now(),
       now(), '' FROM conversations WHERE waiting_since IS NOT NULL;
"""


def inbox_figures(*, chats: int) -> dict[str, Any]:
    with servers() as loaded:
        return uvloop.run(_measure(loaded, chats))


async def _measure(loaded: Settings, chats: int) -> dict[str, Any]:
    db.open_engines(loaded)
    added = await hotels.add_hotel(
        NewHotel("bench", "Отель", "Europe/Moscow", "ru"),
        NewAccount("7100000001", "token-of-bench", "http://127.0.0.1:9"),
    )
    person = await hotels.add_staff(added.hotel_id, email=EMAIL, name="Clerk", role="owner")
    await _fill(loaded.owner_url(), added.hotel_id, added.account_id, chats)
    hashed = await hotels.passwords.hash_password(PASSWORD)
    async with db.unnamed() as session:
        (await hotels.people.person(session, person)).password_hash = hashed
    await db.close()
    app = create_app(loaded)
    figures: dict[str, Any] = {"chats": chats, "messages": chats * 20}
    async with app.router.lifespan_context(app):
        road = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=road, base_url="http://bench.test") as browser:
            await browser.post("/login", data={"email": EMAIL, "password": PASSWORD})
            figures |= await _counting(added.hotel_id)
            figures["pages"] = await _pages(browser, added.hotel_id)
        figures |= _listeners(app.state.news, added.hotel_id)
        figures |= await _idle(app, person)
    figures["slowest_p95_ms"] = max(page["p95_ms"] for page in figures["pages"].values())
    figures["heaviest_kb"] = max(page["kb"] for page in figures["pages"].values())
    return figures


async def _fill(owner_url: str, hotel_id: UUID, account_id: UUID, chats: int) -> None:
    """As the owner, who is bound by the policies too, and may ANALYZE."""
    driver = await asyncpg.connect(owner_url)
    await driver.execute(f"SELECT set_config('bellhop.hotel', '{hotel_id}', false)")
    filled = CHATS.replace(":hotel", f"'{hotel_id}'::uuid").replace(":chats", str(chats))
    for statement in filled.replace(":account", f"'{account_id}'::uuid").split(";\n"):
        if statement.strip():
            await driver.execute(statement)
    await driver.execute("VACUUM ANALYZE")  # as autovacuum leaves it, not in the middle of that
    await driver.close()


async def _pages(browser: httpx2.AsyncClient, hotel_id: UUID) -> dict[str, Any]:
    async with db.hotel(hotel_id) as session:
        query = text("SELECT id, guest_id FROM conversations ORDER BY last_message_at DESC LIMIT 1")
        chat, guest = (await session.execute(query)).one()
        query = text("SELECT id FROM stays WHERE guest_id = :guest")
        stay = (await session.execute(query, {"guest": guest})).scalar_one()
    figures = {}
    for name, path in PAGES.items():
        moments = {"since": quote(clock.now().isoformat()), "quarter": _days_ago(89)}
        address = "/h/bench" + path.format(chat=chat, guest=guest, stay=stay, **moments)
        took, size = [], 0
        cpu = time.process_time()
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer = await browser.get(address, headers={"Accept-Encoding": "gzip"})
            took.append((time.perf_counter() - began) * 1000)
            answer.raise_for_status()
            size = int(answer.headers["content-length"])
        cpu = (time.process_time() - cpu) / ROUNDS
        took.sort()
        figures[name] = {
            "p50_ms": round(statistics.median(took), 1),
            "p95_ms": round(took[int(ROUNDS * 0.95) - 1], 1),
            "cpu_ms": round(cpu * 1000, 1),
            "kb": round(size / 1000, 1),
        }
    return figures


def _days_ago(days: int) -> str:
    return (clock.now() - timedelta(days=days)).date().isoformat()


async def _counting(hotel_id: UUID) -> dict[str, Any]:
    """The first count of every day, and of one day in it."""
    began = time.perf_counter()
    await reports.count_hotel(hotel_id, UUID(int=0))
    took = time.perf_counter() - began
    async with db.hotel(hotel_id) as session:
        days = (await session.execute(text("SELECT count(*) FROM day_figures"))).scalar_one()
    return {"days": days, "count_a_day_ms": round(took / days * 1000, 1)}


async def _idle(app: FastAPI, person_id: UUID) -> dict[str, Any]:
    """The share of a core that open streams take when nothing happens: heartbeats, with their look
    at the session."""
    async with db.unnamed() as session:
        token = await hotels.logins.begin(session, person_id, open_now=True, address="", browser="")
        await session.flush()
        login = await hotels.logins.find(session, token)
    assert login is not None
    request = Request({"type": "http", "app": app})
    open_ = [
        asyncio.create_task(_listen(stream.told(request, Listener([person_id]), login.id)))
        for _ in range(LISTENERS)
    ]
    await asyncio.sleep(1)
    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.sleep(2 * stream.HEARTBEAT_SECONDS)
    share = (time.process_time() - cpu) / (time.perf_counter() - began)
    for each in open_:
        each.cancel()
    await asyncio.gather(*open_, return_exceptions=True)
    return {"idle_listeners": LISTENERS, "idle_core_share": round(share, 4)}


async def _listen(told: AsyncIterator[str]) -> None:
    async for _ in told:
        pass


def _listeners(hub: Any, hotel_id: UUID) -> dict[str, Any]:
    """What it costs to pass one piece of news to everybody who listens."""
    for _ in range(LISTENERS):
        hub.join(Listener([hotel_id]))
    began = time.process_time()
    for number in range(100):
        hub.hear(f"{hotel_id} chat {number}")
    return {"news_to_200_ms": round((time.process_time() - began) * 10, 3)}
