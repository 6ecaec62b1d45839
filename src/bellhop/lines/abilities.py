"""What a number's channel can do, for rooms that must not know the channel itself."""

from __future__ import annotations

from bellhop.channels import CAPABILITIES, Capabilities
from bellhop.messages import ChannelType


def can(channel: str) -> Capabilities:
    """The abilities behind an account's `type`: flags, limits, and the name people use."""
    return CAPABILITIES[ChannelType(channel)]
