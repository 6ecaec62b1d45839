"""The notification queue of an instance: what happened, first in first out, kept for a day."""

import time
from typing import Any

from bellhop.sandbox import faults, messages, wire
from bellhop.sandbox.instances import Instance
from bellhop.sandbox.messages import Message
from bellhop.sandbox.people import Guest
from bellhop.sandbox.store import Row, Store, dumps

NOTICE_FAULTS = ("drop_webhooks", "duplicate_webhooks", "reorder_webhooks", "delay_webhooks")
HOLDS = {"reorder_webhooks": 0.3, "delay_webhooks": 5.0}
# Failures cannot be switched off.
LOUD = ("failed", "noAccount", "yellowCard", "suspended", "notInGroup")


def wanted(instance: Instance, body: dict[str, Any]) -> bool:
    """Do the settings let this kind through? `outgoingWebhook` means statuses, oddly."""
    switches = {
        "incomingMessageReceived": ["incomingWebhook"],
        "outgoingMessageReceived": ["outgoingMessageWebhook"],
        "outgoingAPIMessageReceived": ["outgoingAPIMessageWebhook"],
        "outgoingMessageStatus": ["outgoingWebhook"],
        "stateInstanceChanged": ["stateWebhook"],
        "incomingCall": ["incomingWebhook", "incomingCallWebhook"],
        "outgoingCall": ["outgoingCallWebhook"],
    }.get(body["typeWebhook"], [])
    if body.get("status") in LOUD:
        return True
    extra = {
        "editedMessage": "editedMessageWebhook",
        "deletedMessage": "deletedMessageWebhook",
        "pollMessage": "pollMessageWebhook",
        "pollUpdateMessage": "pollMessageWebhook",
    }.get(body.get("messageData", {}).get("typeMessage", ""))
    return all(instance.on(switch) for switch in [*switches, *([extra] if extra else [])])


def put(store: Store, instance: Instance, body: dict[str, Any]) -> bool:
    """Queue a notification, unless settings or a fault say otherwise."""
    if not wanted(instance, body):
        return False
    fault = faults.take(instance.faults, NOTICE_FAULTS, body["typeWebhook"])
    if fault and fault.kind == "drop_webhooks":
        return False
    now = time.time()
    due = now
    if fault and fault.kind in HOLDS:
        # Those behind it pass by, which is all that reordering needs.
        due = now + (HOLDS[fault.kind] if fault.seconds is None else fault.seconds)
    _insert(store, instance, now, due, body)
    if fault and fault.kind == "duplicate_webhooks":
        _insert(store, instance, now, due, body)
    return True


def _insert(store: Store, instance: Instance, now: float, due: float, body: object) -> None:
    store.add(
        "insert into notices (instance, at, due, body) values (?, ?, ?, ?)",
        instance.id,
        now,
        due,
        dumps(body),
    )


def heads(store: Store, instance: Instance, count: int = 1) -> list[Row]:
    """The oldest notifications that are due; what outlived its day is dropped first."""
    now = time.time()
    rows = store.all(
        "select receipt, at, body from notices where instance = ? and due <= ?"
        " order by receipt limit ?",
        instance.id,
        now,
        count,
    )
    if rows and rows[0]["at"] < now - instance.manners.keep:
        store.run(
            "delete from notices where instance = ? and at < ?",
            instance.id,
            now - instance.manners.keep,
        )
        return heads(store, instance, count)
    return rows


def next_due(store: Store, instance: Instance) -> float | None:
    """Seconds until the next held-back notification; None when the queue is empty."""
    row = store.one("select min(due) as due from notices where instance = ?", instance.id)
    return max(0.0, row["due"] - time.time()) if row and row["due"] is not None else None


def count(store: Store, instance: Instance) -> int:
    """How many wait."""
    return store.count("select count(*) from notices where instance = ?", instance.id)


def delete(store: Store, instance: Instance, receipt: int) -> bool:
    """Acknowledge one; false if it is gone already."""
    return bool(
        store.run("delete from notices where instance = ? and receipt = ?", instance.id, receipt)
    )


def clear(store: Store, instance: Instance) -> None:
    """Forget all."""
    store.run("delete from notices where instance = ?", instance.id)


def shown_chat(instance: Instance, guest: Guest) -> str:
    """With lid mode on, no notification carries the phone."""
    lid = instance.on("enableLidMode") and instance.type == "whatsapp"
    return guest.lid if lid and guest.chat.endswith("@c.us") else guest.chat


def _envelope(instance: Instance, kind: str, at: float) -> dict[str, Any]:
    return {"typeWebhook": kind, "instanceData": instance.data(), "timestamp": int(at)}


def of_message(instance: Instance, guest: Guest, message: Message) -> dict[str, Any]:
    """incomingMessageReceived, outgoingMessageReceived or outgoingAPIMessageReceived."""
    kind = "incomingMessageReceived"
    if message.outgoing:
        kind = "outgoingAPIMessageReceived" if message.by_api else "outgoingMessageReceived"
    chat = shown_chat(instance, guest)
    name = guest.shown_name
    sender = {
        "chatId": chat,
        "sender": instance.wid if message.outgoing else chat,
        "chatName": name,
        "senderName": instance.name if message.outgoing else name,
        "senderContactName": "",
    }
    if instance.type != "whatsapp":
        phone = "" if message.outgoing else guest.phone
        sender |= {
            "chatType": "user",
            "senderType": "user",
            "senderPhoneNumber": int(phone) if phone else 0,  # type: ignore[dict-item]
        }
    return {
        **_envelope(instance, kind, message.at),
        "idMessage": message.id,
        "senderData": sender,
        "messageData": wire.message_data(message.content, by_api=message.by_api),
    }


def of_status(instance: Instance, guest: Guest, message: Message) -> dict[str, Any]:
    """outgoingMessageStatus."""
    body = {
        **_envelope(instance, "outgoingMessageStatus", time.time()),
        "chatId": shown_chat(instance, guest),
        "idMessage": message.id,
        "status": message.status,
        "sendByApi": message.by_api,
    }
    if message.status in LOUD:
        body["description"] = f"Message was not sent: {message.status}"
    return body


def of_state(instance: Instance) -> dict[str, Any]:
    """stateInstanceChanged."""
    return {
        **_envelope(instance, "stateInstanceChanged", time.time()),
        "stateInstance": instance.state,
    }


def of_call(instance: Instance, guest: Guest, call_id: str, status: str) -> dict[str, Any]:
    """incomingCall: an offer first, then how it ended."""
    return {
        **_envelope(instance, "incomingCall", time.time()),
        "from": shown_chat(instance, guest),
        "status": status,
        "idMessage": call_id,
    }


def with_quote(store: Store, instance: Instance, guest: Guest, content: dict[str, Any]) -> None:
    """Complete a reply with the message it answers, as the vendor does."""
    answered = messages.find(store, instance.id, guest.chat, content.get("quote") or "")
    if answered is None or answered.kind == "call":
        content.pop("quote", None)
        return
    author = instance.wid if answered.outgoing else shown_chat(instance, guest)
    content["quote_of"] = author
    content["quoted"] = wire.quoted(answered, author)
