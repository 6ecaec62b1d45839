"""What the channel says became of a message: the only source of sent, delivered and read."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, conversations
from bellhop.alerts import Call
from bellhop.inbox import Waiting
from bellhop.messages import DeliveryStatus, StatusChanged
from bellhop.turns.outcome import LATER, Outcome

MEANS = {
    DeliveryStatus.SENT: "sent",
    DeliveryStatus.DELIVERED: "delivered",
    DeliveryStatus.READ: "read",
    DeliveryStatus.FAILED: "failed",
    DeliveryStatus.NO_ACCOUNT: "failed",
    DeliveryStatus.NOT_IN_GROUP: "failed",
}


async def take(session: AsyncSession, waiting: Waiting, event: StatusChanged) -> Outcome:
    """Move the message; a failure calls a person. Unknown words are kept and change nothing."""
    if event.status is DeliveryStatus.RESTRICTED:
        return _restricted(waiting)
    chat, provider_id = event.envelope.chat, event.envelope.message_id
    status = MEANS.get(event.status)
    if status is None or chat is None or provider_id is None:
        return Outcome("unused")
    at = event.envelope.at or waiting.received_at
    key = (waiting.account.id, chat.id, provider_id)
    found = await conversations.move_by_provider_id(session, waiting.hotel.slug, key, status, at)
    if found is None:
        return Outcome(LATER)
    if status == "failed" and found.moved:
        call = Call(
            "delivery_failed",
            f"WhatsApp did not deliver a message ({event.status.value}). Call the room.",
            conversation_id=found.chat_id,
            message_id=found.message_id,
        )
        await alerts.call_person(session, waiting.hotel.id, waiting.hotel.slug, call)
    return Outcome("status")


def _restricted(waiting: Waiting) -> Outcome:
    summary = f"WhatsApp restricts the number of {waiting.hotel.slug}: only replies go out."
    return Outcome("status", for_operator=("restricted", waiting.account.instance_id, summary))
