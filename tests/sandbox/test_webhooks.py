"""Notifications: by webhook or by polling, never both."""

import time

from .cast import Endpoint, Hotel, until


def test_a_webhook_comes_with_its_token_as_a_bearer(hotel: Hotel, endpoint: Endpoint) -> None:
    hotel.change(settings={"webhookUrl": endpoint.url, "webhookUrlToken": "bare"})
    hotel.act(hotel.guest(), text="Hi")
    ((header, body),) = until(lambda: endpoint.seen)
    assert header == "Bearer bare"
    assert body["instanceData"]["idInstance"] == int(hotel.id)


def test_a_token_with_a_scheme_stays_as_it_is(hotel: Hotel, endpoint: Endpoint) -> None:
    hotel.change(settings={"webhookUrl": endpoint.url, "webhookUrlToken": "Basic abc"})
    hotel.act(hotel.guest(), text="Hi")
    assert until(lambda: endpoint.seen)[0][0] == "Basic abc"


def test_anything_but_200_holds_the_line_and_repeats(hotel: Hotel, endpoint: Endpoint) -> None:
    endpoint.answers = [500, 204]
    hotel.change(settings={"webhookUrl": endpoint.url}, manners={"webhook_retry": 0.02})
    chat = hotel.guest()
    hotel.act(chat, text="first")
    hotel.act(chat, text="second")
    until(lambda: len(endpoint.seen) == 4)
    texts = [body["messageData"]["textMessageData"]["textMessage"] for body in endpoint.bodies()]
    assert texts == ["first", "first", "first", "second"]
    until(lambda: hotel.ask("getWebhooksCount").json() == {"count": 0})


def test_polling_is_refused_while_a_webhook_is_set(hotel: Hotel, endpoint: Endpoint) -> None:
    hotel.change(settings={"webhookUrl": endpoint.url})
    refused = hotel.ask("receiveNotification")
    assert refused.status_code == 400
    assert "custom webhook url is set" in refused.json()["message"]


def test_the_head_stays_until_it_is_deleted(hotel: Hotel) -> None:
    hotel.act(hotel.guest(), text="Hi")
    first, second = (hotel.ask("receiveNotification").json() for _ in range(2))
    assert first == second
    path = f"/{first['receiptId']}"
    assert hotel.ask("deleteNotification", verb="DELETE", tail=path).json()["result"] is True
    assert hotel.ask("deleteNotification", verb="DELETE", tail=path).json()["result"] is False
    assert hotel.ask("deleteNotification", verb="DELETE", tail="/x").status_code == 400


def test_a_poll_that_waits_wakes_when_something_comes(hotel: Hotel) -> None:
    chat = hotel.guest()
    hotel.change(manners={"delivered_after": 0.05})
    hotel.send(chat, "Hello")
    hotel.news(2)
    started = time.monotonic()
    assert hotel.ask("receiveNotification").json()["body"]["status"] == "delivered"
    assert time.monotonic() - started < 1


def test_settings_are_checked_kept_and_restart_the_instance(hotel: Hotel) -> None:
    hotel.change(manners={"restart": 0.05})
    assert hotel.ask("setSettings", {"incomingWebhook": True}).status_code == 400
    assert hotel.ask("setSettings", {"nonsense": "yes"}).status_code == 400
    assert hotel.ask("setSettings", {"delaySendMessagesMilliseconds": 100}).status_code == 400
    saved = hotel.ask("setSettings", {"delaySendMessagesMilliseconds": 3000})
    assert saved.json() == {"saveSettings": True}
    assert hotel.ask("getStateInstance").json() == {"stateInstance": "starting"}
    until(lambda: hotel.ask("getStateInstance").json()["stateInstance"] == "authorized")
    assert hotel.ask("getSettings").json()["delaySendMessagesMilliseconds"] == 3000
    assert [one["stateInstance"] for one in hotel.news(2)] == ["starting", "authorized"]


def test_clearing_the_webhook_url_keeps_what_waits_for_polling(
    hotel: Hotel, endpoint: Endpoint
) -> None:
    endpoint.answers = [500] * 50
    hotel.change(settings={"webhookUrl": endpoint.url})
    hotel.act(hotel.guest(), text="Kept")
    until(lambda: endpoint.seen)
    hotel.ask("setSettings", {"webhookUrl": ""})
    assert hotel.news(1)[0]["messageData"]["textMessageData"]["textMessage"] == "Kept"


def test_the_webhook_queue_can_be_cleared_once_a_minute(hotel: Hotel) -> None:
    hotel.act(hotel.guest(), text="Hi")
    hotel.change(manners={"rates": True})
    cleared = hotel.ask("clearWebhooksQueue", verb="DELETE").json()
    assert cleared == {"isCleared": True, "reason": ""}
    hotel.change(manners={"rates": False})
    assert hotel.ask("getWebhooksCount").json() == {"count": 0}


def test_a_phone_is_linked_by_its_qr_code(hotel: Hotel) -> None:
    assert hotel.ask("qr").json()["type"] == "alreadyLogged"
    assert hotel.ask("logout").json() == {"isLogout": True}
    assert hotel.ask("qr").json()["message"].startswith("iVBORw0KGgo")
    code = hotel.ask("getAuthorizationCode", {"phoneNumber": 79000000001}).json()
    assert (code["status"], len(code["code"])) == (True, 8)
    hotel.http.post(f"/phone/{hotel.id}/link")
    assert hotel.ask("getStateInstance").json() == {"stateInstance": "authorized"}
    states = [one["stateInstance"] for one in hotel.ask("GetStateInstanceHistory").json()]
    assert states == ["authorized", "notAuthorized", "authorized"]


def test_many_webhooks_may_be_under_way_at_once(hotel: Hotel, endpoint: Endpoint) -> None:
    hotel.change(settings={"webhookUrl": endpoint.url}, manners={"webhook_lanes": 8})
    chat = hotel.guest()
    for number in range(20):
        hotel.act(chat, text=str(number))
    until(lambda: len(endpoint.seen) == 20)
