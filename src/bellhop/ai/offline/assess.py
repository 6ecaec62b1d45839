"""One message assessed: mood, subject, attention. Danger is looked for first and always.

Rules find what is said outright; the learned scales (`learned.py`) weigh the whole message and hear
the rules. Danger, a wish for a person, refund and legal threats stand whatever the scales say.
"""

from bellhop.ai.offline import smalltalk
from bellhop.ai.offline.language import detect_language
from bellhop.ai.offline.learned import Opinion, chance, scales
from bellhop.ai.offline.mood import TROUBLE, Found, kind_of, look
from bellhop.ai.plain import Assessment, Department, Reason, Sentiment, Topic

# In this order: the first kind found names the reason.
_REASONS: tuple[tuple[str, Reason], ...] = (
    ("theft", "security"),
    ("ill", "medical"),
    ("snoop", "security"),
    ("legal", "legal"),
    ("refund", "refund"),
    ("money", "money"),
    ("abuse", "abuse"),
    ("lost", "lost_item"),
    ("cancel", "cancellation"),
    ("change", "booking_change"),
    ("fail", "malfunction"),
    ("bad", "complaint"),
    ("plea", "complaint"),
    ("tone", "complaint"),
    ("doubt", "complaint"),
    ("sarcasm", "complaint"),
    ("person", "person_wanted"),
)
_STANDING = ("danger", "person", "refund", "legal")  # always call a person
_PLAIN = ("lost", "cancel", "change", "snoop", "money", "theft", "abuse")  # said outright
_EXACT = ("doubt", "praise", "soft", "fail", "bad", "tone")  # kinds whose single rules are heard
# Chances from which a person is called: what is said outright needs less, a calm text more.
_CALL = {False: 0.13, True: 0.26}
_CALL_ASKED = {False: 0.23, True: 0.27}
_CALL_PLAIN, _CALL_PLAIN_ASKED = 0.2, 0.4
_CALL_PRAISING = 0.27
_BARE = 2  # words without a word of trouble: "towels", "room 205"; the scales know only sentences
_CALL_APART = 0.15  # a fault stated beside a question: "Is anyone coming? The sink is blocked"
_FAULTS = ("complaint", "malfunction")  # reasons that leave no room for praise
_SURE = 0.55
_CALM = -0.95  # a first opinion below it: a danger that is only asked about is none
_LEARNED = frozenset({"ru", "en"})
_DEPARTMENTS: dict[str, Department] = {
    "housekeeping": "housekeeping",
    "maintenance": "maintenance",
    "wifi": "maintenance",
    "food": "restaurant",
    "spa": "spa",
    "billing": "billing",
    "noise": "reception",
    "complaint": "management",
    "emergency": "security",
    "praise": "none",
    "smalltalk": "none",
    "off_topic": "none",
    "other": "none",
}
_BY_REASON: dict[str, Department] = {
    "security": "security",
    "medical": "reception",
    "legal": "management",
    "refund": "billing",
    "money": "billing",
    "malfunction": "maintenance",
    "lost_item": "housekeeping",
    "abuse": "management",
}


def is_danger(text: str) -> str | None:
    """The kind of danger told of (safety, medical, security), or None."""
    return _danger(_understood(text))


def wants_person(text: str) -> bool:
    """Whether the guest asks for a person or to be called."""
    return bool(look(text).of("person"))


def _danger(found: Found) -> Reason | None:
    kinds = {hit.rule.split(".")[1] for hit in found.of("danger")}
    for reason in ("medical", "safety", "security"):
        if reason in kinds:
            return reason
    return None


def _understood(text: str) -> Found:
    """What the rules find, without what only an attacker wishes or a calm question names."""
    found = look(text)
    _forget_the_attackers_wishes(found)
    if found.only_asked and scales().first_opinion(found.words)[3] < _CALM:
        for hit in found.only_asked:
            found.hits.remove(hit)
    return found


def facts(found: Found) -> list[str]:
    """What the rules say of a message, as the learned scales hear it."""
    reason = _danger(found) or _reason(found)
    mood, _ = _ruled_sentiment(found)
    said = {kind_of(hit) for hit in found.hits} - {"topic", "about", "mine", "rule"}
    said.add(f"mood {mood}")
    if reason not in ("none", "injection"):
        said.add("called")
    shape = {name for name, so in _shapes(found).items() if so}
    pairs = {f"{one} {other}" for one in shape & {"asked", "asking"} for other in said}
    exactly = {hit.rule for hit in found.hits if kind_of(hit) in _EXACT}
    return sorted(said | shape | pairs | exactly)


def _shapes(found: Found) -> dict[str, bool]:
    """The shape of a message: question, supposition, how long."""
    length = len(found.words.row)
    return {
        "asked": bool(found.words.asked),
        "asking": found.asking and not found.words.asked,
        "supposing": found.supposing,
        "a word or two": length <= 2,
        "few words": 2 < length <= 5,
        "many words": length > 12,
    }


