"""A guest wrote, or called."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import ai, alerts, clock, conversations, guests, log, metrics, outbox
from bellhop.alerts import Call
from bellhop.conversations import Line, Mood, OpenChat
from bellhop.hotels import Happened, Hotel, Kind, happened
from bellhop.inbox import Waiting
from bellhop.messages import CallCame, ChatKind, Content, ContentKind, MessageCame, TextOut
from bellhop.turns import asked, who
from bellhop.turns.gather import HISTORY
from bellhop.turns.judge import judged
from bellhop.turns.outcome import Outcome
from bellhop.turns.rules import too_many

logger = log.get(__name__)

SILENT = frozenset({ContentKind.STICKER, ContentKind.REACTION, ContentKind.OTHER})
"""Kinds that are shown and never answered."""
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Judged:
    mood: Mood
    danger: bool
    signals: tuple[str, ...]


async def take(session: AsyncSession, waiting: Waiting, event: MessageCame) -> Outcome:
    """Record the line with its mood, call a person when it is due, and let the bot think."""
    chat, hotel = event.envelope.chat, waiting.hotel
    if chat is None:
        return Outcome("unused")
    now = hotel.now()
    at = event.envelope.at or now
    if chat.kind is ChatKind.PERSON:
        chat = replace(chat, phone=event.sender_phone)
    opened = await conversations.open_chat(
        session, hotel.id, waiting.account.id, chat, name=event.sender_name, now=now
    )
    judged = _judge(event.content, opened)
    for_bot = _is_answerable(event.content, opened, now, hotel.rules.bot)
    old = now - at > timedelta(minutes=hotel.rules.stale_minutes)
    line = Line(
        "in",
        "guest",
        "received",
        event.content,
        at,
        provider_id=event.envelope.message_id,
        sender_name=event.sender_name,
        answered=not for_bot or old,
        mood=judged.mood if judged else None,
    )
    message_id = await conversations.record(session, hotel.id, opened.id, line)
    if message_id is None:
        return Outcome("copy")
    _tell_figures(waiting, event, judged)
    if chat.kind is not ChatKind.PERSON:
        return Outcome("stored")
    about = Call(
        "",
        "",
        conversation_id=opened.id,
        guest_id=opened.guest_id,
        message_id=message_id,
        who=opened.guest_name or "",
    )
    calm = not _danger(judged)
    words = event.content.text if event.content.kind is ContentKind.TEXT else ""
    if await asked.take(session, waiting, opened, message_id, words) and calm:
        await conversations.mark_answered(session, opened.id, [message_id])
        await conversations.touch(session, opened.id, last_message_at=now)
        return Outcome("rated")
    if not old and calm and await who.take(session, waiting, opened, message_id, words):
        await conversations.mark_answered(session, opened.id, [message_id])
        return Outcome("who")
    await _call_person(session, waiting, about, event.content.text, judged)
    await _tell_rules(session, waiting, about, event.content.text, judged)
    if await _consent(session, waiting, opened, event.content, old=old):
        await conversations.mark_answered(session, opened.id, [message_id])
        return Outcome("consent")
    if old and event.content.kind not in SILENT and not opened.never_automatic:
        await _too_old(session, hotel, about, at, event.content.text)
        return Outcome("stale")
    for_bot = for_bot and not old
    return await _let_think(session, waiting, opened, for_bot=for_bot, content=event.content)


async def _too_old(
    session: AsyncSession, hotel: Hotel, about: Call, at: datetime, words: str
) -> None:
    """Not answered automatically any more: a person decides what to say so late."""
    assert about.conversation_id is not None, "it was said in a chat"  # noqa: S101
    call = _about(about, "stale", f"Waiting since {hotel.local(at):%d.%m %H:%M}: {words}")
    await alerts.call_person(session, hotel.id, hotel.slug, call)
    await conversations.touch(session, about.conversation_id, waiting_since=at)


async def call_for_words(
    session: AsyncSession, waiting: Waiting, opened: OpenChat, message_id: UUID, text: str
) -> None:
    """Words that were changed later are judged like any others: danger may stand in them."""
    about = Call(
        "",
        "",
        conversation_id=opened.id,
        guest_id=opened.guest_id,
        message_id=message_id,
        who=opened.guest_name or "",
    )
    await _call_person(
        session, waiting, about, text, _judge(Content(ContentKind.TEXT, text), opened)
    )


async def take_call(session: AsyncSession, waiting: Waiting, event: CallCame) -> Outcome:
    """A missed call gets one line, because nobody can pick up."""
    chat, hotel = event.envelope.chat, waiting.hotel
    if chat is None or event.outgoing or event.status not in ("missed", "hangUp", "declined"):
        return Outcome("unused")
    now = hotel.now()
    opened = await conversations.open_chat(
        session, hotel.id, waiting.account.id, chat, name="", now=now
    )
    content = Content(ContentKind.OTHER, text="")
    line = Line(
        "in",
        "guest",
        "received",
        content,
        event.envelope.at or now,
        provider_id=f"call:{event.envelope.message_id}",
        answered=True,
    )
    new = await conversations.record(session, hotel.id, opened.id, line)
    old = now - (event.envelope.at or now) > timedelta(minutes=hotel.rules.stale_minutes)
    if new is None or old or not opened.is_for_bot(now) or hotel.rules.bot != "on":
        return Outcome("stored")
    words = ai.phrase("call", opened.language, hotel.locale)
    await _say(session, waiting, opened, words, "missed_call")
    return Outcome("answered")


def _judge(content: Content, opened: OpenChat) -> Judged | None:
    """Mood and danger, always, by the offline brain: also while a person holds the chat."""
    if not content.text or content.kind in SILENT:
        return None
    found = judged(content.text, opened.language)
    mood = Mood(
        found.language,
        found.topic,
        found.sentiment,
        found.confidence,
        found.requires_attention,
        found.attention_reason,
    )
    return Judged(mood, found.danger, found.signals)


def _is_answerable(content: Content, opened: OpenChat, now: datetime, bot: str) -> bool:
    if not opened.is_for_bot(now) or bot == "off":
        return False
    if content.kind in SILENT:
        return False
    return bool(content.text) or content.kind is not ContentKind.POLL


def _tell_figures(waiting: Waiting, event: MessageCame, judged: Judged | None) -> None:
    slug = waiting.hotel.slug
    metrics.messages.labels(slug, "in", "guest", "received").inc()
    chat = event.envelope.chat
    address = chat.address.value if chat and chat.address else ""
    logger.info(
        "message_received",
        hotel_id=str(waiting.hotel.id),
        guest_phone=log.mask_phone(address),
        message_length=len(event.content.text),
        kind=event.content.kind.value,
    )
    if judged:
        metrics.sentiment.labels(slug, judged.mood.sentiment).inc()
        logger.info(
            "message_assessed",
            hotel_id=str(waiting.hotel.id),
            sentiment=judged.mood.sentiment,
            sentiment_score=judged.mood.confidence,
        )


def _danger(judged: Judged | None) -> bool:
    return judged is not None and judged.danger


async def _tell_rules(
    session: AsyncSession, waiting: Waiting, about: Call, text: str, judged: Judged | None
) -> None:
    """What a rule may wait for: an unhappy guest, or one of the hotel's watched words."""
    hotel = waiting.hotel
    if judged is not None and judged.mood.sentiment == "negative":
        _happened(session, hotel, Kind.UNHAPPY, about, {"danger": judged.danger})
    if not hotel.rules.watched_words:
        return
    said = f" {' '.join(_WORDS.findall(text.casefold()))} "
    for word in hotel.rules.watched_words:
        if f" {word.casefold()} " in said:
            _happened(session, hotel, Kind.MESSAGE, about, {"word": word})


