"""What the calls of GREEN-API answer, in the house's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bellhop.messages import Address, LineState


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel put the message into its queue: no more than that is known.

    `file_url` is the link of an uploaded file, good for 15 days.
    """

    message_id: str
    file_url: str = ""


@dataclass(frozen=True, slots=True)
class FileUpload:
    """A file to send by its bytes."""

    content: bytes
    file_name: str
    mime: str = "application/octet-stream"
    caption: str = ""
    quoted_id: str | None = None


@dataclass(frozen=True, slots=True)
class Notification:
    """The head of the polling queue. It stays there until `receipt_id` is deleted."""

    receipt_id: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class QueuedItem:
    """A message that waits at the provider. `text` is its words, caption or question."""

    method: str
    chat_id: str
    text: str = field(repr=False)
    message_id: str
    file_url: str = ""


class QrKind(StrEnum):
    CODE = "code"
    ALREADY = "already"  # the number is linked: nothing to scan
    PASSKEY = "passkey"  # WhatsApp asks for a passkey on the phone first
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Qr:
    """What to show to the person who links the phone. A code lives about 20 s."""

    kind: QrKind
    png_base64: str = field(default="", repr=False)
    message: str = ""


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The number itself, as the channel knows it. `phone` is digits only, perhaps empty."""

    state: LineState
    phone: str = ""
    chat_id: str = ""
    suspended_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a phone can be written to, and every address that belongs to it.

    The first address is the phone itself; a second one teaches which lid, MAX or Telegram id is
    the same person (github.com/green-api/issues/issues/1018: naive code opens two conversations).
    """

    exists: bool
    addresses: tuple[Address, ...] = ()
