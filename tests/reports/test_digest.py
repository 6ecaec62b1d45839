"""The daily digest: at its hour, once, in the hotel's language."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from bellhop import clock, db, reports, settings
from bellhop import hotels as house
from bellhop.errors import NotifyError
from bellhop.reports import DayFigures, Figures, Spread
from tests import rows


@pytest.fixture
def mailed(monkeypatch):
    class Mailed(list):
        def __init__(self) -> None:
            self.dead = False

    made = Mailed()

    async def mail(to, note):
        if made.dead:
            raise NotifyError("away")
        made.append((to, note))

    loaded = settings.load().model_copy(
        update={"smtp_url": settings.SecretStr("smtp://mail.example")}
    )
    monkeypatch.setattr("bellhop.reports.digest.mail", mail)
    monkeypatch.setattr("bellhop.reports.digest.settings.load", lambda: loaded)
    return made


async def at_hour(hotel, **moved) -> None:
    """The digest's hour lies that far from now."""
    async with db.hotel(hotel.id) as session:
        known = await house.read(session)
    hour = known.local(clock.now() - timedelta(**moved)).time().replace(microsecond=0)
    await rows.rule(
        hotel, digest_to=["a@hotel.example", "b@hotel.example"], digest_at=hour.isoformat()
    )
    async with db.hotel(hotel.id) as session:
        known = await house.read(session)
        day = known.local(known.now()).date() - timedelta(days=1)
        await reports.refresh(session, known, day, day)
        session.add(
            DayFigures(
                hotel_id=hotel.id, day=day, counted_at=clock.now(),
                figures=Figures(messages=Counter(guest=3)).to_json(),
            )
        )  # fmt: skip


async def test_everybody_gets_it_once(hotels, mailed):
    await at_hour(hotels.one, seconds=1)
    for _ in range(2):
        await reports.count_hotel(hotels.one.id, UUID(int=0))
    assert [to for to, _ in mailed] == ["a@hotel.example", "b@hotel.example"]
    assert "Сообщений: 3" in mailed[0][1].body


async def test_a_mail_server_that_is_away_is_asked_again(hotels, mailed):
    await at_hour(hotels.one, seconds=1)
    mailed.dead = True
    await reports.count_hotel(hotels.one.id, UUID(int=0))
    mailed.dead = False
    await reports.count_hotel(hotels.one.id, UUID(int=0))
    assert len(mailed) == 2


async def test_nobody_who_asked_for_none_gets_one(hotels, mailed):
    await reports.count_hotel(hotels.one.id, UUID(int=0))
    assert mailed == []


def hotel_of(locale) -> house.Hotel:
    return house.Hotel(
        UUID(int=1), "morskoy", "Морской", "Europe/Moscow", locale, None, False, timedelta(0),
        house.HotelRules(), 1,
    )  # fmt: skip


def test_it_says_what_happened_and_nothing_else():
    figures = Figures(
        messages=Counter(guest=40, bot=38), asked=20, replied=19, alone=15,
        first_answer=Spread.of([3.0] * 9), taken=Spread.of([200.0]), ratings=Counter({"5": 3}),
        alerts=Counter(complaint=2), model_usd=0.5,
    )  # fmt: skip
    day = clock.now().date()
    russian = reports.digest_note(hotel_of("ru"), day, figures).body
    english = reports.digest_note(hotel_of("en"), day, figures).body
    assert "Ответов без человека: 79% (15/19)" in russian
    assert "Без ответа: 1" in russian
    assert "First answer, median: 3 s" in english
    assert "Alert taken, median: 3 min" in english
    assert "Mean rating: 5.0 (3)" in english
    assert "Journeys" not in english


def test_a_day_without_anybody_says_so():
    assert "Никто не писал." in reports.digest_note(
        hotel_of("ru"), clock.now().date(), Figures()
    ).body  # fmt: skip
