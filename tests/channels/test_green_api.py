"""What each call asks of GREEN-API, and what it makes of the answer."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import httpx2
import orjson
import pytest

from bellhop.channels import (
    Checked,
    FileUpload,
    GreenApi,
    LineNotReady,
    NoAnswer,
    NotAccepted,
    OwnAccount,
    PollingClosed,
    Qr,
    QrKind,
    QueuedItem,
    Sent,
    open_http,
)
from bellhop.messages import Address, AddressKind, FileOut, LineState, PollOut, TextOut

GUEST = "79000000001@c.us"
PHONE = Address(AddressKind.PHONE, "79000000001")
POLL = PollOut("When?", ("8:00", "9:00"))


def asked(wire):
    """The method and the JSON of the last request."""
    request = wire.requests[-1]
    parts = request.url.path.split("/")
    return parts[2], orjson.loads(request.content) if request.content else None


async def test_a_text_is_queued(api, wire, account):
    out = TextOut("Hi", quoted_id="Q1", link_preview=False)
    assert await api.send(account, GUEST, out, typing_ms=50) == Sent("NEW1")
    assert asked(wire) == (
        "sendMessage",
        {
            "chatId": GUEST,
            "message": "Hi",
            "quotedMessageId": "Q1",
            "typingTime": 1000,
            "linkPreview": False,
        },
    )
    assert wire.observed == [("sendMessage", "ok")]


async def test_the_address_is_the_accounts_own(api, wire, account):
    await api.send(account, GUEST, TextOut("Hi"))
    request = wire.requests[0]
    assert request.method == "POST"
    assert str(request.url).startswith("https://api.example/waInstance7103000001/sendMessage/")
    assert request.headers["content-type"] == "application/json"


async def test_a_file_goes_by_its_address(api, wire, account):
    await api.send(account, GUEST, FileOut("https://h.example/map.pdf", "map.pdf", caption="Map"))
    method, body = asked(wire)
    assert method == "sendFileByUrl"
    assert body["urlFile"] == "https://h.example/map.pdf"
    assert (body["fileName"], body["caption"]) == ("map.pdf", "Map")


async def test_a_file_goes_by_its_bytes_through_the_media_host(api, wire, account):
    wire.answers(200, {"idMessage": "NEW1", "urlFile": "https://files.example/1"})
    upload = FileUpload(b"%PDF", "map.pdf", "application/pdf", caption="Map")
    sent = await api.send_file_by_upload(account, GUEST, upload)
    assert sent == Sent("NEW1", "https://files.example/1")
    request = wire.requests[0]
    assert request.url.host == "media.example"
    assert b"%PDF" in request.content
    assert GUEST.encode() in request.content


async def test_a_poll_is_a_poll_where_polls_are_shown(api, wire, account, telegram_account):
    await api.send(account, GUEST, POLL)
    method, body = asked(wire)
    assert method == "sendPoll"
    assert body["options"] == [{"optionName": "8:00"}, {"optionName": "9:00"}]
    await api.send(telegram_account, "-1000000001", POLL)
    assert asked(wire)[0] == "sendPoll"


async def test_a_poll_is_lines_where_it_cannot_be_shown(api, wire, max_account, telegram_account):
    for account, chat_id in ((max_account, "10000000"), (telegram_account, "20000000")):
        await api.send(account, chat_id, POLL)
        assert asked(wire)[0] == "sendMessage"
        assert asked(wire)[1]["message"] == "When?\n1. 8:00\n2. 9:00"


async def test_a_numeric_id_is_kept_as_text(api, wire, max_account):
    wire.answers(200, {"idMessage": 116000000000000001})
    assert await api.send(max_account, "10000000", TextOut("Hi")) == Sent("116000000000000001")


async def test_half_an_emoji_in_a_reply_does_not_stop_it(api, wire, account):
    await api.send(account, GUEST, TextOut("ok \ud83d"))
    assert asked(wire)[1]["message"] == "ok ?"


@pytest.mark.parametrize("body", [{}, {"idMessage": ""}, {"idMessage": None}, None, [], "ok"])
async def test_no_id_means_not_accepted(body, api, wire, account):
    wire.answers(200, body)
    with pytest.raises(NotAccepted) as caught:
        await api.send(account, GUEST, TextOut("Hi"))
    assert not caught.value.permanent
    assert not caught.value.outcome_unknown
    assert wire.observed == [("sendMessage", "not_accepted")]


async def test_the_head_of_the_queue_is_read_as_bytes(api, wire, account, sample):
    wire.answers(200, {"receiptId": 7, "body": orjson.loads(sample("text"))})
    head = await api.receive_notification(account, seconds=3)
    assert head.receipt_id == 7
    assert orjson.loads(head.body) == orjson.loads(sample("text"))
    assert wire.requests[0].url.params["receiveTimeout"] == "5"


async def test_an_empty_queue_is_none(api, wire, account):
    wire.answers(200, None)
    assert await api.receive_notification(account) is None


async def test_a_proxys_page_is_not_an_empty_queue(api, wire, account):
    wire.answers(200, raw=b"<html>Sign in</html>")
    with pytest.raises(NoAnswer, match="an HTML page"):
        await api.receive_notification(account)


async def test_polling_is_closed_while_a_webhook_is_set(api, wire, account):
    said = "Message cannot be received because custom webhook url is set"
    wire.answers(400, {"code": "INVALID_PARAM", "message": said, "status": "error"})
    with pytest.raises(PollingClosed):
        await api.receive_notification(account)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"result": True, "reason": ""}),
        (200, {"result": False}),
        (500, {"message": "Cannot read properties of undefined (reading 'findUnAckedMessage')"}),
    ],
)
async def test_deleting_what_is_gone_is_done(status, body, api, wire, account):
    wire.answers(status, body)
    await api.delete_notification(account, 7)
    assert wire.requests[0].method == "DELETE"
    assert wire.requests[0].url.path.endswith("/7")


async def test_any_other_fault_of_deleting_is_not_done(api, wire, account):
    wire.answers(500, {"message": "oops"})
    with pytest.raises(NoAnswer):
        await api.delete_notification(account, 7)


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ({"stateInstance": "authorized"}, LineState.AUTHORIZED),
        ({"stateInstance": "yellowCard"}, LineState.SUSPENDED),
        ({"stateInstance": "pendingPassword"}, LineState.PENDING_PASSWORD),
        ({"stateInstance": None}, LineState.STARTING),
        (None, LineState.STARTING),
    ],
)
async def test_the_state_is_read(body, state, api, wire, account):
    wire.answers(200, body)
    assert await api.get_state(account) is state


async def test_settings_are_read_and_written_as_they_are(api, wire, account):
    wire.answers(200, {"webhookUrl": "", "incomingWebhook": "yes"})
    assert await api.get_settings(account) == {"webhookUrl": "", "incomingWebhook": "yes"}
    wire.answers(200, {"saveSettings": True})
    await api.set_settings(account, {"stateWebhook": "yes"})
    assert asked(wire) == ("setSettings", {"stateWebhook": "yes"})


async def test_settings_that_were_not_saved_are_not_taken_for_saved(api, wire, account):
    wire.answers(200, {"saveSettings": False})
    with pytest.raises(NotAccepted):
        await api.set_settings(account, {"stateWebhook": "yes"})


async def test_the_own_account_has_one_shape_on_every_channel(api, wire, account, max_account):
    wire.answers(
        200, {"phone": "79000000099", "stateInstance": "suspended", "suspendedUntil": 1790000000}
    )
    until = datetime.fromtimestamp(1790000000, UTC)
    expected = OwnAccount(LineState.SUSPENDED, "79000000099", suspended_until=until)
    assert await api.get_wa_settings(account) == expected
    assert asked(wire)[0] == "getWaSettings"
    await api.get_wa_settings(max_account)
    assert asked(wire)[0] == "getAccountSettings"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"type": "qrCode", "message": "iVBO"}, Qr(QrKind.CODE, png_base64="iVBO")),
        ({"type": "alreadyLogged", "message": "x"}, Qr(QrKind.ALREADY, message="x")),
        ({"type": "PassKeyRequire", "message": "x"}, Qr(QrKind.PASSKEY, message="x")),
        ({"type": "error", "message": "x"}, Qr(QrKind.ERROR, message="x")),
    ],
)
async def test_a_qr_code_is_told_from_its_absence(body, expected, api, wire, account):
    wire.answers(200, body)
    assert await api.qr(account) == expected


async def test_a_code_for_the_phone_is_read(api, wire, account):
    wire.answers(200, {"status": True, "code": "ABCD-1234"})
    assert await api.get_authorization_code(account, "79000000099") == "ABCD-1234"
    assert asked(wire)[1] == {"phoneNumber": 79000000099}
    wire.answers(200, {"status": False, "code": ""})
    with pytest.raises(NotAccepted):
        await api.get_authorization_code(account, "79000000099")


async def test_a_check_teaches_every_address_of_a_guest(api, wire, account):
    answer = {"existsWhatsapp": True, "chatId": "120000000000002@lid", "phoneNumber": GUEST}
    wire.answers(200, answer)
    checked = await api.check_account(account, "79000000001")
    assert checked == Checked(
        exists=True, addresses=(PHONE, Address(AddressKind.LID, "120000000000002"))
    )
    assert asked(wire) == ("checkWhatsapp", {"chatId": GUEST})


async def test_a_check_on_max_asks_by_phone(api, wire, max_account):
    wire.answers(200, {"exist": True, "chatId": "10000000", "fromCache": False})
    checked = await api.check_account(max_account, "79000000001", force=True)
    assert checked.addresses == (PHONE, Address(AddressKind.MAX, "10000000"))
    assert asked(wire) == ("checkAccount", {"phoneNumber": 79000000001, "force": True})


async def test_a_refused_check_is_not_a_missing_account(api, wire, account):
    wire.answers(200, {"status": False, "reason": "instance is starting or not authorized"})
    with pytest.raises(LineNotReady):
        await api.check_account(account, "79000000001")


async def test_the_queue_is_read_in_all_its_spellings(api, wire, account):
    wire.answers(
        200,
        [
            {"messageID": "A", "type": "sendMessage", "body": {"chatId": GUEST, "message": "Hi"}},
            {"idMessage": "B", "type": "sendFileByUrl", "body": {"urlFile": "u", "caption": "c"}},
            {"messagesIDs": ["C", "D"], "type": "ForwardMessages", "body": None},
        ],
    )
    assert await api.show_queue(account) == (
        QueuedItem("sendMessage", GUEST, "Hi", "A"),
        QueuedItem("sendFileByUrl", "", "c", "B", "u"),
        QueuedItem("ForwardMessages", "", "", "C"),
    )


@pytest.mark.parametrize("name", ["count", "сount"])  # the second begins with a Cyrillic letter
async def test_a_count_is_read_in_either_alphabet(name, api, wire, account):
    wire.answers(200, {name: 3})
    assert await api.messages_count(account) == 3
    assert await api.webhooks_count(account) == 3


async def test_journals_are_events(api, wire, account, sample):
    wire.answers(200, orjson.loads(sample("journals/outgoing")))
    assert len(await api.last_outgoing(account, minutes=5)) == 4
    assert wire.requests[0].url.params["minutes"] == "5"
    wire.answers(200, orjson.loads(sample("journals/incoming")))
    assert len(await api.last_incoming(account)) == 6
    assert len(await api.get_chat_history(account, GUEST, count=6)) == 6
    wire.answers(200, orjson.loads(sample("journals/incoming"))[0])
    (found,) = await api.get_message(account, GUEST, "A1B2C3D4E5F60001")
    assert found.event.content.text == "Где завтрак?"


async def test_a_refused_journal_is_not_an_empty_one(api, wire, account):
    wire.answers(200, {"reason": "rate-overlimit"})
    with pytest.raises(NotAccepted):
        await api.last_incoming(account)


@pytest.mark.parametrize(
    ("link", "expected"),
    [("https://files.example/1", "https://files.example/1"), ("{{SWE002}}", ""), (None, "")],
)
async def test_a_fresh_link_is_asked_for(link, expected, api, wire, account):
    wire.answers(200, {"downloadUrl": link})
    assert await api.download_file(account, GUEST, "A") == expected


async def test_small_deeds_ask_what_they_say(api, wire, account):
    wire.answers(200, raw=b"")
    await api.send_typing(account, GUEST, milliseconds=99_000)
    assert asked(wire) == ("sendTyping", {"chatId": GUEST, "typingTime": 20000})
    wire.answers(200, {"setRead": True})
    await api.read_chat(account, GUEST, "A")
    assert asked(wire) == ("readChat", {"chatId": GUEST, "idMessage": "A"})
    for name, deed in (
        ("isCleared", api.clear_messages_queue),
        ("isLogout", api.logout),
        ("isReboot", api.reboot),
    ):
        wire.answers(200, {name: True})
        await deed(account)


async def test_a_call_given_up_by_its_caller_is_counted(wire, account):
    async def never(_request: httpx2.Request) -> httpx2.Response:
        await asyncio.sleep(60)
        raise AssertionError

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(never)) as http:
        api = GreenApi(http, observe=wire.observe)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(api.get_state(account), 0.01)
    assert wire.observed == [("getStateInstance", "cancelled")]


async def test_the_clients_own_limits_are_set():
    async with open_http() as http:
        assert http.follow_redirects is False
        assert http.headers["user-agent"] == "bellhop"
