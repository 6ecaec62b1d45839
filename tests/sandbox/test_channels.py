"""The sandbox plays each channel with its own rules."""

import pytest

from .cast import Hotel, until

POLL = {"message": "Tea?", "options": [{"optionName": "Yes"}, {"optionName": "No"}]}


@pytest.fixture(params=["max", "telegram"])
def other(request: pytest.FixtureRequest, hotel: Hotel) -> Hotel:
    hotel.change(type=request.param, wid="10000001")
    return hotel


def test_ids_are_numbers_and_the_phone_is_told(other: Hotel) -> None:
    chat = other.guest(phone="79000000077")
    assert chat.isdigit()
    other.act(chat, text="Hi")
    [news] = other.news(1)
    assert news["senderData"]["senderPhoneNumber"] == 79000000077
    assert news["instanceData"]["typeInstance"] in ("v3", "telegram")


def test_there_is_no_word_for_sent(other: Hotel) -> None:
    chat = other.guest()
    other.send(chat, "Hello")
    statuses = [each["status"] for each in other.news(2) if "status" in each]
    assert statuses == ["delivered"]


def test_what_a_channel_cannot_do_is_refused(other: Hotel) -> None:
    chat = other.guest()
    assert other.ask("sendPoll", {"chatId": chat, **POLL}).status_code in (400, 404)
    assert other.ask("checkWhatsapp", {"chatId": "79000000077"}).status_code == 404
    assert other.ask("sendMessage", {"chatId": chat, "message": "x" * 4_097}).status_code == 400
    assert other.ask("getAuthorizationCode", {"phoneNumber": 79000000077}).status_code == 404


def test_a_login_by_code_and_cloud_password(other: Hotel) -> None:
    other.change(state="notAuthorized", password="secret")
    assert other.ask("startAuthorization", {"phoneNumber": 79000000001}).json()["status"]
    wrong = other.ask("sendAuthorizationCode", {"code": "0"}).json()
    assert wrong["data"]["reason"] == "invalid_code"
    code = other.http.get(other.control).json()["code"]
    other.ask("sendAuthorizationCode", {"code": code})
    assert other.ask("getStateInstance").json() == {"stateInstance": "pendingPassword"}
    wrong = other.ask("sendAuthorizationPassword", {"password": "no"}).json()
    assert wrong["data"]["reason"] == "invalid_password"
    other.ask("sendAuthorizationPassword", {"password": "secret"})
    until(lambda: other.ask("getStateInstance").json()["stateInstance"] == "authorized")


def test_the_phone_page_has_the_channels_colours(other: Hotel) -> None:
    kind = other.http.get(other.control).json()["type"]
    assert f'data-channel="{kind}"' in other.http.get(f"/phone/{other.id}").text
