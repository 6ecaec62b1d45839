"""Short links: a public address in few letters, and how often it was opened."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto, db, settings
from bellhop.errors import BadInput
from bellhop.feedback.models import ShortLink
from bellhop.hotels import Hotel

CODE_BYTES = 8
URL_LIMIT = 2_000
REVIEW = "review"
# Messengers fetch a link to draw its preview; that is nobody's click.
_PREVIEWS = re.compile(
    r"(?i)whatsapp|facebookexternalhit|telegrambot|twitterbot|slackbot|discordbot|vkshare|bot\b|"
    r"crawler|spider|preview|python|curl|wget|okhttp|go-http"
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads and for whom it was made, for the figures."""

    url: str
    guest_id: UUID | None = None
    send_id: UUID | None = None
    purpose: str = ""


async def shorten(session: AsyncSession, hotel: Hotel, target: Target) -> str:
    """The short address; the same one when asked again for the same. Raises BadInput for what is
    no web address."""
    if not re.match(r"(?i)^https?://[^\s]+$", target.url) or len(target.url) > URL_LIMIT:
        raise BadInput("a link must begin with https:// and hold no blanks")
    known = await session.scalar(
        select(ShortLink.code).where(
            ShortLink.guest_id.is_not_distinct_from(target.guest_id),
            ShortLink.send_id.is_not_distinct_from(target.send_id),
            ShortLink.url == target.url,
            ShortLink.purpose == target.purpose,
        )
    )
    if known is None:
        known = secrets.token_urlsafe(CODE_BYTES)
        session.add(
            ShortLink(
                hotel_id=hotel.id,
                id=clock.new_id(),
                code=known,
                code_hash=crypto.token_hash(known),
                url=target.url,
                guest_id=target.guest_id,
                send_id=target.send_id,
                purpose=target.purpose,
            )
        )
        await session.flush()
    return f"{settings.load().public_url.rstrip('/')}/r/{known}"


async def review_links(
    session: AsyncSession, hotel: Hotel, guest_id: UUID | None, send_id: UUID | None = None
) -> list[tuple[str, str]]:
    """Name and short address of each public review page: the same pages for every guest. What a
    guest thinks of the stay is not asked here, so it cannot change them."""
    return [
        (
            link.name,
            await shorten(session, hotel, Target(str(link.url), guest_id, send_id, REVIEW)),
        )
        for link in hotel.rules.review_links
    ]


async def follow(code: str, agent: str) -> str | None:
    """Where the code leads, with the click counted unless it is a preview; None when unknown."""
    async with db.system() as session:
        query = select(ShortLink.hotel_id, ShortLink.id)
        row = (
            await session.execute(query.where(ShortLink.code_hash == crypto.token_hash(code)))
        ).one_or_none()
    if row is None:
        return None
    now = clock.now()
    async with db.hotel(row[0]) as session:
        link = await session.scalar(select(ShortLink).where(ShortLink.id == row[1]))
        if link is not None and not _PREVIEWS.search(agent or "bot"):
            await session.execute(
                update(ShortLink)
                .where(ShortLink.id == row[1])
                .values(
                    clicks=ShortLink.clicks + 1,
                    first_clicked_at=link.first_clicked_at or now,
                    last_clicked_at=now,
                )
            )
    return None if link is None else link.url
