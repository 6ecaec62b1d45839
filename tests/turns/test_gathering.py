"""Three quick lines, one considered answer; one thinker for a chat, none waits for another's."""

import asyncio
from datetime import timedelta
from uuid import UUID

from bellhop import ai, turns
from bellhop.jobs import Job
from tests import events, rows

OTHER = "79005556677@c.us"


def event_of(walk) -> UUID:
    """The event whose hint left last; the hint is gone."""
    return UUID(walk.hints.pop().row_id)


async def test_three_quick_lines_get_one_answer(hotels, says, provider, walk):
    await rows.rule(hotels.one, pause_seconds=4)
    for line in ("добрый день", "скажите", "во сколько завтрак?"):
        await says(hotels.one, line)
    await walk.on(later=True)
    assert provider.sent == []
    await rows.pass_time(hotels.one, seconds=4)
    walk.hints += walk.of(Job.ANSWER)
    await walk.on(later=True)
    assert len(provider.sent) == 1
    assert all(line.answered for line in await rows.messages(hotels.one))


async def test_each_line_moves_the_moment_of_the_answer_by_a_pause(hotels, says):
    await rows.rule(hotels.one, pause_seconds=4)
    await says(hotels.one, "добрый день")
    await rows.pass_time(hotels.one, seconds=3)
    first = (await rows.chat(hotels.one)).answer_due_at
    await says(hotels.one, "во сколько завтрак?")
    moved = (await rows.chat(hotels.one)).answer_due_at - first
    assert timedelta(seconds=3) <= moved < timedelta(seconds=8)  # a slow machine takes its time


async def test_a_guest_who_keeps_writing_waits_three_pauses_at_most(hotels, says):
    await rows.rule(hotels.one, pause_seconds=4)
    for line in range(6):
        await says(hotels.one, f"строка {line}")
        await rows.pass_time(hotels.one, seconds=3)
    chat = await rows.chat(hotels.one)
    assert chat.answer_due_at - chat.gathering_since == timedelta(seconds=12)


async def test_a_hint_leaves_for_the_very_moment(hotels, says, walk):
    await rows.rule(hotels.one, pause_seconds=4)
    await says(hotels.one, "во сколько завтрак?")
    [hint] = walk.of(Job.ANSWER)
    assert hint.at == (await rows.chat(hotels.one)).answer_due_at


async def test_different_guests_do_not_wait_for_each_other(hotels, says, provider, meanwhile):
    async def another_guest():
        await says(hotels.one, "есть парковка?", chat=OTHER)
        assert [sent.body["chatId"] for sent in provider.sent] == [hotels.one.spelled(OTHER)]

    meanwhile(another_guest)
    await says(hotels.one, "во сколько завтрак?")
    assert [sent.body["chatId"] for sent in provider.sent] == [
        hotels.one.spelled(OTHER),
        hotels.one.guest,
    ]


async def test_two_thinkers_at_once_answer_once(hotels, says, provider, walk):
    await says(hotels.one, "во сколько завтрак?", walk_on=False)
    await turns.take_in(hotels.one.id, event_of(walk))
    chat = await rows.chat(hotels.one)
    told = await asyncio.gather(*(turns.answer(hotels.one.id, chat.id) for _ in range(5)))
    assert len([row for row in told if row is not None]) == 1
    assert len(await rows.outbox(hotels.one)) == 1


async def test_a_newer_line_drops_the_thought_and_both_get_one_answer(
    hotels, says, provider, meanwhile, walk
):
    asked = meanwhile(lambda: says(hotels.one, "и есть ли парковка?"))
    await says(hotels.one, "во сколько завтрак?")
    assert provider.sent == []
    await walk.on(later=True)
    assert len(provider.sent) == 1
    assert [len(question.lines) for question in asked] == [1, 2]


async def test_an_edit_during_a_thought_starts_it_again(
    hotels, receive, says, provider, meanwhile, walk
):
    one = hotels.one
    edit = events.edited(one.instance_id, one.guest, "A1", "есть парковка?")
    asked = meanwhile(lambda: receive(one, edit))
    await says(one, "во сколько завтрак?", id="A1")
    await walk.on(later=True)
    assert [question.lines for question in asked][-1] == ("есть парковка?",)
    assert len(provider.sent) == 1
    assert "Морской" in provider.texts[0]


async def test_a_thought_that_fails_is_thought_again_later(
    hotels, says, provider, monkeypatch, walk
):
    async def fails(question):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(ai, "think", fails)
        await says(hotels.one, "во сколько завтрак?", walk_on=False)
        await turns.take_in(hotels.one.id, event_of(walk))
        chat = await rows.chat(hotels.one)
        answers = await asyncio.gather(turns.answer(hotels.one.id, chat.id), return_exceptions=True)
    assert [type(each) for each in answers] == [RuntimeError]
    await rows.pass_time(hotels.one, minutes=1)
    await walk.on(later=True)
    assert len(provider.sent) == 1


async def test_a_thinker_that_died_is_followed_by_another(hotels, says, provider, meanwhile, walk):
    class Killed(BaseException):
        pass

    async def dies():
        raise Killed

    meanwhile(dies)
    await asyncio.gather(says(hotels.one, "во сколько завтрак?"), return_exceptions=True)
    chat = await rows.chat(hotels.one)
    assert await turns.answer(hotels.one.id, chat.id) is None
    await rows.pass_time(hotels.one, seconds=31)
    assert await turns.answer(hotels.one.id, chat.id) is not None
