"""The answer object, composed from knowledge and mood."""

import re
from typing import Any

from bellhop.sandbox.mind import lies, matching
from bellhop.sandbox.mind.mood import Mood, mood_of
from bellhop.sandbox.mind.reading import Entry, language_of
from bellhop.sandbox.mind.subjects import words

GREETING = re.compile(
    r"^\W*(здравствуй|привет|добр(ый|ое|ого) |доброе|хай\b|hi\b|hello|hey\b|good (morning|evening|"
    r"afternoon|day)|шалом|салам)",
    re.IGNORECASE,
)
THANKS = re.compile(r"спасибо|благодар|thank", re.IGNORECASE)
SHORT_TALK = {
    "ru": {
        "hello": "Здравствуйте! Чем могу помочь?",
        "thanks": "Пожалуйста! Если что-то понадобится, просто напишите.",
        "glad": "Спасибо за тёплые слова, нам очень приятно!",
        "sorry": "Мне очень жаль. Уже передаю ваше сообщение коллегам.",
        "off": "Я помогаю с вопросами об отеле и вашем проживании. Чем могу помочь?",
    },
    "en": {
        "hello": "Hello! How can I help?",
        "thanks": "You are welcome! If you need anything, just write here.",
        "glad": "Thank you for the kind words, we are delighted to hear it!",
        "sorry": "I am very sorry. I am passing your message to my colleagues.",
        "off": "I help with questions about the hotel and your stay. How can I help?",
    },
}
TOPICS = {
    "#checkin": ("checkin", "reception"),
    "#checkout": ("checkout", "reception"),
    "#breakfast": ("food", "restaurant"),
    "#restaurant": ("food", "restaurant"),
    "#bar": ("food", "restaurant"),
    "#roomservice": ("food", "restaurant"),
    "#spa": ("spa", "spa"),
    "#pool": ("spa", "spa"),
    "#gym": ("spa", "spa"),
    "#wifi": ("wifi", "reception"),
    "#transfer": ("transport", "reception"),
    "#parking": ("transport", "reception"),
    "#pay": ("billing", "billing"),
    "#towels": ("housekeeping", "housekeeping"),
    "#cleaning": ("housekeeping", "housekeeping"),
    "#laundry": ("housekeeping", "housekeeping"),
    "#conditioner": ("room", "maintenance"),
}


def _topic(mood: Mood, features: frozenset[str]) -> tuple[str, str]:
    known = next((TOPICS[f] for f in TOPICS if f in features), ("", ""))
    topic = mood.topic if mood.topic not in ("", "other") else known[0]
    department = mood.department if mood.department != "none" else known[1]
    return topic or "other", department or "none"


def _chat(text: str, mood: Mood, features: frozenset[str]) -> str:
    """Which short reply fits where nothing is asked; empty where something is."""
    if mood.reason == "injection":
        return "off"
    asks = "?" in text or len(features) > 3
    if THANKS.search(text) and not asks:
        return "thanks"
    if mood.sentiment == "positive" and not asks:
        return "glad"
    return "hello" if GREETING.search(text) and not features else ""


def compose(text: str, entries: tuple[Entry, ...], lie: str = "") -> dict[str, Any]:
    """All keys in the agreed order."""
    language, mood, features = language_of(text), mood_of(text), words(text)
    phrases = SHORT_TALK["ru" if language == "ru" else "en"]
    chat = _chat(text, mood, features)
    found = [] if chat or mood.needs_human else matching.best(entries, text, language)
    answerable = bool(chat or found)
    topic, department = _topic(mood, features)
    if chat in ("hello", "thanks"):
        topic = "smalltalk"
    elif chat == "glad":
        topic = "praise"
    reply = phrases[chat] if chat else "\n\n".join(entry.answer for entry in found)
    if mood.sentiment == "negative" and not reply:
        reply = phrases["sorry"]
    reason = mood.reason
    if not answerable and reason == "none":
        reason = "unknown_answer"
    needs_human = mood.needs_human or not answerable
    if lie:
        reply, answerable, needs_human = lies.tell(lie, reply, language), True, False
    return {
        "language": language,
        "topic": topic,
        "sentiment": mood.sentiment,
        "confidence": mood.confidence,
        "requires_attention": mood.needs_human or mood.reason != "none",
        "attention_reason": reason,
        "department": department if department != "none" or answerable else "reception",
        "knowledge_ids": [entry.id for entry in found],
        "answerable": answerable,
        "needs_human": needs_human,
        "handover_summary": _summary(text, language) if needs_human else "",
        "reply": reply,
    }


def _summary(text: str, language: str) -> str:
    short = " ".join(text.split())[:160]
    return f"Гость пишет: {short}" if language == "ru" else f"The guest writes: {short}"
