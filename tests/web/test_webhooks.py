"""What the provider hears: exactly 200 once stored, and why not."""

import asyncio
import secrets

import orjson
import pytest
from sqlalchemy import update

from bellhop import crypto, db, metrics
from bellhop.hotels import ChannelAccount
from bellhop.inbox import KEPT_OF_TOO_LARGE
from bellhop.jobs import Job
from tests import events
from tests.web.conftest import events_of, told_operator


def count(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.fixture
def text(hotels):
    one = hotels.one
    return events.guest_text(one.instance_id, one.guest, "во сколько завтрак?")


async def test_an_authentic_event_is_stored_before_it_is_acknowledged(hotels, send, text, walk):
    assert await send(hotels.one, text) == 200
    [event] = await events_of(hotels.one)
    assert event.body.decode().find("завтрак") > 0
    assert event.due_at is not None
    assert [hint.row_id for hint in walk.of(Job.TAKE_IN)] == [str(event.id)]
    assert await events_of(hotels.two) == []


@pytest.mark.parametrize(
    "spelled",
    ["{}", "Bearer {}", "Basic {}", "bearer {}", "Bearer Bearer {}", "Basic Bearer {}", " {} "],
)
async def test_the_token_may_come_behind_one_or_two_prefixes(hotels, send, text, spelled):
    assert await send(hotels.one, text, header=spelled.format(hotels.one.webhook_token)) == 200
    assert len(await events_of(hotels.one)) == 1


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Bearer Bearer Bearer {}"])
async def test_a_wrong_or_missing_token_is_refused(hotels, send, text, header):
    assert await send(hotels.one, text, header=header.format(hotels.one.webhook_token)) == 401
    assert await events_of(hotels.one) == []


async def test_another_hotels_token_does_not_open_the_door(hotels, send, text):
    header = f"Bearer {hotels.two.webhook_token}"
    assert await send(hotels.one, text, header=header) == 401
    assert await events_of(hotels.one) == await events_of(hotels.two) == []


async def test_an_unknown_instance_is_refused_like_a_wrong_token(hotels, send, text):
    assert await send(hotels.one, text, instance="1234567890") == 401


async def test_a_changed_token_is_noticed(hotels, send, text, monkeypatch):
    monkeypatch.setattr("bellhop.hotels.way_in.RECHECK_SECONDS", 0)
    assert await send(hotels.one, text) == 200
    async with db.hotel(hotels.one.id) as session:
        changed = {"webhook_token_hash": crypto.token_hash("another-secret")}
        await session.execute(update(ChannelAccount).values(changed))
    assert await send(hotels.one, text, header="Bearer another-secret") == 200
    assert await send(hotels.one, text) == 401


async def test_refusals_are_limited_and_authentic_events_still_pass(hotels, send, text):
    refused = [await send(hotels.one, text, header="Bearer wrong") for _ in range(102)]
    assert refused == [401] * 100 + [429] * 2
    assert await send(hotels.one, text) == 200


async def test_over_the_accounts_own_limit_nothing_is_stored(hotels, send, text, web, monkeypatch):
    limits = web._transport.app.state.limits
    monkeypatch.setattr(limits, "too_many_events", lambda account: True)
    assert await send(hotels.one, text) == 429
    assert await events_of(hotels.one) == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[1]", b"null", b'"text"', b"{}"])
async def test_a_body_that_cannot_be_read_is_kept_for_a_person(hotels, send, walk, body):
    assert await send(hotels.one, body) == 200
    await walk.on()
    [event] = await events_of(hotels.one)
    assert event.body == body
    assert event.parked_at is not None
    assert await told_operator(hotels.one, "parked") == 1


async def test_of_a_large_body_with_the_token_the_head_is_kept(hotels, send, walk):
    assert await send(hotels.one, b'{"typeWebhook": "' + b"x" * 2 * 1024 * 1024) == 200
    await walk.on()
    [event] = await events_of(hotels.one)
    assert len(event.body) == KEPT_OF_TOO_LARGE
    assert (event.kind, event.fate) == ("too_large", "parked")
    assert await told_operator(hotels.one, "parked") == 1


async def test_a_large_body_without_the_token_is_refused(hotels, send):
    assert await send(hotels.one, b"x" * 2 * 1024 * 1024, header="") == 413
    assert await events_of(hotels.one) == []


async def test_a_body_of_another_instance_is_parked_and_the_operator_told(hotels, send, walk):
    body = events.guest_text(hotels.two.instance_id, hotels.two.guest, "breakfast?")
    assert await send(hotels.one, body) == 200
    await walk.on()
    [event] = await events_of(hotels.one)
    assert (event.kind, event.fate) == ("foreign", "parked")
    assert await told_operator(hotels.one, "parked") == 1
    assert await events_of(hotels.two) == []


async def test_an_unknown_kind_is_stored_and_counted_and_never_handled(hotels, send, walk):
    before = count("bellhop_events_total", kind="Unused", fate="unused")
    body = events.state(hotels.one.instance_id, "x") | {"typeWebhook": "deviceInfo"}
    assert await send(hotels.one, body) == 200
    [event] = await events_of(hotels.one)
    assert (event.kind, event.fate, event.due_at) == ("deviceInfo", "unused", None)
    assert walk.of(Job.TAKE_IN) == []
    assert count("bellhop_events_total", kind="Unused", fate="unused") == before + 1


async def test_fifty_copies_at_once_are_one_row(hotels, send, text, walk):
    answers = await asyncio.gather(*(send(hotels.one, text) for _ in range(50)))
    assert answers == [200] * 50
    assert len(await events_of(hotels.one)) == 1
    assert len(walk.of(Job.TAKE_IN)) == 1


@pytest.mark.parametrize("name", [r"a\u0000b", r"\ud800", secrets.token_hex(9_000)])
async def test_strange_ids_do_not_hold_up_the_hotels_queue(hotels, send, name):
    one = hotels.one
    body = orjson.dumps(events.guest_text(one.instance_id, "CHAT@c.us", "hello", id="ID"))
    for mark in (b'"ID"', b"CHAT"):
        strange = body.replace(
            mark, mark.replace(b"ID", name.encode()).replace(b"CHAT", name.encode())
        )
        assert await send(one, strange) == 200
    assert len(await events_of(one)) == 2


async def test_only_posting_is_allowed(hotels, web):
    answer = await web.get(f"/webhooks/green-api/{hotels.one.instance_id}")
    assert answer.status_code == 405


async def test_an_unknown_address_is_a_problem_in_json(web):
    answer = await web.get("/nothing/here")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404
