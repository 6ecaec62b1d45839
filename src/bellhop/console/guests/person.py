"""What is done to a guest in all rooms at once: merged with another, taken apart again, erased."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, conversations, feedback, guests, hotels, inbox, journeys, outbox
from bellhop.hotels import Hotel

_ROOMS = {"chats": conversations, "answers": feedback, "messages": journeys}


async def merge(
    session: AsyncSession, hotel: Hotel, kept_id: UUID, gone_id: UUID, *, by: str
) -> None:
    """Raises NotFound, Refused, BadInput."""
    made = await guests.merge(session, hotel, kept_id, gone_id, by=by)
    for key, room in _ROOMS.items():
        moved = await room.change_guest(session, gone_id, kept_id)
        await guests.remember(session, made, **{key: moved})
    await hotels.note(session, hotel.id, by, "guests_merged", kept=str(kept_id), gone=str(gone_id))


async def unmerge(session: AsyncSession, hotel: Hotel, merge_id: UUID, *, by: str) -> UUID:
    """The kept guest. Raises NotFound, Refused."""
    made = await guests.unmerge(session, hotel, merge_id)
    for key, room in _ROOMS.items():
        ids = [UUID(each) for each in made.moved.get(key, ())]
        await room.change_guest(session, made.kept_id, made.gone_id, ids)
    await hotels.note(
        session, hotel.id, by, "guests_unmerged", kept=str(made.kept_id), gone=str(made.gone_id)
    )
    return made.kept_id


async def erase(session: AsyncSession, hotel: Hotel, guest_id: UUID, *, by: str) -> None:
    """For good: texts, files, addresses, names. Raises NotFound."""
    ids = await guests.erase(session, hotel, guest_id)
    chats, outside = await conversations.forget(session, ids)
    await outbox.forget(session, chats)
    await inbox.forget(session, outside)
    await alerts.forget(session, ids, chats)
    await feedback.forget(session, ids)
    await journeys.forget(session, ids)
    await hotels.forget(session, ids)
    await hotels.note(session, hotel.id, by, "guest_erased", guest=str(guest_id), chats=len(chats))
