"""Which road a message takes to a guest who has several, and what happens when one ends."""

import time
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from bellhop import clock, conversations, db, guests, outbox
from bellhop import hotels as room
from bellhop.errors import Refused
from bellhop.guests import AddressCheck, Guest, GuestAddress
from bellhop.hotels import ChannelAccount, NewAccount
from bellhop.messages import Address, AddressKind, ChannelType, TextOut
from bellhop.outbox import OutboxRow, To
from tests import events, rows

PHONE = "79001112233"
MAX_ID, TELEGRAM_ID = "1234567890123456", "79005550001"
EARLIER = time.time() - 1_200
_ids = count(1)


@pytest.fixture
def channel() -> str:
    return "whatsapp"


@pytest.fixture
async def one(hotels):
    """Hotel one as its three numbers: the same hotel, another account each."""
    found = {"whatsapp": hotels.one}
    for kind in ("max", "telegram"):
        instance = f"{3 if kind == 'max' else 4}{next(_ids):05d}{hotels.one.instance_id[-6:]}"
        new = NewAccount(instance, f"t-{instance}", "http://green.test", type=ChannelType(kind))
        added = await room.add_account(hotels.one.id, new)
        found[kind] = replace(
            hotels.one, account_id=added.account_id, instance_id=instance, channel=kind
        )
    return found


@pytest.fixture
def writes(says, one):
    """The guest writes on a channel; MAX and Telegram tell the phone unless it is hidden."""
    chats = {"whatsapp": f"{PHONE}@c.us", "max": MAX_ID, "telegram": TELEGRAM_ID}

    async def write(kind, text="здравствуйте", *, hidden=False, chat="", **more):
        told = {} if hidden or kind == "whatsapp" else {"phone": PHONE}
        await says(one[kind], text, chat=chat or chats[kind], **told, **more)

    return write


@pytest.fixture
def start(one, walk):
    """The hotel starts a message to the guest of a phone; the outbox rows, oldest first."""

    async def send(text="Номер готов", *, to=None, order=(), **more):
        if order:
            await rows.rule(one["whatsapp"], channel_order=list(order))
        async with db.hotel(one["whatsapp"].id) as session:
            hotel = await room.read(session)
            road = await outbox.road_to(session, hotel, to or To(phone=PHONE))
            letter = outbox.Letter(
                road.account_id, road.chat_id, TextOut(text), "journey", proactive=True, **more
            )
            await outbox.queue(session, hotel, letter)
        await walk.on()
        return [row for row in await rows.outbox(one["whatsapp"]) if row.proactive]

    return send


@pytest.fixture
def went(provider, one):
    """By which channels, to which chats, messages with these words went."""
    names = {hotel.instance_id: kind for kind, hotel in one.items()}

    def find(text="Номер готов"):
        return [(names[sent.instance_id], sent.body["chatId"])
                for sent in provider.sent if sent.body["message"] == text]  # fmt: skip

    return find


async def fails(receive, hotel, row, word="failed", chat=""):
    await receive(hotel, events.status(hotel.instance_id, chat or MAX_ID, row.provider_id, word))


async def only_guest(hotel) -> Guest:
    [guest] = await rows.all_of(hotel, Guest)
    return guest


async def test_a_reply_goes_where_the_guest_wrote(one, writes, provider):
    for kind in ("max", "whatsapp", "telegram", "max"):
        await writes(kind, "во сколько завтрак?")
        assert provider.sent[-1].instance_id == one[kind].instance_id
    await only_guest(one["max"])


async def test_what_we_start_goes_where_the_guest_wrote_last(writes, start, went):
    await writes("whatsapp", at=EARLIER)
    await writes("telegram")
    await start(order=["max", "whatsapp"])
    assert went() == [("telegram", TELEGRAM_ID)]


@pytest.mark.parametrize("order", [["whatsapp", "max"], ["max", "whatsapp"], []])
async def test_to_a_guest_who_never_wrote_the_hotels_order_counts(
    start, went, provider, order, one
):
    provider.answers["checkAccount"] = {"exist": True, "chatId": MAX_ID}
    await start(order=order)
    expected = {"max": ("max", MAX_ID), "whatsapp": ("whatsapp", f"{PHONE}@c.us")}
    assert went() == [expected[order[0] if order else "whatsapp"]]


