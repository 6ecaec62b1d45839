"""What a rule is made of: when, who, what and manners. Kept as JSON, checked here."""

from __future__ import annotations

import functools
from datetime import time
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bellhop.journeys.conditions import Condition
from bellhop.journeys.planner import Late, Terms
from bellhop.journeys.walltime import Hours
from bellhop.journeys.when import Cron, When

LONGEST = 4_000


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Variant(_Part):
    """One wording; of several a guest gets one, by their shares."""

    text: str = Field(max_length=LONGEST)
    share: int = Field(default=1, ge=0, le=100)


class Poll(_Part):
    question: str = Field(min_length=1, max_length=255)
    options: tuple[str, ...] = Field(min_length=2, max_length=12)
    multiple: bool = False


class What(_Part):
    """The words, by language; a file to go with them; a poll to follow; what the guest is asked: a
    rating, or whether what was wrong is solved. `by_model`: languages that a model wrote."""

    texts: dict[str, tuple[Variant, ...]] = {}
    by_model: tuple[str, ...] = ()
    file_url: str | None = None
    file_name: str = "file"
    polls: dict[str, Poll] = {}
    ask: Literal["rating", "solved"] | None = None

    @field_validator("texts", mode="before")
    @classmethod
    def _plain_words(cls, given: Any) -> Any:
        """A language's one wording may be given as it is."""
        if not isinstance(given, dict):
            return given
        return {
            lang: [{"text": words}] if isinstance(words, str) else words
            for lang, words in given.items()
        }

    @field_validator("file_url")
    @classmethod
    def _an_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("https://", "http://")):
            raise ValueError("a file is named by an http(s) address")
        return url

    @model_validator(mode="after")
    def _says_something(self) -> What:
        if not self.texts and not self.polls:
            raise ValueError("a rule needs words in one language at least")
        return self


class Stretch(_Part):
    start: time
    end: time


class Manners(_Part):
    """How the rule behaves. `awaited`: the guest waits for it, so no other message holds it back
    and it does not count. `urgent`: by day and night, whatever else goes on. `once`: for each
    stay, guest, year or occurrence. `keep_hours`: how late it still makes sense."""

    kind: Literal["service", "marketing"] = "service"
    priority: int = Field(default=50, ge=0, le=100)
    awaited: bool = False
    urgent: bool = False
    quiet: bool = True
    not_between: Stretch | None = None
    in_stay: bool = False
    once: Literal["stay", "guest", "year", "each"] = "stay"
    late: Late = "skip"
    keep_hours: float = Field(default=6.0, gt=0, le=24 * 60)

    @property
    def counts(self) -> bool:
        """Whether it takes part in how much a guest hears."""
        return not (self.awaited or self.urgent)


class Definition(_Part):
    when: When
    who: Condition | None = None
    what: What
    manners: Manners = Manners()

    @model_validator(mode="after")
    def _cron_repeats(self) -> Definition:
        if isinstance(self.when, Cron) and self.manners.once not in ("each", "guest", "year"):
            raise ValueError("a rule by cron comes again: once is each, guest or year")
        return self

    def terms(self, quiet_hours: Hours) -> Terms:
        """As the planner wants them, with the hotel's own quiet hours."""
        manners, quiet = self.manners, []
        if manners.quiet and not manners.urgent:
            quiet.append(quiet_hours)
        if manners.not_between:
            quiet.append(Hours(manners.not_between.start, manners.not_between.end))
        return Terms(self.when, tuple(quiet), in_stay=manners.in_stay, late=manners.late)


def parsed(stored: dict[str, Any]) -> Definition:
    """The definition of a row, read once for as long as it stays the same."""
    return _parsed(orjson.dumps(stored, option=orjson.OPT_SORT_KEYS))


@functools.lru_cache(maxsize=4_000)
def _parsed(stored: bytes) -> Definition:
    return Definition.model_validate_json(stored)
