"""Journals, chat history and the send queue, read without taking anything out."""

from typing import Any

import orjson

from bellhop.sandbox import messages, notices, people, wire
from bellhop.sandbox.green.call import Call, Refusal
from bellhop.sandbox.messages import Message

DAY = 1440


def _item(call: Call, message: Message) -> dict[str, Any]:
    guest = people.meet(call.house.store, call.instance, message.chat)
    return wire.journal_item(message, notices.shown_chat(call.instance, guest), guest.shown_name)


def _journal(call: Call, *, outgoing: bool) -> list[dict[str, Any]]:
    minutes = call.count("minutes", DAY)
    rows = messages.since(call.house.store, call.instance.id, minutes, outgoing=outgoing)
    return [_item(call, message) for message in rows if message.kind != "call"]


async def last_incoming(call: Call) -> list[dict[str, Any]]:
    """lastIncomingMessages."""
    return _journal(call, outgoing=False)


async def last_outgoing(call: Call) -> list[dict[str, Any]]:
    """lastOutgoingMessages: what left, by API or from the phone; not what still waits."""
    return _journal(call, outgoing=True)


async def last_incoming_calls(call: Call) -> list[dict[str, Any]]:
    """lastIncomingCalls."""
    minutes = call.count("minutes", DAY)
    rows = messages.since(call.house.store, call.instance.id, minutes, outgoing=False)
    return [
        {
            "type": "incoming",
            "idMessage": message.id,
            "timestamp": int(message.at),
            "typeMessage": "incomingCall",
            "chatId": message.chat,
            "statusMessage": message.content["text"],
        }
        for message in rows
        if message.kind == "call"
    ]


async def last_outgoing_calls(call: Call) -> list[dict[str, Any]]:
    """lastOutgoingCalls: nobody calls guests from here."""
    call.count("minutes", DAY)
    return []


async def get_chat_history(call: Call) -> list[dict[str, Any]]:
    """getChatHistory, newest first."""
    rows = messages.of_chat(
        call.house.store, call.instance.id, call.chat(), call.count("count", 100)
    )
    return [_item(call, message) for message in rows if message.kind != "call"]


async def get_message(call: Call) -> dict[str, Any]:
    """getMessage."""
    message = messages.find(call.house.store, call.instance.id, call.chat(), call.text("idMessage"))
    if message is None or message.kind == "call":
        raise Refusal(400, "Message not found")
    return _item(call, message)


async def show_messages_queue(call: Call) -> list[dict[str, Any]]:
    """showMessagesQueue, the first 500."""
    name = "idMessage" if call.instance.type == "telegram" else "messageID"
    return [
        {name: row["id"], "type": row["method"], "body": orjson.loads(row["body"])}
        for row in call.house.departures.queued(call.instance)
    ]


async def get_messages_count(call: Call) -> dict[str, Any]:
    """getMessagesCount."""
    return {"count": call.house.departures.count(call.instance)}


async def clear_messages_queue(call: Call) -> dict[str, Any]:
    """clearMessagesQueue, a GET that changes something."""
    call.house.departures.clear(call.instance)
    return {"isCleared": True}