async def test_a_phone_is_looked_up_once_and_the_answer_has_an_age(one, start, went, provider):
    provider.answers["checkAccount"] = {"exist": True, "chatId": MAX_ID}
    await start("раз", order=["max"])
    await start("два")
    asked = [each.body for each in provider.asked if each.method == "checkAccount"]
    assert asked == [{"phoneNumber": int(PHONE)}]
    assert went("раз") == went("два") == [("max", MAX_ID)]
    [check] = await rows.all_of(one["max"], AddressCheck)
    assert (check.channel, check.phone, check.found) == ("max", PHONE, MAX_ID)
    assert clock.now() - check.checked_at < timedelta(minutes=1)


async def test_what_a_look_up_found_joins_the_chat_that_is_there(
    one, writes, start, went, provider
):
    await writes("max", hidden=True)
    provider.answers["checkAccount"] = {"exist": True, "chatId": MAX_ID}
    await start(order=["max"])
    assert went() == [("max", MAX_ID)]
    texts = [m.text for m in await rows.messages(one["max"], "out") if m.text == "Номер готов"]
    assert len(texts) == 1
    chat = await rows.chat(one["max"], MAX_ID)
    assert [m.conversation_id for m in await rows.messages(one["max"], "out")][-1] == chat.id
    assert len(await rows.all_of(one["max"], Guest)) == 2  # suggested to staff, never merged


async def test_a_phone_without_an_account_goes_by_the_next_road(one, start, went, provider):
    provider.answers["checkAccount"] = {"exist": False, "chatId": ""}
    sent = await start(order=["max", "whatsapp"])
    assert went() == [("whatsapp", f"{PHONE}@c.us")]
    assert [(row.state, row.error) for row in sent] == [
        ("failed", "no_account"),
        ("accepted", None),
    ]
    assert sent[1].instead_of == sent[0].message_id
    why = [m.why["road"] for m in await rows.messages(one["max"], "out") if m.why.get("road")]
    assert why == [{"from": "max", "to": "whatsapp", "reason": "no_account"}]
    assert await rows.reasons(one["max"]) == []
    provider.asked.clear()
    await start("ещё")  # and is not asked for again
    assert [each.method for each in provider.asked] == ["sendMessage"]


@pytest.mark.parametrize("phone", ["4915112345678", "447700900123"])
async def test_max_is_not_asked_for_phones_it_does_not_know(start, provider, phone):
    await start(order=["max"], to=To(phone=f"+{phone}"))
    assert [each.method for each in provider.asked] == ["sendMessage"]


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (469, None, "check_limit"),
        (466, {"invokeStatus": {"method": "checkaccount", "status": "QUOTE_EXCEEDED"}}, "quota"),
    ],
)
async def test_a_spent_limit_of_look_ups_is_respected(  # noqa: PLR0917
    one, start, went, provider, status, body, kind
):
    provider.next("checkAccount", provider.says(status, body))
    await start(order=["max", "whatsapp"])
    await start("второму", to=To(phone="+79001110000"))
    assert went() == [("whatsapp", f"{PHONE}@c.us")]
    assert went("второму") == [("whatsapp", "79001110000@c.us")]
    assert [each.method for each in provider.asked].count("checkAccount") == 1
    assert await rows.for_operator(one["max"].instance_id) == [kind]


async def test_a_look_up_that_gets_no_answer_is_made_again(one, start, went, provider):
    provider.answers["checkAccount"] = {"exist": True, "chatId": MAX_ID}
    timeout = {"message": "check phone number timeout limit exceeded"}
    provider.next("checkAccount", provider.says(400, timeout))
    [row] = await start(order=["max"])
    assert (row.state, went()) == ("waiting", [])
    await rows.change(one["max"], OutboxRow, due_at=clock.now())
    await outbox.deliver(one["max"].id, row.id)
    assert went() == [("max", MAX_ID)]


@pytest.mark.parametrize("word", ["noAccount", "failed"])
async def test_a_message_that_did_not_arrive_goes_by_the_next_road_once(  # noqa: PLR0917
    one, writes, start, went, receive, walk, word
):
    await writes("whatsapp", at=EARLIER)
    await writes("max")
    [row] = await start()
    for _ in range(2):  # the provider repeats itself
        await fails(receive, one["max"], row, word)
    await rows.pass_time(one["max"], minutes=2)
    await walk.on(later=True)
    assert went() == [("max", MAX_ID), ("whatsapp", f"{PHONE}@c.us")]
    second = (await rows.outbox(one["max"]))[-1]
    await fails(receive, one["whatsapp"], second, "noAccount", chat=f"{PHONE}@c.us")
    await walk.on(later=True)
    assert len(went()) == 2
    assert await rows.reasons(one["max"]) == ["delivery_failed"]


