"""From rules found to meaning: what is asked, supposed or calmed away, and what stays."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bellhop.ai.offline.phrases import Hit
from bellhop.ai.offline.rulebook import CALM, rulebook
from bellhop.ai.offline.words import Words

STATEMENTS = frozenset({"fail", "bad", "theft", "ill", "money", "refund", "legal", "abuse"})
WISHES = frozenset({"person", "cancel", "change", "lost", "snoop", "inject"})
CALMED = STATEMENTS | {"tone", "sarcasm", "cancel", "change", "lost"}
TROUBLE = STATEMENTS | {"tone", "sarcasm", "danger", "plea"}
NEGATIONS = frozenset("не ни нет нельзя not isnt wasnt arent werent dont didnt doesnt never no hardly "
                      "cant cannot wont without без nicht kein değil pas non no".split())  # fmt: skip
_NOT_NEGATED = frozenset("только just only просто".split())
GOOD_FACES = frozenset("❤🔥😍🥰😊😀😁👍💯🙏🎉🤩😘💕💖💐⭐🌟🥳🤗😋👌💪♥☀🙌😇")
BAD_FACES = frozenset("😡🤬😠😤🤮🤢👎😞😒🙄🤦💩😢😭😩😫☹🙁😖😣🤡🖕😨😱🪳🐜🐀")


@dataclass(slots=True)
class Found:
    """The rules that stand after questions, suppositions and innocent phrases are taken away."""

    words: Words
    hits: list[Hit] = field(default_factory=list)
    silenced: list[Hit] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Hit]:
        """Standing hits of these kinds."""
        return [hit for hit in self.hits if kind_of(hit) in kinds]


def kind_of(hit: Hit) -> str:
    """The first part of a rule's name: danger, fail, bad, praise …"""
    return hit.rule.partition(".")[0]


class _Scopes:
    """Where in each sentence something is only asked or supposed."""

    def __init__(self, words: Words, hits: Iterable[Hit]) -> None:
        self._row = words.row
        self._asked = words.asked
        self.asks: dict[int, int] = {}
        self.supposes: dict[int, int] = {}
        self.grieves: set[int] = set()
        self.ruled: set[int] = set()
        self.mays: set[int] = set()
        self.own: set[int] = set()
        self.opened = False
        for hit in hits:
            sentence = words.row[hit.start].sentence
            name = hit.rule
            if name.startswith("frame.ask") and self._opens(hit, sentence):
                self.asks[sentence] = min(self.asks.get(sentence, hit.start), hit.start)
            elif name == "frame.wh" and sentence in words.asked:
                self.asks[sentence] = min(self.asks.get(sentence, hit.start), hit.start)
            elif name == "frame.if":
                self.supposes[sentence] = min(self.supposes.get(sentence, hit.start), hit.start)
            elif name == "frame.grievance":
                self.grieves.add(sentence)
            elif name == "rule.asked":
                self.ruled.add(sentence)
            elif name == "rule.may":
                self.mays.add(sentence)
            elif name == "mine.any":
                self.own.add(sentence)
            elif name == "frame.wh" and hit.start == 0:
                self.opened = True

    def _opens(self, hit: Hit, sentence: int) -> bool:
        """An asking phrase counts when a question mark follows or it begins the clause."""
        start = hit.start
        if start and NEGATIONS & set(self._row[start - 1].forms):
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

    def covers(self, hit: Hit, *, any_question: bool) -> bool:
        """Whether what the hit says is only asked or supposed."""
        sentence = self._row[hit.start].sentence
        supposed = self.supposes.get(sentence)
        if supposed is not None and (supposed <= hit.start or supposed < 2):
            return True
        if sentence in self.grieves:
            return False
        if any_question and sentence in self._asked and sentence not in self.asks:
            return True
        asked = self.asks.get(sentence)
        return asked is not None and asked <= hit.start + 1


