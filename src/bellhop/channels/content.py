"""What one message says, by its `typeMessage`.

Shapes: green-api.com/en/docs/api/receiving/notifications-format/incoming-message/. The type
decides, never "which key exists": a reaction carries the same keys as a text.
"""

from __future__ import annotations

from collections.abc import Callable

from bellhop.channels.body import JsonObject
from bellhop.channels.fields import first_text, inner, number, objects, part, text
from bellhop.messages import Contact, Content, ContentKind, Location, Media

_PLACEHOLDER = "{{SWE"
"""Stands where the provider could not give the real thing: {{SWE001}} and {{SWE003}} for words
(not decrypted, keys stale), {{SWE002}} for the link of a file over 100 MB."""

_EXTENDED = ("extendedTextMessageData", "extendedTextMessage", "extendedText")


def read_content(data: JsonObject) -> Content:
    """The content of a webhook's `messageData` or of a journal item."""
    return _READERS.get(text(data, "typeMessage"), _other)(data)


def _words(data: JsonObject) -> str:
    """The text, from the places where it may live; captions are read with their file."""
    said = first_text(part(data, "textMessageData"), "textMessage")
    if said:
        return said
    extended = part(data, *_EXTENDED)
    return first_text(extended, "text", "textMessage")


def _about(data: JsonObject) -> tuple[str | None, str]:
    """The id and the words of the message that this one quotes or reacts to."""
    quoted = inner(data, "quotedMessage")
    extended = part(data, *_EXTENDED)
    about = text(quoted, "stanzaId") or text(extended, "stanzaId")
    if not about:
        return None, ""
    said = first_text(quoted, "textMessage", "caption", "text", "contentText")
    return about, "" if said.startswith(_PLACEHOLDER) else said


def _forwarded(*places: JsonObject) -> bool:
    return any(place.get("isForwarded") is True for place in places)


def _spoken(data: JsonObject) -> Content:
    said = _words(data)
    if said.startswith(_PLACEHOLDER):
        return Content(ContentKind.UNDECRYPTABLE)
    if "extendedTextMessageData" in data or "quotedMessage" in data or "type" in data:
        about, quoted = _about(data)
        extended = part(data, *_EXTENDED)
        forwarded = _forwarded(data, extended)
        return Content(
            ContentKind.TEXT, said, about_id=about, quoted_text=quoted, forwarded=forwarded
        )
    return Content(ContentKind.TEXT, said)


def _file(kind: ContentKind) -> Callable[[JsonObject], Content]:
    def read(data: JsonObject) -> Content:
        file = part(data, "fileMessageData")
        url, caption = text(file, "downloadUrl"), text(file, "caption")
        about, quoted = _about(data)
        return Content(
            kind,
            "" if caption.startswith(_PLACEHOLDER) else caption,
            media=Media(
                url="" if url.startswith(_PLACEHOLDER) else url,
                mime=text(file, "mimeType"),
                file_name=text(file, "fileName"),
                thumbnail_base64=text(file, "jpegThumbnail"),
            ),
            about_id=about,
            quoted_text=quoted,
            forwarded=_forwarded(file),
        )

    return read


def _location(data: JsonObject) -> Content:
    place = part(data, "locationMessageData", "location")
    latitude, longitude = number(place.get("latitude")), number(place.get("longitude"))
    location = None
    if latitude is not None and longitude is not None and _on_earth(latitude, longitude):
        name = text(place, "nameLocation")
        location = Location(latitude, longitude, name, text(place, "address"))
    about, quoted = _about(data)
    return Content(
        ContentKind.LOCATION,
        location=location,
        about_id=about,
        quoted_text=quoted,
        forwarded=_forwarded(place),
    )


