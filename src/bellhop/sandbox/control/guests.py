"""Guests and what they do; the hotel's own handset; news for open pages."""

import mimetypes
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import StreamingResponse

from bellhop.sandbox import addresses, files, messages, people
from bellhop.sandbox.control.found import TheHouse, TheInstance, ThePhone
from bellhop.sandbox.control.wishes import GuestChange, GuestLine, GuestWish, StaffLine
from bellhop.sandbox.guest_acts import Impossible, staff_writes, write
from bellhop.sandbox.house import House
from bellhop.sandbox.instances import Instance
from bellhop.sandbox.messages import ACTS
from bellhop.sandbox.people import Guest

router = APIRouter(prefix="/instances/{instance_id}")
FILE_LIMIT = 100 * 1024 * 1024


def shown(house: House, instance: Instance, guest: Guest) -> dict[str, Any]:
    """A guest with the newest line of the chat and how much is unread."""
    lines = messages.of_chat(house.store, instance.id, guest.chat, 12)
    last = next((line for line in lines if line.kind not in ACTS), None)
    return {
        **guest.model_dump(),
        "shown_name": guest.shown_name,
        "last": last.shown() if last else None,
        "unread": len(messages.unread(house.store, instance.id, guest.chat)),
    }


@router.get("/guests")
async def list_guests(house: TheHouse, instance: TheInstance) -> list[dict[str, Any]]:
    """All guests, the one with the newest line first."""
    guests = [shown(house, instance, g) for g in people.everyone(house.store, instance)]
    return sorted(guests, key=lambda g: -(g["last"] or {"at": g["made_at"]})["at"])


@router.post("/guests", status_code=201)
async def make_guest(wish: GuestWish, house: TheHouse, instance: TheInstance) -> dict[str, Any]:
    """A guest with the given or a made-up phone; one that is known already is returned."""
    phone = addresses.digits(wish.phone or addresses.phone_of(wish.chat))
    if not (phone or wish.chat):
        phone = people.free_phone(house.store, instance)
    address = wish.chat or f"{phone}@c.us"
    if not addresses.fits(address, instance.type):
        raise HTTPException(422, "that is no address on this channel")
    guest = people.find(house.store, instance, address)
    if guest is None:
        guest = people.build(instance, address)
        guest.phone = guest.phone or phone
    given = wish.model_dump(include={"name", "locale", "account"}, exclude_defaults=True)
    guest = people.save(house.store, instance, guest.model_copy(update=given))
    return _told(house, instance, guest)


def _told(house: House, instance: Instance, guest: Guest) -> dict[str, Any]:
    news = shown(house, instance, guest)
    house.live.tell(instance.id, "guest", guest=news)
    return news


@router.patch("/guests/{chat}")
async def change_guest(change: GuestChange, phone: ThePhone) -> dict[str, Any]:
    """Another name, or no account on the channel."""
    given = change.model_dump(exclude_none=True)
    guest = people.save(phone.house.store, phone.instance, phone.guest.model_copy(update=given))
    return _told(phone.house, phone.instance, guest)


@router.get("/guests/{chat}/messages")
async def list_messages(phone: ThePhone, count: int = 300) -> list[dict[str, Any]]:
    """The chat, oldest first."""
    lines = messages.of_chat(phone.house.store, phone.instance.id, phone.guest.chat, count)
    return [line.shown() for line in reversed(lines) if line.kind not in ACTS]


@router.post("/guests/{chat}/messages", status_code=201)
async def guest_writes(line: GuestLine, phone: ThePhone) -> dict[str, Any]:
    """The guest does something; the hotel is told as its settings say."""
    try:
        return write(phone, line).shown()
    except Impossible as refused:
        raise HTTPException(422, str(refused)) from refused


@router.post("/guests/{chat}/read")
async def guest_reads(phone: ThePhone) -> dict[str, int]:
    """The guest looks at the chat."""
    return {"read": phone.house.departures.read(phone.instance, phone.guest)}


@router.post("/staff/{chat}/messages", status_code=201)
async def staff_line(line: StaffLine, phone: ThePhone) -> dict[str, Any]:
    """Somebody writes from the hotel's own handset (`outgoingMessageReceived`)."""
    return staff_writes(phone, line).shown()


@router.post("/files", status_code=201)
async def post_file(
    name: str, request: Request, house: TheHouse, instance: TheInstance
) -> dict[str, Any]:
    """Keep raw bytes; the answered id goes into a message's `file`."""
    body = await request.body()
    if not 0 < len(body) <= FILE_LIMIT:
        raise HTTPException(413, "a file has 1 byte to 100 MB")
    given = request.headers.get("content-type", "").split(";")[0]
    mime = given or mimetypes.guess_type(name)[0] or "application/octet-stream"
    base_url = house.base_url(str(request.base_url))
    file = files.keep(house.store, base_url, name, mime, body)
    return {**file, "kind": files.kind_of(mime), "instance": instance.id}


@router.get("/events")
async def listen(house: TheHouse, instance: TheInstance) -> StreamingResponse:
    """Server-sent events: message, change, status, typing, seen, guest, state, code."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    news = house.live.listen(instance.id)
    return StreamingResponse(news, media_type="text/event-stream", headers=headers)
