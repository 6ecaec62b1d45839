"""Methods about people and about messages already sent."""

import time
from typing import Any

from bellhop.sandbox import addresses, faults, messages, notices, people
from bellhop.sandbox.green.account import check_ready
from bellhop.sandbox.green.call import Call, Refusal, invalid
from bellhop.sandbox.messages import Message
from bellhop.sandbox.people import Guest

DELETE_WITHIN = 72 * 3600


def _asked_for(call: Call) -> Guest:
    given = call.body.get("chatId") or call.body.get("phoneNumber")
    address = str(given or "")
    if not address.endswith("@lid"):
        phone = addresses.digits(address.removesuffix("@c.us"))
        if not 11 <= len(phone) <= 16:
            raise Refusal(400, "bad phone number, valid from 11 to 16 digits")
        address = f"{phone}@c.us"
    known = people.find(call.house.store, call.instance, address)
    return known or people.build(call.instance, address)


def _exists(call: Call, guest: Guest) -> bool:
    return guest.account and not faults.take(call.instance.faults, ("no_account",))


async def check_whatsapp(call: Call) -> dict[str, Any]:
    """checkWhatsapp: answers with a lid, though notifications say @c.us."""
    check_ready(call)
    if call.instance.type != "whatsapp":
        raise Refusal(404, "Cannot POST checkWhatsapp")
    guest = _asked_for(call)
    if not _exists(call, guest):
        return {"existsWhatsapp": False}
    phone = f"{guest.phone}@c.us" if guest.phone else ""
    return {"existsWhatsapp": True, "chatId": guest.lid, "phoneNumber": phone}


async def check_account(call: Call) -> dict[str, Any]:
    """checkAccount on MAX and Telegram: the only way from a phone to a chat id."""
    check_ready(call)
    if call.instance.type == "whatsapp":
        raise Refusal(404, "Cannot POST checkAccount")
    if not isinstance(call.body.get("phoneNumber"), int):
        raise invalid("'phoneNumber' must be a number")
    guest = _asked_for(call)
    known = people.find(call.house.store, call.instance, guest.chat) is not None
    if not _exists(call, guest):
        return {"exist": False, "chatId": "", "fromCache": known}
    people.save(call.house.store, call.instance, guest)
    return {"exist": True, "chatId": guest.chat, "fromCache": known}


async def read_chat(call: Call) -> dict[str, Any]:
    """readChat: the guest sees blue ticks."""
    call.house.seen(call.instance, call.chat())
    return {"setRead": True}


async def get_contacts(call: Call) -> list[dict[str, Any]]:
    """getContacts."""
    guests = people.everyone(call.house.store, call.instance)
    return [
        {"id": guest.chat, "name": guest.shown_name, "contactName": "", "type": "user"}
        for guest in guests
        if guest.account
    ]


async def get_chats(call: Call) -> list[dict[str, Any]]:
    """getChats."""
    guests = people.everyone(call.house.store, call.instance)[: call.count("count", 1000)]
    return [
        {
            "id": guest.chat,
            "name": guest.shown_name,
            "type": "user",
            "archive": False,
            "notSpam": True,
            "ephemeralExpiration": 0,
        }
        for guest in guests
    ]


async def get_contact_info(call: Call) -> dict[str, Any]:
    """getContactInfo."""
    guest = call.guest()
    texts = dict.fromkeys(("avatar", "contactName", "email", "category", "description"), "")
    return {
        **texts,
        "name": guest.shown_name,
        "products": [],
        "chatId": notices.shown_chat(call.instance, guest),
        "lastSeen": None,
        "isArchive": False,
        "isDisappearing": False,
        "isMute": False,
        "messageExpiration": 0,
        "muteExpiration": None,
        "isBusiness": False,
    }


async def get_avatar(call: Call) -> dict[str, Any]:
    """getAvatar: nobody here shows a face."""
    return {"urlAvatar": "", "available": call.guest().account}


def _own_message(call: Call) -> Message:
    message = messages.find(call.house.store, call.instance.id, call.chat(), call.text("idMessage"))
    if message is None or not message.outgoing:
        raise Refusal(400, "Message not found")
    return message


def _show_again(call: Call, message: Message) -> None:
    messages.rewrite(call.house.store, message)
    call.house.live.tell(call.instance.id, "change", message=message.shown())


async def edit_message(call: Call) -> dict[str, Any]:
    """editMessage."""
    message = _own_message(call)
    message.content |= {"text": call.text("message"), "edited": True}
    _show_again(call, message)
    return {"idMessage": message.id}


async def delete_message(call: Call) -> None:
    """deleteMessage: for everyone within 72 hours, later only for oneself."""
    message = _own_message(call)
    if not call.body.get("onlySenderDelete") and message.at > time.time() - DELETE_WITHIN:
        message.content["deleted"] = True
        _show_again(call, message)
