"""Where a message only asks or supposes, where it accuses, and where it asks for a rule."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from bellhop.ai.offline.phrases import Hit
from bellhop.ai.offline.wordlists import load
from bellhop.ai.offline.words import Words


@lru_cache(maxsize=1)
def negations() -> frozenset[str]:
    """Words that deny what follows."""
    return frozenset(load("marks.yaml")["negations"].split())


class Scopes:
    """The frames of a message, sentence by sentence."""

    def __init__(self, words: Words, hits: Iterable[Hit]) -> None:
        self._row = words.row
        self._asked = words.asked
        self._framed: dict[str, set[int]] = defaultdict(set)
        self.asks: dict[int, int] = {}
        self.supposes: dict[int, int] = {}
        self.opened = False
        for hit in hits:
            sentence = self.sentence_of(hit)
            self._framed[hit.rule].add(sentence)
            if self._is_asking(hit, sentence):
                self.asks[sentence] = min(self.asks.get(sentence, hit.start), hit.start)
            elif hit.rule == "frame.if":
                self.supposes[sentence] = min(self.supposes.get(sentence, hit.start), hit.start)
            elif hit.rule == "frame.wh" and hit.start == 0:
                self.opened = True

    def _is_asking(self, hit: Hit, sentence: int) -> bool:
        if hit.rule == "frame.wh":
            return sentence in self._asked
        return hit.rule.startswith("frame.ask") and self._opens(hit, sentence)

    def _opens(self, hit: Hit, sentence: int) -> bool:
        """An asking phrase counts when a question mark follows or it begins the clause."""
        start = hit.start
        if start and negations() & set(self._row[start - 1].forms):
            return False  # "не могу открыть" asks nothing
        if sentence in self._asked:
            return True
        clause = self._row[start].clause
        return start < 2 or self._row[start - 2].clause != clause

    def sentence_of(self, hit: Hit) -> int:
        """The sentence in which a hit begins."""
        return self._row[hit.start].sentence

    def is_question(self, sentence: int) -> bool:
        """Whether the sentence asks anything."""
        return sentence in self._asked or sentence in self.asks

    def asks_for_a_rule(self, hit: Hit, *, loosely: bool) -> bool:
        """Whether a cancellation or change is only asked about: its price, its terms.

        `loosely`: "can one cancel?" without "my" counts too.
        """
        sentence = self.sentence_of(hit)
        ruled = sentence in self._framed["rule.asked"]
        may = sentence in self._framed["rule.may"] and sentence not in self._framed["mine.any"]
        return (ruled or (loosely and may)) and self.is_question(sentence)

    def supposed(self, hit: Hit) -> bool:
        """Whether an "if" stands before what the hit says, or begins the sentence."""
        start = self.supposes.get(self.sentence_of(hit))
        return start is not None and (start <= hit.start or start < 2)

    def accuses(self, hit: Hit) -> bool:
        """Whether the sentence is a reproach in the shape of a question."""
        return self.sentence_of(hit) in self._framed["frame.grievance"]

    def _happened_elsewhere(self, sentence: int) -> bool:
        """Whether the sentence tells of another place, in a message that then asks something."""
        return sentence in self._framed["frame.elsewhere"] and bool(self._asked or self.asks)

    def covers(self, hit: Hit, *, any_question: bool) -> bool:
        """Whether what the hit says is only asked or supposed.

        "Why is it still cold?" accuses, so it covers nothing.
        """
        if self.supposed(hit):
            return True
        sentence = self.sentence_of(hit)
        if self._happened_elsewhere(sentence):
            return True
        if sentence in self._framed["frame.grievance"]:
            return False
        if any_question and sentence in self._asked and sentence not in self.asks:
            return True
        asked = self.asks.get(sentence)
        return asked is not None and asked <= hit.start + 1
