"""How much the bot may say: then a person."""

from tests import events, rows


async def test_after_eight_replies_in_ten_minutes_a_person_is_called(hotels, says, provider):
    for line in range(10):
        await says(hotels.one, f"во сколько завтрак? {line}")
    assert len(provider.sent) == 8
    assert "limit" in await rows.reasons(hotels.one)


async def test_ten_minutes_later_the_bot_speaks_again(hotels, says, provider):
    for line in range(9):
        await says(hotels.one, f"во сколько завтрак? {line}")
    await rows.pass_time(hotels.one, minutes=11)
    await says(hotels.one, "есть ли парковка?")
    assert len(provider.sent) == 9


async def test_the_limit_of_one_guest_is_not_anothers(hotels, says, provider):
    for line in range(9):
        await says(hotels.one, f"во сколько завтрак? {line}")
    await says(hotels.one, "во сколько завтрак?", chat="79005556677@c.us")
    assert len(provider.sent) == 9


async def test_the_same_text_three_times_running_is_answered_twice(hotels, says, provider):
    for spelled in ("во сколько завтрак?", " Во сколько завтрак?", "ВО СКОЛЬКО ЗАВТРАК?"):
        await says(hotels.one, spelled)
    assert len(provider.sent) == 2
    assert "limit" in await rows.reasons(hotels.one)


async def test_another_text_in_between_starts_the_count_again(hotels, says, provider):
    for text in ("во сколько завтрак?", "во сколько завтрак?", "есть ли парковка?"):
        await says(hotels.one, text)
    await says(hotels.one, "во сколько завтрак?")
    assert len(provider.sent) == 4


async def test_who_keeps_calling_is_answered_eight_times_at_most(hotels, receive, provider):
    one = hotels.one
    for number in range(10):
        await receive(one, events.call(one.instance_id, one.guest, "missed", f"CALL{number}"))
    assert len(provider.sent) == 8


async def test_a_robot_that_stops_and_starts_is_not_answered_for_ever(hotels, says, provider):
    for _ in range(6):
        await says(hotels.one, "стоп")
        await says(hotels.one, "старт")
    assert len(provider.sent) == 8
