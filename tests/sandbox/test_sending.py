"""The send queue: accepted, waiting, gone, ticked."""

import time

from .cast import Hotel, until

GUEST = "79000000001@c.us"


def test_a_send_is_echoed_and_then_gets_its_ticks(hotel: Hotel) -> None:
    sent = hotel.send(GUEST, "Hello")
    echo, first, second = hotel.news(3)
    assert echo["typeWebhook"] == "outgoingAPIMessageReceived"
    assert echo["idMessage"] == first["idMessage"] == second["idMessage"] == sent
    assert echo["messageData"]["extendedTextMessageData"]["text"] == "Hello"
    assert [first["status"], second["status"]] == ["sent", "delivered"]


def test_opening_the_chat_reads_it(hotel: Hotel) -> None:
    hotel.send(GUEST, "Hello")
    hotel.news(3)
    assert hotel.http.post(f"{hotel.control}/guests/{GUEST}/read").json() == {"read": 1}
    assert hotel.news(1)[0]["status"] == "read"


def test_reading_happens_by_itself_after_a_while(hotel: Hotel) -> None:
    hotel.change(manners={"read_after": 0.01})
    hotel.send(GUEST, "Hello")
    assert hotel.news(4)[-1]["status"] == "read"


def test_messages_leave_in_order_with_a_pause_between_them(hotel: Hotel) -> None:
    hotel.change(manners={"pause_ms": 40, "statuses": False})
    started = time.monotonic()
    for number in range(3):
        hotel.send(GUEST, f"line {number}")
    texts = [one["messageData"]["extendedTextMessageData"]["text"] for one in hotel.news(3)]
    assert texts == ["line 0", "line 1", "line 2"]
    assert time.monotonic() - started >= 0.08


def test_what_waits_can_be_seen_counted_and_cleared(hotel: Hotel) -> None:
    hotel.change(state="notAuthorized")
    sent = hotel.send(GUEST, "Waiting")
    (item,) = hotel.ask("showMessagesQueue").json()
    assert item == {
        "messageID": sent,
        "type": "sendMessage",
        "body": {"chatId": GUEST, "message": "Waiting"},
    }
    assert hotel.ask("getMessagesCount").json() == {"count": 1}
    assert hotel.ask("clearMessagesQueue").json() == {"isCleared": True}
    assert hotel.ask("showMessagesQueue").json() == []


def test_a_queue_held_by_an_unlinked_phone_moves_once_it_is_linked(hotel: Hotel) -> None:
    hotel.change(state="notAuthorized")
    hotel.send(GUEST, "Patience")
    hotel.http.put(f"{hotel.control}/state", json={"state": "authorized"})
    until(lambda: hotel.ask("lastOutgoingMessages").json())


def test_what_waits_longer_than_the_limit_is_lost_silently(hotel: Hotel) -> None:
    hotel.change(state="notAuthorized", manners={"keep": 0.02})
    hotel.send(GUEST, "Too late")
    time.sleep(0.03)
    hotel.change(state="authorized", manners={"keep": 60})
    hotel.change(manners={"keep": 0.02})
    until(lambda: hotel.ask("getMessagesCount").json() == {"count": 0} or None)


def test_typing_holds_the_worker(hotel: Hotel) -> None:
    hotel.send(GUEST, "Slowly", typingTime=1000)
    hotel.send(GUEST, "Next")
    assert hotel.ask("getMessagesCount").json() == {"count": 2}
    hotel.change(manners={"typing": False})
    assert len(hotel.news(6)) == 6


def test_a_restricted_number_filters_cold_messages_and_lets_answers_through(hotel: Hotel) -> None:
    guest = hotel.guest()
    hotel.act(guest, text="Hi")
    hotel.change(state="suspended")
    hotel.send(GUEST, "Cold")
    hotel.send(guest, "Warm")
    statuses = [one["status"] for one in hotel.news(7) if "status" in one]
    assert statuses == ["suspended", "sent", "delivered"]


def test_validation_refuses_in_words(hotel: Hotel) -> None:
    wrong = hotel.ask("sendMessage", {"chatId": "79000000001@\u0441.us", "message": "x"})
    assert wrong.status_code == 400
    assert "'chatId' must be one of the next formats" in wrong.json()["message"]
    long = hotel.ask("sendMessage", {"chatId": GUEST, "message": "x" * 20_001})
    assert "Validation failed" in long.text
    assert hotel.ask("sendMessage", {"chatId": GUEST, "message": " "}).status_code == 400
    assert (
        hotel.ask("sendMessage", {"chatId": GUEST, "message": "x", "typingTime": 5}).status_code
        == 400
    )


