"""From rules found to meaning: what is asked, supposed or calmed away, and what stays."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bellhop.ai.offline.phrases import Hit
from bellhop.ai.offline.rulebook import CALM, rulebook
from bellhop.ai.offline.scopes import Scopes, negations
from bellhop.ai.offline.words import Words

STATEMENTS = frozenset({"fail", "bad", "theft", "ill", "money", "refund", "legal", "abuse"})
CALMED = STATEMENTS | {"soft", "tone", "sarcasm", "cancel", "change", "lost"}
TROUBLE = STATEMENTS | {"tone", "sarcasm", "danger", "plea", "doubt"}
_NOT_NEGATED = frozenset(["только", "just", "only", "просто"])
GOOD_FACES = frozenset("❤🔥😍🥰😊😀😁👍💯🙏🎉🤩😘💕💖💐⭐🌟🥳🤗😋👌💪♥☀🙌😇")
BAD_FACES = frozenset("😡🤬😠😤🤮🤢👎😞😒🙄🤦💩😢😭😩😫☹🙁😖😣🤡🖕😨😱🪳🐜🐀")


@dataclass(slots=True)
class Found:
    """The rules that stand after questions, suppositions and innocent phrases are taken away."""

    words: Words
    hits: list[Hit] = field(default_factory=list)
    silenced: list[Hit] = field(default_factory=list)
    only_asked: list[Hit] = field(default_factory=list)  # dangers in questions, still standing
    asking: bool = False  # a question, with its mark or without
    supposing: bool = False

    def of(self, *kinds: str) -> list[Hit]:
        """Standing hits of these kinds."""
        return [hit for hit in self.hits if kind_of(hit) in kinds]


def kind_of(hit: Hit) -> str:
    """The first part of a rule's name: danger, fail, bad, praise …"""
    return hit.rule.partition(".")[0]


def look(text: str) -> Found:
    """Read a message with all rules and keep what stands."""
    book = rulebook()
    words = book.read(text)
    hits = book.phrases.scan(words)
    scopes = Scopes(words, hits)
    calm = _calm_places(hits)
    found = Found(words)
    found.asking = bool(words.asked or scopes.asks or scopes.opened)
    found.supposing = bool(scopes.supposes)
    for hit in hits:
        kind = kind_of(hit)
        if kind in ("calm", "frame"):
            continue
        if _is_silenced(hit, kind, calm, scopes):
            found.silenced.append(hit)
        else:
            found.hits.append(hit)
            if hit.rule.startswith("danger.medical") and scopes.covers(hit, any_question=False):
                found.only_asked.append(hit)
    _turn_negated_praise(found, calm["mood"], scopes)
    _drop_solved(found)
    _faces(found)
    _scare_quotes(found)
    _doubt(found, scopes)
    return found


def _calm_places(hits: Iterable[Hit]) -> dict[str, set[int]]:
    places: dict[str, set[int]] = defaultdict(set)
    for hit in hits:
        if hit.rule.startswith(CALM):
            places[hit.rule.removeprefix(CALM)] |= set(range(hit.start, hit.end))
    return places


def _is_silenced(hit: Hit, kind: str, calm: dict[str, set[int]], scopes: Scopes) -> bool:
    edges = {hit.start, hit.end - 1}
    if kind == "danger":
        return edges <= calm["danger"]  # a stretch that leaves the innocent phrase stays danger
    if kind in CALMED and edges & calm["mood"]:
        return True
    if kind == "praise" and hit.end - hit.start == 1 and hit.start in calm["mood"]:
        return True
    return _is_only_asked(hit, kind, scopes)


def _is_only_asked(hit: Hit, kind: str, scopes: Scopes) -> bool:
    if kind in ("cancel", "change"):
        return scopes.asks_for_a_rule(hit, loosely=kind == "cancel")
    if kind in ("legal", "abuse"):
        return False  # "if you do not solve this, I shall sue" supposes, and threatens all the same
    if kind == "lost":
        return scopes.supposed(hit)
    if kind in ("tone", "praise"):
        return scopes.covers(hit, any_question=True)
    if kind == "soft":
        asked = scopes.is_question(scopes.sentence_of(hit)) and not scopes.accuses(hit)
        return asked or scopes.covers(hit, any_question=True)
    return kind in STATEMENTS and scopes.covers(hit, any_question=False)


def _turn_negated_praise(found: Found, calm: set[int], scopes: Scopes) -> None:
    """ "Not good" is a complaint; "not only good" and a question are not."""
    row = found.words.row
    for hit in list(found.hits):
        if kind_of(hit) != "praise" or hit.end - hit.start > 1 or hit.start in calm:
            continue
        before = [row[i] for i in range(max(0, hit.start - 3), hit.start)]
        before = [w for w in before if w.clause == row[hit.start].clause]
        forms = {form for w in before for form in w.forms}
        if forms & negations() and not forms & _NOT_NEGATED:
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
_EXPLAINED = ("inject", "snoop", "lost", "cancel", "change", "ack")
_SHORTEST_STATEMENT = 5


def _doubt(found: Found, scopes: Scopes) -> None:
    """A statement that nothing explains is read as a complaint.

    Guests write to a hotel to ask, to wish, to thank, to tell when they come, or because something
    is wrong. What is none of the first four is shown to a person: a look costs less than a miss.
    Weak evidence of a fault decides where a wish or an opening compliment would explain it away.
    """
    if found.of(*TROUBLE):
        return
    if found.of("soft") and not found.of(*_EXPLAINED):
        asked_for = found.of("person") and found.of("calm_request")
        if not asked_for and not _honest_praise(found):
            found.hits.append(Hit("doubt.soft", 0, len(found.words.row)))
        return
    explained = [hit for hit in found.of(*_HARMLESS) if hit.rule != "praise.weak"]
    if explained or len(found.words.row) < _SHORTEST_STATEMENT:
        return
    if found.words.asked or scopes.asks or scopes.opened:
        return
    row = found.words.row
    if sum(word.raw[0].isdigit() for word in row) > 0.34 * len(row):
        return  # a name, dates, a booking number
    silenced = {row[h.start].sentence for h in found.silenced} | scopes.supposes.keys()
    if any(word.sentence not in silenced for word in row):
        found.hits.append(Hit("doubt.statement", 0, len(row)))


def _honest_praise(found: Found) -> bool:
    """Praise that is more than the word that opens a sarcastic sentence."""
    openers = {at for hit in found.of("opener") for at in range(hit.start, hit.end)}
    praise = [hit for hit in found.of("praise") if hit.rule != "praise.weak"]
    if openers:
        return any(hit.start not in openers for hit in praise)
    return bool(praise) or bool(found.of("thanks") and found.of("solved"))


_QUOTED = re.compile(r"[«\"“„]([^»\"”“]{3,40})[»\"”“]")


def _scare_quotes(found: Found) -> None:
    """A thing of the hotel or a compliment between quotation marks is meant the other way."""
    if found.words.asked:
        return
    for quoted in _QUOTED.finditer(found.words.text):
        inner = quoted[1]
        if inner[:1].isupper() or inner[:1].isdigit():
            continue  # a name
        inside = rulebook().phrases.scan(rulebook().read(inner))
        if any(kind_of(hit) in ("praise", "about") for hit in inside):
            found.hits.append(Hit("sarcasm.quotes", 0, 0))
            return


def _faces(found: Found) -> None:
    text = found.words.text
    if any(face in text for face in BAD_FACES):
        found.hits.append(Hit("tone.face", 0, 0))
    if any(face in text for face in GOOD_FACES):
        found.hits.append(Hit("praise.face", 0, 0))
