"""A guest's answer to a question of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.feedback.cases import confirm, open_case, reopen
from bellhop.feedback.models import Case, Rating, RatingAsked
from bellhop.feedback.read import Given, read_rating, read_yes_no
from bellhop.hotels import Happened, Hotel, Kind, happened

OPEN_FOR = timedelta(days=7)
"""A number that comes later is about something else."""
MAY_CHANGE_FOR = timedelta(hours=24)
"""How long a guest may think again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a guest's line was an answer to. `low`: a person must look at once. `score` and `words`
    are of ratings."""

    kind: Literal["rated", "solved", "not_solved"]
    about_id: UUID
    score: int = 0
    words: str = ""
    low: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a guest in a chat, or the option of a poll that they chose."""

    guest_id: UUID
    conversation_id: UUID
    message_id: UUID | None
    text: str


async def take(session: AsyncSession, hotel: Hotel, said: Said) -> Answer | None:
    """Keep the answer; None when nothing was asked or the line is about something else."""
    asked = await _question(session, hotel, said)
    if asked is not None:
        given = read_rating(said.text, tuple(asked.options))
        if given is not None:
            return await _rate(session, hotel, asked, said, given)
    return await _solved_or_not(session, hotel, said)


async def _question(session: AsyncSession, hotel: Hotel, said: Said) -> RatingAsked | None:
    now = hotel.now()
    asked = await session.scalar(
        select(RatingAsked)
        .where(
            RatingAsked.conversation_id == said.conversation_id,
            RatingAsked.asked_at > now - OPEN_FOR,
        )
        .order_by(RatingAsked.asked_at.desc())
        .limit(1)
    )
    if asked is None or asked.answered_at is None:
        return asked
    return asked if now - asked.answered_at < MAY_CHANGE_FOR else None


async def _rate(
    session: AsyncSession, hotel: Hotel, asked: RatingAsked, said: Said, given: Given
) -> Answer:
    now = hotel.now()
    new = insert(Rating).values(
        hotel_id=hotel.id,
        id=clock.new_id(),
        asked_id=asked.id,
        guest_id=said.guest_id,
        stay_id=asked.stay_id,
        conversation_id=said.conversation_id,
        message_id=said.message_id,
        score=given.score,
        words=given.words,
        rated_at=now,
        changed_at=clock.now(),
        created_at=clock.now(),
    )
    changed = {name: new.excluded[name] for name in ("score", "words", "message_id", "changed_at")}
    kept = new.on_conflict_do_update(index_elements=["hotel_id", "asked_id"], set_=changed)
    rating_id: UUID = (await session.execute(kept.returning(Rating.id))).scalar_one()
    await session.execute(
        update(RatingAsked).where(RatingAsked.id == asked.id).values(answered_at=now)
    )
    details = {"score": given.score}
    what = Happened(Kind.RATED, now, said.guest_id, asked.stay_id, rating_id, details)
    happened(session, hotel.id, what)
    low = given.score <= hotel.rules.low_score
    if low:
        await open_case(
            session,
            hotel,
            Case(
                hotel_id=hotel.id,
                guest_id=said.guest_id,
                stay_id=asked.stay_id,
                conversation_id=said.conversation_id,
                rating_id=rating_id,
                summary=given.words,
                opened_at=now,
            ),
        )
    return Answer("rated", rating_id, given.score, given.words, low)


async def _solved_or_not(session: AsyncSession, hotel: Hotel, said: Said) -> Answer | None:
    case = await session.scalar(
        select(Case)
        .where(
            Case.conversation_id == said.conversation_id,
            Case.state == "solved",
            Case.asked_at > hotel.now() - OPEN_FOR,
        )
        .order_by(Case.asked_at.desc())
        .limit(1)
    )
    yes = read_yes_no(said.text) if case is not None else None
    if case is None or yes is None:
        return None
    if yes:
        await confirm(session, hotel, case.id)
        return Answer("solved", case.id)
    await reopen(session, case.id, said.text)
    return Answer("not_solved", case.id, words=said.text, low=True)
