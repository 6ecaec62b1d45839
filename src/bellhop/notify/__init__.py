"""Messages to staff by other roads than the guest's channel. Knows no tables."""

from bellhop.notify.send import Note, mail, send

__all__ = ["Note", "mail", "send"]
