"""Loading ahead of the first guest."""

from __future__ import annotations

import asyncio
import threading

from bellhop.ai.offline import hunches, sureness, thesaurus
from bellhop.ai.offline.assess import assess
from bellhop.ai.offline.vocabulary import vocabulary

_lock = threading.Lock()
_loaded: list[bool] = []


def warm() -> None:
    """Load dictionaries, rules and word lists now (about two seconds), not in a guest's message."""
    with _lock:
        if _loaded:
            return
        for text in ("Добрый день, кондицанер не работает", "Hello, thank you", "Merhaba"):
            assess(text)
        vocabulary().read("Во сколько завтрак?")
        hunches.table()
        thesaurus.groups()
        sureness.weights()
        _loaded.append(True)


async def ready() -> None:
    """The same for a process that seldom needs it: whoever else it serves is not kept waiting."""
    if not _loaded:
        await asyncio.to_thread(warm)
