"""POST with as little work as possible: webhooks are most of what a busy sandbox does.

A full HTTP client costs about a millisecond of processor time a call, more than the rest of the
sandbox together. All that is wanted here is the status line.
"""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

Lane = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Unreachable(Exception):  # noqa: N818 - reads as a sentence
    """No answer came from there."""


class Postbox:
    """Keeps connections that the other side keeps open."""

    def __init__(self) -> None:
        self._idle: dict[str, list[Lane]] = {}

    async def post(self, url: str, body: bytes, headers: dict[str, str], timeout: float) -> int:  # noqa: ASYNC109 - the vendor's own 180 s
        """The status answered. Redirects are not followed."""
        try:
            async with asyncio.timeout(timeout):
                return await self._post(url, body, headers)
        except (OSError, ValueError, EOFError, asyncio.LimitOverrunError) as error:
            raise Unreachable(str(error)) from error

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        request = _request(parts.path or "/", parts.query, parts.netloc, headers, body)
        while lanes := self._idle.get(place):
            lane = lanes.pop()
            # A kept connection may have been closed meanwhile; then nothing was read of ours.
            with suppress(ConnectionError, EOFError):
                return await self._exchange(place, lane, request)
        default = 443 if parts.scheme == "https" else 80
        secure = True if parts.scheme == "https" else None
        lane = await asyncio.open_connection(parts.hostname, parts.port or default, ssl=secure)
        return await self._exchange(place, lane, request)

    async def _exchange(self, place: str, lane: Lane, request: bytes) -> int:
        reader, writer = lane
        kept = False
        try:
            writer.write(request)
            await writer.drain()
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.split("\r\n")
            fields = {name.lower(): value.strip() for name, _, value in map(_halves, lines)}
            if "content-length" in fields and fields.get("connection", "").lower() != "close":
                await reader.readexactly(int(fields["content-length"]))
                self._idle.setdefault(place, []).append(lane)
                kept = True
            return int(first.split(" ", 2)[1])
        finally:
            if not kept:
                writer.close()

    async def close(self) -> None:
        """Let all connections go."""
        lanes = [lane for lanes in self._idle.values() for lane in lanes]
        self._idle.clear()
        for _, writer in lanes:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


def _halves(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def _request(path: str, query: str, host: str, headers: dict[str, str], body: bytes) -> bytes:
    target = f"{path}?{query}" if query else path
    fields = {"Host": host, "Content-Length": str(len(body)), **headers}
    # A line break in a token would start a new header.
    lines = [
        f"{name}: {value}".replace("\r", "").replace("\n", "") for name, value in fields.items()
    ]
    return "\r\n".join([f"POST {target} HTTP/1.1", *lines, "", ""]).encode("utf-8") + body
