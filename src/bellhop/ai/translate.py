"""A hotel's own words in another language: by a model, and only when nothing in them changed.

The words may hold Jinja, which travels as numbered marks. What comes back must hold each mark
once, every figure, link and address of the original and no other, and be in the language asked
for; else there is no translation, and the caller uses the words it has.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass

from bellhop import clock, settings
from bellhop.ai import breaker, clients, offline, pricing
from bellhop.ai.slots import slot
from bellhop.ai.thought import CallRecord
from bellhop.errors import MindError
from bellhop.settings import Provider

SECONDS = 20.0
_JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_MARK = re.compile(r"\[\[(\d+)\]\]")
_FIGURES = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.\w+|\d+")
_SHORTEST, _LONGEST = 0.3, 3.0
_RULES = (
    "You translate a hotel's message to its guest into {language}. Keep the meaning, the courtesy"
    " and the line breaks. Keep every mark such as [[1]] exactly once, and every figure, link and"
    " address as it is. Add nothing and leave nothing out. Answer with the translation alone."
)
NAMES = {
    "ru": "Russian", "en": "English", "de": "German", "tr": "Turkish", "es": "Spanish",
    "fr": "French", "it": "Italian", "zh": "Chinese", "ar": "Arabic", "kk": "Kazakh",
    "ka": "Georgian", "hy": "Armenian", "uz": "Uzbek", "pl": "Polish", "pt": "Portuguese",
    "he": "Hebrew", "ja": "Japanese", "ko": "Korean",
}  # fmt: skip
"""Languages that may be asked for."""


@dataclass(frozen=True, slots=True)
class Translated:
    """`text` is None when no model gave a faithful one; `calls` were made all the same."""

    text: str | None
    calls: tuple[CallRecord, ...]


async def translate(
    text: str, language: str, *, hotel_id: str, regions: tuple[str, ...]
) -> Translated:
    """Ask the providers that the hotel allows, one after the other. Never raises for a model."""
    calls: list[CallRecord] = []
    if language not in NAMES:
        return Translated(None, ())
    marked, pieces = _marked(text)
    for provider in settings.load().all_providers():
        if regions and provider.region not in regions:
            continue
        if not await breaker.of(provider).admits():
            continue
        said = await _ask(provider, marked, language, hotel_id, calls)
        if said is not None and is_faithful(marked, said, language):
            return Translated(_unmarked(said, pieces), tuple(calls))
    return Translated(None, tuple(calls))


def is_faithful(original: str, translated: str, language: str) -> bool:
    """Nothing lost, nothing new, as far as a machine can tell."""
    if not translated or not _SHORTEST < len(translated) / max(1, len(original)) < _LONGEST:
        return False
    if sorted(_MARK.findall(original)) != sorted(_MARK.findall(translated)):
        return False
    bare, theirs = _MARK.sub("", original), _MARK.sub("", translated)
    if sorted(_figures(bare)) != sorted(_figures(theirs)):
        return False
    if any(sign in theirs for sign in ("{{", "{%", "}}", "%}")):
        return False
    found = offline.detect_language(theirs, language)
    return found == language or found not in NAMES


async def _ask(
    provider: Provider, marked: str, language: str, hotel_id: str, calls: list[CallRecord]
) -> str | None:
    messages = [
        {"role": "system", "content": _RULES.format(language=NAMES[language])},
        {"role": "user", "content": marked},
    ]
    started = time.perf_counter()
    try:
        async with asyncio.timeout(SECONDS), slot(provider, hotel_id):
            said = await clients.ask(provider, hotel_id, messages, formed=False)
    except (MindError, TimeoutError) as error:
        outcome = type(error).__name__
        seconds = time.perf_counter() - started
        calls.append(CallRecord(provider.name, provider.model, outcome, seconds))
        await breaker.of(provider).failed(outcome)
        return None
    await breaker.of(provider).succeeded()
    hit, miss, out = said.tokens
    calls.append(
        CallRecord(
            provider.name,
            said.model or provider.model,
            "ok" if said.finish == "stop" else said.finish,
            time.perf_counter() - started,
            said.fingerprint,
            hit,
            miss,
            out,
            pricing.cost_usd(provider, clock.now(), said.tokens),
        )
    )
    return said.content.strip() if said.finish == "stop" else None


def _marked(text: str) -> tuple[str, list[str]]:
    pieces: list[str] = []

    def mark(found: re.Match[str]) -> str:
        pieces.append(found[0])
        return f"[[{len(pieces)}]]"

    return _JINJA.sub(mark, text.strip()), pieces


def _unmarked(text: str, pieces: list[str]) -> str:
    return _MARK.sub(lambda found: pieces[int(found[1]) - 1], text)


def _figures(text: str) -> list[str]:
    return [each.rstrip(".,;:!?)") for each in _FIGURES.findall(text)]
