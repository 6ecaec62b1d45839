"""What each channel can do. Other rooms ask these flags, never the channel's name.

Facts: green-api.com docs for WhatsApp (/en/docs), MAX (/v3/docs) and Telegram (/en/telegram/docs).
"""

from __future__ import annotations

from dataclasses import dataclass

from bellhop.messages import ChannelType, DeliveryStatus


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The abilities and method names of one channel.

    `statuses` are the delivery words that can arrive: where SENT is missing, the first proof
    that a message left is DELIVERED.
    """

    type: ChannelType
    name: str  # as people call it
    type_instance: str  # the provider's word for the channel, as in `instanceData.typeInstance`
    text_limit: int
    check_method: str
    account_method: str
    statuses: frozenset[DeliveryStatus]
    polls: bool = False
    poll_in_groups_only: bool = False
    buttons: bool = False
    quoting: bool = True
    typing: bool = True
    edits: bool = True
    reactions: bool = True
    qr: bool = True
    phone_code: bool = False
    path_prefix: str = ""
    caption_limit: int = 4_000
    by_phone: bool = False  # a phone is an address; elsewhere the chat must be looked up first
    checked_phones: tuple[tuple[str, int], ...] = ()  # beginnings and lengths; empty: any
    code_from: str = "channel"  # who shows the code of a login by phone: "us" or the channel

    def may_check(self, phone: str) -> bool:
        """Whether the channel looks phones of this country up at all."""
        if not self.checked_phones:
            return True
        return any(phone.startswith(s) and len(phone) == n for s, n in self.checked_phones)

    @property
    def tells_no_account(self) -> bool:
        """The channel has a word of its own for a guest who is not there; elsewhere `failed` says
        that too."""
        return DeliveryStatus.NO_ACCOUNT in self.statuses


_WHATSAPP = Capabilities(
    type=ChannelType.WHATSAPP,
    name="WhatsApp",
    type_instance="whatsapp",
    text_limit=20_000,
    check_method="checkWhatsapp",
    account_method="getWaSettings",
    statuses=frozenset(DeliveryStatus) - {DeliveryStatus.UNKNOWN},
    polls=True,
    buttons=True,
    phone_code=True,
    caption_limit=20_000,
    by_phone=True,
    code_from="us",
)

_MAX = Capabilities(
    type=ChannelType.MAX,
    name="MAX",
    type_instance="v3",
    text_limit=4_000,
    check_method="checkAccount",
    account_method="getAccountSettings",
    statuses=frozenset({DeliveryStatus.DELIVERED, DeliveryStatus.READ, DeliveryStatus.FAILED}),
    # Once "/v3"; optional since the vendor's ReceiveNotification page for MAX says so.
    path_prefix="",
    phone_code=True,
    checked_phones=(("7", 11), ("375", 12)),
)

_TELEGRAM = Capabilities(
    type=ChannelType.TELEGRAM,
    name="Telegram",
    type_instance="telegram",
    text_limit=4_096,  # Telegram's own limit; the provider states none
    check_method="checkAccount",
    account_method="getAccountSettings",
    statuses=frozenset({DeliveryStatus.DELIVERED, DeliveryStatus.READ, DeliveryStatus.FAILED}),
    polls=True,
    poll_in_groups_only=True,
    phone_code=True,
    caption_limit=1_024,
)

CAPABILITIES: dict[ChannelType, Capabilities] = {
    each.type: each for each in (_WHATSAPP, _MAX, _TELEGRAM)
}
