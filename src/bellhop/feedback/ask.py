"""That a guest was asked, so that the answer is known for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.feedback.models import Case, RatingAsked
from bellhop.hotels import Hotel


@dataclass(frozen=True, slots=True)
class Asking:
    """A question in a message. `rating`: a number from 1 to 5, or one of `options`, best first.
    `solved`: whether what was wrong is right again."""

    kind: Literal["rating", "solved"]
    guest_id: UUID
    conversation_id: UUID
    stay_id: UUID | None = None
    message_id: UUID | None = None
    send_id: UUID | None = None
    options: tuple[str, ...] = ()


async def ask(session: AsyncSession, hotel: Hotel, asking: Asking) -> None:
    """Call it where the message is queued, in the same transaction."""
    if asking.kind == "solved":
        await session.execute(
            update(Case)
            .where(Case.guest_id == asking.guest_id, Case.state == "solved")
            .values(asked_at=hotel.now(), conversation_id=asking.conversation_id)
        )
        return
    session.add(
        RatingAsked(
            hotel_id=hotel.id,
            guest_id=asking.guest_id,
            stay_id=asking.stay_id,
            conversation_id=asking.conversation_id,
            message_id=asking.message_id,
            send_id=asking.send_id,
            options=list(asking.options),
            asked_at=hotel.now(),
        )
    )
    await session.flush()


async def asked_elsewhere(
    session: AsyncSession, message_id: UUID, conversation_id: UUID, new_message_id: UUID
) -> None:
    """The message that asks went by another road, so the answer will come there."""
    asked_here = select(RatingAsked.id).where(RatingAsked.message_id == message_id)
    await session.execute(
        update(RatingAsked)
        .where(RatingAsked.id.in_(asked_here))
        .values(conversation_id=conversation_id, message_id=new_message_id)
    )
