"""The provider's words for states and statuses, and the house's own."""

from __future__ import annotations

from bellhop.messages import Author, DeliveryStatus, LineState

INCOMING = "incomingMessageReceived"
OUTGOING_PHONE = "outgoingMessageReceived"
OUTGOING_API = "outgoingAPIMessageReceived"
STATUS = "outgoingMessageStatus"

AUTHORS = {INCOMING: Author.GUEST, OUTGOING_PHONE: Author.PHONE, OUTGOING_API: Author.API}

_STATUSES = {
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "failed": DeliveryStatus.FAILED,
    "noAccount": DeliveryStatus.NO_ACCOUNT,
    "notInGroup": DeliveryStatus.NOT_IN_GROUP,
    "yellowCard": DeliveryStatus.RESTRICTED,
    "suspended": DeliveryStatus.RESTRICTED,
}

_STATES = {
    "authorized": LineState.AUTHORIZED,
    "notAuthorized": LineState.NOT_AUTHORIZED,
    "blocked": LineState.BLOCKED,
    "starting": LineState.STARTING,
    "sleepMode": LineState.SLEEPING,
    # Renamed by release 5.44.37.12 of 2026-07-30; both are still seen.
    "yellowCard": LineState.SUSPENDED,
    "suspended": LineState.SUSPENDED,
    "pendingPassword": LineState.PENDING_PASSWORD,
}


def delivery_status(word: str) -> DeliveryStatus:
    """UNKNOWN for the empty status seen in the wild and for words to come."""
    return _STATUSES.get(word, DeliveryStatus.UNKNOWN)


def line_state(word: str) -> LineState:
    return _STATES.get(word, LineState.UNKNOWN)
