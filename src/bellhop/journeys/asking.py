"""What a rule's message asks of the guest, and the links it carries: told to the room that takes
the answers, in the transaction that queues the message."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import feedback
from bellhop.feedback import Asking, Target
from bellhop.hotels import Hotel
from bellhop.journeys.definition import What
from bellhop.journeys.templates import Function, links_in


async def links(
    session: AsyncSession, hotel: Hotel, what: What, guest_id: UUID, send_id: UUID
) -> dict[str, Any]:
    """Values for the links that the texts name: counted ones, made for this message. Every guest
    gets the same review pages."""
    texts = [variant.text for variants in what.texts.values() for variant in variants]
    short: dict[str, str] = {}
    for url in {url for text in texts for url in links_in(text)}:
        short[url] = await feedback.shorten(session, hotel, Target(url, guest_id, send_id))
    found: dict[str, Any] = {"short_link": Function(lambda url: short.get(url, url))}
    if any("review_link" in text for text in texts):
        pages = await feedback.review_links(session, hotel, guest_id, send_id)
        lines = [f"{name}: {address}" for name, address in pages]
        found["review_link"] = pages[0][1] if len(pages) == 1 else "\n".join(lines)
    return found


async def tell(
    session: AsyncSession,
    hotel: Hotel,
    what: What,
    send: tuple[UUID, UUID, UUID | None],
    place: tuple[UUID, UUID],
) -> None:
    """`send`: its id, guest and stay. `place`: the conversation, and the message that asks."""
    if what.ask is None:
        return
    polls = list(what.polls.values())
    asking = Asking(
        what.ask,
        guest_id=send[1],
        conversation_id=place[0],
        stay_id=send[2],
        message_id=place[1],
        send_id=send[0],
        options=polls[0].options if polls else (),
    )
    await feedback.ask(session, hotel, asking)
