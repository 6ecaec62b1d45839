"""Fetching files at once: the provider's links point to other people's storage and expire."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import httpx2
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import channels, clock, db, hotels, log, settings
from bellhop.conversations import Conversation, Media, Message
from bellhop.errors import ChannelError

logger = log.get(__name__)

DEADLINE_SECONDS = 60
HOLD_SECONDS = 120
MOST_ATTEMPTS = 5


class TooLarge(Exception):  # noqa: N818 - reads as a sentence
    """The file is over the limit: its link and thumbnail stay."""


async def fetch_media(
    hotel_id: UUID, media_id: UUID, *, http: httpx2.AsyncClient | None = None
) -> None:
    """Download one file into the hotel's rows. Claim, commit, download, record."""
    async with db.hotel(hotel_id) as session:
        media = await _claim(session, media_id)
    if media is None:
        return
    limit = settings.load().media_limit_mb * 1024 * 1024
    try:
        url = media.url if media.attempts < 2 else await _fresh_link(hotel_id, media) or media.url
        content, mime = await _download(url, limit, http)
    except TooLarge:
        changes: dict[str, object] = {"state": "too_large", "due_at": None}
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, OSError) as error:
        logger.warning("media_not_fetched", media_id=str(media_id), kind=type(error).__name__)
        changes = _later(media.attempts)
    else:
        changes = {"state": "stored", "content": content, "size": len(content), "due_at": None}
        if not media.mime:
            changes["mime"] = mime[:200]
    async with db.hotel(hotel_id) as session:
        await session.execute(update(Media).where(Media.id == media_id).values(**changes))


async def _claim(session: AsyncSession, media_id: UUID) -> Media | None:
    now = clock.now()
    claimed = await session.execute(
        update(Media)
        .where(Media.id == media_id, Media.state == "waiting", Media.due_at <= now)
        .values(due_at=now + timedelta(seconds=HOLD_SECONDS), attempts=Media.attempts + 1)
        .returning(Media)
    )
    return claimed.scalar_one_or_none()


async def _download(url: str, limit: int, http: httpx2.AsyncClient | None) -> tuple[bytes, str]:
    client = http or httpx2.AsyncClient(timeout=20, follow_redirects=True)
    try:
        async with asyncio.timeout(DEADLINE_SECONDS), client.stream("GET", url) as answer:
            answer.raise_for_status()
            if int(answer.headers.get("content-length") or 0) > limit:
                raise TooLarge
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > limit:
                    raise TooLarge
            return bytes(content), answer.headers.get("content-type", "").partition(";")[0]
    finally:
        if http is None:
            await client.aclose()


async def _fresh_link(hotel_id: UUID, media: Media) -> str:
    """Ask the provider for a new link: the one in the event may have expired. Empty when it has
    none or does not answer; the old one may work all the same."""
    async with db.hotel(hotel_id) as session:
        query = (
            select(Conversation.account_id, Conversation.chat_id, Message.provider_id)
            .join(
                Message,
                (Message.hotel_id == Conversation.hotel_id)
                & (Message.conversation_id == Conversation.id),
            )
            .where(Message.id == media.message_id)
        )
        row = (await session.execute(query)).one_or_none()
        if row is None or row.provider_id is None:
            return ""
        account = await hotels.account(session, row.account_id)
    line = channels.Account(**account.opened())
    try:
        return await channels.client().download_file(line, row.chat_id, row.provider_id)
    except ChannelError:
        return ""


def _later(attempts: int) -> dict[str, object]:
    if attempts >= MOST_ATTEMPTS:
        return {"state": "gone", "due_at": None}
    return {"due_at": clock.now() + timedelta(seconds=10 * 4 ** (attempts - 1))}