def assess(text: str, *, hint: str | None = None) -> Assessment:
    """Mood, subject and attention of one message. `hint`: the chat's last known language."""
    found = _understood(text)
    told = facts(found)
    danger = _danger(found)
    reason: Reason = danger or _reason(found)
    language = detect_language(text, hint)
    sentiment, confidence = _ruled_sentiment(found)
    if smalltalk.is_thanks(text) and danger is None:
        sentiment, confidence, reason = "positive", 0.9, "none"
    elif language in _LEARNED and found.words.row and not _bare(found):
        opinion = scales().second_opinion(scales().first_opinion(found.words), told)
        reason = _heard(found, reason, opinion)
        sentiment, confidence = _weighed_sentiment(found, reason, opinion)
    topic = _topic(found, sentiment, reason, text)
    department = _BY_REASON.get(reason) or _DEPARTMENTS.get(topic, "reception")
    return Assessment(
        language=language,
        topic=topic,
        sentiment=sentiment,
        confidence=confidence,
        requires_attention=reason not in ("none", "injection"),
        attention_reason=reason,
        department=department,
        danger=danger is not None,
        person_wanted=bool(found.of("person")),
        signals=_signals(found),
    )


def _signals(found: Found) -> tuple[str, ...]:
    said = {hit.rule for hit in found.hits if kind_of(hit) != "topic"}
    return tuple(sorted(said | ({"frame.asking"} if found.asking else set())))


def _heard(found: Found, reason: Reason, opinion: Opinion) -> Reason:
    """The reason to call a person once the scales have spoken; "none" when there is none."""
    if found.of(*_STANDING):
        return reason
    asked, calm = bool(found.words.asked), opinion[0] < max(opinion[1:3])
    least = (_CALL_ASKED if asked else _CALL)[calm]
    if calm and any(hit.rule == "praise.strong" for hit in found.hits):
        least = max(least, _CALL_PRAISING)
    if found.of(*_PLAIN):
        least = _CALL_PLAIN_ASKED if asked else _CALL_PLAIN
    if asked and _states_apart(found):
        least = min(least, _CALL_APART)
    if chance(opinion[3]) >= least:
        return "complaint" if reason in ("none", "injection") else reason
    return "injection" if found.of("inject") else "none"


def _bare(found: Found) -> bool:
    """Whether a message is a thing's name and nothing more."""
    told = found.of(*TROUBLE, *_STANDING, *_PLAIN, "praise", "soft")
    return len(found.words.row) <= _BARE and not told


def _states_apart(found: Found) -> bool:
    """Whether a fault is told in a sentence of its own beside a question."""
    told = {found.words.row[hit.start].sentence for hit in found.of("fail", "bad", "money")}
    return bool(told - found.words.asked)


def _weighed_sentiment(found: Found, reason: Reason, opinion: Opinion) -> tuple[Sentiment, float]:
    if found.of("danger"):
        return "negative", 0.95
    moods: tuple[Sentiment, ...] = ("negative", "neutral", "positive")
    chances = [chance(score) for score in opinion[:3]]
    best = max(range(3), key=chances.__getitem__)
    if reason in _FAULTS and (moods[best] == "positive" or chance(opinion[3]) >= _SURE):
        best = 0  # a complaint that smiles is a complaint
    return moods[best], round(max(0.4, min(0.97, chances[best] / sum(chances))), 2)


def _forget_the_attackers_wishes(found: Found) -> None:
    """An attack that asks for nobody's data needs nobody; its demands are not a guest's."""
    if found.of("inject") and not found.of("snoop", "danger"):
        for hit in found.of(
            "person", "refund", "money", "change", "cancel", "legal", "bad", "plea"
        ):
            found.hits.remove(hit)


def _reason(found: Found) -> Reason:
    kinds = {kind_of(hit) for hit in found.hits}
    for kind, reason in _REASONS:
        if kind in kinds:
            return reason
    return "injection" if "inject" in kinds else "none"


def _ruled_sentiment(found: Found) -> tuple[Sentiment, float]:
    trouble = len({hit.rule for hit in found.of(*TROUBLE)})
    praise = found.of("praise")
    strong = [hit for hit in praise if hit.rule != "praise.weak"]
    if trouble:
        return "negative", min(0.97, 0.62 + 0.12 * trouble)
    if found.of("inject", "snoop"):
        return "neutral", 0.7
    if strong:
        return "positive", min(0.95, 0.68 + 0.09 * len(strong))
    if found.of("thanks") and found.of("solved"):
        return "positive", 0.7
    if found.of("ack"):
        return "neutral", 0.7
    if found.of("thanks") and (smalltalk.is_thanks(found.words.text) or _only_thanks(found)):
        return "positive", 0.75
    return "neutral", 0.6 if praise or found.of("thanks") else 0.75


def _only_thanks(found: Found) -> bool:
    """Thanks with at most a few words around and no question or wish."""
    words = found.words
    if words.asked or found.of("cancel", "change", "lost", "person"):
        return False
    return (
        len(words.row) <= 6
        and len({w.sentence for w in words.row}) == 1
        and (words.row[0].raw[:3] in ("спа", "бла", "tha", "thx", "che", "dan", "mer", "gra"))
    )


def _topic(found: Found, sentiment: Sentiment, reason: Reason, text: str) -> Topic:
    if found.of("danger"):
        return "emergency"
    if reason == "lost_item":
        return "lost_found"
    counts: dict[str, int] = {}
    for hit in found.of("topic"):
        name = hit.rule.partition(".")[2]
        counts[name] = counts.get(name, 0) + 1
    counts.setdefault("room", 0)
    counts["room"] -= 1  # a room is mentioned in every second message
    best = max(counts, key=lambda name: counts[name])
    if counts[best] > 0 or (counts[best] == 0 and best == "room" and found.of("topic")):
        return best  # type: ignore[return-value]
    if found.of("inject"):
        return "off_topic"
    if sentiment == "negative":
        return "complaint"
    if sentiment == "positive":
        return "praise"
    return "smalltalk" if smalltalk.is_greeting(text) else "other"
