"""Names of reasons, deeds and guards, as staff read them. The words are English here and are
translated where they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from bellhop import alerts


@dataclass(frozen=True, slots=True)
class Channel:
    """An honest line on each: what it costs, what it risks, what it cannot do."""

    name: str
    costs: str
    risks: str
    cannot: str


ATTENTION = {key: english for key, (english, _) in alerts.REASONS.items()}
# words: begin
EVENTS = {
    "took_over": "{who} took the chat",
    "gave_back": "{who} gave the chat back to the bot",
    "solved": "{who} solved it",
    "snoozed": "{who} put it off until {until}",
    "assigned": "{who} assigned it to {whom}",
    "unassigned": "{who} took the assignment away",
    "extended": "{who} keeps the bot quiet until {until}",
}
WHY = {
    "knowledge": "From the hotel’s knowledge",
    "model": "Written by the model from the hotel’s knowledge",
    "offline": "Written without a model",
    "stopped": "The guest asked not to be written to first",
    "started": "The guest allowed messages again",
    "missed_call": "The guest called and nobody can pick up",
    "reply_limit": "The bot had answered many times already",
    "introduction": "The first line of a chat",
    "off": "The bot is switched off",
    "wordless": "A file without words: a person was called",
    "undecryptable": "The message could not be read by WhatsApp",
}
OUTCOMES = {
    "solved": "Solved",
    "handed_over": "Handed to somebody else",
    "false_alarm": "False alarm",
    "by_itself": "Ended by itself",
}
SEVERITY = {
    "danger": "Danger",
    "warn": "Needs a person",
    "waiting": "Waiting",
}
GUARDS = {
    "shape": "Looks like a message",
    "language": "The guest’s language",
    "facts": "Numbers, prices, times, links",
    "claims": "Nothing claimed beyond the entries",
    "width": "Nothing promised wider than written",
    "widened": "Nothing promised wider than written",
    "scopes": "Days, ages and conditions as written",
    "misplaced": "Days, ages and conditions as written",
    "days": "Days, ages and conditions as written",
    "condition": "Days, ages and conditions as written",
    "age": "Days, ages and conditions as written",
    "turned": "Nothing named that the hotel does not have",
    "denied": "Nothing named that the hotel does not have",
    "unknown_thing": "Nothing named that the hotel does not have",
    **dict.fromkeys(
        ("price", "number", "time", "date", "percent", "link", "phone", "email", "address"),
        "Numbers, prices, times, links",
    ),
    **dict.fromkeys(
        ("free", "included", "allowed", "open", "may", "has", "always"),
        "Nothing claimed beyond the entries",
    ),
    "promises": "No promise, no permission",
    "promise": "No promise, no permission",
    "confirmed": "Nothing confirmed for the guest",
    "other_guest": "Nothing about other guests",
    "instructions": "Own rules stay unsaid",
    "canary": "Own rules stay unsaid",
    "knowledge_ids": "Sources exist",
    "empty": "There are words",
    "length": "Not too long",
    "plain_text": "Plain text",
    "secrets": "A secret only for guests in the house",
}
BRAINS = {
    "model": "The model",
    "offline": "The offline brain, without a model",
    "rules": "Fixed rules, before any model",
}
CHANNELS = {
    "whatsapp": Channel(
        "WhatsApp",
        costs="One paid instance at the provider.",
        risks="Numbers that write to many strangers are blocked; hard to reach in Russia.",
        cannot="Not the official interface for businesses.",
    ),
    "max": Channel(
        "MAX",
        costs="One paid instance at the provider.",
        risks="Cold messages are restricted; few phones a day may be looked up.",
        cannot="No polls, and texts over 4,000 letters go in parts.",
    ),
    "telegram": Channel(
        "Telegram",
        costs="One paid instance at the provider.",
        risks="Cold messages are restricted; codes for the login may not arrive, the QR is surer.",
        cannot="No polls to guests, and many hide their phone.",
    ),
}
# words: end


def reason(key: str) -> str:
    return ATTENTION.get(key, ATTENTION["other"])
