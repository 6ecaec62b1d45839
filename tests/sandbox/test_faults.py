"""What goes wrong on request."""

import time

import httpx2
import pytest

from .cast import Endpoint, Hotel, until

GUEST = "79000000001@c.us"
BODY = {"chatId": GUEST, "message": "Hello"}


def test_accepted_but_never_answered(hotel: Hotel) -> None:
    hotel.fault("timeout_after_accept", method="sendMessage", seconds=1)
    with pytest.raises(httpx2.ReadTimeout):
        hotel.http.post(f"/waInstance{hotel.id}/sendMessage/{hotel.token}", json=BODY, timeout=0.3)
    assert until(lambda: hotel.lines(GUEST))[0]["text"] == "Hello"
    assert hotel.ask("sendMessage", BODY).status_code == 200


@pytest.mark.parametrize("status", [400, 401, 403, 429, 469, 499, 500, 502, 503, 504])
def test_a_status_on_demand_accepts_nothing(hotel: Hotel, status: int) -> None:
    hotel.fault(f"http_{status}", method="sendMessage")
    assert hotel.ask("sendMessage", BODY).status_code == status
    assert hotel.ask("getMessagesCount").json() == {"count": 0}
    assert hotel.ask("lastOutgoingMessages").json() == []


def test_an_error_may_hide_an_accepted_message(hotel: Hotel) -> None:
    hotel.fault("http_502", method="sendMessage", accepted=True)
    assert hotel.ask("sendMessage", BODY).status_code == 502
    until(lambda: hotel.ask("lastOutgoingMessages").json())


def test_both_quota_bodies(hotel: Hotel) -> None:
    hotel.fault("http_466")
    hotel.fault("http_466", variant="correspondents")
    first, second = hotel.ask("sendMessage", BODY), hotel.ask("sendMessage", BODY)
    assert first.status_code == second.status_code == 466
    assert first.json()["invokeStatus"]["status"] == "QUOTE_EXCEEDED"
    assert second.json()["correspondentsStatus"]["status"] == "CORRESPONDENTS_QUOTE_EXCEEDED"


def test_a_refusal_inside_200(hotel: Hotel) -> None:
    hotel.fault("reason_200")
    answer = hotel.ask("sendMessage", BODY)
    assert answer.status_code == 200
    assert answer.json()["status"] is False


def test_a_delay_slows_one_method_only(hotel: Hotel) -> None:
    hotel.fault("delay", method="sendMessage", seconds=0.05)
    started = time.monotonic()
    assert hotel.ask("getStateInstance").status_code == 200
    assert hotel.ask("sendMessage", BODY).status_code == 200
    assert time.monotonic() - started >= 0.05


def test_webhooks_come_twice_or_not_at_all(hotel: Hotel) -> None:
    chat = hotel.guest()
    hotel.fault("duplicate_webhooks")
    hotel.act(chat, text="twice")
    first, second = hotel.news(2)
    assert first == second
    hotel.fault("drop_webhooks", method="incomingMessageReceived")
    hotel.act(chat, text="never")
    assert hotel.receive() is None
    assert len(hotel.ask("lastIncomingMessages").json()) == 2


def test_webhooks_come_out_of_order(hotel: Hotel, endpoint: Endpoint) -> None:
    hotel.change(settings={"webhookUrl": endpoint.url})
    chat = hotel.guest()
    hotel.fault("reorder_webhooks", seconds=0.5)
    hotel.act(chat, text="first")
    hotel.act(chat, text="second")
    until(lambda: len(endpoint.seen) == 2)
    texts = [body["messageData"]["textMessageData"]["textMessage"] for body in endpoint.bodies()]
    assert texts == ["second", "first"]


def test_statuses_get_lost(hotel: Hotel) -> None:
    hotel.fault("lost_statuses", times=None)
    hotel.send(GUEST, "Hello")
    until(lambda: hotel.lines(GUEST) and hotel.lines(GUEST)[0]["status"] == "delivered")
    assert hotel.news(1)[0]["typeWebhook"] == "outgoingAPIMessageReceived"
    assert hotel.receive() is None


@pytest.mark.parametrize(
    ("fault", "status"), [("failed_status", "failed"), ("no_account", "noAccount")]
)
def test_failures_arrive_though_statuses_are_off(hotel: Hotel, fault: str, status: str) -> None:
    hotel.change(settings={"outgoingWebhook": "no"})
    hotel.fault(fault)
    hotel.send(GUEST, "Hello")
    assert [one.get("status") for one in hotel.news(2)] == [None, status]
    assert hotel.ask("lastOutgoingMessages").json() == []


def test_a_message_may_vanish(hotel: Hotel) -> None:
    hotel.fault("vanish")
    hotel.send(GUEST, "Gone")
    hotel.send(GUEST, "Here")
    assert [line["text"] for line in until(lambda: hotel.lines(GUEST))] == ["Here"]


def test_faults_are_listed_and_cleared(hotel: Hotel) -> None:
    hotel.fault("http_500", times=2)
    (listed,) = hotel.http.get(f"{hotel.control}/faults").json()
    assert (listed["kind"], listed["times"]) == ("http_500", 2)
    assert hotel.http.delete(f"{hotel.control}/faults").status_code == 204
    assert hotel.ask("sendMessage", BODY).status_code == 200


def test_the_calls_made_can_be_looked_at(hotel: Hotel) -> None:
    hotel.send(GUEST, "Hello")
    calls = hotel.http.get("/sandbox/calls", params={"instance": hotel.id}).json()
    assert calls == [{"method": "sendMessage", "instance": hotel.id, "body": BODY, "status": 200}]
