"""What the hotel says to the questions guests ask."""

from bellhop.knowledge.bring_in import bring_in, check, read_file, reason_against
from bellhop.knowledge.history import number_of, removed, versions
from bellhop.knowledge.keep import remove, restore, save
from bellhop.knowledge.models import (
    KnowledgeEntry,
    KnowledgeSuggestion,
    KnowledgeVersion,
    UnansweredQuestion,
)
from bellhop.knowledge.plain import NewEntry, id_for
from bellhop.knowledge.questions import (
    keep_question,
    settle_questions,
    settle_suggestion,
    suggest,
    suggestions,
)
from bellhop.knowledge.read import Known, entries
from bellhop.knowledge.rows import Given, from_file, from_text, preview

__all__ = [
    "Given",
    "KnowledgeEntry",
    "KnowledgeSuggestion",
    "KnowledgeVersion",
    "Known",
    "NewEntry",
    "UnansweredQuestion",
    "bring_in",
    "check",
    "entries",
    "from_file",
    "from_text",
    "id_for",
    "keep_question",
    "number_of",
    "preview",
    "read_file",
    "reason_against",
    "remove",
    "removed",
    "restore",
    "save",
    "settle_questions",
    "settle_suggestion",
    "suggest",
    "suggestions",
    "versions",
]
