"""Files that guests and staff sent."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy import select

from bellhop import db, signed
from bellhop.console.desk import Agent
from bellhop.conversations import Media
from bellhop.errors import NotFound

router = APIRouter()

SHOWN = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "audio/ogg",
        "audio/mpeg",
        "audio/mp4",
        "audio/aac",
        "video/mp4",
        "video/webm",
        "application/pdf",
    }
)
"""What a browser may show by itself. Everything else is saved, never opened here."""
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
ONE_DAY = "private, max-age=86400"


@router.get("/h/{hotel}/files/{media_id}")
async def file(desk: Agent, media_id: UUID, thumbnail: bool = False) -> Response:
    column = Media.thumbnail if thumbnail else Media.content
    async with desk.open() as session:
        query = select(column, Media.mime, Media.file_name).where(Media.id == media_id)
        row = (await session.execute(query)).one_or_none()
    if row is None or row[0] is None:
        raise NotFound("this file is not here")
    return _sent(row[0], "image/jpeg" if thumbnail else row[1], row[2])


@router.get("/f/{token}")
async def for_the_provider(token: str) -> Response:
    """A file of a clerk's, fetched by the provider through a link that lasts a day."""
    hotel_id, media_id = signed.opened("file", token)
    async with db.hotel(hotel_id) as session:
        query = select(Media.content, Media.mime, Media.file_name).where(Media.id == media_id)
        row = (await session.execute(query)).one_or_none()
    if row is None or row[0] is None:
        raise NotFound("this file is not here")
    return _sent(row[0], row[1], row[2])


def _sent(content: bytes, mime: str, name: str) -> Response:
    shown = mime.partition(";")[0].strip().lower()
    way = "inline" if shown in SHOWN else "attachment"
    headers = {
        "Cache-Control": ONE_DAY,
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(name or 'file')}",
        "Content-Security-Policy": SANDBOX,
    }
    kind = shown if shown in SHOWN else "application/octet-stream"
    return Response(content, media_type=kind, headers=headers)
