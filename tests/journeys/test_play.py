"""A stay in a minute: what the hotel and its guests say in six days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bellhop import journeys
from bellhop.conversations import Message
from bellhop.errors import Refused
from bellhop.feedback import Case, Rating
from bellhop.hotels import HotelRecord
from tests import events, rows
from tests.turns.conftest import receive  # noqa: F401


@pytest.fixture
def stage(monkeypatch, receive, walk, hotels):  # noqa: F811
    """The guests' phones and the worker, without a sandbox and without a wait."""
    ahead: list[timedelta] = []

    class Stage:
        def __init__(self, _: object, accounts) -> None:
            [account] = accounts
            self.instance = account.instance_id
            self.hotel = account
            self.chat_of = chat

        async def show_time(self, by: timedelta) -> None:
            ahead.append(by)

        async def seat(self, actor) -> None:
            pass

        async def says(self, actor, text: str) -> None:
            await receive_of(self.hotel, events.guest_text(self.instance, chat(actor), text))

        async def staff_says(self, actor, text: str) -> None:
            await receive_of(self.hotel, events.phone_text(self.instance, chat(actor), text))

    async def receive_of(account, body) -> None:
        whose = {"id": account.hotel_id, "account_id": account.id}
        await receive(replace(hotels.one, **whose, instance_id=account.instance_id), body)

    async def calm(_: object) -> bool:
        await walk.on(later=True)
        return True

    monkeypatch.setattr("bellhop.journeys.theatre.deed.Stage", Stage)
    monkeypatch.setattr("bellhop.journeys.theatre.deed.calm", calm)
    return ahead


def chat(actor) -> str:
    return f"{actor.phone}@c.us"


@pytest.fixture
async def played(hotels, stage, provider, walk):
    await rows.change(hotels.one, HotelRecord, sandbox=True)
    heard: list[str] = []
    result = await journeys.play(hotels.one.id, heard.append)
    return hotels.one, result, heard


async def test_the_hotel_writes_and_the_guests_answer_through_six_days(played, stage):
    hotel, result, heard = played
    keys = {(each.why or {}).get("rule") for each in await rows.messages(hotel, "out")}
    assert {
        "booking_confirmed",
        "pre_arrival_1d",
        "how_is_everything",
        "pre_checkout",
        "review_request",
        "recovery_followup",
    } <= keys
    assert result.from_guests == 7
    assert timedelta(days=7) < result.ended_at - result.started_at < timedelta(days=9)
    assert stage == sorted(stage)
    assert len(heard) == 19


async def test_the_complaint_becomes_a_case_that_the_guest_closes(played):
    hotel, _, _ = played
    assert sorted(rating.score for rating in await rows.all_of(hotel, Rating)) == [2, 5]
    assert [case.state for case in await rows.all_of(hotel, Case)] == ["confirmed"]


async def test_every_guest_has_each_message_once(played):
    hotel, _, _ = played
    seen = [
        (each.conversation_id, each.why["rule"])
        for each in await rows.all_of(hotel, Message)
        if each.origin == "journey"
    ]
    assert len(seen) == len(set(seen))


async def test_a_hotel_with_real_guests_plays_nothing(hotels, stage):
    with pytest.raises(Refused):
        await journeys.play(hotels.one.id, str)
