"""The vendor's two ways to write a message down: nested in notifications, flat in journals."""

import re
from typing import Any

from bellhop.sandbox.messages import Content, Message

LINK = re.compile(r"https?://")

FILE_TYPES = {
    "image": "imageMessage",
    "video": "videoMessage",
    "voice": "audioMessage",
    "document": "documentMessage",
    "sticker": "stickerMessage",
}
TYPES = {
    **FILE_TYPES,
    "location": "locationMessage",
    "contact": "contactMessage",
    "poll": "pollMessage",
    "reaction": "reactionMessage",
    "vote": "pollUpdateMessage",
    "edit": "editedMessage",
    "delete": "deletedMessage",
    "buttons": "interactiveButtons",
    "replies": "interactiveButtonsReply",
}
FORWARDING = {"forwardingScore": 0, "isForwarded": False}


def type_of(content: Content, *, by_api: bool) -> str:
    """`typeMessage`. Plain text sent by API was observed to come back as extended text."""
    kind = content["kind"]
    if kind == "button":
        return str(content["reply_type"])
    if kind != "text":
        return TYPES[kind]
    if content.get("quote"):
        return "quotedMessage"
    extended = by_api or LINK.search(content["text"]) is not None
    return "extendedTextMessage" if extended else "textMessage"


def _text(content: Content, type_message: str) -> dict[str, Any]:
    if type_message == "textMessage":
        return {"textMessageData": {"textMessage": content["text"], "isTemplateMessage": False}}
    extended: dict[str, Any] = {"text": content["text"]}
    if type_message == "quotedMessage":
        extended |= {"stanzaId": content["quote"], "participant": content.get("quote_of", "")}
    else:
        extended |= {"description": "", "title": "", "previewType": "None", "jpegThumbnail": ""}
    return {"extendedTextMessageData": extended | FORWARDING}


def _file(content: Content) -> dict[str, Any]:
    file = content["file"]
    data = {
        "downloadUrl": file["url"],
        "caption": content.get("text", ""),
        "fileName": file["name"],
        "jpegThumbnail": file.get("thumb", ""),
        "mimeType": file["mime"],
        **FORWARDING,
    }
    if content["kind"] == "sticker":
        data["isAnimated"] = False
    return {"fileMessageData": data}


def _place(content: Content) -> dict[str, Any]:
    return {
        "nameLocation": content.get("name", ""),
        "address": content.get("address", ""),
        "latitude": content["latitude"],
        "longitude": content["longitude"],
        "jpegThumbnail": "",
    }


def _card(content: Content) -> dict[str, Any]:
    name, phone = content["name"], content["phone"]
    vcard = f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL;type=CELL:+{phone}\nEND:VCARD"
    return {"displayName": name, "vcard": vcard}


def _poll(content: Content) -> dict[str, Any]:
    return {
        "name": content["text"],
        "options": [{"optionName": option} for option in content["options"]],
        "multipleAnswers": content.get("multiple", False),
    }


def _vote(content: Content) -> dict[str, Any]:
    return {
        "pollMessageData": {
            "stanzaId": content["of"],
            "name": content["text"],
            "votes": [
                {
                    "optionName": option,
                    "optionVoters": [content["who"]] if option in content["chosen"] else [],
                }
                for option in content["options"]
            ],
            "multipleAnswers": content.get("multiple", False),
        }
    }


def _reaction(content: Content) -> dict[str, Any]:
    return {
        "extendedTextMessageData": {"text": content["text"]},
        "quotedMessage": {"stanzaId": content["of"], "participant": content.get("quote_of", "")},
    }


def _edit(content: Content) -> dict[str, Any]:
    field = "caption" if content.get("media") else "textMessage"
    return {"editedMessageData": {field: content["text"], "stanzaId": content["of"]}}


def _button(content: Content) -> dict[str, Any]:
    # The vendor's own samples disagree on the key of the first: singular, without "s".
    key = {"templateButtonsReplyMessage": "templateButtonReplyMessage"}
    reply_type = str(content["reply_type"])
    return {
        key.get(reply_type, reply_type): {
            "stanzaId": content["of"],
            "selectedIndex": content["index"],
            "selectedId": content["button_id"],
            "selectedDisplayText": content["text"],
        }
    }


def _buttons(content: Content) -> dict[str, Any]:
    return {
        "interactiveButtons": {
            "titleText": content.get("header", ""),
            "contentText": content["text"],
            "footerText": content.get("footer", ""),
            "buttons": content["buttons"],
        }
    }


WRITERS = {
    "location": lambda c: {"locationMessageData": _place(c) | FORWARDING},
    "contact": lambda c: {"contactMessageData": _card(c) | FORWARDING},
    "poll": lambda c: {"pollMessageData": _poll(c)},
    "vote": _vote,
    "reaction": _reaction,
    "edit": _edit,
    "delete": lambda c: {"deletedMessageData": {"stanzaId": c["of"]}},
    "button": _button,
    "buttons": _buttons,
    "replies": _buttons,
}


def quoted(message: Message, participant: str) -> dict[str, Any]:
    """The `quotedMessage` object beside a reply: the message answered, in brief."""
    type_message = type_of(message.content, by_api=False)
    brief: dict[str, Any] = {
        "stanzaId": message.id,
        "participant": participant,
        "typeMessage": type_message,
    }
    if message.kind == "text":
        brief |= {"typeMessage": "textMessage", "textMessage": message.content["text"]}
    elif message.kind in FILE_TYPES:
        brief |= _flat_file(message.content)
    return brief


def message_data(content: Content, *, by_api: bool = False) -> dict[str, Any]:
    """`messageData` of a notification."""
    type_message = type_of(content, by_api=by_api)
    kind = content["kind"]
    if kind == "text":
        data = _text(content, type_message)
    elif kind in FILE_TYPES:
        data = _file(content)
    else:
        data = WRITERS[kind](content)
    if answered := content.get("quoted"):
        data["quotedMessage"] = answered
    return {"typeMessage": type_message, **data}


def _flat_file(content: Content) -> dict[str, Any]:
    file: dict[str, Any] = _file(content)["fileMessageData"]
    return file


def journal_item(message: Message, chat: str, name: str) -> dict[str, Any]:
    """One item of a journal: text and file fields lie on top, nested nowhere."""
    content = message.content
    type_message = type_of(content, by_api=message.by_api)
    item: dict[str, Any] = {
        "type": "outgoing" if message.outgoing else "incoming",
        "idMessage": message.id,
        "timestamp": int(message.at),
        "typeMessage": type_message,
        "chatId": chat,
        **FORWARDING,
    }
    if content["kind"] == "text":
        item["textMessage"] = content["text"]
        if type_message != "textMessage":
            item["extendedTextMessage"] = _text(content, type_message)["extendedTextMessageData"]
    elif content["kind"] in FILE_TYPES:
        item |= _flat_file(content)
    else:
        item |= _flat_rest(content)
    if answered := content.get("quoted"):
        item["quotedMessage"] = answered
    if message.outgoing:
        item |= {"statusMessage": message.status, "sendByApi": message.by_api}
    else:
        item |= {"senderId": chat, "senderName": name, "senderContactName": ""}
    return item


def _flat_rest(content: Content) -> dict[str, Any]:
    data: dict[str, Any] = WRITERS[content["kind"]](content)
    # In journals the envelope's `...MessageData` loses its tail: locationMessageData -> location.
    return {key.removesuffix("MessageData"): value for key, value in data.items()}
