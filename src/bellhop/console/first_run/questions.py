"""Ten questions that every hotel is asked."""

from __future__ import annotations

import asyncio
from uuid import UUID

from bellhop import turns
from bellhop.turns import Tried

TEN = {
    "ru": (
        "Во сколько завтрак?",
        "Завтрак входит в стоимость?",
        "Какой пароль от вайфая?",
        "Со скольки можно заехать?",
        "До скольки надо выехать?",
        "Есть ли у вас парковка?",
        "Где вы находитесь?",
        "Можно с собакой?",
        "Можно оставить чемоданы после выезда?",
        "Позовите, пожалуйста, человека",
    ),
    "en": (
        "What time is breakfast?",
        "Is breakfast included?",
        "What is the wifi password?",
        "When can we check in?",
        "When do we have to check out?",
        "Do you have parking?",
        "Where are you?",
        "Can I bring my dog?",
        "Can we leave our bags after check-out?",
        "I want to talk to a person",
    ),
}
AT_ONCE = 5


def ten_for(language: str) -> tuple[str, ...]:
    return TEN.get(language, TEN["en"])


async def ask_all(hotel_id: UUID, asked: tuple[str, ...]) -> list[Tried]:
    """What a guest in the house would be told, question by question."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(question: str) -> Tried:
        async with gate:
            return await turns.try_it(hotel_id, question, in_house=True)

    return list(await asyncio.gather(*(one(question) for question in asked)))