def test_a_wrong_token_gets_401_and_nothing_else(hotel: Hotel) -> None:
    hotel.token = "wrong"
    answer = hotel.ask("sendMessage", {"nonsense": True})
    assert (answer.status_code, answer.content) == (401, b"")


def test_an_unknown_instance_is_made_on_its_first_call(hotel: Hotel) -> None:
    hotel.id, hotel.token = "110155500001", "first-come"
    assert hotel.ask("getStateInstance").json() == {"stateInstance": "authorized"}
    assert hotel.ask("getSettings").json()["incomingWebhook"] == "no"
    hotel.token = "other"
    assert hotel.ask("getStateInstance").status_code == 401


def test_an_unknown_instance_is_refused_where_none_may_be_made(hotel: Hotel) -> None:
    hotel.http.put("/sandbox/settings", json={"make_unknown": False})
    hotel.id = "110155500009"
    assert hotel.ask("getStateInstance").status_code == 403
    hotel.http.put("/sandbox/settings", json={"make_unknown": True})


def test_a_wrong_method_or_verb_is_404(hotel: Hotel) -> None:
    assert hotel.ask("sendNothing", {}).status_code == 404
    assert hotel.ask("sendMessage", verb="GET").status_code == 404


def test_method_names_come_in_any_case_and_behind_v3(hotel: Hotel) -> None:
    path = f"/v3/waInstance{hotel.id}/GetStateInstance/{hotel.token}"
    assert hotel.http.get(path).json() == {"stateInstance": "authorized"}


def test_the_real_rates_answer_429(hotel: Hotel) -> None:
    hotel.change(manners={"rates": True})
    first, second = hotel.ask("getStateInstance"), hotel.ask("getStateInstance")
    assert first.headers["X-RateLimit-Replenish-Rate"] == "1"
    assert (first.status_code, second.status_code) == (200, 429)


def test_files_polls_places_and_cards_are_queued_too(hotel: Hotel) -> None:
    options = [{"optionName": "Tea"}, {"optionName": "Coffee"}]
    for method, body in {
        "sendFileByUrl": {"urlFile": "http://127.0.0.1/a.pdf", "fileName": "a.pdf"},
        "sendPoll": {"message": "What?", "options": options},
        "sendLocation": {"latitude": 55.7, "longitude": 37.6, "nameLocation": "Here"},
        "sendContact": {"contact": {"phoneContact": 79000000002, "firstName": "Desk"}},
        "sendInteractiveButtonsReply": {
            "body": "Taxi?",
            "buttons": [{"buttonId": "1", "buttonText": "Yes"}],
        },
    }.items():
        assert hotel.ask(method, {"chatId": GUEST, **body}).json()["idMessage"], method
    hotel.change(manners={"statuses": False})
    until(lambda: len(hotel.lines(GUEST)) == 5)
    kinds = {line["kind"] for line in hotel.lines(GUEST)}
    assert kinds == {"document", "poll", "location", "contact", "replies"}
    assert len(hotel.ask("lastOutgoingMessages").json()) == 5


def test_an_uploaded_file_can_be_fetched_again(hotel: Hotel) -> None:
    answer = hotel.http.post(
        f"/waInstance{hotel.id}/sendFileByUpload/{hotel.token}",
        data={"chatId": GUEST, "caption": "Map"},
        files={"file": ("map.png", b"not really", "image/png")},
    ).json()
    assert hotel.http.get(answer["urlFile"]).content == b"not really"
    (item,) = until(lambda: hotel.ask("lastOutgoingMessages").json())
    assert (item["typeMessage"], item["caption"], item["fileName"]) == (
        "imageMessage",
        "Map",
        "map.png",
    )


def test_a_sent_message_can_be_edited_and_deleted(hotel: Hotel) -> None:
    sent = hotel.send(GUEST, "Tpyo")
    until(lambda: hotel.ask("lastOutgoingMessages").json())
    where = {"chatId": GUEST, "idMessage": sent}
    assert hotel.ask("editMessage", {**where, "message": "Typo"}).json() == {"idMessage": sent}
    assert hotel.lines(GUEST)[0]["edited"] is True
    assert hotel.ask("deleteMessage", where).content == b""
    assert hotel.lines(GUEST)[0]["deleted"] is True
