"""What staff do with a guest: tags, a case made good, a chat that is theirs, merging, erasing."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from bellhop import conversations, feedback, guests, hotels
from bellhop.console.desk import Agent, Desk, Manager
from bellhop.console.guests import person
from bellhop.errors import BadInput, NotFound
from bellhop.guests import ConsentGiven, Guest

router = APIRouter(prefix="/h/{hotel}/guests/{guest_id}")
MOST_TAGS = 30
TAG_LIMIT = 60
NAME_LIMIT = 120

Field = Annotated[str, Form()]


@router.post("")
async def change(
    desk: Agent, guest_id: UUID, name: Field = "", tags: Field = "", language: Field = ""
) -> Response:
    """Name, language and tags, as the desk knows them better."""
    code = language.strip().lower()
    if code and not (code.isalpha() and len(code) == 2):
        raise BadInput("A language is two letters, such as en.")
    listed = [each.strip()[:TAG_LIMIT] for each in tags.split(",")]
    async with desk.open() as session:
        guest = await session.get(Guest, (desk.hotel.id, guest_id))
        if guest is None:
            raise NotFound("there is no such guest")
        guest.name = name.strip()[:NAME_LIMIT]
        guest.language = code or None
        guest.tags = list(dict.fromkeys(each for each in listed if each))[:MOST_TAGS]
        await hotels.note(session, desk.hotel.id, desk.actor, "guest_changed", guest=str(guest_id))
    return _back(desk, guest_id)


@router.post("/consent")
async def consent(
    desk: Agent,
    guest_id: UUID,
    kind: Annotated[Literal["service", "marketing"], Form()],
    given: Annotated[Literal["yes", "no"], Form()],
) -> Response:
    """What the guest said at the desk, kept with who heard it."""
    said = ConsentGiven(kind=kind, given=given == "yes", how=f"desk, {desk.staff.name}"[:120])
    async with desk.open() as session:
        await guests.keep_consent(session, desk.hotel, guest_id, said)
        await hotels.note(
            session, desk.hotel.id, desk.actor, "consent_kept", guest=str(guest_id), kind=kind
        )
    return _back(desk, guest_id)


@router.post("/cases/{case_id}/solve")
async def solve(desk: Agent, guest_id: UUID, case_id: UUID, outcome: Field = "") -> Response:
    """It was made good; a rule may ask the guest whether it was."""
    async with desk.open() as session:
        await feedback.solve(
            session, desk.hotel, case_id, by=desk.staff.name, outcome=outcome.strip()
        )
    return _back(desk, guest_id)


@router.post("/tie")
async def tie(desk: Agent, guest_id: UUID, chat_id: Annotated[UUID, Form()]) -> Response:
    """This chat is with this guest."""
    async with desk.open() as session:
        if await session.get(Guest, (desk.hotel.id, guest_id)) is None:
            raise NotFound("there is no such guest")
        await conversations.tie(session, chat_id, guest_id)
        await hotels.note(
            session, desk.hotel.id, desk.actor, "chat_tied", guest=str(guest_id), chat=str(chat_id)
        )
    return _back(desk, guest_id)


@router.post("/merge")
async def merge(desk: Manager, guest_id: UUID, gone: Annotated[UUID, Form()]) -> Response:
    """Somebody else is this guest too."""
    async with desk.open() as session:
        await person.merge(session, desk.hotel, guest_id, gone, by=desk.actor)
    return _back(desk, guest_id)


@router.post("/merges/{merge_id}/undo")
async def unmerge(desk: Manager, guest_id: UUID, merge_id: UUID) -> Response:
    async with desk.open() as session:
        await person.unmerge(session, desk.hotel, merge_id, by=desk.actor)
    return _back(desk, guest_id)


@router.post("/erase")
async def erase(desk: Manager, guest_id: UUID, sure: Field = "") -> Response:
    """For good, so it asks for a tick."""
    if sure != "yes":
        raise BadInput("Tick that you are sure: this cannot be undone.")
    async with desk.open() as session:
        await person.erase(session, desk.hotel, guest_id, by=desk.actor)
    return RedirectResponse(f"{desk.base}/guests", 303)


def _back(desk: Desk, guest_id: UUID) -> Response:
    return RedirectResponse(f"{desk.base}/guests/{guest_id}", 303)
