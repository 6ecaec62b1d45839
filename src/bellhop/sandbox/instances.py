"""What one instance is: one number linked to the stand-in, with its settings and its manners."""

import hashlib
import time
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bellhop.sandbox.faults import Fault

Kind = Literal["whatsapp", "max", "telegram"]
State = Literal[
    "authorized",
    "notAuthorized",
    "blocked",
    "sleepMode",
    "starting",
    "yellowCard",
    "suspended",
    "pendingPassword",
]

# Release 5.44.37.12 renamed the first to the second; real answers may carry either.
RESTRICTED = ("yellowCard", "suspended")

# Numbers are milliseconds or levels; everything else is text, and switches are "yes" and "no".
DEFAULT_SETTINGS: dict[str, str | int] = {
    "countryInstance": "",
    "typeAccount": "business",
    "webhookUrl": "",
    "webhookUrlToken": "",
    "delaySendMessagesMilliseconds": 500,
    "markIncomingMessagesReaded": "no",
    "markIncomingMessagesReadedOnReply": "no",
    "sharedSession": "no",
    "proxyInstance": "",
    "outgoingWebhook": "no",
    "outgoingMessageWebhook": "no",
    "outgoingAPIMessageWebhook": "no",
    "incomingWebhook": "no",
    "deviceWebhook": "no",
    "statusInstanceWebhook": "no",
    "stateWebhook": "no",
    "enableMessagesHistory": "no",
    "keepOnlineStatus": "no",
    "pollMessageWebhook": "no",
    "incomingBlockWebhook": "no",
    "incomingCallWebhook": "no",
    "outgoingCallWebhook": "no",
    "editedMessageWebhook": "no",
    "deletedMessageWebhook": "no",
    "catalogWebhook": "no",
    "autoTyping": 0,
    "linkPreview": "yes",
    "enableLidMode": "no",
}

WEBHOOKS_ON: dict[str, str | int] = {
    name: "yes"
    for name in DEFAULT_SETTINGS
    if name.endswith("Webhook") and name not in ("deviceWebhook", "statusInstanceWebhook")
}


class Manners(BaseModel):
    """How the sandbox plays one instance; none of this exists at the real service."""

    model_config = ConfigDict(extra="forbid")

    pause_ms: int | None = Field(None, ge=0)
    """Replaces delaySendMessagesMilliseconds; 0 sends without any pause."""
    typing: bool = True
    """Spend typingTime before a message leaves, as the real worker does."""
    statuses: bool = True
    """False: no outgoingMessageStatus at all but failures."""
    delivered_after: float = Field(0.4, ge=0)
    read_after: float | None = Field(3.0, ge=0)
    """Seconds after delivery; None waits for the phone page."""
    restart: float = Field(0.5, ge=0)
    """Seconds in `starting` after setSettings and reboot (minutes at the real one)."""
    webhook_retry: float = Field(60.0, ge=0)
    webhook_timeout: float = Field(180.0, gt=0)
    webhook_lanes: int = Field(1, ge=1, le=64)
    """Webhooks in flight at once; more than 1 gives up their order."""
    rates: bool = True
    """Answer 429 above the published requests per second."""
    ahead: float = 0
    """Seconds by which the guests' phones run ahead: a stay that is played shows its own days.
    Only what a phone shows; the service itself keeps the real time."""
    keep: float = Field(86400.0, gt=0)
    """Seconds both queues hold an item."""
    button_reply: Literal["templateButtonsReplyMessage", "interactiveButtonsResponse"] = (
        "templateButtonsReplyMessage"
    )


class Instance(BaseModel):
    """One instance, as it is kept in the file."""

    id: str
    token: str
    type: Kind = "whatsapp"
    name: str = ""
    wid: str = ""
    locale: str = "ru"
    code: str = ""
    """Sent to the phone by the messenger, when a login by phone was begun (MAX, Telegram)."""
    password: str = ""
    """A cloud password, asked for after the code or the QR."""
    state: State = "authorized"
    settings: dict[str, str | int] = Field(default_factory=lambda: dict(DEFAULT_SETTINGS))
    manners: Manners = Field(default_factory=Manners)
    faults: list[Fault] = Field(default_factory=list)
    states: list[tuple[float, str]] = Field(default_factory=list)
    made_at: float = Field(default_factory=time.time)

    def on(self, switch: str) -> bool:
        """Is this yes/no setting on?"""
        return self.settings.get(switch) == "yes"

    @property
    def webhook_url(self) -> str:
        """Where notifications go; empty means polling."""
        return str(self.settings["webhookUrl"])

    @property
    def pause(self) -> float:
        """Seconds between two departures."""
        if self.manners.pause_ms is not None:
            return self.manners.pause_ms / 1000
        return int(self.settings["delaySendMessagesMilliseconds"]) / 1000

    @property
    def sends(self) -> bool:
        """Does its queue move? A restricted number still tries."""
        return self.state == "authorized" or self.state in RESTRICTED

    @property
    def type_instance(self) -> str:
        """The vendor calls MAX 'v3'."""
        return "v3" if self.type == "max" else self.type

    def data(self) -> dict[str, Any]:
        """`instanceData` of a notification; the id is a number there, whatever its length."""
        return {
            "idInstance": int(self.id) if self.id.isdigit() else self.id,
            "wid": self.wid,
            "typeInstance": self.type_instance,
        }


def fictional_wid(instance_id: str, kind: Kind) -> str:
    """A made-up own address that stays the same for one instance id."""
    digits = int(hashlib.sha256(instance_id.encode()).hexdigest(), 16)
    if kind == "whatsapp":
        return f"7900000{digits % 10_000:04d}@c.us"
    return str(10_000_000 + digits % 80_000_000)
