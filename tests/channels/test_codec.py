"""How chats are spelled."""

from __future__ import annotations

import pytest

from bellhop.channels import CAPABILITIES, codec
from bellhop.errors import BadInput
from bellhop.messages import Address, AddressKind, ChannelType, ChatKind

WHATSAPP, MAX, TELEGRAM = ChannelType.WHATSAPP, ChannelType.MAX, ChannelType.TELEGRAM
OWN = "79000000099@c.us"
PHONE = Address(AddressKind.PHONE, "79000000001")
LID = Address(AddressKind.LID, "120000000000002")


@pytest.mark.parametrize(
    ("channel", "chat_id", "kind", "address"),
    [
        (WHATSAPP, "79000000001@c.us", ChatKind.PERSON, PHONE),
        (WHATSAPP, "120000000000002@lid", ChatKind.PERSON, LID),
        (WHATSAPP, "120000000000001@g.us", ChatKind.GROUP, None),
        (WHATSAPP, "79000000001-1500000000@g.us", ChatKind.GROUP, None),
        (WHATSAPP, "status@broadcast", ChatKind.BROADCAST, None),
        (WHATSAPP, "120000000000003@newsletter", ChatKind.CHANNEL, None),
        (WHATSAPP, OWN, ChatKind.SELF, None),
        (WHATSAPP, "79000000001", ChatKind.PERSON, None),
        (WHATSAPP, "79000000001@с.us", ChatKind.PERSON, None),  # the Cyrillic letter of samples
        (WHATSAPP, "٧٩٠٠@c.us", ChatKind.PERSON, None),
        (WHATSAPP, "", ChatKind.PERSON, None),
        (MAX, "10000000", ChatKind.PERSON, Address(AddressKind.MAX, "10000000")),
        (MAX, "-10000000", ChatKind.GROUP, None),
        (MAX, "79000000001@c.us", ChatKind.PERSON, PHONE),
        (TELEGRAM, "20000000", ChatKind.PERSON, Address(AddressKind.TELEGRAM, "20000000")),
        (TELEGRAM, "-1000000001", ChatKind.GROUP, None),
        (TELEGRAM, "@someone", ChatKind.PERSON, None),
    ],
)
def test_a_chat_id_is_read_by_its_form(channel, chat_id, kind, address):
    chat = codec(channel).read_chat(chat_id, OWN)
    assert (chat.id, chat.kind, chat.address) == (chat_id, kind, address)


@pytest.mark.parametrize(
    ("channel", "chat_id"),
    [
        (WHATSAPP, "79000000001@c.us"),
        (WHATSAPP, "120000000000002@lid"),
        (MAX, "10000000"),
        (MAX, "79000000001@c.us"),
        (TELEGRAM, "20000000"),
    ],
)
def test_an_address_is_written_back_as_it_came(channel, chat_id):
    address = codec(channel).read_chat(chat_id, None).address
    assert codec(channel).chat_id_for(address) == chat_id


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        (WHATSAPP, Address(AddressKind.MAX, "10000000")),
        (WHATSAPP, Address(AddressKind.PHONE, "+79000000001")),
        (MAX, LID),
        (TELEGRAM, Address(AddressKind.MAX, "10000000")),
        (TELEGRAM, Address(AddressKind.TELEGRAM, "name")),
    ],
)
def test_an_address_of_another_channel_cannot_be_written(channel, address):
    with pytest.raises(BadInput):
        codec(channel).chat_id_for(address)


def test_every_channel_has_its_flags():
    assert set(CAPABILITIES) == set(ChannelType)
    assert all(codec(channel).can is CAPABILITIES[channel] for channel in ChannelType)
    assert CAPABILITIES[MAX].text_limit == 4_000
