"""The walk of one message."""

from tests import events


async def test_a_question_is_answered_from_the_hotels_knowledge(hotels, receive, provider):
    one = hotels.one
    await receive(one, events.guest_text(one.instance_id, one.guest, "во сколько завтрак?"))
    assert len(provider.sent) == 1
    assert "7:30" in provider.texts[0]
    assert provider.sent[0].instance_id == one.instance_id
    assert provider.sent[0].body["chatId"] == one.guest
