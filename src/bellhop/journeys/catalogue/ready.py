"""A rule that is ready to be switched on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bellhop.journeys.definition import Definition


@dataclass(frozen=True, slots=True)
class Ready:
    key: str
    ru: str
    en: str
    definition: Definition

    def name(self, locale: str) -> str:
        return self.ru if locale[:2] == "ru" else self.en


def ready(
    key: str,
    names: tuple[str, str],
    when: dict[str, Any],
    texts: tuple[str, str],
    **more: Any,
) -> Ready:
    """Names and texts are Russian and English. `who` and `ask` are given by name; what else is
    given are manners."""
    what: dict[str, Any] = {"texts": {"ru": texts[0].strip(), "en": texts[1].strip()}}
    if "ask" in more:
        what["ask"] = more.pop("ask")
    given = {"when": when, "who": more.pop("who", None), "what": what, "manners": more}
    return Ready(key, *names, Definition.model_validate(given))
