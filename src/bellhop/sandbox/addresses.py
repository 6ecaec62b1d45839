"""Chat ids: `phone@c.us`, `...@g.us` and `...@lid` on WhatsApp, bare numbers elsewhere."""

import hashlib
import re
import secrets

from bellhop.sandbox.instances import Kind

# ASCII digits on purpose: \d would let other scripts' digits through.
PERSON = re.compile(r"[0-9]{6,16}@c\.us")
GROUP = re.compile(r"[0-9]+(-[0-9]+)?@g\.us")
LID = re.compile(r"[0-9]+@lid")
NUMBER = re.compile(r"-?[0-9]{1,16}")


def fits(chat: str, kind: Kind) -> bool:
    """Would the real service accept this chat id?"""
    if kind == "whatsapp":
        return any(form.fullmatch(chat) for form in (PERSON, GROUP, LID))
    return bool(NUMBER.fullmatch(chat) or PERSON.fullmatch(chat))


def is_group(chat: str) -> bool:
    """Groups end in @g.us, or are negative numbers."""
    return chat.endswith("@g.us") or chat.startswith("-")


def digits(text: str) -> str:
    """The ASCII digits of a phone number however it is written."""
    return "".join(sign for sign in text if sign in "0123456789")


def phone_of(chat: str) -> str:
    """The phone in a personal WhatsApp chat id; empty where the id holds none."""
    return chat.removesuffix("@c.us") if chat.endswith("@c.us") else ""


def lid_of(phone: str) -> str:
    """A stable made-up `@lid` for a phone."""
    number = int(hashlib.sha256(f"lid:{phone}".encode()).hexdigest(), 16)
    return f"{100_000_000_000_000 + number % 800_000_000_000_000}@lid"


def number_of(phone: str) -> str:
    """A stable made-up numeric chat id (MAX, Telegram) for a phone."""
    number = int(hashlib.sha256(f"chat:{phone}".encode()).hexdigest(), 16)
    return str(10_000_000 + number % 80_000_000)


def new_message_id(kind: Kind) -> str:
    """WhatsApp ids are hex, MAX and Telegram ids are up to 18 digits; all are strings."""
    if kind == "whatsapp":
        return "3EB0" + secrets.token_hex(8).upper()
    return str(100_000_000_000_000_000 + secrets.randbelow(800_000_000_000_000_000))
