"""`bellhop chat`: who may speak in a guest's chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import conversations, db, hotels
from bellhop.cli.start import run
from bellhop.errors import NotFound

app = typer.Typer(no_args_is_help=True, help="Who may speak in a guest's chat.")

Chat = Annotated[str, typer.Argument(help="The guest's phone in digits, or the provider's id.")]
Deed = Callable[[AsyncSession, UUID], Awaitable[None]]


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