def _on_earth(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= 90 and abs(longitude) <= 180


def _contacts(data: JsonObject) -> Content:
    # An array of contacts lies in a second "messageData" inside the first: the vendor's spelling.
    card = part(data, "contactMessageData", "contact", "messageData", "contactsArrayMessageData")
    cards = objects(card, "contacts") or [card]
    about, quoted = _about(data)
    return Content(
        ContentKind.CONTACT,
        contacts=tuple(
            Contact(text(each, "displayName"), text(each, "vcard"))
            for each in cards
            if "vcard" in each or "displayName" in each
        ),
        about_id=about,
        quoted_text=quoted,
        forwarded=_forwarded(card),
    )


def _reaction(data: JsonObject) -> Content:
    about, quoted = _about(data)
    return Content(ContentKind.REACTION, _words(data), about_id=about, quoted_text=quoted)


def _poll(data: JsonObject) -> Content:
    poll = part(data, "pollMessageData", "poll")
    options = tuple(text(each, "optionName") for each in objects(poll, "options"))
    about, quoted = _about(data)
    return Content(
        ContentKind.POLL, text(poll, "name"), options=options, about_id=about, quoted_text=quoted
    )


def _buttons(data: JsonObject) -> Content:
    shown = part(
        data,
        "interactiveButtons",
        "interactiveButtonsReply",
        "buttonsMessage",
        "templateMessage",
        "listMessage",
    )
    return Content(
        ContentKind.BUTTONS,
        first_text(shown, "contentText", "body"),
        options=tuple(text(each, "buttonText") for each in objects(shown, "buttons")),
    )


def _button_reply(data: JsonObject) -> Content:
    """A tap. The vendor prints several names for the type and for its object: all are taken."""
    tap = part(
        data,
        "templateButtonReplyMessage",
        "templateButtonsReplyMessage",
        "interactiveButtonsResponse",
        "interactiveButtonsReply",
        "buttonsResponseMessage",
        "listResponseMessage",
    )
    return Content(
        ContentKind.BUTTON_REPLY,
        first_text(tap, "selectedDisplayText", "selectedButtonText", "title"),
        button_id=first_text(tap, "selectedId", "selectedButtonId", "singleSelectReply"),
        about_id=text(tap, "stanzaId") or None,
    )


def _buttons_or_tap(data: JsonObject) -> Content:
    """One type name for both directions: the buttons we sent, or a guest's tap on one."""
    return (_buttons if "buttons" in part(data, "interactiveButtonsReply") else _button_reply)(data)


def _other(data: JsonObject) -> Content:
    """A type we do not know: its words are kept where they stand in a known place."""
    said = _words(data) or text(part(data, "fileMessageData"), "caption")
    about, quoted = _about(data)
    if said.startswith(_PLACEHOLDER):
        return Content(ContentKind.UNDECRYPTABLE, about_id=about)
    return Content(ContentKind.OTHER, said, about_id=about, quoted_text=quoted)


_READERS: dict[str, Callable[[JsonObject], Content]] = {
    "textMessage": _spoken,
    "extendedTextMessage": _spoken,
    "quotedMessage": _spoken,
    "imageMessage": _file(ContentKind.IMAGE),
    "videoMessage": _file(ContentKind.VIDEO),
    "audioMessage": _file(ContentKind.AUDIO),
    "documentMessage": _file(ContentKind.DOCUMENT),
    "stickerMessage": _file(ContentKind.STICKER),
    "locationMessage": _location,
    "contactMessage": _contacts,
    "contactsArrayMessage": _contacts,
    "reactionMessage": _reaction,
    "pollMessage": _poll,
    "interactiveButtons": _buttons,
    "buttonsMessage": _buttons,
    "templateMessage": _buttons,
    "listMessage": _buttons,
    "templateButtonsReplyMessage": _button_reply,
    "templateButtonReplyMessage": _button_reply,
    "interactiveButtonsResponse": _button_reply,
    "interactiveButtonsReply": _buttons_or_tap,
    "buttonsResponseMessage": _button_reply,
    "listResponseMessage": _button_reply,
}
