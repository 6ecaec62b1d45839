"""First sketch: by script only."""

import re


def detect_language(text: str, hint: str | None = None) -> str:
    """The guest's language as a two-letter code; short texts fall back to the hint."""
    if re.search("[а-яё]", text.lower()):
        return "ru"
    if re.search("[a-z]", text.lower()):
        return hint if hint and len(text) < 12 else "en"
    return hint or "en"
