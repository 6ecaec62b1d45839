"""What only guests in the house may know. Kept sealed, never shown again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from bellhop import hotels
from bellhop.console.desk import Manager
from bellhop.console.settings import frame, house
from bellhop.console.settings.rules import Given
from bellhop.errors import BadInput, NotFound

router = APIRouter(prefix="/h/{hotel}/settings/hotel/secrets")
Word = Annotated[str, Form()]
# words: begin
WRONG = {
    "name": "A secret’s name has small latin letters, digits and _ only, such as wifi_password.",
    "value": "A secret has 1 to 200 letters.",
}
# words: end


@router.post("")
async def keep(desk: Manager, name: Word = "", value: Word = "") -> Response:
    """A new one, or a new value of a known one."""
    try:
        async with desk.open() as session:
            await hotels.keep_secret(session, name.strip(), value, desk.actor)
    except BadInput as error:
        key = "name" if "name" in str(error) else "value"
        return await house.page(desk, Given(), wrong=WRONG[key])
    return frame.back(desk, "hotel", anchor="secrets")


@router.post("/{name}/forget")
async def forget(desk: Manager, name: str) -> Response:
    async with desk.open() as session:
        if name not in desk.hotel.secrets():
            raise NotFound("there is no such secret")
        await hotels.keep_secret(session, name, None, desk.actor)
    return frame.back(desk, "hotel", "removed", "secrets")
