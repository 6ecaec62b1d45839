"""Messages to staff by other roads than the guest's channel. Knows no tables."""

from bellhop.notify.push import Receiver, ReceiverGone, Sender, public_key, push
from bellhop.notify.send import Note, mail, send

__all__ = [
    "Note",
    "Receiver",
    "ReceiverGone",
    "Sender",
    "mail",
    "public_key",
    "push",
    "send",
]