async def test_nobody_sends_again_what_went_by_another_road(one, writes, start, went, receive):
    await writes("whatsapp", at=EARLIER)
    await writes("max")
    [row] = await start()
    await fails(receive, one["max"], row)
    async with db.hotel(one["max"].id) as session:
        hotel = await room.read(session)
        assert not await outbox.try_again(session, hotel, row.message_id)


async def test_what_arrives_after_all_is_not_sent_again(one, writes, start, went, receive, walk):
    await writes("whatsapp", at=EARLIER)
    await writes("max")
    [row] = await start()
    await fails(receive, one["max"], row)
    await fails(receive, one["max"], row, "delivered")
    await rows.pass_time(one["max"], minutes=2)
    await walk.on(later=True)
    assert went() == [("max", MAX_ID)]
    second = (await rows.outbox(one["max"]))[-1]
    assert (second.state, second.error) == ("withdrawn", "first_road_worked")


async def test_a_vague_failure_on_whatsapp_stays_with_a_person(
    one, writes, start, went, receive, walk
):
    await writes("max", at=EARLIER)
    await writes("whatsapp")
    [row] = await start()
    await fails(receive, one["whatsapp"], row, "failed", chat=f"{PHONE}@c.us")
    await walk.on(later=True)
    assert went() == [("whatsapp", f"{PHONE}@c.us")]
    assert await rows.reasons(one["max"]) == ["delivery_failed"]


async def test_a_send_in_doubt_takes_no_other_road(one, writes, start, went, provider, walk):
    await writes("whatsapp", at=EARLIER)
    await writes("max")
    provider.next("sendMessage", provider.lost())
    [row] = await start()
    assert row.state == "unknown"
    await rows.pass_time(one["max"], minutes=3)
    provider.next("sendMessage", provider.says(400, {"message": "bad request data"}))
    await walk.on(later=True)  # sent once more on the same road, and refused there
    assert went() == [("max", MAX_ID)] * 2
    assert await rows.reasons(one["max"]) == ["delivery_failed"]


async def test_a_reply_never_changes_its_road(one, writes, provider, receive, went):
    await writes("whatsapp", at=EARLIER)
    await writes("max", "во сколько завтрак?")
    row = (await rows.outbox(one["max"]))[-1]
    await fails(receive, one["max"], row)
    assert len(await rows.outbox(one["max"])) == 2
    assert await rows.reasons(one["max"]) == ["delivery_failed"]


async def test_an_address_where_nothing_arrives_is_not_the_first_choice_again(
    one, writes, start, went, receive, walk
):
    await writes("whatsapp", at=EARLIER)
    await writes("max", at=EARLIER + 60)
    [row] = await start()
    await fails(receive, one["max"], row)
    await start("позже")
    assert went("позже") == [("whatsapp", f"{PHONE}@c.us")]
    await writes("max", at=time.time() + 2)  # the guest is there after all
    await start("опять")
    assert went("опять") == [("max", MAX_ID)]


async def test_a_blocked_number_is_left_for_the_next_road(one, writes, start, went):
    await writes("whatsapp", at=EARLIER)
    await writes("max")
    async with db.hotel(one["max"].id) as session:
        account = await session.get_one(ChannelAccount, (one["max"].id, one["max"].account_id))
        account.state = "blocked"
    await start()
    assert went() == [("whatsapp", f"{PHONE}@c.us")]


async def test_a_number_that_is_blocked_while_a_message_waits(one, writes, start, went, walk):
    await writes("whatsapp", at=EARLIER)
    await writes("max")
    await start(not_before=clock.now() + timedelta(minutes=1))
    async with db.hotel(one["max"].id) as session:
        account = await session.get_one(ChannelAccount, (one["max"].id, one["max"].account_id))
        account.state = "blocked"
    await rows.pass_time(one["max"], minutes=2)
    await walk.on(later=True)
    assert went() == [("whatsapp", f"{PHONE}@c.us")]


