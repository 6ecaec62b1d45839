"""A reply before it is trusted: whose words they are and what they rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bellhop.ai import phrases
from bellhop.ai.answer import Answer
from bellhop.ai.guards.shape import plain
from bellhop.ai.masking import Mask
from bellhop.ai.offline import is_greeting, is_thanks, is_wish
from bellhop.ai.plain import Assessment, Entry
from bellhop.ai.thought import Question

CHAT = frozenset({"smalltalk", "praise", "off_topic"})
MOST_QUOTES = 3
SURE_FOR_THE_CROSS = 0.85  # whoever complains is not told something beside the point
SURELY_PRAISE = 0.8  # praise in so many words, or a mood as sure as this
HARDLY_CROSS = 0.8  # a mood less sure than this, with no fault named, may well be a story
_FAULTS_NAMED = frozenset({"fail", "bad", "money", "danger", "sarcasm", "tone", "person", "plea"})
_ASKS = re.compile(
    r"\b(?:где|куда|как|чем|что|ч[её]|шо|откуда) (?:мне |нам |можно |тут |у вас )?\w{2,}ть(?:ся)?\b"
    r"|\bво сколько\b|\bпоч[её]м\b|\bwhat time\b|\bany (?:trick|chance|idea|tips?)\b"
    r"|не пускает|не могу (?:зайти|войти|подключ\w+)|\bcan'?t (?:log|get (?:in|on)|connect)\b"
    r"|\b(?:where|how|when) (?:can|do|does|to|is|are)\b|\bcan (?:we|i)\b",
    re.IGNORECASE,
)  # a question mark is the first thing an angry guest leaves out


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for the guest. `fixed`: a house phrase, which needs no guard."""

    text: str
    brain: str
    answered: bool
    knowledge_ids: tuple[str, ...] = ()
    fixed: bool = False
    quoted: bool = False
    needs_human: bool = False
    summary: str = ""


def spoken_language(question: Question) -> str:
    """The language to answer in: the message's own, where it has one."""
    known = question.assessment.language
    return known if known and known != "other" else question.language or question.hotel.lang


def handover(question: Question, judged: Assessment, brain: str, summary: str = "") -> Draft:
    """The honest line when a person must answer; sorry first, where the guest complains."""
    say = phrases.complaint if judged.sentiment == "negative" else phrases.handover
    text = say(spoken_language(question), question.hotel.lang, desk_open=question.desk_open)
    return Draft(text, brain, answered=False, fixed=True, needs_human=True, summary=summary)


def fixed(question: Question, name: phrases.Phrase, brain: str) -> Draft:
    """A house phrase that needs nobody."""
    text = phrases.phrase(name, spoken_language(question), question.hotel.lang)
    return Draft(text, brain, answered=True, fixed=True)


def from_model(question: Question, answer: Answer, judged: Assessment, mask: Mask) -> Draft:
    """The model's reply, or what the house says instead where the model has no answer."""
    summary = mask.show(answer.handover_summary)
    chats = answer.topic in CHAT and not answer.knowledge_ids
    if answer.topic == "off_topic" or (
        answer.attention_reason == "injection" and not answer.knowledge_ids
    ):
        return fixed(question, "scope", "model")
    complains = judged.sentiment == "negative"
    if not answer.reply or not (answer.answerable or complains or chats):
        praises = _only_praises(question.assessment, "\n".join(question.lines))
        if praises and not judged.requires_attention and not answer.needs_human:
            return fixed(question, "thanks", "model")
        return handover(question, judged, "model", summary)
    return Draft(
        text=plain(mask.show(answer.reply)),
        brain="model",
        answered=answer.answerable,
        knowledge_ids=answer.knowledge_ids,
        needs_human=answer.needs_human or not answer.answerable,
        summary=summary,
    )


def from_library(question: Question, judged: Assessment) -> Draft:
    """The offline brain's reply: the hotel's own words, a courtesy, or the handover line."""
    asked = "\n".join(question.lines)
    if judged.sentiment == "negative" and not hardly_cross(judged):
        entry = _asked_beside(question, judged, asked)
        told = _quote(question, [entry], missed=False) if entry else None
        return told or handover(question, judged, "offline")
    if is_greeting(asked):
        return fixed(question, "greeting", "offline")
    if is_thanks(asked) or _only_praises(judged, asked):
        return fixed(question, "thanks", "offline")
    found, missed = _found(question, asked)
    if found:
        return _quote(question, found, missed=missed)
    if judged.attention_reason == "injection" or judged.topic == "off_topic":
        return fixed(question, "scope", "offline")
    return handover(question, judged, "offline")


def hardly_cross(judged: Assessment) -> bool:
    """Whether a message only may be a complaint: "it pours, what do we do with the children".
    Then it is answered like any other; somebody is called all the same."""
    named = {signal.partition(".")[0] for signal in judged.signals}
    return judged.confidence < HARDLY_CROSS and not named & _FAULTS_NAMED


def _asked_beside(question: Question, judged: Assessment, asked: str) -> Entry | None:
    """The answer to what a guest asks while complaining; somebody is called all the same."""
    if not ("?" in asked or "frame.asking" in judged.signals or _ASKS.search(asked)):
        return None
    found = question.hotel.library.find(asked, lang=spoken_language(question))
    return found.entry if found.score >= SURE_FOR_THE_CROSS else None


def _only_praises(judged: Assessment, asked: str) -> bool:
    """Praise or thanks with nothing to answer and nothing to do."""
    if judged.sentiment != "positive" or judged.requires_attention:
        return False
    if judged.confidence < SURELY_PRAISE and "praise.strong" not in judged.signals:
        return False
    return "?" not in asked and "frame.asking" not in judged.signals and not is_wish(asked)


def _found(question: Question, asked: str) -> tuple[list[Entry], bool]:
    """The entries that answer, and whether some line found none."""
    language, library = spoken_language(question), question.hotel.library
    if len(question.lines) > 1:
        each = [(line, library.find(line, lang=language).entry) for line in question.lines]
        found = list({entry.id: entry for _, entry in each if entry is not None}.values())
        if len(found) > 1:
            return found[:MOST_QUOTES], any("?" in line and entry is None for line, entry in each)
    whole = library.find(asked, lang=language).entry
    if whole is not None:
        return [whole], False
    return (found, True) if len(question.lines) > 1 and found else ([], False)


def _quote(question: Question, found: list[Entry], *, missed: bool) -> Draft:
    language = spoken_language(question)
    foreign = any(entry.lang[:2] != language[:2] for entry in found)
    words = "\n\n".join(entry.answer for entry in found)
    if foreign:
        words = phrases.phrase("other_language", language, question.hotel.lang) + "\n" + words
    return Draft(
        text=words,
        brain="offline",
        answered=True,
        knowledge_ids=tuple(entry.id for entry in found),
        quoted=True,
        needs_human=missed,
    )
