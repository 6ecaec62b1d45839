"""Messages to staff by other roads than the guest's channel. Knows no tables."""

from bellhop.notify.send import Note, send

__all__ = ["Note", "send"]
