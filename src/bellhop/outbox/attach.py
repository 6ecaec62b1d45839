"""A file of a clerk's own: kept with its message, fetched from us by the provider."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.conversations import Media


@dataclass(frozen=True, slots=True)
class Attachment:
    id: UUID
    name: str
    mime: str
    content: bytes


async def attach(session: AsyncSession, hotel_id: UUID, message_id: UUID, file: Attachment) -> None:
    """Keep the file in place of the empty one that the message was written with."""
    await session.execute(delete(Media).where(Media.message_id == message_id))
    session.add(
        Media(
            hotel_id=hotel_id,
            id=file.id,
            message_id=message_id,
            url="",
            mime=file.mime[:200],
            file_name=file.name,
            content=file.content,
            size=len(file.content),
            state="stored",
            due_at=None,
            attempts=0,
            created_at=clock.now(),
        )
    )
    await session.flush()
