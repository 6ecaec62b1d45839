"""A notification's body, turned into one event of the house. Runs in the webhook's hot path.

Kinds: green-api.com/en/docs/api/receiving/notifications-format/type-webhook/. Plain dictionaries
instead of models: a wrong type somewhere must cost one field, never the guest's message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bellhop.channels.body import JsonObject, fingerprint, load
from bellhop.channels.codec import codec
from bellhop.channels.content import read_content
from bellhop.channels.fields import first_text, inner, moment, objects, part, text, whole
from bellhop.channels.keys import key_of
from bellhop.channels.words import AUTHORS, STATUS, delivery_status, line_state
from bellhop.messages import (
    CallCame,
    ChannelType,
    Chat,
    Envelope,
    Event,
    MessageCame,
    MessageDeleted,
    MessageEdited,
    PollVoted,
    QuotaSpent,
    StateChanged,
    StatusChanged,
    Unreadable,
    Unused,
)

NAMELESS_CHANGE = "a change of a message that is not named"


@dataclass(slots=True)
class _Notice:
    """One notification under reading."""

    data: JsonObject
    body: bytes
    type_name: str
    channel: ChannelType

    def chat(self, chat_id: str) -> Chat:
        own = text(inner(self.data, "instanceData"), "wid") or None
        return codec(self.channel).read_chat(chat_id, own)

    def envelope(self, key: str, chat_id: str = "", message_id: str = "") -> Envelope:
        return Envelope(
            key=key,
            type_name=self.type_name,
            instance_id=text(inner(self.data, "instanceData"), "idInstance") or None,
            at=moment(self.data.get("timestamp")),
            chat=self.chat(chat_id) if chat_id else None,
            message_id=message_id or None,
        )

    def about_message(self, chat_id: str, *more: str) -> Envelope:
        """The envelope of an event that belongs to a message in a chat."""
        message_id = text(self.data, "idMessage")
        name = message_id or fingerprint(self.data, self.body)
        return self.envelope(key_of(self.type_name, chat_id, name, *more), chat_id, message_id)

    def alone(self) -> Envelope:
        """The envelope of an event that nothing but its whole body tells from others."""
        return self.envelope(key_of(self.type_name, fingerprint(self.data, self.body)))

    def unreadable(self, reason: str) -> Unreadable:
        key = key_of("unreadable", fingerprint(self.data, self.body))
        return Unreadable(self.envelope(key), reason)


def read_event(body: bytes, *, type: ChannelType = ChannelType.WHATSAPP) -> Event:  # noqa: A002
    """The event in a notification. Never raises, whatever the bytes.

    Messages, edits, deletions, votes, statuses and calls always come with a chat; those that
    lack one are Unreadable. A kind that is not used or not known is Unused.
    """
    data = load(body)
    if data.__class__ is not dict:
        reason = "the body is not a JSON object"
        key = key_of("unreadable", fingerprint(None, body))
        return Unreadable(Envelope(key=key, type_name=""), reason)
    type_name = text(data, "typeWebhook")
    notice = _Notice(data, body, type_name, type)
    if not type_name:
        return notice.unreadable("no typeWebhook")
    return _READERS.get(type_name, _unused)(notice)


def _message(notice: _Notice) -> Event:
    sender = inner(notice.data, "senderData")
    chat_id = text(sender, "chatId")
    if not chat_id:
        return notice.unreadable("a message without a chat")
    data = inner(notice.data, "messageData")
    if kind := _kind_of_change(data):
        return _change(notice, kind, chat_id, text(sender, "sender"))
    phone = text(sender, "senderPhoneNumber")
    return MessageCame(
        notice.about_message(chat_id),
        author=AUTHORS[notice.type_name],
        content=read_content(data),
        sender_id=text(sender, "sender"),
        sender_name=first_text(sender, "senderName", "senderContactName"),
        sender_phone="" if phone == "0" else phone,
    )


def _kind_of_change(data: JsonObject) -> str:
    """Which change to an earlier message this is, if any. Journals name the target on the item."""
    if text(data, "editedMessageId"):
        return _EDITED
    if text(data, "deletedMessageId"):
        return _DELETED
    kind = text(data, "typeMessage")
    return kind if kind in _CHANGES else ""


def _change(notice: _Notice, kind: str, chat_id: str, sender_id: str) -> Event:
    data = inner(notice.data, "messageData")
    holder, flat_name = _CHANGES[kind]
    change = part(data, holder, holder.removesuffix("MessageData"))
    target = text(change, "stanzaId") or text(data, flat_name)
    if not target:
        return notice.unreadable(NAMELESS_CHANGE)
    # Should a change ever carry its target's own id, its key must not be that of the message.
    same_id = text(notice.data, "idMessage") == target
    more = (kind, fingerprint(notice.data, notice.body)) if same_id else ()
    envelope, author = notice.about_message(chat_id, *more), AUTHORS[notice.type_name]
    if kind == _EDITED:
        return MessageEdited(envelope, author, target, first_text(change, "textMessage", "caption"))
    if kind == _DELETED:
        return MessageDeleted(envelope, author, target)
    # One notification tells the present choice of the one voter who acted.
    chosen = [each for each in objects(change, "votes") if each.get("optionVoters")]
    return PollVoted(
        envelope, target, tuple(text(each, "optionName") for each in chosen), sender_id
    )


_EDITED, _DELETED, _VOTED = "editedMessage", "deletedMessage", "pollUpdateMessage"
_CHANGES = {
    _EDITED: ("editedMessageData", "editedMessageId"),
    _DELETED: ("deletedMessageData", "deletedMessageId"),
    _VOTED: ("pollMessageData", "stanzaId"),
}


def _status(notice: _Notice) -> Event:
    data = notice.data
    chat_id, word = text(data, "chatId"), text(data, "status")
    if not chat_id or not text(data, "idMessage"):
        return notice.unreadable("a status without a chat or a message")
    by_api = data.get("sendByApi")
    return StatusChanged(
        notice.about_message(chat_id, word),
        delivery_status(word),
        text(data, "description"),
        by_api if type(by_api) is bool else None,
    )


def _state(notice: _Notice) -> Event:
    word = text(notice.data, "stateInstance")
    key = key_of(notice.type_name, word, text(notice.data, "timestamp"))
    own = text(inner(notice.data, "instanceData"), "wid")
    return StateChanged(notice.envelope(key), line_state(word), own)


def _call(notice: _Notice) -> Event:
    """`from` is the chat of the call, either way; participants are named as a fallback."""
    data, status = notice.data, text(notice.data, "status")
    others = [text(each, "id") for each in objects(data, "participants")]
    chat_id = text(data, "from") or next(filter(None, others), "")
    if not chat_id:
        return notice.unreadable("a call without a chat")
    envelope = notice.about_message(chat_id, status)
    return CallCame(envelope, status, outgoing=notice.type_name == "outgoingCall")


def _quota(notice: _Notice) -> Event:
    quota = inner(notice.data, "quotaData")
    used, total = whole(quota.get("used")), whole(quota.get("total"))
    return QuotaSpent(notice.alone(), text(quota, "method"), used, total)


def _unused(notice: _Notice) -> Event:
    if text(notice.data, "idMessage"):
        sender = inner(notice.data, "senderData")
        chat_id = text(sender, "chatId") or first_text(notice.data, "chatId", "from")
        return Unused(notice.about_message(chat_id))
    return Unused(notice.alone())


_READERS: dict[str, Callable[[_Notice], Event]] = {
    **dict.fromkeys(AUTHORS, _message),
    STATUS: _status,
    "stateInstanceChanged": _state,
    "incomingCall": _call,
    "outgoingCall": _call,
    "quotaExceeded": _quota,
}
