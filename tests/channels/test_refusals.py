"""Which failure is which, and what may be done about it."""

from __future__ import annotations

import httpx2
import pytest

from bellhop.channels import errors
from bellhop.channels.wire import CONNECT_SECONDS, SEND_SECONDS
from bellhop.messages import LineState, TextOut

GUEST = "79000000001@c.us"
PAGE = b"<html><body>Bad gateway: you are not authorized</body></html>"

NOTHING_SENT = [
    httpx2.ConnectError("refused"),
    httpx2.ConnectTimeout("slow"),
    httpx2.PoolTimeout("full"),
    httpx2.ProxyError("no"),
]
ANSWER_LOST = [
    httpx2.ReadTimeout("slow"),
    httpx2.ReadError("reset"),
    httpx2.WriteError("reset"),
    httpx2.WriteTimeout("slow"),
    httpx2.RemoteProtocolError("gone"),
    httpx2.DecodingError("garbled"),
    TimeoutError(),
]
FAULTS = [408, 499, 500, 502, 503, 504]

REFUSALS = [
    (401, b"", errors.WrongToken),
    (403, b'{"message":"Forbidden"}', errors.WrongAddress),
    (404, b"Not Found", errors.WrongAddress),
    (302, b"", errors.WrongAddress),
    (413, PAGE, errors.Rejected),
    (469, b"User get contact info limit reached", errors.CheckLimitReached),
    (400, b"bad request data", errors.Rejected),
    (400, b'{"message":"Validation failed. Details: \'chatId\' ..."}', errors.Rejected),
    (400, b'"Instance account is expired."', errors.LineGone),
    (400, b"Instance is deleted", errors.LineGone),
    (500, b"request entity too large", errors.Rejected),
]
FOR_NOW = [
    (429, b"", errors.RateLimited, None),
    (200, b'{"reason":"rate-overlimit","urlAvatar":null}', errors.RateLimited, None),
    (400, b"instance in starting process try later", errors.LineNotReady, LineState.STARTING),
    (400, b'{"message":"instance is starting or not authorized"}', errors.LineNotReady, None),
    (
        200,
        b'{"status":false,"reason":"instance is starting or not authorized"}',
        errors.LineNotReady,
        None,
    ),
    (403, b"Your account is suspended", errors.LineNotReady, LineState.SUSPENDED),
]


async def failed(send):
    with pytest.raises(errors.GreenApiError) as caught:
        await send
    return caught.value


@pytest.fixture
def send(api, account):
    return lambda: failed(api.send(account, GUEST, TextOut("Hi")))


@pytest.fixture
def ask(api, account):
    return lambda: failed(api.get_settings(account))


@pytest.mark.parametrize("failure", NOTHING_SENT, ids=repr)
async def test_without_a_connection_nothing_was_sent(failure, wire, send):
    wire.fails(failure)
    error = await send()
    assert type(error) is errors.Unreachable
    assert (error.permanent, error.outcome_unknown) == (False, False)


@pytest.mark.parametrize("failure", ANSWER_LOST, ids=repr)
async def test_a_lost_answer_leaves_a_send_open_and_a_question_unanswered(failure, wire, send, ask):
    wire.fails(failure)
    error = await send()
    assert type(error) is errors.OutcomeUnknown
    assert (error.permanent, error.outcome_unknown) == (False, True)
    error = await ask()
    assert type(error) is errors.NoAnswer
    assert (error.permanent, error.outcome_unknown) == (False, False)


@pytest.mark.parametrize("status", FAULTS)
async def test_a_fault_leaves_a_send_open(status, wire, send, ask):
    wire.answers(status, raw=PAGE)
    assert type(await send()) is errors.OutcomeUnknown
    assert type(await ask()) is errors.NoAnswer


@pytest.mark.parametrize("body", [b"", PAGE, b"OK", b'{"idMessage":'])
async def test_an_unreadable_acceptance_leaves_a_send_open(body, wire, send, ask):
    wire.answers(200, raw=body)
    assert type(await send()) is errors.OutcomeUnknown
    assert type(await ask()) is errors.NoAnswer


@pytest.mark.parametrize(("status", "body", "kind"), REFUSALS)
async def test_some_refusals_are_for_good(status, body, kind, wire, send):
    wire.answers(status, raw=body)
    error = await send()
    assert type(error) is kind
    assert (error.permanent, error.outcome_unknown) == (True, False)


@pytest.mark.parametrize(("status", "body", "kind", "state"), FOR_NOW)
async def test_some_refusals_pass(status, body, kind, state, wire, send):
    wire.answers(status, raw=body)
    error = await send()
    assert type(error) is kind
    assert (error.permanent, error.outcome_unknown) == (False, False)
    assert getattr(error, "state", None) is state


async def test_the_messengers_own_timeout_of_a_check_is_no_refusal(api, wire, account):
    wire.answers(400, raw=b"check phone number timeout limit exceeded")
    error = await failed(api.check_account(account, "79000000001"))
    assert type(error) is errors.NoAnswer


@pytest.mark.parametrize("spelling", ["QUOTE", "QUOTA"])
async def test_a_spent_quota_says_which_and_whose_chats_stay_unsaid(spelling, wire, send):
    wire.answers(
        466,
        {
            "invokeStatus": {"method": "sendMessage", "status": f"{spelling}_ALLOWED"},
            "correspondentsStatus": {
                "method": "correspondents",
                "used": "3",
                "total": 3,
                "status": f"CORRESPONDENTS_{spelling}_EXCEEDED",
                "description": "allowed chats: 79000000002@c.us",
            },
        },
    )
    error = await send()
    assert type(error) is errors.QuotaSpentError
    assert (error.method, error.used, error.total) == ("correspondents", 3, 3)
    assert error.permanent
    assert "79000000002" not in str(error)


@pytest.mark.parametrize("body", [b"", PAGE, b"[]", b'{"invokeStatus":"?"}'])
async def test_a_spent_quota_is_known_by_its_code_alone(body, wire, send):
    wire.answers(466, raw=body)
    error = await send()
    assert type(error) is errors.QuotaSpentError
    assert (error.method, error.used, error.total) == ("", None, None)


async def test_a_check_quota_names_the_method(wire, send):
    wire.answers(
        466,
        {
            "invokeStatus": {
                "method": "checkwhatsapp",
                "used": 100,
                "total": 100,
                "status": "QUOTE_EXCEEDED",
            }
        },
    )
    assert (await send()).method == "checkwhatsapp"


async def test_an_error_repeats_no_number_that_was_said(wire, send):
    wire.answers(400, {"message": "no such chat 79000000002@c.us"})
    assert str(await send()) == "sendMessage was refused (400): no such chat [number]@c.us"


async def test_an_answer_cut_short_is_not_quoted(api, wire, account, sample):
    wire.answers(200, raw=sample("journals/incoming")[:-20])
    error = await failed(api.last_incoming(account))
    assert str(error) == "lastIncomingMessages has an answer that cannot be read (200)"


async def test_nothing_is_ever_tried_twice(wire, send):
    for failure in (*NOTHING_SENT, *ANSWER_LOST):
        wire.fails(failure)
        await send()
    assert len(wire.requests) == len(NOTHING_SENT) + len(ANSWER_LOST)


async def test_connecting_has_a_clock_of_its_own(api, wire, account):
    await api.send(account, GUEST, TextOut("Hi"))
    clocks = wire.requests[0].extensions["timeout"]
    assert clocks["connect"] == clocks["pool"] == CONNECT_SECONDS
    assert clocks["read"] == SEND_SECONDS
