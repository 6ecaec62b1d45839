"""A guest's line that answers a question of ours: a rating, or whether something is right again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import ai, alerts, feedback, outbox
from bellhop.alerts import Call
from bellhop.conversations import OpenChat
from bellhop.feedback import Answer, Said
from bellhop.hotels import Hotel
from bellhop.inbox import Waiting
from bellhop.messages import TextOut


async def take(
    session: AsyncSession, waiting: Waiting, opened: OpenChat, message_id: UUID | None, text: str
) -> Answer | None:
    """Keep the answer, thank for it and call a person when it is a bad one. None when the line is
    none, or asks something besides and so needs an answer of its own."""
    if opened.guest_id is None or not text:
        return None
    said = Said(opened.guest_id, opened.id, message_id, text)
    answer = await feedback.take(session, waiting.hotel, said)
    if answer is None:
        return None
    if answer.low:
        await _call(session, waiting, opened, message_id, answer)
    if "?" in text or "？" in text:
        return None
    await _thank(session, waiting, opened, answer)
    return answer


async def _call(
    session: AsyncSession,
    waiting: Waiting,
    opened: OpenChat,
    message_id: UUID | None,
    answer: Answer,
) -> None:
    hotel = waiting.hotel
    rated = f"{answer.score} / 5. {answer.words}".strip()
    call = Call(
        "low_rating" if answer.kind == "rated" else "not_solved",
        rated if answer.kind == "rated" else answer.words,
        conversation_id=opened.id,
        guest_id=opened.guest_id,
        message_id=message_id,
        who=opened.guest_name or "",
    )
    await alerts.call_person(session, hotel.id, hotel.slug, call, now=hotel.now())


_THANKS = {
    "ru": "Спасибо, что ответили! Нам важно ваше мнение.",
    "en": "Thank you for your answer! It matters to us.",
    "de": "Vielen Dank für Ihre Antwort! Sie ist uns wichtig.",
    "tr": "Yanıtınız için teşekkürler! Bizim için önemli.",
    "es": "¡Gracias por su respuesta! Es importante para nosotros.",
    "fr": "Merci pour votre réponse ! Elle compte pour nous.",
    "zh": "感谢您的回复!您的意见对我们很重要。",
    "ar": "شكرًا لإجابتك! رأيك يهمنا.",
    "kk": "Жауабыңызға рахмет! Пікіріңіз біз үшін маңызды.",
}


def _words(hotel: Hotel, language: str | None, answer: Answer) -> str:
    """For a bad answer the line of a complaint: it says truly that a person was called."""
    if answer.low:
        sorry: ai.Phrase = "complaint" if hotel.desk_is_open(hotel.now()) else "complaint_closed"
        return ai.phrase(sorry, language, hotel.locale)
    return _THANKS.get(language or hotel.locale[:2], _THANKS["en"])


async def _thank(session: AsyncSession, waiting: Waiting, opened: OpenChat, answer: Answer) -> None:
    hotel = waiting.hotel
    now = hotel.now()
    if not opened.is_for_bot(now) or hotel.rules.bot != "on":
        return
    words = _words(hotel, opened.language, answer)
    why = {"rule": answer.kind, "about": str(answer.about_id)}
    letter = outbox.Letter(waiting.account.id, opened.id, TextOut(words), "bot", why=why)
    await outbox.queue(session, hotel, letter)
