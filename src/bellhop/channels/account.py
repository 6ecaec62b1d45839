"""One hotel's number at GREEN-API: where it lives and what opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

from bellhop.channels.capabilities import CAPABILITIES, Capabilities
from bellhop.messages import ChannelType


@dataclass(frozen=True, slots=True)
class Account:
    """What every call needs. The token is part of each address and is left out of the repr.

    Hosts are opaque configuration: the provider uses several spellings and does not tell them
    through its API (green-api.com/en/docs/api/recommendations/using-green-api-hosts).
    `own_chat_id` is the number's own `wid`, when known: journals do not repeat it.
    """

    instance_id: str
    token: str = field(repr=False)
    api_url: str
    media_url: str = ""
    type: ChannelType = ChannelType.WHATSAPP
    own_chat_id: str = ""

    @property
    def can(self) -> Capabilities:
        return CAPABILITIES[self.type]

    def address(self, method: str, *, tail: str = "", media: bool = False) -> str:
        """The secret address of a method. Give it to the HTTP client and to nobody else."""
        host = (self.media_url if media else "") or self.api_url
        path = f"{self.can.path_prefix}/waInstance{quote(self.instance_id, safe='')}"
        return f"{host.rstrip('/')}{path}/{method}/{quote(self.token, safe='')}{tail}"

    def scrub(self, text: str) -> str:
        """The text without this account's token, in either spelling."""
        for spelling in (self.token, quote(self.token, safe="")):
            if spelling:
                text = text.replace(spelling, "[token]")
        return text
