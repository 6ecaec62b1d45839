"""Methods that hand notifications and files over."""

import time
from typing import Any

import orjson

from bellhop.sandbox import messages, notices
from bellhop.sandbox.green.call import Call, Refusal, invalid

WEBHOOK_SET = "Message cannot be received because custom webhook url is set"
CLEAR_EVERY = 60.0


async def receive_notification(call: Call) -> dict[str, Any] | None:
    """receiveNotification: the head of the queue, left where it is; null when empty."""
    if call.instance.webhook_url:
        body = {"code": "INVALID_PARAM", "message": WEBHOOK_SET, "status": "error"}
        raise Refusal(400, body)
    seconds = call.count("receiveTimeout", 5)
    if not 5 <= seconds <= 60:
        raise invalid("'receiveTimeout' must be between 5 and 60")
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if items := notices.heads(call.house.store, call.instance):
            return {"receiptId": items[0]["receipt"], "body": orjson.loads(items[0]["body"])}
        await call.house.couriers.arrival(call.instance, left)
        if call.instance.webhook_url or await call.request.is_disconnected():
            break
    return None


async def delete_notification(call: Call) -> dict[str, Any]:
    """deleteNotification: the acknowledgement."""
    receipt = call.tail or str(call.body.get("receiptId", ""))
    if not receipt.isdecimal():
        raise Refusal(400, "Parameter receiptId must be a Number!")
    gone = notices.delete(call.house.store, call.instance, int(receipt))
    return {"result": gone, "reason": "" if gone else "notification was not found"}


async def download_file(call: Call) -> dict[str, Any]:
    """downloadFile: a fresh link."""
    message = messages.find(call.house.store, call.instance.id, call.chat(), call.text("idMessage"))
    if message is None or "file" not in message.content:
        raise Refusal(400, "Message not found or it has no file")
    return {"downloadUrl": message.content["file"]["url"]}


async def get_webhooks_count(call: Call) -> dict[str, Any]:
    """getWebhooksCount."""
    return {"count": notices.count(call.house.store, call.instance)}


async def clear_webhooks_queue(call: Call) -> dict[str, Any]:
    """clearWebhooksQueue, once a minute."""
    now = time.monotonic()
    last = call.house.cleared.get(call.instance.id)
    if call.instance.manners.rates and last is not None and now - last < CLEAR_EVERY:
        left = round(CLEAR_EVERY - (now - last))
        return {"isCleared": False, "reason": "Too many requests", "leftTime": left}
    call.house.cleared[call.instance.id] = now
    notices.clear(call.house.store, call.instance)
    return {"isCleared": True, "reason": ""}
