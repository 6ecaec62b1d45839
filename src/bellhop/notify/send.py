"""Sending a note through Apprise: Telegram, e-mail, Slack and whatever else it carries."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import apprise

from bellhop.errors import NotifyError

DEADLINE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Note:
    title: str
    body: str
    urgent: bool = False


async def send(urls: Sequence[str], note: Note) -> None:
    """Tell all addresses. Raises NotifyError when none of them took it, or when none is valid.

    The addresses hold credentials, so no error names them.
    """
    carrier = apprise.Apprise()
    for url in urls:
        carrier.add(url)
    if not len(carrier):
        raise NotifyError("no valid address to send an alert to")
    kind = apprise.NotifyType.FAILURE if note.urgent else apprise.NotifyType.INFO
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            took = await carrier.async_notify(body=note.body, title=note.title, notify_type=kind)
    except TimeoutError:
        raise NotifyError(f"staff could not be told within {DEADLINE_SECONDS} s") from None
    if not took:
        raise NotifyError("at least one of the alert addresses did not take the message")
