"""One day's figures, and a report over many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.reports.models import DayFigures
from bellhop.reports.spread import Spread

COUNTED = (
    "messages", "channels", "moods", "topics", "languages", "ratings",
    "alerts", "sent", "delivered", "read", "answered_journeys", "held",
)  # fmt: skip
"""The counters of a day, by what they are called in JSON."""


@dataclass(slots=True)
class Figures:
    """`messages` by origin; `channels` by "type in" and "type out"; `sent`, `delivered`, `read` and
    `answered_journeys` by rule; `asked`: times a guest began to wait, of which `replied` ended with
    an answer and `alone` with the bot's, without a person. Cost in US dollars."""

    messages: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)
    moods: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    ratings: Counter[str] = field(default_factory=Counter)
    alerts: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    delivered: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    answered_journeys: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    replied: int = 0
    alone: int = 0
    first_answer: Spread = field(default_factory=Spread)
    taken: Spread = field(default_factory=Spread)
    model_calls: int = 0
    model_usd: float = 0.0
    arrivals: int = 0

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Figures:
        made = cls(
            asked=kept.get("asked", 0),
            replied=kept.get("replied", 0),
            alone=kept.get("alone", 0),
            first_answer=Spread.from_json(kept.get("first_answer", {})),
            taken=Spread.from_json(kept.get("taken", {})),
            model_calls=kept.get("model_calls", 0),
            model_usd=kept.get("model_usd", 0.0),
            arrivals=kept.get("arrivals", 0),
        )
        for name in COUNTED:
            setattr(made, name, Counter(kept.get(name, {})))
        return made

    def to_json(self) -> dict[str, Any]:
        kept: dict[str, Any] = {name: dict(getattr(self, name)) for name in COUNTED}
        return kept | {
            "asked": self.asked,
            "replied": self.replied,
            "alone": self.alone,
            "first_answer": self.first_answer.to_json(),
            "taken": self.taken.to_json(),
            "model_calls": self.model_calls,
            "model_usd": round(self.model_usd, 6),
            "arrivals": self.arrivals,
        }

    def add(self, other: Figures) -> None:
        for name in COUNTED:
            getattr(self, name).update(getattr(other, name))
        self.asked += other.asked
        self.replied += other.replied
        self.alone += other.alone
        self.first_answer.add(other.first_answer)
        self.taken.add(other.taken)
        self.model_calls += other.model_calls
        self.model_usd += other.model_usd
        self.arrivals += other.arrivals

    @property
    def alone_share(self) -> float | None:
        """Of the guests' questions that were answered, how many needed no person."""
        return self.alone / self.replied if self.replied else None

    @property
    def rating(self) -> float | None:
        """The mean score."""
        count = self.ratings.total()
        return sum(int(s) * n for s, n in self.ratings.items()) / count if count else None


@dataclass(frozen=True, slots=True)
class Report:
    """Every day from first to last, days without figures included, and their sum."""

    first: date
    last: date
    days: Sequence[tuple[date, Figures]]
    total: Figures


async def read(session: AsyncSession, first: date, last: date) -> Report:
    """From what was counted; see `refresh` for the newest."""
    query = select(DayFigures.day, DayFigures.figures).where(
        DayFigures.day >= first, DayFigures.day <= last
    )
    kept = {row.day: Figures.from_json(row.figures) for row in await session.execute(query)}
    days = [(day, kept.get(day) or Figures()) for day in between(first, last)]
    total = Figures()
    for _, figures in days:
        total.add(figures)
    return Report(first, last, days, total)


def between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
