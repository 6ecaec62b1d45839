"""The chats of a guest who is merged with another, or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.conversations.models import (
    ChatMark,
    ChatNote,
    ChatWord,
    Conversation,
    Media,
    Message,
)
from bellhop.errors import NotFound


async def change_guest(
    session: AsyncSession, from_id: UUID, to_id: UUID, ids: Sequence[UUID] | None = None
) -> list[UUID]:
    """Chats go over to another guest, all of them or those named; which."""
    query = update(Conversation).where(Conversation.guest_id == from_id)
    if ids is not None:
        query = query.where(Conversation.id.in_(ids))
    moved = query.values(guest_id=to_id, words_due_at=clock.now()).returning(Conversation.id)
    return list(await session.scalars(moved))


async def tie(session: AsyncSession, chat_id: UUID, guest_id: UUID) -> None:
    """This chat is with that guest. Raises NotFound."""
    query = update(Conversation).where(Conversation.id == chat_id).values(guest_id=guest_id)
    if await session.scalar(query.returning(Conversation.id)) is None:
        raise NotFound("there is no such chat")


async def move_messages(session: AsyncSession, message_ids: Sequence[UUID], chat_id: UUID) -> None:
    """Messages that were written into a stand-in belong to this chat."""
    await session.execute(
        update(Message)
        .where(Message.id.in_(message_ids))
        .values(conversation_id=chat_id, changed_at=clock.now())
    )


async def forget(session: AsyncSession, guest_ids: Sequence[UUID]) -> tuple[list[UUID], list[str]]:
    """What was said is gone; that something was said, when and in which mood, is kept. The chats,
    and their outside ids as they were."""
    rows = await session.execute(
        select(Conversation.id, Conversation.chat_id).where(Conversation.guest_id.in_(guest_ids))
    )
    chats = [(row.id, row.chat_id) for row in rows]
    ids = [chat_id for chat_id, _ in chats]
    said = select(Message.id).where(Message.conversation_id.in_(ids))
    await session.execute(
        update(Media)
        .where(Media.message_id.in_(said))
        .values(content=None, thumbnail=None, url="", file_name="", state="gone", due_at=None)
    )
    await session.execute(
        update(Message)
        .where(Message.conversation_id.in_(ids))
        .values(text="", first_text=None, detail={}, why=None, sender_name="",
                deleted_at=clock.now(), changed_at=clock.now())
    )  # fmt: skip
    for model in (ChatNote, ChatWord, ChatMark):
        await session.execute(delete(model).where(model.conversation_id.in_(ids)))
    await session.execute(
        update(Conversation)
        .where(Conversation.id.in_(ids))
        .values(
            chat_id=literal("erased:") + func.cast(Conversation.id, Conversation.chat_id.type),
            never_automatic=True,
            answer_due_at=None,
            waiting_since=None,
            words_due_at=None,
            solved_at=func.coalesce(Conversation.solved_at, clock.now()),
        )
    )
    return ids, [outside for _, outside in chats]
