"""Who stays, and what they do and say when. Written once, in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

Event = Literal["booked", "checked_in", "checked_out", "room_ready"]
RULES = (
    "booking_confirmed",
    "pre_arrival_1d",
    "room_ready",
    "how_is_everything",
    "pre_checkout",
    "review_request",
    "recovery_followup",
)
"""Rules that are switched on for the play, where the hotel has them."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A guest of the play. `first` and `last` are days of it; phones are of ranges that are never
    given out."""

    key: str
    name: str
    phone: str
    language: str
    room: str
    first: int
    last: int
    channel: str = "whatsapp"
    """Where the hotel has a number of it; else on its first one."""


@dataclass(frozen=True, slots=True)
class Act:
    """On this day of the play, at this hour: something happens to the stay, the guest writes, or a
    person at the desk answers or solves."""

    day: int
    at: time
    actor: str
    event: Event | None = None
    says: str = ""
    staff: str = ""
    solves: bool = False

    def moment(self, start: datetime) -> datetime:
        """A wall time; `start` is the first day's midnight."""
        return datetime.combine((start + timedelta(days=self.day)).date(), self.at)


def actors(language: str) -> tuple[Actor, ...]:
    """Two guests of the hotel's own language and one from abroad."""
    if language == "ru":
        return (
            Actor("anna", "Анна Волкова", "79000000011", "ru", "304", 1, 6),
            Actor("james", "James Harper", "447700900123", "en", "218", 1, 3),
            Actor("lev", "Лев Ким", "79000000033", "ru", "112", 2, 5, "max"),
        )
    return (
        Actor("anna", "Emma Clarke", "447700900456", "en", "304", 1, 6),
        Actor("james", "Игорь Савин", "79000000022", "ru", "218", 1, 3),
        Actor("lev", "Laura Stone", "447700900789", "en", "112", 2, 5),
    )


def acts(language: str) -> tuple[Act, ...]:
    """In the order of their moments."""
    own = _RU if language == "ru" else _EN
    abroad = _EN if language == "ru" else _RU
    plan = (
        Act(0, time(9, 0), "anna", "booked"),
        Act(0, time(9, 20), "james", "booked"),
        Act(0, time(9, 40), "anna", says=own["parking"]),
        Act(0, time(9, 50), "lev", says=own["breakfast"]),
        Act(0, time(10, 15), "lev", "booked"),
        Act(1, time(13, 30), "anna", "room_ready"),
        Act(1, time(14, 5), "anna", "checked_in"),
        Act(1, time(14, 40), "james", "checked_in"),
        Act(1, time(18, 0), "anna", says=own["praise"]),
        Act(1, time(19, 15), "james", says=abroad["breakfast"]),
        Act(2, time(14, 10), "lev", "checked_in"),
        Act(2, time(16, 50), "lev", says=own["complaint"]),
        Act(2, time(16, 55), "lev", staff=own["sorry"]),
        Act(2, time(17, 30), "lev", solves=True),
        Act(2, time(19, 5), "lev", says=own["solved"]),
        Act(3, time(11, 30), "james", "checked_out"),
        Act(5, time(11, 0), "lev", "checked_out"),
        Act(6, time(11, 15), "anna", "checked_out"),
        Act(6, time(18, 0), "anna", says=own["thanks"]),
    )
    return tuple(sorted(plan, key=lambda act: (act.day, act.at)))


_RU = {
    "parking": "Добрый день! Есть ли у вас парковка?",
    "breakfast": "Подскажите, во сколько завтрак?",
    "praise": "5! Номер чудесный, вид на море великолепный",
    "complaint": "2, в номере пахнет сыростью и кондиционер не работает",
    "sorry": "Лев, простите за это. Поднимаемся к вам с мастером и предложим другой номер.",
    "solved": "Да, теперь всё хорошо",
    "thanks": "Спасибо, приедем ещё!",
}
_EN = {
    "parking": "Hello! Is there parking at the hotel?",
    "breakfast": "What time is breakfast?",
    "praise": "5! The room is lovely and the view is wonderful",
    "complaint": "2, the room smells damp and the air conditioning is broken",
    "sorry": "I am so sorry. We are coming up with an engineer and will offer you another room.",
    "solved": "Yes, all is well now",
    "thanks": "Thank you, we will be back!",
}
