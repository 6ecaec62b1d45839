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


_WHATSAPP = Capabilities(
    type=ChannelType.WHATSAPP,
    type_instance="whatsapp",
    text_limit=20_000,
    check_method="checkWhatsapp",
    account_method="getWaSettings",
    statuses=frozenset(DeliveryStatus) - {DeliveryStatus.UNKNOWN},
    polls=True,
    buttons=True,
    phone_code=True,
)

_MAX = Capabilities(
    type=ChannelType.MAX,
    type_instance="v3",
    text_limit=4_000,
    check_method="checkAccount",
    account_method="getAccountSettings",
    statuses=frozenset({DeliveryStatus.DELIVERED, DeliveryStatus.READ, DeliveryStatus.FAILED}),
    # Once "/v3"; optional since the vendor's ReceiveNotification page for MAX says so.
    path_prefix="",
)

_TELEGRAM = Capabilities(
    type=ChannelType.TELEGRAM,
    type_instance="telegram",
    text_limit=4_096,  # Telegram's own limit; the provider states none
    check_method="checkAccount",
    account_method="getAccountSettings",
    statuses=frozenset({DeliveryStatus.DELIVERED, DeliveryStatus.READ, DeliveryStatus.FAILED}),
    polls=True,
    poll_in_groups_only=True,
    phone_code=True,
)

CAPABILITIES: dict[ChannelType, Capabilities] = {
    each.type: each for each in (_WHATSAPP, _MAX, _TELEGRAM)
}
