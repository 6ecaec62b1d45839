"""`bellhop chat`: who may speak in a guest's chat."""

from bellhop.conversations import Conversation
from tests import rows


async def test_a_chat_marked_never_automatic_is_not_answered(hotels, bellhop, says, provider):
    one = hotels.one
    await says(one, "во сколько завтрак?")
    assert (await bellhop("chat", "never-automatic", one.slug, "+7 900 111-22-33")).code == 0
    await says(one, "есть парковка?")
    assert len(provider.sent) == 1


async def test_the_mark_can_be_taken_off(hotels, bellhop, says):
    one = hotels.one
    await says(one, "во сколько завтрак?")
    await bellhop("chat", "never-automatic", one.slug, one.guest)
    assert (await bellhop("chat", "never-automatic", one.slug, one.guest, "--off")).code == 0
    assert [chat.never_automatic for chat in await rows.all_of(one, Conversation)] == [False]


async def test_another_hotels_chat_is_not_found(hotels, bellhop, says):
    await says(hotels.one, "во сколько завтрак?")
    said = await bellhop("chat", "give-back", hotels.two.slug, hotels.one.guest)
    assert (said.code, said.crash) == (1, None)
    assert "has no chat" in said.err
