"""Journal items in the shape of webhooks, so that one parser and one key serve both roads.

Items are flat where webhooks nest (green-api.com/en/docs/api/journals/LastOutgoingMessages/); the
readers of `content` take either, so an item becomes the `messageData` of its own webhook as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bellhop.channels.account import Account
from bellhop.channels.body import JsonObject, dump
from bellhop.channels.fields import text
from bellhop.channels.parse import NAMELESS_CHANGE, read_event
from bellhop.channels.words import INCOMING, OUTGOING_API, OUTGOING_PHONE, STATUS
from bellhop.messages import Event, Unreadable


@dataclass(frozen=True, slots=True)
class Journaled:
    """An event found in a journal. `body` can be kept and read again with `read_event`."""

    body: bytes
    event: Event


def read_journal(items: Any, account: Account) -> tuple[Journaled, ...]:
    """The events of a journal's answer, in its order. An outgoing item also tells its status.

    Edits, deletions and votes whose item does not name their target are left out: a journal only
    mends what webhooks missed, and these could be neither used nor told from their webhook.
    """
    listed = items if type(items) is list else [items]
    found = (each for item in listed for each in _events(item, account))
    return tuple(each for each in found if not _is_nameless(each.event))


def _is_nameless(event: Event) -> bool:
    return isinstance(event, Unreadable) and event.reason == NAMELESS_CHANGE


def _events(item: Any, account: Account) -> list[Journaled]:
    if type(item) is not dict:
        return [_journaled(item, account)]
    common = {
        "instanceData": {"idInstance": account.instance_id, "wid": account.own_chat_id},
        "timestamp": item.get("timestamp"),
        "idMessage": item.get("idMessage"),
    }
    events = [_journaled({**common, **_message(item)}, account)]
    if text(item, "statusMessage"):
        events.append(_journaled({**common, **_status(item)}, account))
    return events


def _message(item: JsonObject) -> JsonObject:
    incoming = text(item, "type") == "incoming"
    outgoing = OUTGOING_API if item.get("sendByApi") is True else OUTGOING_PHONE
    return {
        "typeWebhook": INCOMING if incoming else outgoing,
        "senderData": {
            "chatId": item.get("chatId"),
            "sender": item.get("senderId", ""),
            "senderName": item.get("senderName", ""),
            "senderContactName": item.get("senderContactName", ""),
            "senderPhoneNumber": item.get("senderPhoneNumber", ""),
        },
        "messageData": item,
    }


def _status(item: JsonObject) -> JsonObject:
    """The status alone. Its moment is unknown: the item's timestamp is the message's."""
    return {
        "typeWebhook": STATUS,
        "timestamp": None,
        "chatId": item.get("chatId"),
        "status": item.get("statusMessage"),
        "sendByApi": item.get("sendByApi"),
    }


def _journaled(data: Any, account: Account) -> Journaled:
    body = dump(data)
    return Journaled(body, read_event(body, type=account.type))
