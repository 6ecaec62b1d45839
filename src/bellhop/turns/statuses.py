"""What the channel says became of a message: the only source of sent, delivered and read."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, conversations, lines, outbox
from bellhop.alerts import Call
from bellhop.inbox import Waiting
from bellhop.messages import DeliveryStatus, StatusChanged
from bellhop.outbox import Failure
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
        return await _of_a_part(session, waiting, event, status)
    if status == "failed" and found.moved:
        await _failed(session, waiting, event.status, found)
    elif found.other_road and status in ("delivered", "read"):
        await outbox.came_after_all(session, waiting.hotel, found.message_id)
    return Outcome("status")


async def _of_a_part(
    session: AsyncSession, waiting: Waiting, event: StatusChanged, status: str
) -> Outcome:
    """A long message goes in several; it stands where its last part stands, unless one failed."""
    chat, provider_id = event.envelope.chat, event.envelope.message_id
    assert chat is not None and provider_id is not None, "looked at by take"  # noqa: S101, PT018
    known = await conversations.find_chat(session, waiting.account.id, chat.id)
    if known is None:
        return Outcome(LATER)
    message_id = await outbox.part_of(session, known.id, provider_id)
    if message_id is None:
        return Outcome(LATER)
    if status == "failed":
        at = event.envelope.at or waiting.received_at
        slug = waiting.hotel.slug
        if await conversations.move(session, slug, message_id, "failed", at):
            await outbox.drop_rest(session, message_id)
            found = conversations.Found(message_id, known.id, moved=True)
            await _failed(session, waiting, event.status, found)
    return Outcome("status")


async def _failed(
    session: AsyncSession, waiting: Waiting, status: DeliveryStatus, found: conversations.Found
) -> None:
    """The next road, once, for what we started; else a person is called."""
    can = lines.can(waiting.account.type)
    failure = None
    if status is DeliveryStatus.NO_ACCOUNT:
        failure = Failure("no_account")
    elif status is DeliveryStatus.FAILED and not can.tells_no_account:
        failure = Failure("failed", wait=True)
    if failure is not None and await outbox.go_another_way(
        session, waiting.hotel, found.message_id, failure
    ):
        return
    call = Call(
        "delivery_failed",
        f"{can.name} did not deliver a message ({status.value}). Call the room.",
        conversation_id=found.chat_id,
        message_id=found.message_id,
    )
    await alerts.call_person(session, waiting.hotel.id, waiting.hotel.slug, call)


def _restricted(waiting: Waiting) -> Outcome:
    name = lines.can(waiting.account.type).name
    summary = f"{name} restricts the number of {waiting.hotel.slug}: only replies go out."
    return Outcome("status", for_operator=("restricted", waiting.account.instance_id, summary))
