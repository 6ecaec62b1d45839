"""News to open phone pages, by server-sent events. Nothing here needs to survive a restart."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import orjson


class Live:
    """Open pages by instance, each with a short buffer; a page that lags reloads by itself."""

    def __init__(self) -> None:
        self._pages: defaultdict[str, set[asyncio.Queue[bytes]]] = defaultdict(set)

    def tell(self, instance_id: str, kind: str, **news: Any) -> None:
        """Push one piece of news to every open page of the instance."""
        pages = self._pages.get(instance_id)
        if not pages:
            return
        line = b"data: " + orjson.dumps({"kind": kind, **news}) + b"\n\n"
        for page in pages:
            if page.full():
                # Newest news matter most: the page fetches its messages anew on a gap.
                page.get_nowait()
            page.put_nowait(line)

    async def listen(self, instance_id: str, beat: float = 15.0) -> AsyncIterator[bytes]:
        """What one page reads; a comment keeps sleepy proxies awake."""
        page: asyncio.Queue[bytes] = asyncio.Queue(maxsize=500)
        self._pages[instance_id].add(page)
        try:
            yield b'retry: 1500\ndata: {"kind":"hello"}\n\n'
            while True:
                try:
                    yield await asyncio.wait_for(page.get(), beat)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._pages[instance_id].discard(page)