def _happened(
    session: AsyncSession, hotel: Hotel, kind: Kind, about: Call, details: dict[str, Any]
) -> None:
    what = Happened(kind, hotel.now(), about.guest_id, None, about.message_id, details)
    happened(session, hotel.id, what)


async def _call_person(
    session: AsyncSession, waiting: Waiting, about: Call, text: str, judged: Judged | None
) -> None:
    if judged is None or not (judged.danger or judged.mood.requires_attention):
        return
    reason = judged.mood.attention_reason
    if reason in ("none", ""):
        reason = "safety" if judged.danger else "complaint"
    call = _about(about, reason, text, danger=judged.danger)
    await alerts.call_person(session, waiting.hotel.id, waiting.hotel.slug, call)


async def _consent(
    session: AsyncSession, waiting: Waiting, opened: OpenChat, content: Content, *, old: bool
) -> bool:
    """STOP alone in a message ends what we send first, at once; START undoes it. An old one is
    kept without a word."""
    if opened.guest_id is None or content.kind is not ContentKind.TEXT:
        return False
    if ai.is_stop_word(content.text):
        changed = await guests.stop(session, waiting.hotel.id, opened.guest_id, waiting.hotel.now())
        words = "stopped"
    elif ai.is_start_word(content.text):
        changed = await guests.start_again(
            session, waiting.hotel.id, opened.guest_id, waiting.hotel.now()
        )
        words = "started"
    else:
        return False
    if changed and not old and waiting.hotel.rules.bot == "on" and not opened.never_automatic:
        lang = ai.detect_language(content.text, opened.language)
        line = ai.phrase("stopped" if words == "stopped" else "started", lang, waiting.hotel.locale)
        await _say(session, waiting, opened, line, words)
    return True


async def _let_think(
    session: AsyncSession, waiting: Waiting, opened: OpenChat, *, for_bot: bool, content: Content
) -> Outcome:
    hotel = waiting.hotel
    now = hotel.now()
    if for_bot:
        pause = hotel.rules.pause_seconds
        await conversations.guest_wrote(session, hotel.id, opened.id, now=clock.now(), pause=pause)
        return Outcome("to_answer", think_about=None if pause else opened.id)
    if content.kind not in SILENT and not opened.never_automatic:
        await conversations.guest_waits(session, opened.id, now)
    return Outcome("stored")


async def _say(
    session: AsyncSession, waiting: Waiting, opened: OpenChat, words: str, rule: str
) -> None:
    """A line without a thought. It counts towards what the bot may say, like any other."""
    hotel = waiting.hotel
    said = await conversations.last(session, opened.id, limit=HISTORY)
    if too_many(said, hotel.rules, hotel.now()):
        call = Call("limit", "The bot stopped after many replies.", conversation_id=opened.id)
        await alerts.call_person(session, hotel.id, hotel.slug, call)
        return
    letter = outbox.Letter(waiting.account.id, opened.id, TextOut(words), "bot", why={"rule": rule})
    await outbox.queue(session, waiting.hotel, letter)


def _about(about: Call, reason: str, summary: str, *, danger: bool = False) -> Call:
    return Call(
        reason,
        summary,
        danger=danger,
        conversation_id=about.conversation_id,
        guest_id=about.guest_id,
        message_id=about.message_id,
        who=about.who,
    )
