"""Events told to programs: signed, repeated, listed."""

import hashlib
import hmac
import json

import httpx2
import pytest

from bellhop import api
from bellhop.hotels import OutgoingEvent
from bellhop.jobs import Job
from bellhop.worker.slots import Errand
from bellhop.worker.steps import run
from tests import rows


class Listener:
    """A program's address: keeps what it hears and answers as told."""

    def __init__(self) -> None:
        self.heard: list[httpx2.Request] = []
        self.answers: list[int] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.heard.append(request)
        return httpx2.Response(self.answers.pop(0) if self.answers else 204)


@pytest.fixture
async def listener(monkeypatch):
    heard = Listener()
    client = httpx2.AsyncClient(transport=httpx2.MockTransport(heard))
    monkeypatch.setattr("bellhop.api.tell._client", [client])
    yield heard
    await client.aclose()


@pytest.fixture
def subscribe(ask):
    async def add(*kinds: str) -> dict:
        new = {"url": "http://pms.example/bellhop", "kinds": list(kinds)}
        return (await ask("POST", "/subscriptions", json=new)).json()

    return add


async def tell(hotel, subscription, walk) -> None:
    """Time passes, the sweep looks, and every hint is walked."""
    await rows.pass_time(hotel, seconds=5)
    await run(Errand(Job.GATHER_EVENTS.value, str(hotel.id), subscription["id"]))
    await walk.on(later=True)


async def test_a_guests_message_is_told_once_with_a_good_signature(
    subscribe, listener, says, hotels, walk
):
    made = await subscribe("message")
    await says(hotels.one, "Во сколько завтрак?")
    await tell(hotels.one, made, walk)
    await tell(hotels.one, made, walk)
    bodies = [json.loads(each.content) for each in listener.heard]
    assert [body["data"]["direction"] for body in bodies] == ["in", "out"]
    request = listener.heard[0]
    stamp, mark = [p.split("=")[1] for p in request.headers["bellhop-signature"].split(",")]
    due = hmac.new(made["secret"].encode(), f"{stamp}.".encode() + request.content, hashlib.sha256)
    assert mark == due.hexdigest()


async def test_an_alert_and_a_rating_are_told_to_who_asked_for_them(
    subscribe, listener, says, hotels, walk
):
    made = await subscribe("alert")
    await says(hotels.one, "Пожар на третьем этаже!")
    await tell(hotels.one, made, walk)
    assert {json.loads(each.content)["kind"] for each in listener.heard} == {"alert"}


async def test_an_address_that_fails_is_asked_again_and_listed(
    ask, subscribe, listener, says, hotels, walk
):
    made = await subscribe("message")
    listener.answers = [500]
    await says(hotels.one, "Спасибо", walk_on=True)
    await rows.pass_time(hotels.one, seconds=5)
    await run(Errand(Job.GATHER_EVENTS.value, str(hotels.one.id), made["id"]))
    await walk.on()
    first = (await rows.all_of(hotels.one, OutgoingEvent))[0]
    assert (first.state, first.answer, first.attempts) == ("waiting", "500", 1)
    await rows.pass_time(hotels.one, minutes=1)
    await walk.on(later=True)
    page = await ask("GET", f"/subscriptions/{made['id']}/events")
    assert {item["state"] for item in page.json()["items"]} == {"told"}


async def test_after_a_day_of_tries_an_event_has_failed(subscribe, listener, says, hotels, walk):
    made = await subscribe("alert")
    listener.answers = [503] * 50
    await says(hotels.one, "Пожар!")
    await tell(hotels.one, made, walk)
    for _ in range(8):
        await rows.pass_time(hotels.one, days=1)
        for event in await rows.all_of(hotels.one, OutgoingEvent):
            await api.tell_subscriber(hotels.one.id, event.id)
    assert {event.state for event in await rows.all_of(hotels.one, OutgoingEvent)} == {"failed"}
    assert all(event.due_at is None for event in await rows.all_of(hotels.one, OutgoingEvent))


async def test_who_unsubscribed_hears_nothing(ask, subscribe, listener, says, hotels, walk):
    made = await subscribe("message")
    assert (await ask("DELETE", f"/subscriptions/{made['id']}")).status_code == 204
    await says(hotels.one, "Привет")
    await tell(hotels.one, made, walk)
    assert listener.heard == []


async def test_a_stranger_can_neither_see_nor_remove_it(subscribe, other):
    made = await subscribe("message")
    assert (await other("GET", "/subscriptions")).json() == []
    assert (await other("DELETE", f"/subscriptions/{made['id']}")).status_code == 404


@pytest.mark.parametrize(
    "url", ["http://pms.example/x", "https://127.0.0.1/x", "https://10.0.0.7/x", "ftp://a/b"]
)
async def test_in_production_our_own_network_is_not_called(ask, monkeypatch, url):
    monkeypatch.setattr(
        "bellhop.settings.Settings.may_call_private_addresses", property(lambda _: False)
    )
    said = await ask("POST", "/subscriptions", json={"url": url, "kinds": ["alert"]})
    assert said.status_code == 422
