"""Webhook bodies, as the provider sends them."""

from __future__ import annotations

import itertools
import time
from typing import Any

_ids = itertools.count(1)


def guest_text(instance: str, chat: str, text: str, **more: Any) -> dict[str, Any]:
    """A guest writes. `at` is a Unix time, `id` the provider's id, `phone` what MAX and
    Telegram tell beside an id of their own."""
    return {
        "typeWebhook": "incomingMessageReceived",
        "instanceData": {"idInstance": int(instance), "wid": "79000000099@c.us"},
        "timestamp": int(more.get("at", time.time())),
        "idMessage": more.get("id", f"IN{next(_ids):08d}"),
        "senderData": {
            "chatId": chat,
            "sender": more.get("sender", chat),
            "senderName": more.get("name", "Anna"),
            "senderPhoneNumber": int(more.get("phone", 0)),
        },
        "messageData": {
            "typeMessage": "textMessage",
            "textMessageData": {"textMessage": text},
        },
    }


def guest_message(instance: str, chat: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A guest sends something else: `data` is the provider's messageData."""
    return guest_text(instance, chat, "", **more) | {"messageData": data}


def photo(url: str = "http://files.test/a.jpg", caption: str = "") -> dict[str, Any]:
    return {
        "typeMessage": "imageMessage",
        "fileMessageData": {
            "downloadUrl": url,
            "caption": caption,
            "fileName": "a.jpg",
            "mimeType": "image/jpeg",
        },
    }


def vote(instance: str, chat: str, option: str) -> dict[str, Any]:
    """The guest chose one option of a poll."""
    votes = [{"optionName": option, "optionVoters": [chat]}]
    poll = {"stanzaId": "POLL1", "votes": votes}
    data = {"typeMessage": "pollUpdateMessage", "pollMessageData": poll}
    return guest_message(instance, chat, data)


def phone_text(instance: str, chat: str, text: str, **more: Any) -> dict[str, Any]:
    """Staff type on the hotel's phone."""
    return guest_text(instance, chat, text, **more) | {"typeWebhook": "outgoingMessageReceived"}


def echo(instance: str, chat: str, text: str, message_id: str) -> dict[str, Any]:
    """The provider says what was sent by API."""
    body = guest_text(instance, chat, text, id=message_id)
    return body | {"typeWebhook": "outgoingAPIMessageReceived"}


def status(instance: str, chat: str, message_id: str, word: str) -> dict[str, Any]:
    return {
        "typeWebhook": "outgoingMessageStatus",
        "chatId": chat,
        "instanceData": {"idInstance": int(instance), "wid": "79000000099@c.us"},
        "timestamp": int(time.time()),
        "idMessage": message_id,
        "status": word,
        "sendByApi": True,
    }


def state(instance: str, word: str, at: int | None = None) -> dict[str, Any]:
    return {
        "typeWebhook": "stateInstanceChanged",
        "instanceData": {"idInstance": int(instance), "wid": "79000000099@c.us"},
        "timestamp": at or int(time.time()),
        "stateInstance": word,
    }


def edited(instance: str, chat: str, target: str, text: str) -> dict[str, Any]:
    """The author changes a message."""
    data = {
        "typeMessage": "editedMessage",
        "editedMessageData": {"textMessage": text, "stanzaId": target},
    }
    return guest_message(instance, chat, data)


def deleted(instance: str, chat: str, target: str) -> dict[str, Any]:
    """The author takes a message back."""
    data = {"typeMessage": "deletedMessage", "deletedMessageData": {"stanzaId": target}}
    return guest_message(instance, chat, data)


def call(instance: str, chat: str, word: str, call_id: str = "CALL1") -> dict[str, Any]:
    """The guest calls; `word` says what became of it."""
    return {
        "typeWebhook": "incomingCall",
        "instanceData": {"idInstance": int(instance), "wid": "79000000099@c.us"},
        "timestamp": int(time.time()),
        "idMessage": call_id,
        "from": chat,
        "status": word,
    }
