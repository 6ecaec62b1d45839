"""What an alert is called, and how its note reads, in the hotel's language."""

from __future__ import annotations

from bellhop import settings, signed
from bellhop.alerts.models import Alert
from bellhop.hotels import Hotel
from bellhop.notify import Note

ACK = "ack"
"""What the link of a note is signed for."""
REASONS: dict[str, tuple[str, str]] = {
    "complaint": ("Complaint", "Жалоба"),
    "safety": ("Danger", "Опасность"),
    "medical": ("Somebody needs a doctor", "Нужен врач"),
    "security": ("Security", "Охрана"),
    "refund": ("Money back", "Возврат денег"),
    "cancellation": ("Cancellation", "Отмена брони"),
    "legal": ("Legal threat", "Угроза судом"),
    "vip": ("Important guest", "Важный гость"),
    "abuse": ("Rude words", "Грубость"),
    "injection": ("Tries to lead the bot astray", "Попытка сбить бота с толку"),
    "person_wanted": ("Asks for a person", "Просит человека"),
    "booking_change": ("Booking change", "Изменение брони"),
    "lost_item": ("Lost item", "Потерянная вещь"),
    "malfunction": ("Something is broken", "Неисправность"),
    "money": ("About money", "Вопрос о деньгах"),
    "waiting": ("Waiting too long", "Долго без ответа"),
    "stale": ("Old message, no answer", "Старое сообщение без ответа"),
    "unknown_answer": ("The bot has no answer", "У бота нет ответа"),
    "wordless": ("A file without words", "Файл без слов"),
    "limit": ("The bot stopped", "Бот остановился"),
    "delivery_failed": ("Message not delivered", "Сообщение не доставлено"),
    "line_down": ("The number is not connected", "Номер не подключён"),
    "unhappy": ("Unhappy guest", "Гость недоволен"),
    "test": ("A test", "Проверка"),
    "other": ("Needs a person", "Нужен человек"),
}


def reason(key: str, language: str) -> str:
    return REASONS.get(key, REASONS["other"])[language == "ru"]


def note_of(hotel: Hotel, alert: Alert) -> Note:
    """Who, why, since when, and the link by which whoever reads it takes it."""
    language = hotel.locale[:2]
    said = [alert.who] if alert.who else []
    said += [f"«{alert.summary}»" if language == "ru" else f"“{alert.summary}”"]
    said += [_since(hotel, alert, language), f"{_TAKE[language == 'ru']}: {link(alert)}"]
    title = f"{hotel.name}: {reason(alert.reason, language)}"
    return Note(title, "\n".join(said), urgent=alert.severity == "danger")


def notice_of(hotel: Hotel, alert: Alert, language: str) -> dict[str, str]:
    """The same for a browser, which shows two lines and opens the alert at a touch."""
    who = f"{alert.who}: " if alert.who else ""
    return {
        "title": f"{reason(alert.reason, language or hotel.locale[:2])} · {hotel.name}",
        "body": f"{who}{alert.summary}"[:200],
        "path": f"/h/{hotel.slug}/alerts/{alert.id}",
        "tag": str(alert.id),
        "severity": alert.severity,
    }


def link(alert: Alert) -> str:
    """Lasts a day; whoever holds it may take this one alert and nothing else."""
    token = signed.sign(ACK, alert.hotel_id, alert.id)
    return f"{settings.load().public_url.rstrip('/')}/ack/{token}"


_TAKE = ("Take it", "Взять")


def _since(hotel: Hotel, alert: Alert, language: str) -> str:
    at = hotel.local(alert.created_at).strftime("%H:%M")
    times = f" ({alert.times}×)" if alert.times > 1 else ""
    if language == "ru":
        return f"С {at}, никто ещё не взял{times}"
    return f"Since {at}, not taken{times}"
