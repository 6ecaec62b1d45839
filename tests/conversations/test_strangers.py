"""Another hotel's session neither sees nor changes a chat, whatever id it is given."""

import pytest

from bellhop import clock, conversations, db
from bellhop.conversations import Mood
from tests import rows
from tests.turns.conftest import receive, says  # noqa: F401

CHAT = ("never_automatic", "quiet_until", "answer_due_at", "waiting_since", "lines", "claim")
MESSAGE = ("text", "status", "answered", "deleted_at", "edited_at", "sentiment", "provider_id")


@pytest.fixture
async def chat(hotels, says):  # noqa: F811
    """A chat of hotel one with a line that waits for its answer."""
    await rows.rule(hotels.one, pause_seconds=4)
    await says(hotels.one, "во сколько завтрак?", id="A1")
    return await rows.chat(hotels.one)


async def look(hotel) -> tuple:
    chat = await rows.chat(hotel)
    lines = await rows.messages(hotel)
    return [getattr(chat, name) for name in CHAT], [
        [getattr(line, name) for name in MESSAGE] for line in lines
    ]


async def test_a_stranger_sees_neither_chat_nor_thread(hotels, chat):
    async with db.hotel(hotels.two.id) as session:
        found = await conversations.find_chat(session, hotels.one.account_id, chat.chat_id)
        assert found is None
        assert await conversations.last(session, chat.id) == []


async def test_a_stranger_changes_neither_chat_nor_thread(hotels, chat):
    [line] = await rows.messages(hotels.one)
    before, now = await look(hotels.one), clock.now()
    mood = Mood("ru", "other", "negative", 1.0, True, "complaint")
    async with db.hotel(hotels.two.id) as session:
        await conversations.person_speaks(session, chat.id, who="eve", now=now, minutes=60)
        await conversations.never_automatic(session, chat.id)
        await conversations.guest_waits(session, chat.id, now)
        await conversations.newer_words(session, chat.id)
        await conversations.mark_answered(session, chat.id, [line.id])
        await conversations.judge(session, line.id, mood)
        await conversations.touch(session, chat.id, language="xx")
        assert await conversations.edit(session, chat.id, "A1", "changed", now) is None
        assert await conversations.delete(session, chat.id, "A1", now) is None
        assert not await conversations.move(session, "x", line.id, "failed", now)
    assert await look(hotels.one) == before


async def test_a_stranger_cannot_think_about_it(hotels, chat):
    later = clock.now().replace(year=2099)
    async with db.hotel(hotels.two.id) as session:
        assert await conversations.claim(session, chat.id, later) is None
    async with db.hotel(hotels.one.id) as session:
        assert await conversations.claim(session, chat.id, later) is not None
