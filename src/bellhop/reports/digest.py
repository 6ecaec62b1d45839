"""Yesterday in a few lines, by e-mail, once a day."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select, update

from bellhop import clock, db, log, settings
from bellhop.errors import NotifyError
from bellhop.hotels import Hotel
from bellhop.notify import Note, mail
from bellhop.reports.figures import Figures
from bellhop.reports.models import DayFigures

logger = log.get(__name__)


async def digest_due(hotel: Hotel) -> bool:
    """Whether its hour has come today and nobody sent it yet."""
    local = hotel.local(hotel.now())
    if not hotel.rules.digest_to or local.time() < hotel.rules.digest_at:
        return False
    if settings.load().smtp_url is None:
        return False
    async with db.hotel(hotel.id) as session:
        query = select(DayFigures.id).where(
            DayFigures.day == local.date() - timedelta(days=1), DayFigures.digest_at.is_(None)
        )
        return (await session.execute(query)).first() is not None


async def send_digest(hotel: Hotel) -> bool:
    """Claim, commit, send. When nobody could be told it is given back for the next look; when some
    were, it is not, because nobody gets it twice."""
    day = hotel.local(hotel.now()).date() - timedelta(days=1)
    figures = await _claim(hotel, day)
    if figures is None:
        return False
    note = digest_note(hotel, day, figures)
    reached = 0
    for address in hotel.rules.digest_to:
        try:
            await mail(address, note)
            reached += 1
        except NotifyError as error:
            logger.warning("digest_not_sent", hotel_id=str(hotel.id), reason=str(error))
    if not reached:
        async with db.hotel(hotel.id) as session:
            given_back = update(DayFigures).where(DayFigures.day == day).values(digest_at=None)
            await session.execute(given_back)
    return reached > 0


async def _claim(hotel: Hotel, day: date) -> Figures | None:
    async with db.hotel(hotel.id) as session:
        claimed = await session.execute(
            update(DayFigures)
            .where(DayFigures.day == day, DayFigures.digest_at.is_(None))
            .values(digest_at=clock.now())
            .returning(DayFigures.figures)
        )
        kept = claimed.scalar_one_or_none()
    return None if kept is None else Figures.from_json(kept)


def digest_note(hotel: Hotel, day: date, figures: Figures) -> Note:
    """In the hotel's language."""
    russian = hotel.locale.startswith("ru")
    lines = [_line(russian, *each) for each in _facts(figures, russian=russian) if each[2]]
    link = f"{settings.load().public_url.rstrip('/')}/h/{hotel.slug}/reports"
    written = f"{day:%d.%m.%Y}"
    title = f"{hotel.name}: {'итоги за' if russian else 'figures of'} {written}"
    if not lines:
        lines = ["Никто не писал." if russian else "Nobody wrote."]
    return Note(title, "\n".join([*lines, "", link]))


def _line(russian: bool, ru: str, en: str, value: str) -> str:
    return f"{ru if russian else en}: {value}"


def _facts(figures: Figures, *, russian: bool) -> list[tuple[str, str, str]]:
    share, rating = figures.alone_share, figures.rating
    half = figures.first_answer.percentile(0.5)
    taken = figures.taken.percentile(0.5)
    unhappy = figures.moods["negative"]
    count = figures.messages.total()
    return [
        ("Сообщений", "Messages", str(count) if count else ""),
        (
            "Ответов без человека",
            "Answered without a person",
            "" if share is None else f"{share:.0%} ({figures.alone}/{figures.replied})",
        ),
        ("Без ответа", "Not answered", str(figures.asked - figures.replied or "")),
        (
            "Первый ответ, медиана",
            "First answer, median",
            "" if half is None else spoken(half, russian=russian),
        ),
        ("Недовольных сообщений", "Unhappy messages", str(unhappy or "")),
        ("Сигналов", "Alerts", str(figures.alerts.total() or "")),
        (
            "Сигнал принят, медиана",
            "Alert taken, median",
            "" if taken is None else spoken(taken, russian=russian),
        ),
        (
            "Средняя оценка",
            "Mean rating",
            "" if rating is None else f"{rating:.1f} ({figures.ratings.total()})",
        ),
        ("Сценарии отправили", "Journeys sent", str(figures.sent.total() or "")),
        (
            "Модель",
            "Model",
            f"${figures.model_usd:.2f}" if figures.model_usd >= 0.005 else "",
        ),
    ]


def spoken(seconds: float, *, russian: bool) -> str:
    """4 s, 12 min, 3 h."""
    for limit, size, ru, en in ((100, 1, "с", "s"), (5_940, 60, "мин", "min")):
        if seconds < limit:
            return f"{seconds / size:.0f} {ru if russian else en}"
    return f"{seconds / 3600:.0f} {'ч' if russian else 'h'}"
