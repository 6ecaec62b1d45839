"""Which words a guest gets: the language, the variant, the finished text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bellhop.hotels import Hotel
from bellhop.journeys.definition import Poll, Variant, What
from bellhop.journeys.templates import render, values_of

SPOKEN_IN = {
    "RU": "ru", "BY": "ru", "KZ": "ru", "KG": "ru",
    "GB": "en", "US": "en", "CA": "en", "AU": "en", "IE": "en", "NZ": "en", "IN": "en",
    "DE": "de", "AT": "de", "FR": "fr", "ES": "es", "MX": "es", "IT": "it", "CN": "zh",
    "TR": "tr", "GE": "ka", "AM": "hy", "UZ": "uz", "PL": "pl", "PT": "pt", "BR": "pt",
    "AE": "ar", "SA": "ar", "IL": "he", "JP": "ja", "KR": "ko",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A message as the guest will read it."""

    text: str
    poll: Poll | None
    language: str
    variant: int


def language_of(*spoken: str | None, country: str | None, hotel: Hotel) -> str:
    """The first that is known of what was `spoken` (the chat's language, the profile's), then the
    country's, then the hotel's."""
    known = [*spoken, SPOKEN_IN.get((country or "").upper()), hotel.locale]
    return next(lang for lang in known if lang)[:2].lower()


def choose(
    what: What, language: str, hotel: Hotel, send_id: UUID
) -> tuple[str, Variant | None, int]:
    """Language, wording and its number. Without words in the guest's language the hotel's are
    used, then English, then whatever there is."""
    texts = what.texts
    wanted = (language, hotel.locale[:2].lower(), "en", *texts)
    found = next((lang for lang in wanted if texts.get(lang)), None)
    if found is None:
        return language, None, 0
    number = _by_share(texts[found], send_id)
    return found, texts[found][number], number


def poll_in(what: What, language: str, hotel: Hotel) -> Poll | None:
    wanted = (language, hotel.locale[:2].lower(), "en", *what.polls)
    return next((what.polls[lang] for lang in wanted if lang in what.polls), None)


def write(
    what: What,
    hotel: Hotel,
    stay: Any,
    person: tuple[str, str],
    send_id: UUID,
    extra: Mapping[str, Any],
) -> Words:
    """The finished words for a person (name, language). Raises BadInput."""
    name, wanted = person
    language, variant, number = choose(what, wanted, hotel, send_id)
    values = values_of(hotel, stay, name, language, extra.get("event", {}))
    values |= {key: value for key, value in extra.items() if key != "event"}
    text = render(variant.text, values) if variant else ""
    return Words(text, poll_in(what, language, hotel), language, number)


def _by_share(variants: tuple[Variant, ...], send_id: UUID) -> int:
    """The same for the same message whenever it is asked."""
    total = sum(variant.share for variant in variants)
    if total == 0:
        return 0
    place = send_id.int % total
    for number, variant in enumerate(variants):
        place -= variant.share
        if place < 0:
            return number
    return 0
