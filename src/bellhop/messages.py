"""The house's own words for what passes between a guest and a hotel.

Plain data. `channels` turns a provider's payloads into these; every other room knows only these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ChannelType(StrEnum):
    WHATSAPP = "whatsapp"
    MAX = "max"
    TELEGRAM = "telegram"


class AddressKind(StrEnum):
    """How a chat is known. Only PHONE has a phone number as its value (digits, no plus)."""

    PHONE = "phone"
    LID = "lid"  # WhatsApp's own id for a person, unrelated to the phone
    MAX = "max"
    TELEGRAM = "telegram"


class ChatKind(StrEnum):
    PERSON = "person"
    GROUP = "group"
    BROADCAST = "broadcast"  # status@broadcast and lists
    CHANNEL = "channel"  # ...@newsletter
    SELF = "self"  # the hotel's own number


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be reached, independent of the provider's spelling."""

    kind: AddressKind
    value: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as the provider names it. `address` is None unless it is one person's; `phone` is what
    the channel tells beside an address of its own."""

    id: str
    kind: ChatKind
    address: Address | None = None
    phone: str = ""


class ContentKind(StrEnum):
    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"  # voice notes too: the provider does not tell them apart
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    REACTION = "reaction"
    POLL = "poll"
    BUTTONS = "buttons"
    BUTTON_REPLY = "button_reply"
    UNDECRYPTABLE = "undecryptable"  # {{SWE001}}: the guest must send it again
    OTHER = "other"


WORDLESS = frozenset(
    {
        ContentKind.IMAGE,
        ContentKind.VIDEO,
        ContentKind.AUDIO,
        ContentKind.DOCUMENT,
        ContentKind.LOCATION,
        ContentKind.CONTACT,
    }
)
"""Kinds that carry no words unless captioned: never given to a model without a caption."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file. `url` is empty when the provider has no link (too large, expired)."""

    url: str
    mime: str = ""
    file_name: str = ""
    thumbnail_base64: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    display_name: str
    vcard: str


@dataclass(frozen=True, slots=True)
class Content:
    """What one message says.

    `text` is what a person would read: the text, a caption, the label of a tapped button, the
    emoji of a reaction, the question of a poll. `about_id` is the provider's id of the message
    that is quoted or reacted to; `quoted_text` its words where the provider gives them.
    """

    kind: ContentKind
    text: str = ""
    media: Media | None = None
    location: Location | None = None
    contacts: tuple[Contact, ...] = ()
    options: tuple[str, ...] = ()
    button_id: str = ""
    about_id: str | None = None
    quoted_text: str = ""
    forwarded: bool = False


class Author(StrEnum):
    """Who wrote a message that came in through a notification."""

    GUEST = "guest"
    PHONE = "phone"  # staff, on the hotel's own phone or another linked device
    API = "api"  # the echo of a message sent through the API, ours or another program's


class DeliveryStatus(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    NO_ACCOUNT = "no_account"
    NOT_IN_GROUP = "not_in_group"
    RESTRICTED = "restricted"  # yellowCard / suspended
    UNKNOWN = "unknown"  # empty or a word we do not know


class LineState(StrEnum):
    AUTHORIZED = "authorized"
    NOT_AUTHORIZED = "not_authorized"
    BLOCKED = "blocked"
    STARTING = "starting"
    SLEEPING = "sleeping"
    SUSPENDED = "suspended"  # formerly yellowCard: replies only
    PENDING_PASSWORD = "pending_password"  # noqa: S105 - a state's name
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What every event has. `key` is the same for every copy of one event, whatever road it
    came by (webhook, polling, journal), and differs between events of one account."""

    key: str
    type_name: str
    instance_id: str | None = None
    at: datetime | None = None
    chat: Chat | None = None
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class MessageCame(Event):
    """A message appeared in a chat. In groups `sender_id` is the person, not the chat.

    `sender_phone` is set where the channel tells it beside the id (MAX, Telegram), digits only.
    """

    author: Author
    content: Content
    sender_id: str = ""
    sender_name: str = ""
    sender_phone: str = ""


@dataclass(frozen=True, slots=True)
class MessageEdited(Event):
    """The words of an earlier message were replaced. `author` is who wrote the original."""

    author: Author
    target_id: str
    text: str


@dataclass(frozen=True, slots=True)
class MessageDeleted(Event):
    author: Author
    target_id: str


@dataclass(frozen=True, slots=True)
class PollVoted(Event):
    """The current choice of one voter; empty when the vote was taken back."""

    target_id: str
    choices: tuple[str, ...]
    voter_id: str = ""


@dataclass(frozen=True, slots=True)
class StatusChanged(Event):
    status: DeliveryStatus
    description: str = ""
    sent_by_api: bool | None = None


@dataclass(frozen=True, slots=True)
class StateChanged(Event):
    state: LineState
    own_chat_id: str = ""


@dataclass(frozen=True, slots=True)
class CallCame(Event):
    """`status`: offer, then one of pickUp, hangUp, missed, declined."""

    status: str
    outgoing: bool = False


@dataclass(frozen=True, slots=True)
class QuotaSpent(Event):
    method: str
    used: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Unused(Event):
    """A kind of event that Bellhop has no use for, or does not know yet: kept and counted."""


@dataclass(frozen=True, slots=True)
class Unreadable(Event):
    """The body cannot be read, or names another instance. `reason` never quotes it."""

    reason: str


@dataclass(frozen=True, slots=True)
class TextOut:
    text: str
    quoted_id: str | None = None
    link_preview: bool = True


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file to send by address."""

    url: str
    file_name: str
    caption: str = ""
    quoted_id: str | None = None


@dataclass(frozen=True, slots=True)
class PollOut:
    """`rating`: the options are marks, best first, so in words the first is the highest number."""

    question: str
    options: tuple[str, ...] = field(default_factory=tuple)
    multiple: bool = False
    rating: bool = False


Outgoing = TextOut | FileOut | PollOut
