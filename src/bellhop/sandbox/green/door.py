"""The door of the stand-in: path, token, rate, fault, method, in that order."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from bellhop.sandbox import faults
from bellhop.sandbox.faults import Fault
from bellhop.sandbox.green import account, contacts, journals, receiving, sending
from bellhop.sandbox.green.call import Call, Refusal, answer, error_body
from bellhop.sandbox.house import House
from bellhop.sandbox.instances import Instance

Method = Callable[[Call], Awaitable[Any]]

METHODS: dict[str, tuple[str, Method]] = {
    "sendmessage": ("POST", sending.send_message),
    "sendfilebyurl": ("POST", sending.send_file_by_url),
    "sendfilebyupload": ("POST", sending.send_file_by_upload),
    "uploadfile": ("POST", sending.upload_file),
    "sendpoll": ("POST", sending.send_poll),
    "sendlocation": ("POST", sending.send_location),
    "sendcontact": ("POST", sending.send_contact),
    "sendinteractivebuttons": ("POST", sending.send_buttons),
    "sendinteractivebuttonsreply": ("POST", sending.send_buttons),
    "sendtyping": ("POST", sending.send_typing),
    "receivenotification": ("GET", receiving.receive_notification),
    "deletenotification": ("DELETE", receiving.delete_notification),
    "downloadfile": ("POST", receiving.download_file),
    "getwebhookscount": ("GET", receiving.get_webhooks_count),
    "clearwebhooksqueue": ("DELETE", receiving.clear_webhooks_queue),
    "getsettings": ("GET", account.get_settings),
    "setsettings": ("POST", account.set_settings),
    "getstateinstance": ("GET", account.get_state),
    "getstatusinstance": ("GET", account.get_status),
    "getstateinstancehistory": ("GET", account.get_state_history),
    "getwasettings": ("GET", account.get_account),
    "getaccountsettings": ("GET", account.get_account),
    "qr": ("GET", account.qr),
    "getauthorizationcode": ("POST", account.get_authorization_code),
    "startauthorization": ("POST", account.start_authorization),
    "sendauthorizationcode": ("POST", account.send_authorization_code),
    "sendauthorizationpassword": ("POST", account.send_authorization_password),
    "logout": ("GET", account.logout),
    "reboot": ("GET", account.reboot),
    "updateapitoken": ("GET", account.update_api_token),
    "lastincomingmessages": ("GET", journals.last_incoming),
    "lastoutgoingmessages": ("GET", journals.last_outgoing),
    "lastincomingcalls": ("GET", journals.last_incoming_calls),
    "lastoutgoingcalls": ("GET", journals.last_outgoing_calls),
    "getchathistory": ("POST", journals.get_chat_history),
    "getmessage": ("POST", journals.get_message),
    "showmessagesqueue": ("GET", journals.show_messages_queue),
    "getmessagescount": ("GET", journals.get_messages_count),
    "clearmessagesqueue": ("GET", journals.clear_messages_queue),
    "checkwhatsapp": ("POST", contacts.check_whatsapp),
    "checkaccount": ("POST", contacts.check_account),
    "readchat": ("POST", contacts.read_chat),
    "getcontacts": ("GET", contacts.get_contacts),
    "getchats": ("GET", contacts.get_chats),
    "getcontactinfo": ("POST", contacts.get_contact_info),
    "getavatar": ("POST", contacts.get_avatar),
    "editmessage": ("POST", contacts.edit_message),
    "deletemessage": ("POST", contacts.delete_message),
}
RAW_BODY = ("sendfilebyupload", "uploadfile")
JSON_LIMIT = 100 * 1024

ERROR_TEXTS: dict[int, str | None] = {
    400: "instance in starting process try later",
    401: None,
    403: "Forbidden",
    429: "Too Many Requests",
    469: "User get contact info limit reached",
    499: "Client Closed Request",
    500: "Internal server error",
    502: "<html><head><title>502 Bad Gateway</title></head></html>",
    503: "<html><head><title>503 Service Unavailable</title></head></html>",
    504: "<html><head><title>504 Gateway Time-out</title></head></html>",
}


async def enter(request: Request) -> Response:
    """Any call under /waInstance{id}/{method}/{token}."""
    if request.method == "OPTIONS":
        return Response(status_code=204)
    house: House = request.app.state.house
    note = {"method": request.path_params["method"], "instance": request.path_params["instance"]}
    try:
        reply = await _serve(house, request, note)
    except Refusal as refusal:
        reply = error_body(refusal.status, refusal.body, request.url.path)
    house.calls.append({**note, "status": reply.status_code})
    return reply


def _instance(house: House, instance_id: str, token: str) -> Instance:
    instance = house.instances.get(instance_id)
    if instance is None:
        # As at the real service ids are digits; anything else is a wrong address.
        if not (house.make_unknown and instance_id.isdecimal() and instance_id.isascii()):
            raise Refusal(403, "Forbidden")
        return house.make(instance_id, token)
    if not hmac.compare_digest(instance.token.encode(), token.encode()):
        raise Refusal(401)
    return instance


async def _serve(house: House, request: Request, note: dict[str, Any]) -> Response:
    path = request.path_params
    instance = _instance(house, path["instance"], path["token"])
    name = path["method"].lower()
    verb, method = METHODS.get(name, ("", sending.send_message))
    if verb != request.method:
        raise Refusal(404, f"Cannot {request.method} {path['method']}")
    headers = _rate(house, instance, name)
    fault = faults.take(instance.faults, faults.CALL_FAULTS, name) if instance.faults else None
    call = Call(house, instance, path["method"], {}, path.get("tail", ""), request)
    if fault and not _comes_after(fault):
        await _spoil(fault, path["method"])
    call.body = {} if name in RAW_BODY else await _body(request)
    note["body"] = call.body
    result = await method(call)
    if fault and _comes_after(fault):
        await _spoil(fault, path["method"])
    if result is None and name != "receivenotification":
        return Response(b"", headers=headers)
    return answer(result, headers=headers)


def _rate(house: House, instance: Instance, name: str) -> dict[str, str]:
    if not instance.manners.rates:
        return {}
    allowed, left, limit = house.rates.left(instance.id, name)
    if not allowed:
        raise Refusal(429, "Too Many Requests")
    return {"X-RateLimit-Remaining": str(left), "X-RateLimit-Replenish-Rate": str(limit)}


async def _body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    if not raw:
        return {}
    if len(raw) > JSON_LIMIT:
        raise Refusal(500, "request entity too large")
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Refusal(400, "Unexpected token in JSON at position 0") from None
    if isinstance(body, int):
        # The vendor's async SDK sends the receipt id as the whole body.
        return {"receiptId": body}
    if not isinstance(body, dict):
        raise Refusal(400, "bad request data")
    return body


def _comes_after(fault: Fault) -> bool:
    return fault.accepted or fault.kind == "timeout_after_accept"


async def _spoil(fault: Fault, method: str) -> None:
    if fault.kind == "delay":
        await asyncio.sleep(1.0 if fault.seconds is None else fault.seconds)
        return
    if fault.kind == "timeout_after_accept":
        # Accepted, then silence: the caller's own deadline has to end it.
        await asyncio.sleep(300.0 if fault.seconds is None else fault.seconds)
        raise Refusal(504, ERROR_TEXTS[504])
    await asyncio.sleep(fault.seconds or 0)
    if fault.kind == "reason_200":
        raise Refusal(200, {"status": False, "reason": account.NOT_READY})
    if fault.kind == "http_466":
        raise Refusal(466, _quota(method, fault.variant))
    status = int(fault.kind.removeprefix("http_"))
    raise Refusal(status, ERROR_TEXTS[status])


def _quota(method: str, variant: str) -> dict[str, Any]:
    invoke = {"method": method.lower(), "used": 100, "total": 100}
    if variant == "invoke":
        words = "Monthly quota has been exceeded. Upgrade your plan."
        return {"invokeStatus": {**invoke, "status": "QUOTE_EXCEEDED", "description": words}}
    words = "Allowed chats: 79000000001@c.us, 79000000002@c.us, 79000000003@c.us"
    return {
        "invokeStatus": {**invoke, "used": 3, "status": "QUOTE_ALLOWED", "description": ""},
        "correspondentsStatus": {
            "method": "correspondents",
            "used": 3,
            "total": 3,
            "status": "CORRESPONDENTS_QUOTE_EXCEEDED",
            "description": words,
        },
    }
