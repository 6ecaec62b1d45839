"""How long things are kept, and erasing one guest."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlalchemy import func, select

from bellhop import guests
from bellhop.console.desk import Desk, Owner
from bellhop.console.guests import person
from bellhop.console.settings import frame, rules
from bellhop.console.settings.rules import Given
from bellhop.errors import BadInput, NotFound
from bellhop.guests import Guest

router = APIRouter(prefix="/h/{hotel}/settings/keeping")
Word = Annotated[str, Form()]
# words: begin
WRONG = {
    "phone": "This is no phone number.",
    "nobody": "There is no guest with this phone.",
    "sure": "Tick that you are sure: this cannot be undone.",
}
# words: end


@router.get("")
async def show(desk: Owner) -> Response:
    return await page(desk, Given())


@router.post("/erase")
async def erase(desk: Owner, phone: Word = "", sure: Word = "") -> Response:
    """One guest, for good: texts, files, addresses, names."""
    if sure != "yes":
        return await page(desk, Given(), phone=phone, wrong=WRONG["sure"])
    try:
        digits = guests.digits_of(phone, desk.hotel.region())
        async with desk.open() as session:
            guest_id = await guests.guest_of_phone(session, digits)
            await person.erase(session, desk.hotel, guest_id, by=desk.actor)
    except BadInput:
        return await page(desk, Given(), phone=phone, wrong=WRONG["phone"])
    except NotFound:
        return await page(desk, Given(), phone=phone, wrong=WRONG["nobody"])
    return frame.back(desk, "keeping", "erased")


async def page(desk: Desk, given: Given, *, phone: str = "", wrong: str = "") -> Response:
    async with desk.open() as session:
        known = await session.scalar(select(func.count()).select_from(Guest)) or 0
    return frame.show(
        desk, "keeping", "settings/keeping.html", wrong=wrong or rules.sentence(given),
        phone=phone, known=known, **rules.about_rules(desk, "keeping", given),
    )  # fmt: skip
