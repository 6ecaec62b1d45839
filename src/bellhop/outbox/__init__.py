"""What waits to go out: queued in the deciding transaction, claimed, sent, settled."""

from bellhop.outbox.deliver import deliver
from bellhop.outbox.look_up import look_up, note_echo
from bellhop.outbox.models import OutboxRow
from bellhop.outbox.queue import Letter, queue, withdraw
from bellhop.outbox.settle import pause_after
from bellhop.outbox.wake import wake

__all__ = [
    "Letter",
    "OutboxRow",
    "deliver",
    "look_up",
    "note_echo",
    "pause_after",
    "queue",
    "wake",
    "withdraw",
]
