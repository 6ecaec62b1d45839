"""First sketch: whole-message words."""

STOP = {"stop", "стоп", "отписаться", "отпишись", "unsubscribe", "alto"}
START = {"start", "старт"}


def _bare(text: str) -> str:
    return text.strip(" .!?\n").lower()


def is_stop_word(text: str) -> bool:
    """Whether the message asks, alone, to end what we send first."""
    return _bare(text) in STOP


def is_start_word(text: str) -> bool:
    """Whether the message undoes a STOP."""
    return _bare(text) in START


def is_greeting(text: str) -> bool:
    """Whether the message only greets."""
    return _bare(text) in {"hello", "hi", "привет", "здравствуйте", "добрый день"}


def is_thanks(text: str) -> bool:
    """Whether the message only thanks."""
    return _bare(text) in {"thanks", "thank you", "спасибо"}
