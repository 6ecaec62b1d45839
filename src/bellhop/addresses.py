"""Addresses that a hotel names and we call: none of our own network's, unless allowed."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from urllib.parse import urlsplit

from bellhop import settings
from bellhop.errors import BadInput


async def check_address(url: str) -> None:
    """Raises BadInput for an address that must not be called. Looked up again at each call, since
    a name may lead elsewhere by then."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise BadInput("the address must begin with https://")
    if settings.load().may_call_private_addresses:
        return
    if parts.scheme != "https":
        raise BadInput("the address must begin with https://")
    for address in await _addresses(parts.hostname, parts.port or 443):
        if not ipaddress.ip_address(address).is_global:
            raise BadInput(f"{parts.hostname} leads into a private network")


async def _addresses(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise BadInput(f"{host} is not known") from None
    return [str(entry[4][0]) for entry in found]
