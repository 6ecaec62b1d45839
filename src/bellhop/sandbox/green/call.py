"""One call to the stand-in, and how it may be refused."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from bellhop.sandbox import addresses, people
from bellhop.sandbox.house import House
from bellhop.sandbox.instances import Instance
from bellhop.sandbox.people import Guest

LIST_FORM = "'phone_number@c.us' or 'chat_id@lid'"


class Refusal(Exception):  # noqa: N818 - reads as a sentence
    """The stand-in says no, with a status and a body."""

    def __init__(self, status: int, body: object = None) -> None:
        super().__init__(str(body))
        self.status = status
        self.body = body


def invalid(details: str) -> Refusal:
    """400 as the validator words it."""
    return Refusal(400, f"Validation failed. Details: {details}")


def answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer; None inside `Refusal` and deeds without a body become empty ones."""
    return Response(orjson.dumps(body), status, headers, media_type="application/json")


@dataclass(slots=True)
class Call:
    """What a method gets to see."""

    house: House
    instance: Instance
    method: str
    body: dict[str, Any]
    tail: str
    request: Request

    def text(self, name: str, limit: int = 0, *, empty: bool = False) -> str:
        """A required text."""
        value = self.body.get(name)
        if not isinstance(value, str):
            raise invalid(f"'{name}' is required and must be a string")
        if not value.strip() and not empty:
            raise invalid(f"'{name}' is not allowed to be empty")
        if limit and len(value) > limit:
            raise invalid(f"'{name}' length must be less than or equal to {limit} characters long")
        return value

    def number(self, name: str) -> float:
        """A required number."""
        value = self.body.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise invalid(f"'{name}' must be a number")
        return value

    def count(self, name: str, default: int) -> int:
        """A whole number from the query or the body (the async SDK puts it there)."""
        value = self.request.query_params.get(name, self.body.get(name, default))
        try:
            return int(value)
        except (TypeError, ValueError):
            raise invalid(f"'{name}' must be a number") from None

    def chat(self) -> str:
        """The required `chatId`, as the guest is known here."""
        chat = self.text("chatId")
        if not addresses.fits(chat, self.instance.type):
            raise invalid(f"'chatId' must be one of the next formats: {LIST_FORM}")
        guest = people.find(self.house.store, self.instance, chat)
        return guest.chat if guest else chat

    def guest(self) -> Guest:
        """The guest of the required `chatId`, unknown ones built on the spot, not kept."""
        chat = self.chat()
        known = people.find(self.house.store, self.instance, chat)
        return known or people.build(self.instance, chat)

    def typing(self) -> None:
        """Check the optional typing fields."""
        value = self.body.get("typingTime")
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not 1000 <= value <= 20000:
            raise invalid("'typingTime' must be a number between 1000 and 20000")

    @property
    def base_url(self) -> str:
        """Where the caller can fetch files."""
        return self.house.base_url(str(self.request.base_url))


def error_body(status: int, body: object, path: str) -> Response:
    """The usual envelope. It repeats the path, token and all: a trap for careless logs."""
    if body is None:
        return Response(b"", status, media_type="application/json")
    if isinstance(body, str) and body.startswith("<"):
        return Response(body, status, media_type="text/html")
    if isinstance(body, str):
        body = {
            "statusCode": status,
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
            "path": path,
            "message": body,
        }
    return answer(body, status)
