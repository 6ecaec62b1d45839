"""The page of alerts, one alert, and what staff do with it."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, db, hotels, signed
from bellhop.alerts import Call
from bellhop.console import layout
from bellhop.console.alerts import read
from bellhop.console.desk import Agent, Desk
from bellhop.console.labels import ATTENTION, OUTCOMES
from bellhop.errors import BadInput, NotFound, Refused
from bellhop.hotels import Happened, Kind

router = APIRouter()
HERE = "/h/{hotel}/alerts"


@router.get(HERE)
async def board(desk: Agent) -> Response:
    return await _page(desk, None)


@router.post(HERE + "/test")
async def test(desk: Agent) -> Response:
    """Call everybody who would be called, and see who was."""
    async with desk.open() as session:
        words = desk.words("A test by {name}. Nothing has happened.", name=desk.staff.name)
        call = Call("test", words, who=desk.staff.name)
        alert_id = await alerts.call_person(session, desk.hotel.id, desk.hotel.slug, call)
        await hotels.note(session, desk.hotel.id, desk.actor, "alert_tested", alert=str(alert_id))
    return RedirectResponse(f"{desk.base}/alerts/{alert_id}", 303)


@router.get(HERE + "/{alert_id}")
async def one(desk: Agent, alert_id: UUID) -> Response:
    return await _page(desk, alert_id)


@router.post(HERE + "/{alert_id}/acknowledge")
async def acknowledge(desk: Agent, alert_id: UUID) -> Response:
    """Somebody has it: nobody else is called."""
    async with desk.open() as session:
        if not await alerts.acknowledge(session, alert_id, desk.staff.name, desk.staff.id):
            raise Refused("Somebody has it already.")
        await hotels.note(session, desk.hotel.id, desk.actor, "alert_taken", alert=str(alert_id))
    return _back(desk, alert_id)


@router.post(HERE + "/{alert_id}/assign")
async def assign(desk: Agent, alert_id: UUID, person: Annotated[str, Form()] = "") -> Response:
    async with desk.open() as session:
        known = {str(each[0]): each for each in await hotels.people.colleagues(session)}
        if person not in known:
            raise BadInput("Nobody like that works here.")
        whom = known[person]
        if not await alerts.assign(session, alert_id, whom[0], whom[1]):
            raise NotFound("there is no such alert")
        await hotels.note(
            session, desk.hotel.id, desk.actor, "alert_assigned", alert=str(alert_id), whom=whom[1]
        )
    return _back(desk, alert_id)


@router.post(HERE + "/{alert_id}/resolve")
async def resolve(
    desk: Agent,
    alert_id: UUID,
    outcome: Annotated[Literal["solved", "handed_over", "false_alarm"], Form()] = "solved",
    words: Annotated[str, Form()] = "",
) -> Response:
    """It is over, and how."""
    async with desk.open() as session:
        ended = await alerts.resolve(session, alert_id, desk.staff.name, outcome, words)
        if ended is None:
            raise Refused("It has been resolved already.")
        happened = Happened(
            Kind.ALERT_RESOLVED,
            desk.hotel.now(),
            ended if ended.int else None,
            about_id=alert_id,
            details={"outcome": outcome},
        )
        hotels.happened(session, desk.hotel.id, happened)
        await hotels.note(
            session, desk.hotel.id, desk.actor, "alert_resolved", alert=str(alert_id), how=outcome
        )
    return _back(desk, alert_id, to_board=True)


@router.get("/ack/{token}")
async def ask(request: Request, token: str) -> Response:
    """The link of a message: a page with one button, because mail readers open links by
    themselves."""
    values = await _linked(token)
    return layout.door(request, "alerts/ack.html", **values, token=token, done=False)


@router.post("/ack/{token}")
async def take(request: Request, token: str) -> Response:
    hotel_id, alert_id = signed.opened("ack", token)
    async with db.hotel(hotel_id) as session:
        done = await alerts.acknowledge(session, alert_id, "link", None)
        if done:
            await hotels.note(session, hotel_id, "link", "alert_taken", alert=str(alert_id))
    values = await _linked(token)
    return layout.door(request, "alerts/ack.html", **values, token=token, done=True)


async def _linked(token: str) -> dict[str, Any]:
    hotel_id, alert_id = signed.opened("ack", token)
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        alert = await session.get(alerts.Alert, (hotel_id, alert_id))
        if alert is None:
            raise NotFound("this link is not valid any more")
    return {
        "alert": alert,
        "hotel": hotel,
        "reason": ATTENTION.get(alert.reason, ATTENTION["other"]),
        "language": hotel.locale[:2],
    }


async def _page(desk: Desk, alert_id: UUID | None) -> Response:
    async with desk.open() as session:
        values = await _values(session, desk, alert_id)
    return layout.page(desk, "alerts/page.html", section="alerts", **values)


async def _values(session: AsyncSession, desk: Desk, alert_id: UUID | None) -> dict[str, Any]:
    shown = await read.board(session, desk)
    chosen = None
    if alert_id is not None:
        chosen = await read.one(session, desk, alert_id)
        if chosen is None:
            raise NotFound("there is no such alert")
    beside = chosen or next(iter([*shown.free, *shown.taken]), None)
    return {
        "board": shown,
        "chosen": chosen,
        "beside": beside,
        "ladder": await read.ladder(session, desk, beside.alert) if beside else None,
        "colleagues": await hotels.people.colleagues(session),
        "attention": ATTENTION,
        "outcomes": OUTCOMES,
        "limit": desk.hotel.rules.waiting_limit_minutes * 60,
    }


def _back(desk: Desk, alert_id: UUID, *, to_board: bool = False) -> Response:
    if desk.request.headers.get("x-bellhop") == "live":
        return Response(orjson.dumps({}), media_type="application/json")
    return RedirectResponse(f"{desk.base}/alerts" + ("" if to_board else f"/{alert_id}"), 303)
