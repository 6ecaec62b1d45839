"""A browser that wants notices of alerts, and one that wants them no more."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from bellhop import db, hotels
from bellhop.addresses import check_address
from bellhop.console.desk import AnyVisitor

router = APIRouter()
Text = Annotated[str, Form(max_length=1_000)]


@router.post("/me/devices")
async def keep(
    visitor: AnyVisitor, endpoint: Text = "", key: Text = "", secret: Text = ""
) -> Response:
    """What the browser gave when its owner agreed. It ends with this session."""
    await check_address(endpoint)
    async with db.unnamed() as session:
        await hotels.devices.keep_device(
            session,
            visitor.staff.id,
            visitor.login.id,
            endpoint=endpoint,
            receiver_key=key,
            secret=secret,
        )
    return Response(status_code=204)


@router.post("/me/devices/forget")
async def forget(visitor: AnyVisitor) -> Response:
    """This browser shows nothing any more."""
    async with db.unnamed() as session:
        await hotels.devices.forget_device_of(session, visitor.login.id)
    return Response(status_code=204)
