"""How each channel spells a chat, and how the house does.

WhatsApp ids end in a suffix that says what they are (green-api.com/en/docs/api/chat-id/). MAX and
Telegram ids are numbers, negative for groups (/v3/docs/chat-id, /en/telegram/docs/chat-id).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bellhop.channels.capabilities import CAPABILITIES, Capabilities
from bellhop.errors import BadInput
from bellhop.messages import Address, AddressKind, ChannelType, Chat, ChatKind


@dataclass(frozen=True, slots=True)
class Codec:
    """One channel's spelling, together with what the channel can do.

    `read_chat(chat_id, own)` never raises. A spelling it does not know becomes a person without
    an address, so that no phone number is ever guessed. `chat_id_for(address)` raises BadInput
    for an address of another channel. `is_own(chat_id)`: spelled as this channel spells its chats.
    """

    can: Capabilities
    read_chat: Callable[[str, str | None], Chat]
    chat_id_for: Callable[[Address], str]
    is_own: Callable[[str], bool]


def codec(channel: ChannelType) -> Codec:
    """The codec of a channel: the one place where a channel's name is looked up."""
    return _CODECS[channel]


def _read_whatsapp(chat_id: str, own: str | None) -> Chat:
    if own and chat_id == own:
        return Chat(chat_id, ChatKind.SELF)
    name, _, suffix = chat_id.rpartition("@")
    if suffix == "c.us" and _is_number(name):
        return Chat(chat_id, ChatKind.PERSON, Address(AddressKind.PHONE, name))
    if suffix == "lid" and _is_number(name):
        return Chat(chat_id, ChatKind.PERSON, Address(AddressKind.LID, name))
    return Chat(chat_id, _WHATSAPP_KINDS.get(suffix, ChatKind.PERSON))


_WHATSAPP_KINDS = {
    "g.us": ChatKind.GROUP,
    "broadcast": ChatKind.BROADCAST,
    "newsletter": ChatKind.CHANNEL,
}


def _write_whatsapp(address: Address) -> str:
    suffix = {AddressKind.PHONE: "@c.us", AddressKind.LID: "@lid"}.get(address.kind)
    if suffix is None or not _is_number(address.value):
        raise BadInput(f"WhatsApp cannot reach a {address.kind} address spelled like this")
    return address.value + suffix


def _numeric(kind: AddressKind) -> Codec:
    def read_chat(chat_id: str, own: str | None) -> Chat:
        if own and chat_id == own:
            return Chat(chat_id, ChatKind.SELF)
        if chat_id.startswith("-") and _is_number(chat_id[1:]):
            return Chat(chat_id, ChatKind.GROUP)
        if _is_number(chat_id):
            return Chat(chat_id, ChatKind.PERSON, Address(kind, chat_id))
        # The vendor's validator also takes phone@c.us here.
        return _read_whatsapp(chat_id, own)

    def chat_id_for(address: Address) -> str:
        if address.kind is kind and _is_number(address.value):
            return address.value
        if address.kind is AddressKind.PHONE and _is_number(address.value):
            return f"{address.value}@c.us"
        raise BadInput(f"{kind} cannot reach a {address.kind} address spelled like this")

    def is_own(chat_id: str) -> bool:
        return _is_number(chat_id.removeprefix("-"))

    return Codec(CAPABILITIES[ChannelType(kind.value)], read_chat, chat_id_for, is_own)


def _is_number(text: str) -> bool:
    """ASCII digits only: `str.isdigit` alone also takes Arabic and superscript digits."""
    return text.isdigit() and text.isascii()


_CODECS: dict[ChannelType, Codec] = {
    ChannelType.WHATSAPP: Codec(
        CAPABILITIES[ChannelType.WHATSAPP],
        _read_whatsapp,
        _write_whatsapp,
        lambda chat: "@" in chat,
    ),
    ChannelType.MAX: _numeric(AddressKind.MAX),
    ChannelType.TELEGRAM: _numeric(AddressKind.TELEGRAM),
}
