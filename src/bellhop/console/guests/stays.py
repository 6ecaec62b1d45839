"""Stays: the list, one stay with its line of time, what the desk tells about it, and its planned
messages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, guests, hotels, journeys
from bellhop.console import layout
from bellhop.console.desk import Agent, Desk
from bellhop.console.guests import lists, timeline
from bellhop.console.inbox.planned import decide
from bellhop.conversations import Conversation
from bellhop.errors import BadInput, NotFound, Refused
from bellhop.guests import EventGiven, Guest, Stay, StayGiven

router = APIRouter(prefix="/h/{hotel}/stays")
Field = Annotated[str, Form()]
FIELDS = ("room", "room_type", "rate", "source", "arrival", "departure", "adults", "children")
TOLD = ("checked_in", "checked_out", "room_ready", "cancelled", "no_show", "reinstated")


@router.get("")
async def board(
    desk: Agent, view: str = "arriving", first: str = "", last: str = "", after: str = ""
) -> Response:
    span = lists.span_of(desk, first, last, view)
    async with desk.open() as session:
        rows, further = await lists.stays(session, view, span, after)
    days = [desk.hotel.local(span[0]).date(), desk.hotel.local(span[1]).date() - timedelta(days=1)]
    values: dict[str, Any] = {
        "rows": rows,
        "after": further,
        "view": view,
        "views": lists.STAYS,
        "days": days,
    }
    return layout.page(
        desk, "guests/stays.html", section="guests", status_of=timeline.STATUS, **values
    )


@router.get("/new")
async def blank(desk: Agent, guest: str = "") -> Response:
    """The form of a booking by hand; for a known guest, or for somebody new."""
    async with desk.open() as session:
        known = await session.get(Guest, (desk.hotel.id, UUID(guest))) if guest else None
        phones = await lists.phones_of(session, [known.id]) if known else {}
    given = {"name": known.name, "phone": phones.get(known.id, "")} if known else {}
    return _form(desk, None, given, "")


@router.post("/new")
async def add(desk: Agent) -> Response:
    given = await _given(desk)
    try:
        stay_id = await _put(desk, f"desk-{clock.new_id().hex[-10:]}", given, "stay_added")
    except BadInput as error:
        return _form(desk, None, given, str(error))
    return _to(desk, stay_id)


@router.get("/{stay_id}")
async def one(desk: Agent, stay_id: UUID) -> Response:
    async with desk.open() as session:
        stay = await _stay(session, desk, stay_id)
        guest = await session.get(Guest, (desk.hotel.id, stay.guest_id))
        line = await timeline.read(session, desk, stay)
        chat = await session.scalar(
            select(Conversation.id).where(Conversation.guest_id == stay.guest_id).limit(1)
        )
    local = desk.hotel.local
    first, last = local(stay.planned_arrival).date(), local(stay.planned_departure).date()
    night = (local(desk.hotel.now()).date() - first).days + 1
    values: dict[str, Any] = {"stay": stay, "guest": guest, "line": line, "chat": chat}
    values |= {"nights": max(1, (last - first).days), "night": night}
    return layout.page(
        desk, "guests/stay.html", section="guests", status_of=timeline.STATUS, **values
    )


@router.get("/{stay_id}/edit")
async def edit(desk: Agent, stay_id: UUID) -> Response:
    async with desk.open() as session:
        stay = await _stay(session, desk, stay_id)
        guest = await session.get(Guest, (desk.hotel.id, stay.guest_id))
    local = desk.hotel.local
    given = {name: str(getattr(stay, name, None) or "") for name in FIELDS}
    given["arrival"] = f"{local(stay.planned_arrival):%Y-%m-%dT%H:%M}"
    given["departure"] = f"{local(stay.planned_departure):%Y-%m-%dT%H:%M}"
    return _form(desk, stay, given | {"name": guest.name if guest else ""}, "")


@router.post("/{stay_id}/edit")
async def change(desk: Agent, stay_id: UUID) -> Response:
    given = await _given(desk)
    async with desk.open() as session:
        stay = await _stay(session, desk, stay_id)
    try:
        await _put(desk, _name_of(stay), given, "stay_changed")
    except BadInput as error:
        return _form(desk, stay, given, str(error))
    return _to(desk, stay_id)


@router.post("/{stay_id}/tell")
async def tell(desk: Agent, stay_id: UUID, event: Field = "", room: Field = "") -> Response:
    """Checked in, checked out, room ready, cancelled, no-show: as the desk sees it."""
    if event not in TOLD:
        raise BadInput("Nothing like that happens to a stay.")
    async with desk.open() as session:
        stay = await _stay(session, desk, stay_id)
        given = EventGiven.model_validate({"event": event, "room": room.strip()[:120] or None})
        await guests.tell(session, desk.hotel, _name_of(stay), given)
        await hotels.note(
            session, desk.hotel.id, desk.actor, "stay_told", stay=str(stay_id), event=event
        )
    return _to(desk, stay_id)


@router.post("/{stay_id}/sends/{send_id}/{deed}")
async def planned(
    desk: Agent, stay_id: UUID, send_id: UUID, deed: str, text: Field = ""
) -> Response:
    """Skip a planned message, send it now, or give it words of its own."""
    async with desk.open() as session:
        await _its_own(session, desk, stay_id, send_id)
        await decide(session, desk, send_id, deed, text)
        await hotels.note(
            session, desk.hotel.id, desk.actor, f"journey_{deed}", stay=str(stay_id),
            send=str(send_id),
        )  # fmt: skip
    return _to(desk, stay_id)


async def _its_own(session: AsyncSession, desk: Desk, stay_id: UUID, send_id: UUID) -> None:
    send = await session.get(journeys.JourneySend, (desk.hotel.id, send_id))
    if send is None or send.stay_id != stay_id:
        raise NotFound("there is no such message")


async def _stay(session: AsyncSession, desk: Desk, stay_id: UUID) -> Stay:
    found = await session.get(Stay, (desk.hotel.id, stay_id))
    if found is None:
        raise NotFound("there is no such stay")
    return found


def _name_of(stay: Stay) -> str:
    """Bookings are known by the outside id; a guest who was erased has none left."""
    if stay.external_id is None:
        raise Refused("This guest was erased.")
    return stay.external_id


async def _given(desk: Desk) -> dict[str, str]:
    form = await desk.request.form()
    return {name: str(form.get(name, "")).strip() for name in (*FIELDS, "name", "phone")}


async def _put(desk: Desk, external_id: str, given: dict[str, str], note: str) -> UUID:
    """Raises BadInput."""
    plain: dict[str, Any] = {name: given[name] for name in FIELDS[:4]}
    for name in ("arrival", "departure"):
        plain[name] = datetime.fromisoformat(given[name]) if _is_moment(given[name]) else None
        if plain[name] is None:
            raise BadInput("Arrival and departure need a day and an hour.")
    for name in ("adults", "children"):
        plain[name] = int(given[name]) if given[name].isdecimal() else None
    person = {"name": given["name"]} | ({"phone": given["phone"]} if given["phone"] else {})
    try:
        stay = StayGiven.model_validate({"external_id": external_id, "guest": person} | plain)
    except ValidationError as error:
        raise BadInput(error.errors()[0]["msg"].removeprefix("Value error, ")) from None
    async with desk.open() as session:
        [put] = await guests.put_stays(
            session, desk.hotel, [stay], how=f"desk, {desk.staff.name}"[:120]
        )
        if put.stay_id is None:
            raise BadInput(put.reason)
        await hotels.note(session, desk.hotel.id, desk.actor, note, stay=str(put.stay_id))
    return put.stay_id


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _form(desk: Desk, stay: Stay | None, given: dict[str, str], wrong: str) -> Response:
    today = desk.hotel.local(desk.hotel.now()).date()
    rules = desk.hotel.rules
    defaults = {
        "arrival": f"{today}T{rules.check_in:%H:%M}",
        "departure": f"{today + timedelta(days=1)}T{rules.check_out:%H:%M}",
    }
    values = dict.fromkeys((*FIELDS, "name", "phone"), "") | defaults | given
    return layout.page(
        desk, "guests/stay_form.html", section="guests", status=422 if wrong else 200,
        stay=stay, given=values, wrong=desk.words(wrong) if wrong else "",
    )  # fmt: skip


def _to(desk: Desk, stay_id: UUID) -> Response:
    return RedirectResponse(f"{desk.base}/stays/{stay_id}", 303)
