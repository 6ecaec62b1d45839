"""Methods that queue something to send. All answer with an id and nothing more."""

import mimetypes
import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import UploadFile

from bellhop.sandbox import addresses, people
from bellhop.sandbox.files import keep, kind_of, unwrap_name
from bellhop.sandbox.green.call import Call, Refusal, invalid
from bellhop.sandbox.messages import Content
from bellhop.sandbox.notices import with_quote

TEXT_LIMITS = {"whatsapp": 20_000, "max": 4_000, "telegram": 4_096}
POLL_QUESTION, POLL_OPTIONS = 255, 12
BUTTON_TEXT, BUTTONS = 25, 3


def _queue(call: Call, method: str, content: Content, **more: Any) -> dict[str, Any]:
    call.typing()
    chat = call.chat()
    if call.instance.type == "max" and call.instance.state == "suspended":
        raise Refusal(403, "Your account is suspended")
    if quote := call.body.get("quotedMessageId"):
        content["quote"] = str(quote)
        guest = people.find(call.house.store, call.instance, chat)
        if guest:
            with_quote(call.house.store, call.instance, guest, content)
    if call.instance.on("markIncomingMessagesReadedOnReply"):
        call.house.seen(call.instance, chat)
    message_id = call.house.departures.accept(call.instance, chat, method, call.body, content)
    return {"idMessage": message_id, **more}


async def send_message(call: Call) -> dict[str, Any]:
    """sendMessage."""
    text = call.text("message", TEXT_LIMITS[call.instance.type])
    return _queue(call, "sendMessage", {"kind": "text", "text": text})


async def send_file_by_url(call: Call) -> dict[str, Any]:
    """sendFileByUrl: the name decides how the file is shown."""
    url, name = call.text("urlFile"), call.text("fileName")
    if urlsplit(url).scheme not in ("http", "https"):
        raise invalid("'urlFile' must be a valid uri")
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = {"url": url, "name": name, "mime": mime}
    content = {"kind": kind_of(mime), "text": call.body.get("caption") or "", "file": file}
    return _queue(call, "sendFileByUrl", content)


async def send_file_by_upload(call: Call) -> dict[str, Any]:
    """sendFileByUpload: multipart, also answers where the file can be fetched."""
    async with call.request.form() as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        upload = form.get("file")
        if not isinstance(upload, UploadFile):
            raise invalid("'file' is required")
        name = fields.get("fileName") or upload.filename or "file"
        given = upload.content_type
        data = await upload.read()
    call.body.update(fields)
    if fields.get("typingTime", "").isdecimal():
        call.body["typingTime"] = int(fields["typingTime"])
    mime = mimetypes.guess_type(name)[0] or given or "application/octet-stream"
    file = keep(call.house.store, call.base_url, name, mime, data)
    content = {"kind": kind_of(mime), "text": fields.get("caption") or "", "file": file}
    return _queue(call, "sendFileByUpload", content, urlFile=file["url"])


async def upload_file(call: Call) -> dict[str, Any]:
    """uploadFile: raw bytes in, a link out."""
    data = await call.request.body()
    if not data:
        raise invalid("'file' is required")
    mime = call.request.headers.get("content-type", "application/octet-stream").split(";")[0]
    name = unwrap_name(call.request.headers.get("ga-filename", ""))
    name = name or f"{secrets.token_hex(6)}{mimetypes.guess_extension(mime) or ''}"
    return {"urlFile": keep(call.house.store, call.base_url, name, mime, data)["url"]}


async def send_poll(call: Call) -> dict[str, Any]:
    """sendPoll."""
    if call.instance.type == "max":
        raise Refusal(404, "Cannot POST sendPoll")
    if call.instance.type == "telegram" and not addresses.is_group(call.text("chatId")):
        raise invalid("'chatId' must be a group: polls are sent to groups only")
    question = call.text("message", POLL_QUESTION)
    given = call.body.get("options")
    if not isinstance(given, list) or not 1 < len(given) <= POLL_OPTIONS:
        raise invalid(f"'options' must contain 2 to {POLL_OPTIONS} items")
    options = [item.get("optionName") if isinstance(item, dict) else None for item in given]
    if not all(isinstance(option, str) and option for option in options):
        raise invalid("'options[0].optionName' is required")
    if len(set(options)) != len(options):
        raise invalid("'options' contains a duplicate value")
    multiple = call.body.get("multipleAnswers") is True
    content = {"kind": "poll", "text": question, "options": options, "multiple": multiple}
    return _queue(call, "sendPoll", content)


async def send_location(call: Call) -> dict[str, Any]:
    """sendLocation."""
    content = {
        "kind": "location",
        "latitude": call.number("latitude"),
        "longitude": call.number("longitude"),
        "name": call.body.get("nameLocation") or "",
        "address": call.body.get("address") or "",
    }
    return _queue(call, "sendLocation", content)


async def send_contact(call: Call) -> dict[str, Any]:
    """sendContact."""
    card = call.body.get("contact")
    if not isinstance(card, dict) or not isinstance(card.get("phoneContact"), int):
        raise invalid("'contact.phoneContact' must be a number")
    parts = [str(card.get(part) or "") for part in ("firstName", "middleName", "lastName")]
    name = " ".join(part for part in parts if part) or str(card.get("company") or "")
    content = {"kind": "contact", "name": name, "phone": str(card["phoneContact"])}
    return _queue(call, "sendContact", content)


def _buttons(call: Call) -> list[dict[str, Any]]:
    buttons = call.body.get("buttons")
    if not isinstance(buttons, list) or not 0 < len(buttons) <= BUTTONS:
        raise invalid(f"'buttons' must contain 1 to {BUTTONS} items")
    for button in buttons:
        if not isinstance(button, dict) or not button.get("buttonId"):
            raise invalid("'buttons[0].buttonId' is required")
        if not 0 < len(str(button.get("buttonText") or "")) <= BUTTON_TEXT:
            raise invalid(f"'buttons[0].buttonText' length must be less than {BUTTON_TEXT + 1}")
    return buttons


async def send_buttons(call: Call) -> dict[str, Any]:
    """sendInteractiveButtons (links, calls, codes) and sendInteractiveButtonsReply."""
    replies = call.method.lower().endswith("reply")
    if call.instance.type != "whatsapp":
        raise Refusal(404, f"Cannot POST {call.method}")
    buttons = [{"type": "reply", **button} for button in _buttons(call)]
    content = {
        "kind": "replies" if replies else "buttons",
        "text": call.text("body", TEXT_LIMITS["whatsapp"]),
        "header": call.body.get("header") or "",
        "footer": call.body.get("footer") or "",
        "buttons": buttons,
    }
    method = "sendInteractiveButtonsReply" if replies else "sendInteractiveButtons"
    return _queue(call, method, content)


async def send_typing(call: Call) -> None:
    """sendTyping passes through the send queue and answers nothing."""
    call.typing()
    call.body.setdefault("typingTime", 1000)
    call.house.departures.accept(
        call.instance, call.chat(), "sendTyping", call.body, {"kind": "typing", "at": time.time()}
    )
