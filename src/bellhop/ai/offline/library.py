"""First sketch: shared words."""

import re
from collections.abc import Sequence

from bellhop.ai.plain import Entry, Match


class Library:
    """A hotel's entries, indexed once per knowledge version."""

    def __init__(self, entries: Sequence[Entry], *, lang: str = "en") -> None:
        self.lang = lang
        self._entries = [(entry, self._words(entry.question)) for entry in entries]

    @staticmethod
    def _words(text: str) -> set[str]:
        return {word[:5] for word in re.findall(r"\w{4,}", text.lower())}

    def find(self, question: str, *, lang: str | None = None) -> Match:
        """The entry that answers the question, or none: then a person is called."""
        asked = self._words(question)
        ranked = sorted(
            (
                (len(asked & words) / (len(asked) or 1), i)
                for i, (_, words) in enumerate(self._entries)
            ),
            reverse=True,
        )
        if not ranked or ranked[0][0] < 0.5:
            return Match(None, ranked[0][0] if ranked else 0.0, 0.0)
        best = self._entries[ranked[0][1]][0]
        return Match(best, ranked[0][0], ranked[1][0] if len(ranked) > 1 else 0.0)
