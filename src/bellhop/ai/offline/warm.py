"""Loading ahead of the first guest."""

from bellhop.ai.offline.assess import assess
from bellhop.ai.offline.vocabulary import vocabulary


def warm() -> None:
    """Load dictionaries, rules and word lists now (about two seconds), not in a guest's message."""
    for text in ("Добрый день, кондицанер не работает", "Hello, thank you", "Merhaba"):
        assess(text)
    vocabulary().read("Во сколько завтрак?")
