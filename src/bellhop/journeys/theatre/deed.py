"""Playing: the clock goes from one moment to the next at which something happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import httpx2
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, clock, conversations, db, feedback, guests, hotels
from bellhop.conversations import Conversation, Message
from bellhop.errors import Refused
from bellhop.guests import EventGiven, Stay, StayGiven
from bellhop.hotels import Hotel
from bellhop.journeys.moved_clock import next_due, set_clock
from bellhop.journeys.rulebook import all_rules
from bellhop.journeys.rules import install, switch
from bellhop.journeys.theatre.calm import calm
from bellhop.journeys.theatre.script import RULES, Act, Actor, actors, acts
from bellhop.journeys.theatre.stage import TIMEOUT_SECONDS, Stage

Tell = Callable[[str], None]
STEP = timedelta(minutes=30)
RUNNING_FOR = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it."""

    started_at: datetime
    ended_at: datetime
    from_hotel: int
    from_guests: int


@dataclass(slots=True)
class Theatre:
    hotel_id: UUID
    stage: Stage
    cast: dict[str, Actor]
    run: str
    tell: Tell

    async def hotel(self) -> Hotel:
        async with db.hotel(self.hotel_id) as session:
            return await hotels.read(session)

    async def turn_to(self, wall: datetime) -> None:
        """The hotel's clock shows this wall time, and so do the phones."""
        hotel = await self.hotel()
        moment = hotel.moment(wall)
        if moment > hotel.now():
            await self.stage.show_time(hotel.clock_offset + (moment - hotel.now()))
            await set_clock(self.hotel_id, moment)

    def external_id(self, actor: Actor) -> str:
        return f"play-{self.run}-{actor.key}"


async def play(hotel_id: UUID, tell: Tell) -> Played:
    """Three guests live through six days in about a minute. A worker must be running. Raises
    Refused for a hotel that is not of the sandbox, or while a stay is being played."""
    async with httpx2.AsyncClient(timeout=TIMEOUT_SECONDS) as http:
        theatre = await _open(hotel_id, http, tell)
        hotel = await theatre.hotel()
        started = hotel.now()
        start = hotel.local(started).replace(tzinfo=None) + timedelta(days=1)
        start = start.replace(hour=0, minute=0, second=0, microsecond=0)
        for act in acts(hotel.locale[:2]):
            await _until(theatre, act.moment(start))
            await _perform(theatre, act, start)
            await calm(hotel_id)
        await _until(theatre, start + timedelta(days=7, hours=12))
        async with db.hotel(hotel_id) as session:
            return await _played(session, started, (await hotels.read(session)).now())


async def _open(hotel_id: UUID, http: httpx2.AsyncClient, tell: Tell) -> Theatre:
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        if not hotel.sandbox:
            raise Refused("only a hotel of the sandbox can play a stay")
        if await _is_running(session):
            raise Refused("a stay is being played; wait for its end")
        accounts = await hotels.accounts(session)
        await install(session, hotel)
        for rule in await all_rules(session):
            if rule.key in RULES and not rule.is_on:
                await switch(session, hotel, rule.id, on=True)
    cast = {actor.key: actor for actor in actors(hotel.locale[:2])}
    theatre = Theatre(
        hotel_id, Stage(http, accounts), cast, f"{int(clock.now().timestamp())}", tell
    )
    for actor in cast.values():
        await theatre.stage.seat(actor)
    return theatre


async def _is_running(session: AsyncSession) -> bool:
    query = select(func.count()).where(
        Stay.external_id.like("play-%"),
        Stay.status.in_(("booked", "checked_in")),
        Stay.updated_at > clock.now() - RUNNING_FOR,
    )
    return bool(await session.scalar(query))


async def _until(theatre: Theatre, wall: datetime) -> None:
    """Stop at each moment on the way at which a message is due, so that it goes at its own time."""
    while True:
        async with db.hotel(theatre.hotel_id) as session:
            hotel = await hotels.read(session)
            due = await next_due(session, hotel)
        if due is None or hotel.local(due).replace(tzinfo=None) > wall:
            break
        # what is held back looks again and again; half an hour at a time is enough to see it go
        await theatre.turn_to(min(hotel.local(due).replace(tzinfo=None) + STEP, wall))
        await calm(theatre.hotel_id)
    await theatre.turn_to(wall)


async def _perform(theatre: Theatre, act: Act, start: datetime) -> None:
    actor = theatre.cast[act.actor]
    theatre.tell(f"{act.moment(start):%d.%m %H:%M}  {actor.name}: {_words(act)}")
    if act.event == "booked":
        await _book(theatre, actor, start)
    elif act.event is not None:
        async with db.hotel(theatre.hotel_id) as session:
            hotel = await hotels.read(session)
            event = EventGiven(event=act.event, room=actor.room)
            await guests.tell(session, hotel, theatre.external_id(actor), event)
    elif act.says:
        await theatre.stage.says(actor, act.says)
    elif act.staff:
        await theatre.stage.staff_says(actor, act.staff)
    elif act.solves:
        await _solve(theatre, actor)


async def _book(theatre: Theatre, actor: Actor, start: datetime) -> None:
    given = StayGiven.model_validate(
        {
            "external_id": theatre.external_id(actor),
            "guest": {
                "name": actor.name,
                "phone": f"+{actor.phone}",
                "language": actor.language,
            },
            "source": "demo",
            "room_type": "Double",
            "arrival": start + timedelta(days=actor.first, hours=14),
            "departure": start + timedelta(days=actor.last, hours=12),
        }
    )
    async with db.hotel(theatre.hotel_id) as session:
        await guests.put_stays(session, await hotels.read(session), [given], how="demo")


async def _solve(theatre: Theatre, actor: Actor) -> None:
    """The desk gives the chat back, and what was wrong is right again."""
    async with db.hotel(theatre.hotel_id) as session:
        hotel = await hotels.read(session)
        for chat_id in await conversations.of_guest(session, theatre.stage.chat_of(actor)):
            await conversations.give_back(session, chat_id)
            await _settle_alerts(session, chat_id)
            guest_id = await session.scalar(
                select(Conversation.guest_id).where(Conversation.id == chat_id)
            )
            case = await feedback.case_of_guest(session, guest_id) if guest_id else None
            if case is not None and case.state == "open":
                await feedback.solve(session, hotel, case.id, by="demo", outcome="mended")


async def _settle_alerts(session: AsyncSession, chat_id: UUID) -> None:
    """What the desk was called for is done, so that the stay's messages go on."""
    found = await alerts.open_alerts(session)
    reasons = tuple(alert.reason for alert in found if alert.conversation_id == chat_id)
    await alerts.resolve_for_chat(session, chat_id, reasons)


def _words(act: Act) -> str:
    if act.event is not None:
        return act.event.replace("_", " ")
    return act.says or act.staff or "solved"


async def _played(session: AsyncSession, started: datetime, ended: datetime) -> Played:
    counted = select(Message.direction, func.count()).where(
        Message.occurred_at >= started, Message.status != "withdrawn"
    )
    rows = (await session.execute(counted.group_by(Message.direction))).all()
    counts: dict[str, int] = {row[0]: row[1] for row in rows}
    return Played(started, ended, counts.get("out", 0), counts.get("in", 0))
