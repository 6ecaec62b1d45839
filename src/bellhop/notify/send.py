"""Sending a note through Apprise: Telegram, e-mail, Slack and whatever else it carries."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import apprise

from bellhop import settings
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


async def mail(to: str, note: Note) -> None:
    """One e-mail to one person, through BELLHOP_SMTP_URL. Raises NotifyError."""
    url = settings.load().smtp_url
    if url is None:
        raise NotifyError("BELLHOP_SMTP_URL is not set, so no e-mail goes out")
    await send([_mail_address(url.get_secret_value(), to)], note)


def _mail_address(smtp: str, to: str) -> str:
    """`smtp://name:password@host:587/?from=…` as Apprise spells it, for one receiver."""
    parts = urlsplit(smtp)
    scheme = "mailtos" if parts.scheme == "smtps" else "mailto"
    query = dict(parse_qsl(parts.query)) | {"to": to}
    return urlunsplit((scheme, parts.netloc, parts.path, urlencode(query), ""))
