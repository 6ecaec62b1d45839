"""First sketch: a handful of words."""

import re

from bellhop.ai.offline.language import detect_language
from bellhop.ai.plain import Assessment

DANGER = re.compile(r"пожар|дым|газом|скорую|fire|smoke|ambulance|police|полици")
PERSON = re.compile(r"администратор|оператор|человек|human|person|call me")
BAD = re.compile(r"не работает|грязн|ужас|broken|dirty|terrible|doesn't work")


def is_danger(text: str) -> str | None:
    """The kind of danger the message tells of, if any."""
    return "safety" if DANGER.search(text.lower()) else None


def wants_person(text: str) -> bool:
    """Whether the guest asks for a person or a call."""
    return bool(PERSON.search(text.lower()))


def assess(text: str, *, hint: str | None = None) -> Assessment:
    """Mood, subject and attention of one message."""
    danger, person, bad = is_danger(text), wants_person(text), bool(BAD.search(text.lower()))
    return Assessment(
        language=detect_language(text, hint),
        topic="emergency" if danger else "complaint" if bad else "other",
        sentiment="negative" if danger or bad else "neutral",
        confidence=0.6,
        requires_attention=bool(danger) or person or bad,
        attention_reason="safety" if danger else "complaint" if bad else "none",
        department="reception",
        danger=bool(danger),
        person_wanted=person,
    )