async def test_an_outage_only_delays(one, writes, start, went, provider):
    await writes("whatsapp", at=EARLIER)
    await writes("max")
    provider.next("sendMessage", provider.refused(), provider.says(429))
    [row] = await start()
    for _ in range(2):
        await rows.pass_time(one["max"], minutes=5)
        await outbox.deliver(one["max"].id, row.id)
    assert went() == [("max", MAX_ID)] * 3
    assert [r.state for r in await rows.outbox(one["max"]) if r.proactive] == ["accepted"]


async def test_stop_on_one_road_is_stop_on_all(one, writes, start, went):
    await writes("whatsapp", at=EARLIER)
    await writes("max", "стоп")
    with pytest.raises(Refused):
        await start()
    assert went() == []


async def test_a_stop_between_failure_and_second_road_counts(
    one, writes, start, went, receive, walk
):
    await writes("whatsapp", at=EARLIER)
    await writes("max")
    [row] = await start()
    await fails(receive, one["max"], row)
    await writes("whatsapp", "стоп")
    await rows.pass_time(one["max"], minutes=2)
    await walk.on(later=True)
    assert went() == [("max", MAX_ID)]


async def test_a_long_message_is_whole_on_its_second_road(one, writes, start, went, walk, provider):
    await writes("whatsapp", at=EARLIER)
    await writes("max")
    text = "Слово за слово. " * 400
    provider.next("sendMessage", provider.says(400, {"message": "bad request data"}))
    await start(text.strip())
    await walk.on()
    assert went(text.strip()) == [("whatsapp", f"{PHONE}@c.us")]


async def test_a_phone_that_moves_to_another_chat_on_max(one, writes, start, went):
    await writes("max", at=EARLIER)
    await writes("max", chat="8888888888888888", at=EARLIER + 60)
    await only_guest(one["max"])
    await start()
    assert went() == [("max", "8888888888888888")]
    old = [a for a in await rows.all_of(one["max"], GuestAddress) if a.value == MAX_ID]
    assert [each.unreachable_why for each in old] == ["phone_has_moved"]


async def test_a_looked_up_chat_that_has_moved_is_looked_up_again(
    one, start, went, provider, receive, walk
):
    provider.answers["checkAccount"] = {"exist": True, "chatId": MAX_ID}
    [row] = await start(order=["max"])
    await fails(receive, one["max"], row)
    await rows.pass_time(one["max"], minutes=2)
    await walk.on(later=True)
    provider.answers["checkAccount"] = {"exist": True, "chatId": "8888888888888888"}
    await start("снова", to=To(guest_id=(await only_guest(one["max"])).id))
    assert went("снова") == [("max", "8888888888888888")]


async def test_ids_that_look_like_phones_are_no_phones(one, writes, says):
    await writes("whatsapp")
    await says(one["telegram"], "здравствуйте", chat=PHONE)  # an id with a phone's digits
    assert len(await rows.all_of(one["max"], Guest)) == 2
    kinds = {(a.kind, a.value) for a in await rows.all_of(one["max"], GuestAddress)}
    assert kinds == {("phone", PHONE), ("telegram", PHONE)}


async def test_a_negative_id_is_a_group_and_is_never_answered(one, says, provider):
    await says(one["max"], "во сколько завтрак?", chat="-1234567890123456", phone=PHONE)
    assert provider.sent == []
    assert await rows.all_of(one["max"], Guest) == []


async def test_a_lid_beside_a_phone_of_one_guest(one, writes, says, start, went):
    await writes("whatsapp", at=EARLIER)
    async with db.hotel(one["max"].id) as session:
        guest = await guests.owner_of_phone(session, PHONE)
        lid = Address(AddressKind.LID, "120650379300963")
        assert await guests.also_at(session, one["max"].id, guest, lid, PHONE)
    await says(one["whatsapp"], "во сколько завтрак?", chat="120650379300963@lid")
    await only_guest(one["max"])
    await start()
    assert went() == [("whatsapp", "120650379300963@lid")]
    chats = await rows.all_of(one["max"], conversations.Conversation)
    assert len({chat.guest_id for chat in chats}) == 1


async def test_a_stranger_finds_no_ways(hotels, one, writes):
    await writes("max")
    guest = await only_guest(one["max"])
    async with db.hotel(hotels.two.id) as session:
        hotel = await room.read(session)
        assert await outbox.ways(session, hotel, guest.id) == []
