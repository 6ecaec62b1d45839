"""What a guest can do with the phone, and what the hotel hears of it."""

import time
from dataclasses import dataclass
from typing import Any

from bellhop.sandbox import addresses, files, messages, notices, placeholders
from bellhop.sandbox.control.wishes import GuestLine, StaffLine
from bellhop.sandbox.house import House
from bellhop.sandbox.instances import Instance
from bellhop.sandbox.messages import ACTS, Content, Message
from bellhop.sandbox.people import Guest

FILES = ("image", "video", "voice", "document", "sticker")
CALL_ENDS = ("pickUp", "hangUp", "missed", "declined")


class Impossible(Exception):  # noqa: N818 - reads as a sentence
    """No phone would let a guest do that; the text says why."""


@dataclass(slots=True)
class Phone:
    """One guest's phone, in one chat with the hotel."""

    house: House
    instance: Instance
    guest: Guest
    base_url: str


def write(phone: Phone, line: GuestLine) -> Message:
    """Do what the guest wants; the message or act is stored and the hotel is told."""
    if line.kind == "call":
        return _call(phone, line)
    act = ACT_CONTENTS.get(line.kind)
    content = act(phone, line) if act else _line(phone, line)
    message = Message(
        instance=phone.instance.id,
        chat=phone.guest.chat,
        id=addresses.new_message_id(phone.instance.type),
        outgoing=False,
        by_api=False,
        at=line.at or time.time(),
        status="",
        content=content,
    )
    return _record(phone, message)


def staff_writes(phone: Phone, line: StaffLine) -> Message:
    """Somebody answers on the hotel's own handset."""
    content: Content = {"kind": "text", "text": line.text, "quote": line.quote}
    notices.with_quote(phone.house.store, phone.instance, phone.guest, content)
    message_id = addresses.new_message_id(phone.instance.type)
    message = Message(
        phone.instance.id, phone.guest.chat, message_id, True, False, time.time(), "sent", content
    )
    recorded = _record(phone, message)
    phone.house.departures.follow(phone.instance, phone.guest, recorded)
    return recorded


def _record(phone: Phone, message: Message) -> Message:
    if phone.instance.manners.ahead:
        message.content["ahead"] = phone.instance.manners.ahead
    with phone.house.store.together():
        messages.add(phone.house.store, message)
        phone.house.couriers.tell_message(phone.instance, phone.guest, message)
    if message.kind not in ACTS:
        news = {"message": message.shown(), "guest": phone.guest.shown_name}
        phone.house.live.tell(phone.instance.id, "message", **news)
        if phone.instance.on("markIncomingMessagesReaded") and not message.outgoing:
            phone.house.seen(phone.instance, message.chat)
    return message


def _line(phone: Phone, line: GuestLine) -> Content:
    content: Content = {"kind": line.kind, "text": line.text}
    if line.kind == "undecrypted":
        content |= {"kind": "text", "text": "{{SWE001}}"}
    elif line.kind == "text" and not line.text.strip():
        raise Impossible("an empty message cannot be sent")
    elif line.kind in FILES:
        content["file"] = _file(phone, line)
    elif line.kind == "location":
        content |= line.model_dump(include={"latitude", "longitude", "name", "address"})
    elif line.kind == "contact":
        content |= {"name": line.name, "phone": addresses.digits(line.phone)}
    if line.quote:
        content["quote"] = line.quote
        notices.with_quote(phone.house.store, phone.instance, phone.guest, content)
    return content


def _file(phone: Phone, line: GuestLine) -> dict[str, Any]:
    store = phone.house.store
    if line.file:
        row = store.one("select * from files where id = ?", line.file)
        if row is None:
            raise Impossible("there is no such file")
        url = files.url_of(phone.base_url, row["id"], row["name"])
        return {"id": row["id"], "url": url, "name": row["name"], "mime": row["mime"]}
    name, mime, body = placeholders.make(line.kind)
    return files.keep(store, phone.base_url, name, mime, body)


def _meant(phone: Phone, line: GuestLine) -> Message:
    message = messages.find(phone.house.store, phone.instance.id, phone.guest.chat, line.of)
    if message is None or message.kind in ACTS:
        raise Impossible("there is no such message in this chat")
    return message


def _own(phone: Phone, line: GuestLine) -> Message:
    message = _meant(phone, line)
    if message.outgoing:
        raise Impossible("only one's own messages can be changed")
    return message


def _show_again(phone: Phone, message: Message) -> None:
    messages.rewrite(phone.house.store, message)
    phone.house.live.tell(phone.instance.id, "change", message=message.shown())


def _react(phone: Phone, line: GuestLine) -> Content:
    message = _meant(phone, line)
    message.content["reaction"] = line.text
    _show_again(phone, message)
    author = phone.instance.wid if message.outgoing else _address(phone)
    return {"kind": "reaction", "text": line.text, "of": message.id, "quote_of": author}


def _vote(phone: Phone, line: GuestLine) -> Content:
    poll = _meant(phone, line)
    if poll.kind != "poll":
        raise Impossible("that message is not a poll")
    if any(option not in poll.content["options"] for option in line.chosen):
        raise Impossible("the poll has no such option")
    if len(line.chosen) > 1 and not poll.content.get("multiple"):
        raise Impossible("the poll takes one answer")
    poll.content["chosen"] = line.chosen
    _show_again(phone, poll)
    asked = {key: poll.content.get(key) for key in ("text", "options", "multiple")}
    return {"kind": "vote", "of": poll.id, "chosen": line.chosen, "who": _address(phone), **asked}


def _edit(phone: Phone, line: GuestLine) -> Content:
    message = _own(phone, line)
    if not line.text.strip():
        raise Impossible("an empty message cannot be sent")
    message.content |= {"text": line.text, "edited": True}
    _show_again(phone, message)
    media = message.kind != "text"
    return {"kind": "edit", "text": line.text, "of": message.id, "media": media}


def _delete(phone: Phone, line: GuestLine) -> Content:
    message = _own(phone, line)
    message.content["deleted"] = True
    _show_again(phone, message)
    return {"kind": "delete", "of": message.id}


def _tap(phone: Phone, line: GuestLine) -> Content:
    message = _meant(phone, line)
    buttons = message.content.get("buttons", [])
    for index, button in enumerate(buttons):
        if str(button["buttonId"]) == line.button_id:
            message.content["tapped"] = line.button_id
            _show_again(phone, message)
            return {
                "kind": "button",
                "reply_type": phone.instance.manners.button_reply,
                "of": message.id,
                "index": index,
                "button_id": line.button_id,
                "text": button["buttonText"],
            }
    raise Impossible("the message has no such button")


ACT_CONTENTS = {
    "reaction": _react,
    "vote": _vote,
    "edit": _edit,
    "delete": _delete,
    "button": _tap,
}


def _address(phone: Phone) -> str:
    return notices.shown_chat(phone.instance, phone.guest)


def _call(phone: Phone, line: GuestLine) -> Message:
    end = line.text or "missed"
    if end not in CALL_ENDS:
        raise Impossible(f"a call ends in one of {', '.join(CALL_ENDS)}")
    call_id = addresses.new_message_id(phone.instance.type)
    content = {"kind": "call", "text": end}
    message = Message(
        phone.instance.id, phone.guest.chat, call_id, False, False, time.time(), "", content
    )
    with phone.house.store.together():
        messages.add(phone.house.store, message)
        for status in ("offer", end):
            body = notices.of_call(phone.instance, phone.guest, call_id, status)
            phone.house.couriers.tell(phone.instance, body)
    phone.house.live.tell(phone.instance.id, "message", message=message.shown())
    return message
