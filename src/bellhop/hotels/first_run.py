"""From nothing to a hotel that answers: the first person, a hotel without a number yet, and how
far its first run has come."""

from __future__ import annotations

import re
import unicodedata
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto, db
from bellhop.errors import BadInput, NotFound
from bellhop.hotels.add import NewHotel, check_email, check_place, hotel_row
from bellhop.hotels.audit import note
from bellhop.hotels.find import id_of_slug
from bellhop.hotels.models import HotelRecord, Membership, Person

STEPS = ("place", "answers", "stay", "questions", "journeys", "number", "phone", "people")
DONE, SKIPPED = "done", "skipped"
LONGEST_SLUG = 40
_PAIRS = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f"
    " х=kh ц=ts ч=ch ш=sh щ=sch ъ= ы=y ь= э=e ю=yu я=ya"
)
_LATIN = dict(re.findall(r"(\w)=(\w*)", _PAIRS))


def welcome_token() -> str:
    """Opens the door of an installation where nobody works yet, and no other."""
    return crypto.pseudonym("welcome", "the first person")


async def is_empty() -> bool:
    """Whether nobody may log in yet."""
    async with db.unnamed() as session:
        return not await session.scalar(select(func.count()).select_from(Person))


async def welcome(token: str) -> None:
    """Raises NotFound when this door is shut: somebody is here, or the token is another."""
    right = crypto.same(token.encode(), welcome_token().encode())
    if not right or not await is_empty():
        raise NotFound("this link is not valid any more")


async def add_first_person(email: str, name: str, password_hash: str) -> Person:
    """The operator of the installation. Raises BadInput."""
    person = Person(
        email=check_email(email),
        name=" ".join(name.split())[:80] or email.partition("@")[0],
        password_hash=password_hash,
        operator=True,
    )
    async with db.unnamed() as session:
        session.add(person)
        await session.flush()
    return person


async def open_hotel(new: NewHotel, owner_id: UUID, actor: str) -> str:
    """A hotel without a number, its first run begun: its name and place are known. Who opens it
    owns it. Returns its slug. Raises BadInput."""
    check_place(new.name, new.timezone, new.locale)
    hotel_id, slug = clock.new_id(), await _free_slug(new.name)
    try:
        async with db.hotel(hotel_id) as session:
            row = hotel_row(hotel_id, new)
            row.slug, row.first_run = slug, {"place": DONE}
            session.add(row)
            await session.flush()
            session.add(Membership(hotel_id=hotel_id, person_id=owner_id, role="owner"))
            await note(session, hotel_id, actor, "hotel_added", slug=slug)
    except IntegrityError:
        raise BadInput("A hotel of this name is being made already. Try again.") from None
    return slug


async def keep_step(session: AsyncSession, step: str, how: str) -> None:
    """A step is done, or left for later; one that is done stays done. Raises NotFound."""
    if step not in STEPS:
        raise NotFound("there is no such step")
    hotel = (
        await session.execute(select(HotelRecord).with_for_update(key_share=True))
    ).scalar_one()
    kept = hotel.first_run or {}
    if kept.get(step) != DONE:
        hotel.first_run = kept | {step: how}
        await session.flush()


def next_step(first_run: dict[str, str]) -> str:
    """The first that is neither done nor left out; else the first that was left out; else none."""
    for found in ("", SKIPPED):
        for step in STEPS:
            if first_run.get(step, "") == found:
                return step
    return ""


async def _free_slug(name: str) -> str:
    plain = "".join(_LATIN.get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "hotel"
    for number in range(1, 1_000):
        slug = stem if number == 1 else f"{stem}-{number}"
        try:
            await id_of_slug(slug)
        except NotFound:
            return slug
    raise BadInput("A hotel needs another name.")
