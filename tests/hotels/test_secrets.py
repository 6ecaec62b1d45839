"""What only guests in the house may know, and rules that a hotel changes."""

from datetime import timedelta

import pytest

from bellhop import clock, db, knowledge
from bellhop import hotels as room
from bellhop.errors import BadInput, NotFound
from bellhop.guests import Stay
from bellhop.hotels import HotelRecord
from bellhop.knowledge import KnowledgeEntry, NewEntry
from tests import rows
from tests.turns.conftest import receive, says  # noqa: F401

PASSWORD = "sea-breeze-77"


async def keep(hotel, name="wifi_password", value=PASSWORD) -> None:
    async with db.hotel(hotel.id) as session:
        await room.keep_secret(session, name, value, "test")


async def of(hotel) -> dict[str, str]:
    async with db.hotel(hotel.id) as session:
        return (await room.read(session)).secrets()


async def test_a_secret_is_sealed_and_can_be_forgotten(hotels):
    await keep(hotels.one)
    [record] = await rows.all_of(hotels.one, HotelRecord)
    assert PASSWORD.encode() not in record.secrets_sealed
    assert await of(hotels.one) == {"wifi_password": PASSWORD}
    assert await of(hotels.two) == {}
    await keep(hotels.one, value=None)
    assert await of(hotels.one) == {}


@pytest.mark.parametrize(("name", "value"), [("Wi-Fi", "x"), ("wifi", ""), ("wifi", "x" * 201)])
async def test_a_bad_name_or_value_is_refused(hotels, name, value):
    with pytest.raises(BadInput):
        await keep(hotels.one, name, value)


async def test_what_is_not_there_cannot_be_forgotten(hotels):
    with pytest.raises(NotFound):
        await keep(hotels.one, "door_code", None)


async def test_new_keys_open_old_secrets(hotels):
    await keep(hotels.one)
    await room.rotate_keys(hotels.one.id)
    assert await of(hotels.one) == {"wifi_password": PASSWORD}


@pytest.fixture
async def wifi(hotels):
    """Hotel one's knowledge names the password by its place."""
    await keep(hotels.one)
    answer = "Сеть Morskoy, пароль {{wifi_password}}."
    entry = NewEntry("wifi", "Какой пароль от Wi-Fi?", answer, "ru")
    async with db.hotel(hotels.one.id) as session:
        await knowledge.bring_in(session, hotels.one.id, [entry])
    return hotels.one


async def check_in(hotel) -> None:
    chat = await rows.chat(hotel)
    now = clock.now()
    async with db.hotel(hotel.id) as session:
        session.add(
            Stay(
                hotel_id=hotel.id,
                guest_id=chat.guest_id,
                status="checked_in",
                planned_arrival=now - timedelta(days=1),
                planned_departure=now + timedelta(days=1),
            )
        )


async def test_a_guest_in_the_house_is_told_the_password(wifi, says, provider):  # noqa: F811
    await says(wifi, "Здравствуйте")
    await check_in(wifi)
    await says(wifi, "Какой пароль от Wi-Fi?")
    assert PASSWORD in provider.texts[-1]


async def test_a_stranger_to_the_house_is_not(wifi, says, provider):  # noqa: F811
    await says(wifi, "Какой пароль от Wi-Fi?")
    assert not any(PASSWORD in text or "{{" in text for text in provider.texts)
    assert [entry.answer for entry in await rows.all_of(wifi, KnowledgeEntry)]


async def test_a_rule_is_changed_and_noted(hotels):
    async with db.hotel(hotels.one.id) as session:
        rules = await room.change_rules(session, "test", quiet_from="22:00")
    assert rules.quiet_from.hour == 22
    async with db.hotel(hotels.one.id) as session:
        assert (await room.read(session)).rules.quiet_from.hour == 22


@pytest.mark.parametrize("change", [{"sauna": 1}, {"pause_seconds": "soon"}, {"bot": "maybe"}])
async def test_a_rule_that_cannot_be_is_refused(hotels, change):
    async with db.hotel(hotels.one.id) as session:
        with pytest.raises(BadInput, match=next(iter(change))):
            await room.change_rules(session, "test", **change)
