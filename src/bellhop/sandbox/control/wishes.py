"""What may be asked of the control surface."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bellhop.sandbox.instances import Kind, State


class _Wish(BaseModel):
    model_config = ConfigDict(extra="forbid")


class InstanceWish(_Wish):
    """PUT /sandbox/instances/{id}: what is given changes, the rest stays."""

    token: str | None = Field(None, min_length=1)
    type: Kind | None = None
    name: str | None = None
    wid: str | None = None
    locale: str | None = None
    password: str | None = None
    state: State | None = None
    webhooks: bool = False
    """True switches every webhook kind on."""
    settings: dict[str, str | int] = Field(default_factory=dict)
    manners: dict[str, Any] = Field(default_factory=dict)


class StateWish(_Wish):
    """PUT /sandbox/instances/{id}/state."""

    state: State


class GuestWish(_Wish):
    """POST /sandbox/instances/{id}/guests: everything may be left out."""

    name: str = ""
    phone: str = ""
    chat: str = ""
    locale: str = ""
    account: bool = True


class GuestChange(_Wish):
    """PATCH /sandbox/instances/{id}/guests/{chat}."""

    name: str | None = None
    locale: str | None = None
    account: bool | None = None


GuestKind = Literal[
    "text",
    "image",
    "video",
    "voice",
    "document",
    "sticker",
    "location",
    "contact",
    "reaction",
    "vote",
    "edit",
    "delete",
    "button",
    "call",
    "undecrypted",
]


class GuestLine(_Wish):
    """POST .../guests/{chat}/messages: what a guest does."""

    kind: GuestKind = "text"
    text: str = ""
    """Words, caption, emoji of a reaction (empty takes it back), or how a call ended."""
    quote: str = ""
    """Id of the message answered."""
    of: str = ""
    """Id of the message meant by reaction, vote, edit, delete and button."""
    file: str = ""
    """Id of a file posted to .../files; without one a small placeholder is used."""
    chosen: list[str] = Field(default_factory=list)
    """Options voted for."""
    button_id: str = ""
    latitude: float = 55.7558
    longitude: float = 37.6173
    name: str = ""
    address: str = ""
    phone: str = ""
    at: float | None = None
    """Unix time, to write a message from the past; null is now."""


class StaffLine(_Wish):
    """POST .../staff/{chat}/messages: somebody types on the hotel's own phone."""

    text: str = Field(min_length=1)
    quote: str = ""


class HouseWish(_Wish):
    """PUT /sandbox/settings."""

    make_unknown: bool
    """Make an instance when an unknown id calls; false answers 403."""
