"""The same promises over real connections, where the HTTP library has its own habits."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bellhop.channels import GreenApi, NoAnswer, OutcomeUnknown, Unreachable, open_http, wire
from bellhop.channels.wire import Call
from bellhop.messages import TextOut

from .test_secrecy import assert_no_token, everything_said

GUEST = "79000000001@c.us"
ANSWER = b'HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{"idMessage":"NEW"}'


@asynccontextmanager
async def provider(answer):
    """A server that lets `answer(writer)` reply to each connection's first request."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        try:
            await answer(writer)
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server, open_http() as http:
        port = server.sockets[0].getsockname()[1]
        yield GreenApi(http), f"http://127.0.0.1:{port}"


async def takes_it(writer):
    writer.write(ANSWER)
    await writer.drain()


async def hangs_up(writer):
    """The request arrived; no answer ever does."""


async def drips(writer):
    writer.write(ANSWER[:40])
    for _ in range(100):
        writer.write(b"X-Drip: 1\r\n")
        await asyncio.sleep(0.02)


async def test_a_message_is_taken_and_the_debug_log_tells_no_token(account, caplog):
    caplog.set_level(logging.DEBUG, logger="httpcore2")  # a configured log keeps it quiet
    with caplog.at_level(logging.DEBUG):
        async with provider(takes_it) as (api, url):
            sent = await api.send(replace(account, api_url=url), GUEST, TextOut("Hi"))
    assert sent.message_id == "NEW"
    assert "httpcore2" in caplog.text
    assert_no_token(caplog.text)


async def test_a_provider_that_hangs_up_may_have_taken_the_message(account):
    async with provider(hangs_up) as (api, url):
        with pytest.raises(OutcomeUnknown) as caught:
            await api.send(replace(account, api_url=url), GUEST, TextOut("Hi"))
    assert_no_token(everything_said(caught.value))


async def test_nobody_listening_means_nothing_was_sent(account):
    async with provider(takes_it) as (_, url):
        pass
    async with open_http() as http:
        with pytest.raises(Unreachable) as caught:
            await GreenApi(http).send(replace(account, api_url=url), GUEST, TextOut("Hi"))
    assert_no_token(everything_said(caught.value))


async def test_an_answer_that_drips_for_ever_is_given_up(account, monkeypatch):
    monkeypatch.setattr(wire, "_GRACE_SECONDS", 0.0)
    async with provider(drips) as (api, url):
        drip = Call("getSettings", seconds=0.1)
        with pytest.raises(NoAnswer) as caught:
            await api._ask(replace(account, api_url=url), drip, lambda answer: answer)
    assert_no_token(everything_said(caught.value))
