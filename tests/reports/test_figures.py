"""Figures: what is counted for a day, kept, and added up."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellhop import clock, conversations, db, reports
from bellhop import hotels as house
from bellhop.alerts import Alert
from bellhop.conversations import Line, Message, ModelCall, Mood
from bellhop.messages import Address, AddressKind, Chat, ChatKind, Content, ContentKind
from bellhop.reports import DayFigures, Spread
from bellhop.reports.day import bounds, count_day
from tests import rows
from tests.console import talk

FIRST = "79000001001"


def today(hotel) -> date:
    return hotel.local(hotel.now()).date()


async def of(hotel_id: UUID) -> house.Hotel:
    async with db.hotel(hotel_id) as session:
        return await house.read(session)


async def said(hotel, at, origin="guest", *, phone=FIRST, mood=None, why=None, status=None) -> UUID:
    """One line at a moment."""
    direction = "in" if origin == "guest" else "out"
    chat = Chat(f"{phone}@c.us", ChatKind.PERSON, Address(AddressKind.PHONE, phone))
    async with db.hotel(hotel.id) as session:
        opened = await conversations.open_chat(
            session, hotel.id, hotel.account_id, chat, name="", now=at
        )
        line = Line(
            direction,
            origin,
            status or ("received" if direction == "in" else "delivered"),
            Content(ContentKind.TEXT, text="x"),
            at,
            provider_id=clock.new_id().hex,
            mood=mood,
            why=why,
        )
        made = await conversations.record(session, hotel.id, opened.id, line)
    assert made is not None
    return made


async def counted(hotel, day=None) -> reports.Figures:
    known = await of(hotel.id)
    async with db.hotel(hotel.id) as session:
        return await count_day(session, known, day or today(known))


@pytest.fixture
def noon(hotels):
    """A moment of today that leaves room on both sides."""

    async def moment(hotel) -> datetime:
        since, until = bounds(known := await of(hotel.id), today(known))
        return since + (until - since) / 2

    return moment


async def test_messages_are_counted_by_who_wrote_them(hotels, noon):
    at = await noon(hotels.one)
    for number, origin in enumerate(("guest", "bot", "guest", "staff", "phone", "journey")):
        await said(hotels.one, at + timedelta(minutes=number), origin)
    found = await counted(hotels.one)
    assert dict(found.messages) == {"guest": 2, "bot": 1, "staff": 1, "phone": 1, "journey": 1}
    assert dict(found.channels) == {"whatsapp in": 2, "whatsapp out": 4}


async def test_a_draft_and_what_was_taken_back_are_no_messages(hotels, noon):
    at = await noon(hotels.one)
    for status in ("draft", "withdrawn", "failed"):
        await said(hotels.one, at, "bot", status=status)
    assert (await counted(hotels.one)).messages.total() == 0


async def test_a_wait_ends_with_the_first_answer(hotels, noon):
    at = await noon(hotels.one)
    for seconds, origin in ((0, "guest"), (20, "guest"), (60, "bot"), (90, "staff")):
        await said(hotels.one, at + timedelta(seconds=seconds), origin)
    found = await counted(hotels.one)
    assert (found.asked, found.replied, found.alone) == (1, 1, 0)
    assert found.first_answer.percentile(0.5) == pytest.approx(60, rel=0.1)


async def test_the_bot_alone_is_told_from_the_bot_that_called_somebody(hotels, noon):
    at = await noon(hotels.one)
    cases = ((FIRST, {"attention": ""}), ("79000001002", {"attention": "complaint"}))
    for phone, why in cases:
        await said(hotels.one, at, phone=phone)
        await said(hotels.one, at + timedelta(seconds=3), "bot", phone=phone, why=why)
    found = await counted(hotels.one)
    assert (found.replied, found.alone, found.alone_share) == (2, 1, 0.5)


async def test_what_we_start_ourselves_answers_nobody(hotels, noon):
    at = await noon(hotels.one)
    await said(hotels.one, at)
    await said(hotels.one, at + timedelta(minutes=1), "journey")
    found = await counted(hotels.one)
    assert (found.asked, found.replied) == (1, 0)


async def test_a_question_before_midnight_belongs_to_its_own_day(hotels):
    hotel = await of(hotels.one.id)
    since, until = bounds(hotel, today(hotel))
    await said(hotels.one, until - timedelta(seconds=10))
    await said(hotels.one, until + timedelta(seconds=30), "bot")
    found = await counted(hotels.one)
    assert (found.asked, found.replied) == (1, 1)
    after = await counted(hotels.one, today(hotel) + timedelta(days=1))
    assert (after.asked, after.messages["bot"]) == (0, 1)
    assert since < until


async def test_moods_and_topics_are_the_guests(hotels, noon):
    at = await noon(hotels.one)
    mood = Mood("ru", "wifi", "negative", 0.9, True, "complaint")
    await said(hotels.one, at, mood=mood)
    found = await counted(hotels.one)
    assert (found.moods["negative"], found.topics["wifi"], found.languages["ru"]) == (1, 1, 1)


async def test_alerts_and_how_soon_they_were_taken(hotels):
    await talk.alert(hotels.one)
    await talk.alert(hotels.one, reason="test")
    now = clock.now()
    await rows.change(
        hotels.one, Alert, created_at=now - timedelta(seconds=90), acknowledged_at=now
    )
    found = await counted(hotels.one, (await of(hotels.one.id)).local(now).date())
    assert dict(found.alerts) == {"complaint": 1}
    assert found.taken.percentile(0.5) == pytest.approx(90, rel=0.1)


async def test_what_the_model_cost(hotels):
    async with db.hotel(hotels.one.id) as session:
        session.add_all(
            ModelCall(
                hotel_id=hotels.one.id, provider="x", model="y", outcome="ok", seconds=1.0,
                cost_usd=0.25,
            )
            for _ in range(2)
        )  # fmt: skip
    found = await counted(hotels.one)
    assert (found.model_calls, found.model_usd) == (2, 0.5)


async def test_a_day_is_counted_once_and_kept(hotels, noon):
    hotel = await of(hotels.one.id)
    await said(hotels.one, await noon(hotels.one))
    day = today(hotel)
    for _ in range(2):
        async with db.hotel(hotel.id) as session:
            await reports.refresh(session, hotel, day, day)
    [kept] = await rows.all_of(hotels.one, DayFigures)
    await said(hotels.one, await noon(hotels.one))
    async with db.hotel(hotel.id) as session:
        await reports.refresh(session, hotel, day, day)
        same = await reports.read(session, day, day)
    assert same.total.messages["guest"] == 1
    await rows.change(hotels.one, DayFigures, counted_at=kept.counted_at - timedelta(minutes=2))
    async with db.hotel(hotel.id) as session:
        await reports.refresh(session, hotel, day, day)
        again = await reports.read(session, day, day)
    assert again.total.messages["guest"] == 2


async def test_a_settled_day_is_left_alone(hotels):
    hotel = await of(hotels.one.id)
    day = today(hotel) - timedelta(days=9)
    await rows.change(hotels.one, house.HotelRecord, created_at=clock.now() - timedelta(days=30))
    await said(hotels.one, bounds(hotel, day)[0] + timedelta(hours=1))
    await rows.change(
        hotels.one, conversations.Conversation, created_at=clock.now() - timedelta(days=9)
    )
    await reports.count_hotel(hotel.id, UUID(int=0))
    kept = {each.day: each.counted_at for each in await rows.all_of(hotels.one, DayFigures)}
    assert set(kept) == set(reports.between(day, today(hotel)))
    counted_at = clock.now() - timedelta(hours=2)
    await rows.change(hotels.one, DayFigures, counted_at=counted_at)
    await reports.count_hotel(hotel.id, UUID(int=0))
    again = {each.day: each.counted_at for each in await rows.all_of(hotels.one, DayFigures)}
    young = {each for each in kept if bounds(hotel, each)[1] + timedelta(days=3) > counted_at}
    assert {each for each in kept if again[each] > counted_at} == young
    assert 4 <= len(young) <= 5
    assert day not in young


async def test_a_report_has_every_day_and_their_sum(hotels, noon):
    hotel = await of(hotels.one.id)
    await said(hotels.one, await noon(hotels.one))
    day = today(hotel)
    async with db.hotel(hotel.id) as session:
        await reports.refresh(session, hotel, day - timedelta(days=6), day)
        report = await reports.read(session, day - timedelta(days=6), day)
    assert [each for each, _ in report.days] == reports.between(day - timedelta(days=6), day)
    assert report.total.messages["guest"] == 1


async def test_the_other_hotel_has_its_own_figures(hotels, noon):
    await said(hotels.one, await noon(hotels.one))
    await reports.count_hotel(hotels.one.id, UUID(int=0))
    assert (await counted(hotels.two)).messages.total() == 0
    assert await rows.all_of(hotels.two, DayFigures) == []


async def test_figures_live_through_json(hotels, noon):
    at = await noon(hotels.one)
    await said(hotels.one, at, mood=Mood("ru", "wifi", "neutral", 0.9, False, None))
    await said(hotels.one, at + timedelta(seconds=4), "bot", why={"attention": ""})
    found = await counted(hotels.one)
    assert reports.Figures.from_json(found.to_json()) == found


async def test_waits_of_a_busy_day_are_found_by_their_ids(hotels, noon):
    """Messages older than the window of ids are not looked at, so this must hold for real ones."""
    message = await said(hotels.one, clock.now())
    made = datetime.fromtimestamp((message.int >> 80) / 1000, UTC)
    assert abs(made - clock.now()) < timedelta(minutes=1)
    assert [each.id for each in await rows.all_of(hotels.one, Message)] == [message]


@given(st.lists(st.floats(0, 200_000), min_size=1, max_size=60), st.floats(0.01, 1))
def test_a_percentile_is_right_within_a_tenth(seconds, share):
    exact = sorted(seconds)[max(0, -(-len(seconds) * share // 1).__int__() - 1)]
    found = Spread.of(seconds).percentile(share)
    assert found is not None
    assert found == pytest.approx(max(exact, 1.0), rel=0.1001)


@given(st.lists(st.floats(0, 9_000)), st.lists(st.floats(0, 9_000)))
def test_spreads_of_two_days_add_up(one, two):
    total = Spread.of(one)
    total.add(Spread.of(two))
    assert total == Spread.of([*one, *two])
    assert Spread.from_json(total.to_json()) == total


def test_nothing_has_no_percentile():
    assert Spread().percentile(0.5) is None
