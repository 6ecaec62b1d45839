"""Cases: opened by a bad rating or by hand, solved by staff, confirmed by the guest."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.errors import NotFound
from bellhop.feedback.models import Case
from bellhop.hotels import Happened, Hotel, Kind, happened, note

WORDS_LIMIT = 1_000


async def open_case(session: AsyncSession, hotel: Hotel, new: Case) -> UUID:
    """Open it, or open the guest's present one again. Returns its id."""
    statement = insert(Case).values(
        hotel_id=hotel.id,
        id=clock.new_id(),
        created_at=clock.now(),
        guest_id=new.guest_id,
        stay_id=new.stay_id,
        conversation_id=new.conversation_id,
        rating_id=new.rating_id,
        summary=(new.summary or "")[:WORDS_LIMIT],
        outcome="",
        state="open",
        times_opened=1,
        opened_at=new.opened_at,
    )
    again = statement.on_conflict_do_update(
        index_elements=["hotel_id", "guest_id", "stay_id"],
        index_where=Case.state != "confirmed",
        set_={
            "state": "open",
            "summary": statement.excluded.summary,
            "rating_id": statement.excluded.rating_id,
            "times_opened": Case.times_opened + 1,
            "asked_at": None,
        },
    )
    case_id: UUID = (await session.execute(again.returning(Case.id))).scalar_one()
    return case_id


async def solve(
    session: AsyncSession, hotel: Hotel, case_id: UUID, *, by: str, outcome: str = ""
) -> None:
    """Staff made it good; a rule may ask the guest whether it is. Raises NotFound."""
    now = hotel.now()
    solved = await session.scalar(
        update(Case)
        .where(Case.id == case_id, Case.state == "open")
        .values(state="solved", solved_at=now, solved_by=by, outcome=outcome[:WORDS_LIMIT])
        .returning(Case)
    )
    if solved is None:
        raise NotFound("there is no such open case")
    await note(session, hotel.id, by, "case_solved", case=str(case_id))
    what = Happened(Kind.CASE_SOLVED, now, solved.guest_id, solved.stay_id, case_id)
    happened(session, hotel.id, what)


async def confirm(session: AsyncSession, hotel: Hotel, case_id: UUID) -> None:
    """The guest says that it is good again."""
    await session.execute(
        update(Case).where(Case.id == case_id).values(state="confirmed", closed_at=hotel.now())
    )


async def reopen(session: AsyncSession, case_id: UUID, words: str) -> None:
    """The guest says that it is not."""
    await session.execute(
        update(Case)
        .where(Case.id == case_id)
        .values(
            state="open",
            times_opened=Case.times_opened + 1,
            summary=words[:WORDS_LIMIT],
            asked_at=None,
            solved_at=None,
            solved_by=None,
        )
    )


async def open_cases(session: AsyncSession, *, limit: int = 200) -> list[Case]:
    """What is not made good yet, the oldest first."""
    query = select(Case).where(Case.state == "open").order_by(Case.opened_at).limit(limit)
    return list(await session.scalars(query))


async def case_of_guest(session: AsyncSession, guest_id: UUID) -> Case | None:
    """The guest's case that is open or waits for their word."""
    query = (
        select(Case)
        .where(Case.guest_id == guest_id, Case.state != "confirmed")
        .order_by(Case.opened_at.desc())
        .limit(1)
    )
    found: Case | None = await session.scalar(query)
    return found
