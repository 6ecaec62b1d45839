"""Two guests are one person: what belongs to one goes to the other, and can go back.

Other rooms have rows of guests too (chats, answers, planned messages); they move theirs in the
same transaction, and `remember` keeps which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.errors import BadInput, NotFound, Refused
from bellhop.guests.models import Guest, GuestAddress, GuestMerge, Stay
from bellhop.hotels import Hotel

_FACTS = ("language", "country", "email", "service", "marketing", "stopped_at")


async def merge(
    session: AsyncSession, hotel: Hotel, kept_id: UUID, gone_id: UUID, *, by: str
) -> GuestMerge:
    """`gone` becomes `kept`. Where both know a fact, the kept guest's counts, but a refusal of
    either stays one. Raises NotFound, and Refused for a guest who was merged already."""
    if kept_id == gone_id:
        raise BadInput("a guest cannot be merged with themselves")
    kept, gone = await _both(session, kept_id, gone_id)
    if kept.merged_into or gone.merged_into:
        raise Refused("this guest has been merged already")
    before = {name: _plain(getattr(kept, name)) for name in (*_FACTS, "name", "tags")}
    kept.name = kept.name or gone.name
    kept.tags = [*kept.tags, *(tag for tag in gone.tags if tag not in kept.tags)]
    for name in ("language", "country", "email", "stopped_at"):
        if getattr(kept, name) is None:
            setattr(kept, name, getattr(gone, name))
    for name in ("service", "marketing"):
        both = (getattr(kept, name), getattr(gone, name))
        setattr(kept, name, False if False in both else both[0] if both[0] is not None else both[1])
    gone.merged_into = kept.id
    made = GuestMerge(
        hotel_id=hotel.id, kept_id=kept_id, gone_id=gone_id, by=by, at=hotel.now(), moved={}
    )
    session.add(made)
    addresses = await _give(session, GuestAddress, gone_id, kept_id)
    stays = await _give(session, Stay, gone_id, kept_id)
    await remember(session, made, before=before, addresses=addresses, stays=stays)
    return made


async def remember(session: AsyncSession, made: GuestMerge, **what: Any) -> None:
    """Keep what else was moved, as ids or plain values."""
    plain = {key: [str(each) for each in value] if isinstance(value, list) else value
             for key, value in what.items()}  # fmt: skip
    made.moved = made.moved | plain
    await session.flush()


async def unmerge(session: AsyncSession, hotel: Hotel, merge_id: UUID) -> GuestMerge:
    """Two guests again; what came since stays with the kept one. Raises NotFound, Refused."""
    made = await session.get(GuestMerge, (hotel.id, merge_id), with_for_update=True)
    if made is None:
        raise NotFound("there is no such merge")
    if made.undone_at is not None:
        raise Refused("this has been undone already")
    kept, gone = await _both(session, made.kept_id, made.gone_id)
    if kept.merged_into is not None:
        raise Refused("this guest has been merged already")
    before = made.moved["before"]
    kept.name, kept.tags = before["name"], before["tags"]
    for name in ("language", "country", "email"):
        setattr(kept, name, before[name])
    for name in ("service", "marketing"):
        if getattr(kept, name) is not False:
            setattr(kept, name, before[name])
    gone.merged_into, made.undone_at = None, hotel.now()
    for key, model in (("addresses", GuestAddress), ("stays", Stay)):
        ids = [UUID(each) for each in made.moved[key]]
        await _give(session, model, made.kept_id, made.gone_id, ids)
    await session.flush()
    return made


async def merges_of(session: AsyncSession, guest_id: UUID) -> list[GuestMerge]:
    """What was merged into this guest and may be undone, newest first."""
    query = select(GuestMerge).where(GuestMerge.kept_id == guest_id, GuestMerge.undone_at.is_(None))
    return list(await session.scalars(query.order_by(GuestMerge.at.desc())))


async def _both(session: AsyncSession, kept_id: UUID, gone_id: UUID) -> tuple[Guest, Guest]:
    query = select(Guest).where(Guest.id.in_((kept_id, gone_id))).order_by(Guest.id)
    found = {guest.id: guest for guest in await session.scalars(query.with_for_update())}
    if len(found) != 2:
        raise NotFound("there is no such guest")
    return found[kept_id], found[gone_id]


async def _give(
    session: AsyncSession,
    model: Any,
    from_id: UUID,
    to_id: UUID,
    ids: Sequence[UUID] | None = None,
) -> list[UUID]:
    query = update(model).where(model.guest_id == from_id).values(guest_id=to_id)
    if ids is not None:
        query = query.where(model.id.in_(ids))
    return list(await session.scalars(query.returning(model.id)))


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
