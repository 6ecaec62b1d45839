"""`bellhop chat`: why it was said, and who may speak."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import conversations, db, hotels
from bellhop.cli.start import run
from bellhop.errors import NotFound

app = typer.Typer(no_args_is_help=True, help="A guest's chat: why it was said, and who may speak.")

Chat = Annotated[str, typer.Argument(help="The guest's phone in digits, or the provider's id.")]
Deed = Callable[[AsyncSession, UUID], Awaitable[None]]


@app.command("why")
def why(slug: str, chat: Chat, last: Annotated[int, typer.Option(min=1, max=100)] = 1) -> None:
    """Why the hotel said what it said: the last automatic messages with their reasons, as JSON."""
    reasons = run(_reasons(slug, chat, last))
    typer.echo(json.dumps(reasons, ensure_ascii=False, indent=2, default=str))


async def _reasons(slug: str, chat: str, last: int) -> list[dict[str, Any]]:
    async with db.hotel(await hotels.id_of_slug(slug)) as session:
        chats = await conversations.of_guest(session, chat)
        if not chats:
            raise NotFound(f"{slug} has no chat {chat}")
        message = conversations.Message
        query = (
            select(message)
            .where(message.conversation_id.in_(chats), message.why.is_not(None))
            .order_by(message.occurred_at.desc(), message.id.desc())
            .limit(last)
        )
        return [
            {
                "id": str(row.id),
                "at": row.occurred_at,
                "origin": row.origin,
                "status": row.status,
                "text": row.text,
                "why": row.why,
            }
            for row in await session.scalars(query)
        ]


@app.command("never-automatic")
def never_automatic(
    slug: str,
    chat: Chat,
    off: Annotated[bool, typer.Option("--off", help="Let the bot speak there again.")] = False,
) -> None:
    """Nothing automatic is ever said in this chat."""

    async def mark(session: AsyncSession, chat_id: UUID) -> None:
        await conversations.never_automatic(session, chat_id, on=not off)

    run(_in_chats(slug, chat, "automatic_again" if off else "never_automatic", mark))
    typer.echo("The bot speaks there again." if off else "The bot never speaks there.")


@app.command("give-back")
def give_back(slug: str, chat: Chat) -> None:
    """End a person's hold on this chat: the bot answers new lines."""
    run(_in_chats(slug, chat, "given_back", conversations.give_back))
    typer.echo("The bot answers new lines there.")


async def _in_chats(slug: str, chat: str, action: str, deed: Deed) -> None:
    hotel_id = await hotels.id_of_slug(slug)
    async with db.hotel(hotel_id) as session:
        found = await conversations.of_guest(session, chat)
        if not found:
            raise NotFound(f"{slug} has no chat {chat}")
        for chat_id in found:
            await deed(session, chat_id)
            await hotels.note(session, hotel_id, "cli", action, chat=str(chat_id))
