"""Everything that comes in, by webhook, polling or journal: stored once and raw."""

from bellhop.inbox.handle import (
    Waiting,
    all_done,
    done,
    failed,
    park,
    parked,
    replay,
    take,
    take_statuses,
    wait_for_message,
)
from bellhop.inbox.media import fetch_media
from bellhop.inbox.models import InboxEvent
from bellhop.inbox.person import forget
from bellhop.inbox.polling import Pollers
from bellhop.inbox.receive import (
    BODY_LIMIT,
    KEPT_OF_TOO_LARGE,
    Arrival,
    Intake,
    Stored,
    arrival,
    store,
    too_large,
)
from bellhop.inbox.reconcile import reconcile

__all__ = [
    "BODY_LIMIT",
    "KEPT_OF_TOO_LARGE",
    "Arrival",
    "InboxEvent",
    "Intake",
    "Pollers",
    "Stored",
    "Waiting",
    "all_done",
    "arrival",
    "done",
    "failed",
    "fetch_media",
    "forget",
    "park",
    "parked",
    "reconcile",
    "replay",
    "store",
    "take",
    "take_statuses",
    "too_large",
    "wait_for_message",
]
