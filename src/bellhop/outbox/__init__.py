"""What waits to go out: queued in the deciding transaction, claimed, sent, settled."""

from bellhop.outbox.attach import Attachment, attach
from bellhop.outbox.claim import Sending, in_hand
from bellhop.outbox.deliver import deliver, send_in_hand
from bellhop.outbox.group import tell_group
from bellhop.outbox.look_up import has_in_flight, look_up, note_echo, part_of
from bellhop.outbox.models import OutboxRow
from bellhop.outbox.other_road import Failure, go_another_way, open_way
from bellhop.outbox.person import forget
from bellhop.outbox.queue import (
    Letter,
    Queued,
    queue,
    queue_in_hand,
    queue_message,
)
from bellhop.outbox.road import Road, To, road_to
from bellhop.outbox.settle import pause_after
from bellhop.outbox.undo import UNDONE, send_now, try_again, undo
from bellhop.outbox.waiting import waiting
from bellhop.outbox.wake import wake
from bellhop.outbox.ways import Way, ways
from bellhop.outbox.withdraw import came_after_all, drop_rest, take_back, withdraw

__all__ = [
    "UNDONE",
    "Attachment",
    "Failure",
    "Letter",
    "OutboxRow",
    "Queued",
    "Road",
    "Sending",
    "To",
    "Way",
    "attach",
    "came_after_all",
    "deliver",
    "drop_rest",
    "forget",
    "go_another_way",
    "has_in_flight",
    "in_hand",
    "look_up",
    "note_echo",
    "open_way",
    "part_of",
    "pause_after",
    "queue",
    "queue_in_hand",
    "queue_message",
    "road_to",
    "send_in_hand",
    "send_now",
    "take_back",
    "tell_group",
    "try_again",
    "undo",
    "waiting",
    "wake",
    "ways",
    "withdraw",
]
