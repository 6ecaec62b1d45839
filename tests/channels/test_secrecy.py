"""The token is part of every address, and appears in nothing that anybody may see."""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace
from urllib.parse import quote

import httpx2
import pytest

from bellhop.channels.wire import Call
from bellhop.errors import ChannelError
from bellhop.messages import TextOut

from .conftest import TOKEN
from .test_refusals import ANSWER_LOST, FAULTS, FOR_NOW, NOTHING_SENT, PAGE, REFUSALS

GUEST = "79000000001@c.us"
SPELLINGS = (TOKEN, quote(TOKEN, safe=""), quote(TOKEN), "s3cr3t")
ADDRESS = f"https://api.example/waInstance7103000001/sendMessage/{quote(TOKEN, safe='')}"

TALKATIVE = [type(each)(f"at {ADDRESS}") for each in (*NOTHING_SENT, *ANSWER_LOST)]
TALKATIVE += [httpx2.UnsupportedProtocol(ADDRESS), httpx2.InvalidURL(ADDRESS)]
TALKATIVE += [httpx2.LocalProtocolError(ADDRESS), httpx2.TooManyRedirects(ADDRESS)]
ANSWERS = [(status, PAGE) for status in FAULTS]
ANSWERS += [(status, body) for status, body, *_ in (*REFUSALS, *FOR_NOW)]
ANSWERS += [(466, b""), (200, b""), (200, PAGE), (200, b"{}"), (418, b"")]


def everything_said(error: BaseException | None) -> str:
    """The error, all that it came from, and the text of its traceback."""
    said: list[str] = []
    while error is not None:
        said += [str(error), repr(error), repr(vars(error)), repr(error.args)]
        said += traceback.format_exception(error)
        said += [
            repr(frame.f_locals)
            for frame, _ in traceback.walk_tb(error.__traceback__)
            if "bellhop/channels" in frame.f_code.co_filename
        ]
        assert error.__cause__ is error.__context__ is None
        error = error.__context__
    return "\n".join(said)


async def all_said(api, account) -> str:
    said = []
    for call in (
        lambda: api.send(account, GUEST, TextOut("Hi")),
        lambda: api.get_settings(account),
        lambda: api.delete_notification(account, 7),
    ):
        try:
            await call()
        except ChannelError as error:
            said.append(everything_said(error))
    return "\n".join(said)


def assert_no_token(said: str) -> None:
    assert not [spelling for spelling in SPELLINGS if spelling in said]


@pytest.mark.parametrize("failure", TALKATIVE, ids=lambda each: type(each).__name__)
async def test_no_lost_answer_tells_the_token(failure, api, wire, account):
    wire.fails(failure)
    said = await all_said(api, account)
    assert said
    assert_no_token(said)


@pytest.mark.parametrize(("status", "body"), ANSWERS)
async def test_no_refusal_tells_the_token(status, body, api, wire, account):
    for told in (body, body + ADDRESS.encode(), body + TOKEN.encode()):
        wire.answers(status, raw=told)
        assert_no_token(await all_said(api, account))


async def test_a_token_within_json_is_not_repeated(api, wire, account):
    wire.answers(400, {"message": f"cannot POST {ADDRESS} with {TOKEN}"})
    said = await all_said(api, account)
    assert "[token]" in said
    assert_no_token(said)


@pytest.mark.parametrize("host", ["", "nonsense", "https://\x00", "ftp://x"])
async def test_a_wrong_host_is_for_good_and_tells_no_token(host, account):
    from bellhop.channels import GreenApi, WrongAddress

    async with httpx2.AsyncClient() as http:
        with pytest.raises(WrongAddress) as caught:
            await GreenApi(http).send(replace(account, api_url=host), GUEST, TextOut("Hi"))
    assert_no_token(everything_said(caught.value))


async def test_the_log_of_the_http_library_tells_no_token(api, wire, account, caplog):
    caplog.set_level(logging.DEBUG, logger="httpx2")  # a configured log keeps it quiet
    with caplog.at_level(logging.DEBUG):
        await api.send(account, GUEST, TextOut("Hi"))
        wire.answers(200, {"result": True})
        await api.delete_notification(account, 7)
    assert "/sendMessage/[token]" in caplog.text
    assert "/deleteNotification/[token]/7" in caplog.text
    assert_no_token(caplog.text)


def test_an_account_hides_its_token_and_a_call_its_words(account):
    assert_no_token(repr(account) + str(account))
    assert "Hi" not in repr(Call("sendMessage", json={"message": "Hi"}))
