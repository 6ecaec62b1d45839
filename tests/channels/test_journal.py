"""Journal items become the very events that webhooks would have brought."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from bellhop.channels import read_event, read_journal
from bellhop.messages import Author, DeliveryStatus, MessageCame, StatusChanged, Unreadable


@pytest.fixture
def journal(sample, account):
    account = replace(account, own_chat_id="79000000099@c.us")
    return lambda name: read_journal(orjson.loads(sample(f"journals/{name}")), account)


def test_an_incoming_item_equals_its_webhook(journal, sample):
    twins = ["text", "image", "text_quoting", "location", "edited", "deleted"]
    found = [each.event for each in journal("incoming")]
    assert found == [read_event(sample(name)) for name in twins]


def test_an_outgoing_item_tells_of_a_message_and_of_its_status(journal, sample):
    echo, delivered, typed, read = (each.event for each in journal("outgoing"))
    assert isinstance(echo, MessageCame)
    assert echo.author is Author.API
    assert echo.content.text == "Breakfast is at 8"
    assert typed.author is Author.PHONE
    assert isinstance(read, StatusChanged)
    assert (delivered.status, read.status) == (DeliveryStatus.DELIVERED, DeliveryStatus.READ)


def test_outgoing_items_have_the_keys_of_their_webhooks(journal, sample):
    keys = [each.event.envelope.key for each in journal("outgoing")]
    twins = ["echo", "status_delivered", "typed_on_phone"]
    assert keys[:3] == [read_event(sample(name)).envelope.key for name in twins]


def test_what_is_kept_can_be_read_again(journal):
    for each in (*journal("incoming"), *journal("outgoing")):
        assert read_event(each.body) == each.event


def test_an_item_that_is_no_object_is_unreadable(account):
    (found,) = read_journal(["?"], account)
    assert isinstance(found.event, Unreadable)


def test_a_change_that_names_no_message_is_left_out(account):
    item = {"type": "incoming", "idMessage": "E", "chatId": "79000000001@c.us"}
    assert read_journal([item | {"typeMessage": "editedMessage"}], account) == ()
    (vote,) = read_journal(
        [item | {"typeMessage": "pollUpdateMessage", "poll": {"stanzaId": "P"}}], account
    )
    assert vote.event.target_id == "P"