def look(text: str) -> Found:
    """Read a message with all rules and keep what stands."""
    book = rulebook()
    words = book.read(text)
    hits = book.phrases.scan(words)
    scopes = _Scopes(words, hits)
    calm = _calm_places(hits)
    found = Found(words)
    for hit in hits:
        kind = kind_of(hit)
        if kind in ("calm", "frame"):
            continue
        if _is_silenced(hit, kind, calm, scopes):
            found.silenced.append(hit)
        else:
            found.hits.append(hit)
    _turn_negated_praise(found, calm["mood"], scopes)
    _drop_solved(found)
    _faces(found)
    _doubt(found, scopes)
    return found


def _calm_places(hits: Iterable[Hit]) -> dict[str, set[int]]:
    places: dict[str, set[int]] = defaultdict(set)
    for hit in hits:
        if hit.rule.startswith(CALM):
            places[hit.rule.removeprefix(CALM)] |= set(range(hit.start, hit.end))
    return places


def _is_silenced(hit: Hit, kind: str, calm: dict[str, set[int]], scopes: _Scopes) -> bool:
    edges = {hit.start, hit.end - 1}
    if kind == "danger":
        return bool(edges & calm["danger"])
    if kind in CALMED and edges & calm["mood"]:
        return True
    if kind in STATEMENTS or kind == "lost":
        return scopes.covers(hit, any_question=False)
    if kind == "praise" and hit.end - hit.start == 1 and hit.start in calm["mood"]:
        return True
    if kind in ("tone", "praise"):
        return scopes.covers(hit, any_question=True)
    if kind in ("cancel", "change"):
        sentence = scopes.sentence_of(hit)
        of_rules = sentence in scopes.ruled
        if kind == "cancel" and sentence in scopes.mays and sentence not in scopes.own:
            of_rules = True
        return of_rules and scopes.is_question(sentence)
    return False


def _turn_negated_praise(found: Found, calm: set[int], scopes: _Scopes) -> None:
    """ "Not good" is a complaint; "not only good" and a question are not."""
    row = found.words.row
    for hit in list(found.hits):
        if kind_of(hit) != "praise" or hit.end - hit.start > 1 or hit.start in calm:
            continue
        before = [row[i] for i in range(max(0, hit.start - 3), hit.start)]
        before = [w for w in before if w.clause == row[hit.start].clause]
        forms = {form for w in before for form in w.forms}
        if forms & NEGATIONS and not forms & _NOT_NEGATED:
            found.hits.remove(hit)
            if not scopes.covers(hit, any_question=True):
                found.hits.append(Hit("bad.negated_praise", hit.start, hit.end))


def _drop_solved(found: Found) -> None:
    """A trouble that is over, told with thanks or praise, is praise."""
    solved, glad = found.of("solved"), found.of("praise", "thanks")
    if not solved or not glad:
        return
    last = max(hit.end for hit in solved + glad)
    for hit in found.of("fail", "bad", "tone", "ill", "money", "plea"):
        if hit.start < last:
            found.hits.remove(hit)
            found.silenced.append(hit)


_HARMLESS = ("calm_request", "praise", "thanks", "inject", "snoop", "lost", "cancel", "change",
             "person", "solved")  # fmt: skip
_SHORTEST_STATEMENT = 5


def _doubt(found: Found, scopes: _Scopes) -> None:
    """A statement about the hotel that nothing explains is read as a complaint.

    Guests write to a hotel to ask, to wish, to thank, to tell when they come, or because something
    is wrong. What is none of the first four is shown to a person: a look costs less than a miss.
    """
    if found.of(*TROUBLE, *_HARMLESS) or len(found.words.row) < _SHORTEST_STATEMENT:
        return
    if found.words.asked or scopes.asks or scopes.opened:
        return
    silenced = {found.words.row[h.start].sentence for h in found.silenced}
    for hit in found.of("about"):
        sentence = scopes.sentence_of(hit)
        if sentence not in scopes.supposes.keys() | silenced:
            found.hits.append(Hit("doubt.statement", hit.start, hit.end))
            return


def _faces(found: Found) -> None:
    text = found.words.text
    if any(face in text for face in BAD_FACES):
        found.hits.append(Hit("tone.face", 0, 0))
    if any(face in text for face in GOOD_FACES):
        found.hits.append(Hit("praise.face", 0, 0))
