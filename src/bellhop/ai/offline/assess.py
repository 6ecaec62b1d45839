"""One message assessed: mood, subject, attention. Danger is looked for first and always."""

from bellhop.ai.offline import smalltalk
from bellhop.ai.offline.language import detect_language
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
    return _danger(look(text))


def wants_person(text: str) -> bool:
    """Whether the guest asks for a person or to be called."""
    return bool(look(text).of("person"))


def _danger(found: Found) -> Reason | None:
    kinds = {hit.rule.split(".")[1] for hit in found.of("danger")}
    for reason in ("medical", "safety", "security"):
        if reason in kinds:
            return reason
    return None


def assess(text: str, *, hint: str | None = None) -> Assessment:
    """Mood, subject and attention of one message. `hint`: the chat's last known language."""
    found = look(text)
    danger = _danger(found)
    _forget_the_attackers_wishes(found)
    reason: Reason = danger or _reason(found)
    attention = reason not in ("none", "injection")
    sentiment, confidence = _sentiment(found, text)
    topic = _topic(found, sentiment, reason, text)
    department = _BY_REASON.get(reason) or _DEPARTMENTS.get(topic, "reception")
    return Assessment(
        language=detect_language(text, hint),
        topic=topic,
        sentiment=sentiment,
        confidence=confidence,
        requires_attention=attention,
        attention_reason=reason,
        department=department,
        danger=danger is not None,
        person_wanted=bool(found.of("person")),
        signals=tuple(sorted({h.rule for h in found.hits if not h.rule.startswith("topic.")})),
    )


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


def _sentiment(found: Found, text: str) -> tuple[Sentiment, float]:
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
    if found.of("thanks") and (smalltalk.is_thanks(text) or _only_thanks(found)):
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
