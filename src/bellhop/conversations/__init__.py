"""Chats, what was said in them, who holds them and what became of each message."""

from bellhop.conversations.chats import (
    OpenChat,
    find_chat,
    give_back,
    leave_to_person,
    never_automatic,
    open_chat,
    person_speaks,
    stop_waiting,
)
from bellhop.conversations.claim import (
    Claimed,
    claim,
    conclude,
    guest_of,
    guest_waits,
    guest_wrote,
    let_go,
    mark_answered,
    newer_words,
)
from bellhop.conversations.delivery import (
    Found,
    handed_over,
    has_message,
    move,
    move_by_provider_id,
)
from bellhop.conversations.history import Said, last
from bellhop.conversations.models import Conversation, Media, Message, ModelCall
from bellhop.conversations.record import Line, Mood, delete, edit, judge, record, touch

__all__ = [
    "Claimed",
    "Conversation",
    "Found",
    "Line",
    "Media",
    "Message",
    "ModelCall",
    "Mood",
    "OpenChat",
    "Said",
    "claim",
    "conclude",
    "delete",
    "edit",
    "find_chat",
    "give_back",
    "guest_of",
    "guest_waits",
    "guest_wrote",
    "handed_over",
    "has_message",
    "judge",
    "last",
    "leave_to_person",
    "let_go",
    "mark_answered",
    "move",
    "move_by_provider_id",
    "never_automatic",
    "newer_words",
    "open_chat",
    "person_speaks",
    "record",
    "stop_waiting",
    "touch",
]
