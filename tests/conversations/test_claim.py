"""The lease of the one thinker, and what ends it."""

from datetime import timedelta

import pytest

from bellhop import clock, conversations, db
from bellhop.conversations import Claimed, Conclusion
from tests import rows
from tests.turns.conftest import receive, says  # noqa: F401


@pytest.fixture
async def chat(hotels, says, walk):  # noqa: F811
    """A chat of hotel one whose moment to be answered has come."""
    await rows.rule(hotels.one, pause_seconds=4)
    await says(hotels.one, "во сколько завтрак?")
    await rows.pass_time(hotels.one, seconds=5)
    walk.hints.clear()
    return await rows.chat(hotels.one)


async def claimed(hotel, chat, now=None) -> Claimed | None:
    async with db.hotel(hotel.id) as session:
        taken = await conversations.claim(session, chat.id, now or clock.now())
    return taken and taken[0]


async def concluded(hotel, claim) -> bool:
    lines = tuple(line.id for line in await rows.messages(hotel))
    end = Conclusion(lines, language="ru", answered=True, introduced=True)
    async with db.hotel(hotel.id) as session:
        return await conversations.conclude(session, claim, end, clock.now()) is not None


async def test_one_at_a_time_until_the_lease_runs_out(hotels, chat):
    assert await claimed(hotels.one, chat)
    assert await claimed(hotels.one, chat) is None
    later = clock.now() + timedelta(seconds=31)
    assert await claimed(hotels.one, chat, later)


async def test_a_thought_that_is_done_ends_the_waiting(hotels, chat):
    assert await concluded(hotels.one, await claimed(hotels.one, chat))
    after = await rows.chat(hotels.one)
    assert (after.answer_due_at, after.waiting_since, after.claim) == (None, None, None)
    assert after.introduced_at is not None
    assert all(line.answered for line in await rows.messages(hotels.one))
    assert await claimed(hotels.one, chat) is None


async def test_a_thought_is_done_once(hotels, chat):
    claim = await claimed(hotels.one, chat)
    assert await concluded(hotels.one, claim)
    assert not await concluded(hotels.one, claim)


async def test_a_lease_that_ran_out_and_went_to_another_is_lost(hotels, chat):
    first = await claimed(hotels.one, chat)
    await rows.pass_time(hotels.one, seconds=31)
    second = await claimed(hotels.one, chat)
    assert not await concluded(hotels.one, first)
    assert await concluded(hotels.one, second)


@pytest.mark.parametrize("happens", ["line", "person", "never"])
async def test_what_happens_meanwhile_ends_the_thought(hotels, chat, happens):
    claim, now = await claimed(hotels.one, chat), clock.now()
    async with db.hotel(hotels.one.id) as session:
        if happens == "line":
            await conversations.guest_wrote(session, hotels.one.id, chat.id, now=now, pause=4)
        elif happens == "person":
            await conversations.person_speaks(session, chat.id, who="x", now=now, minutes=5)
        else:
            await conversations.never_automatic(session, chat.id)
    assert not await concluded(hotels.one, claim)
    assert (await rows.chat(hotels.one)).introduced_at is None


async def test_letting_go_leaves_a_hint_for_the_lines_that_wait(hotels, chat, walk):
    claim = await claimed(hotels.one, chat)
    await conversations.let_go(hotels.one.id, claim, again_in=20)
    [hint] = walk.hints
    after = await rows.chat(hotels.one)
    assert (hint.row_id, hint.at) == (str(chat.id), after.answer_due_at)
    assert after.claim is None
