"""The tenant: rules, doors, what strangers see."""

from dataclasses import fields, replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import delete, event, update

from bellhop import clock, crypto, db
from bellhop import hotels as room
from bellhop.db.engines import current
from bellhop.errors import BadInput, Misconfigured, NotFound
from bellhop.hotels import ChannelAccount, DeskHours, Doors, HotelRecord, HotelRules, Membership
from bellhop.hotels.models import AuditEntry
from tests import rows


@pytest.fixture
def asked():
    """How often the database was asked."""
    queries = []
    engines = [current().app.sync_engine, current().system.sync_engine]

    def note(*_):
        queries.append(1)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield queries
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


async def test_a_known_door_opens_without_asking_the_database(hotels, asked):
    doors, one = Doors(), hotels.one
    assert await doors.open(one.instance_id, one.webhook_token)
    asked.clear()
    door = await doors.open(one.instance_id, one.webhook_token)
    assert (door.hotel_id, door.account_id) == (one.id, one.account_id)
    assert asked == []


async def test_a_changed_token_is_noticed_at_the_first_refusal(hotels, monkeypatch):
    doors, one = Doors(), hotels.one
    assert await doors.open(one.instance_id, one.webhook_token)
    new = crypto.token_hash("another-secret")
    await rows.change(one, ChannelAccount, webhook_token_hash=new)
    monkeypatch.setattr(room.way_in, "RECHECK_SECONDS", 0)
    assert await doors.open(one.instance_id, "another-secret")
    assert await doors.open(one.instance_id, one.webhook_token) is None


async def test_a_stranger_who_guesses_does_not_make_the_database_work(hotels, asked):
    doors, one = Doors(), hotels.one
    assert await doors.open(one.instance_id, one.webhook_token)
    asked.clear()
    assert [await doors.open(one.instance_id, f"guess-{n}") for n in range(50)] == [None] * 50
    assert asked == []


async def test_a_removed_number_is_noticed_when_its_door_is_old(hotels, monkeypatch):
    doors, one = Doors(), hotels.one
    assert await doors.open(one.instance_id, one.webhook_token)
    async with db.hotel(one.id) as session:
        await session.execute(delete(ChannelAccount))
    monkeypatch.setattr(room.way_in, "KEEP_SECONDS", 0)
    assert await doors.open(one.instance_id, one.webhook_token) is None


async def test_doors_are_forgotten_beyond_a_number(hotels, monkeypatch):
    monkeypatch.setattr(room.way_in, "KEEP_AT_MOST", 1)
    doors = Doors()
    for hotel in (hotels.one, hotels.two):
        assert await doors.open(hotel.instance_id, hotel.webhook_token)
    assert list(doors._known) == [hotels.two.instance_id]


def test_a_number_that_is_printed_shows_no_secret():
    secret = [f for f in fields(room.Account) if "sealed" in f.name or "hash" in f.name]
    assert len(secret) == 3
    assert not any(field.repr for field in secret)


async def test_only_a_sandbox_hotels_clock_may_be_moved(hotels):
    async with db.hotel(hotels.one.id) as session:
        hotel = await room.read(session)
    assert abs(hotel.now() - clock.now()) < timedelta(seconds=1)
    moved = replace(hotel, clock_offset=timedelta(days=3))
    assert moved.now() - clock.now() > timedelta(days=2)


async def test_moments_are_shown_in_the_hotels_own_zone(hotels):
    noon = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    for hotel, hour in ((hotels.one, 15), (hotels.two, 16)):
        async with db.hotel(hotel.id) as session:
            assert (await room.read(session)).local(noon).hour == hour


@pytest.mark.parametrize(
    ("opens", "closes", "at", "is_open"),
    [
        (time(0), time(0), time(3), True),
        (time(8), time(22), time(8), True),
        (time(8), time(22), time(22), False),
        (time(20), time(6), time(23), True),
        (time(20), time(6), time(5, 59), True),
        (time(20), time(6), time(12), False),
    ],
)
def test_the_desk_is_open_by_day_by_night_or_always(opens, closes, at, is_open):
    assert DeskHours(opens=opens, closes=closes).open_at(at) is is_open


async def test_rules_keep_only_what_differs_and_read_the_rest_from_today(hotels):
    async with db.hotel(hotels.one.id) as session:
        kept = (await session.get(HotelRecord, hotels.one.id)).rules
        rules = (await room.read(session)).rules
    assert kept == {"pause_seconds": 0}
    assert rules.waiting_limit_minutes == HotelRules().waiting_limit_minutes


async def test_a_hotel_that_is_half_made_is_not_made(hotels):
    account = room.NewAccount(hotels.one.instance_id, "token", "http://green.test")
    with pytest.raises(BadInput, match="already connected"):
        await room.add_hotel(room.NewHotel("half", "Half", "UTC", "en"), account)
    with pytest.raises(NotFound):
        await room.id_of_slug("half")


async def test_deeds_are_kept_in_the_audit_trail_without_secrets(hotels):
    trail = await rows.all_of(hotels.one, AuditEntry)
    assert [entry.action for entry in trail][:2] == ["hotel_added", "staff_added"]
    assert hotels.one.token not in str([entry.what for entry in trail])


async def test_a_lost_key_is_said_plainly(hotels, monkeypatch):
    async with db.hotel(hotels.one.id) as session:
        [account] = await room.accounts(session)
    monkeypatch.setattr(crypto, "_current", lambda: crypto._box((crypto.new_key(),)))
    with pytest.raises(Misconfigured, match="keys rotate"):
        crypto.decrypt(account.token_sealed)


async def test_one_person_may_work_in_two_hotels(hotels):
    for hotel in (hotels.one, hotels.two):
        who = {"email": "both@x.example", "name": "Nino", "role": "manager"}
        await room.add_staff(hotel.id, **who)
    both = [*await rows.all_of(hotels.one, Membership), *await rows.all_of(hotels.two, Membership)]
    assert len(both) == 4
    assert len({membership.person_id for membership in both}) == 3


async def test_the_last_beat_of_each_process_counts(hotels):
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    await room.beat("test", early)
    await room.beat("test", late)
    assert (await room.last_beats())["test"] == late


async def test_a_stranger_finds_neither_number_nor_staff(hotels):
    async with db.hotel(hotels.two.id) as session:
        with pytest.raises(NotFound):
            await room.account(session, hotels.one.account_id)
        with pytest.raises(NotFound):
            await room.hotel_and_account(session, hotels.one.account_id)
        changed = await session.execute(
            update(ChannelAccount)
            .where(ChannelAccount.id == hotels.one.account_id)
            .values(api_url="http://evil.test")
        )
    assert changed.rowcount == 0


async def test_a_number_of_another_hotel_is_not_moved(hotels):
    await room.move_account(hotels.two.id, hotels.one.instance_id, "http://evil.test")
    [account] = await rows.all_of(hotels.one, ChannelAccount)
    assert account.api_url == "http://green.test"
