"""The lines of a chat, as the sandbox keeps them.

`content` is the sandbox's own form, and `wire` turns it into what the vendor would send:

    kind      text image video voice document sticker location contact poll buttons
              and, never shown as a line of their own: reaction vote edit delete button
    text      words or caption
    quote     id of the message answered
    of        for the second group of kinds: id of the message meant
    file      {url, name, mime, thumb}
"""

import time
from dataclasses import dataclass
from typing import Any

import orjson

from bellhop.sandbox.store import Row, Store, dumps

Content = dict[str, Any]

# These act on another message and are not lines of their own.
ACTS = ("reaction", "vote", "edit", "delete", "button")
COLUMNS = "seq, instance, chat, id, outgoing, by_api, at, status, content"


@dataclass(slots=True)
class Message:
    """One row."""

    instance: str
    chat: str
    id: str
    outgoing: bool
    by_api: bool
    at: float
    status: str
    content: Content
    seq: int = 0

    @property
    def kind(self) -> str:
        """What sort of line it is."""
        return str(self.content["kind"])

    def shown(self) -> dict[str, Any]:
        """For the phone page and the control calls."""
        return {
            "seq": self.seq,
            "id": self.id,
            "chat": self.chat,
            "outgoing": self.outgoing,
            "by_api": self.by_api,
            "status": self.status,
            **self.content,
            "at": self.at + float(self.content.get("ahead", 0)),
        }


def _message(row: Row) -> Message:
    return Message(
        instance=row["instance"],
        chat=row["chat"],
        id=row["id"],
        outgoing=bool(row["outgoing"]),
        by_api=bool(row["by_api"]),
        at=row["at"],
        status=row["status"],
        content=orjson.loads(row["content"]),
        seq=row["seq"],
    )


def add(store: Store, message: Message) -> Message:
    """Keep a new line."""
    message.seq = store.add(
        "insert into messages (instance, chat, id, outgoing, by_api, at, status, content)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        message.instance,
        message.chat,
        message.id,
        message.outgoing,
        message.by_api,
        message.at,
        message.status,
        dumps(message.content),
    )
    return message


def find(store: Store, instance_id: str, chat: str, message_id: str) -> Message | None:
    """One line by its id, which is unique within its chat only."""
    row = store.one(
        f"select {COLUMNS} from messages where instance = ? and chat = ? and id = ?",  # noqa: S608
        instance_id,
        chat,
        message_id,
    )
    return _message(row) if row else None


def rewrite(store: Store, message: Message) -> None:
    """Store changed content or status."""
    store.run(
        "update messages set content = ?, status = ? where seq = ?",
        dumps(message.content),
        message.status,
        message.seq,
    )


def of_chat(store: Store, instance_id: str, chat: str, count: int) -> list[Message]:
    """The newest lines of a chat, newest first."""
    return [
        _message(row)
        for row in store.all(
            f"select {COLUMNS} from messages where instance = ? and chat = ?"  # noqa: S608
            " order by seq desc limit ?",
            instance_id,
            chat,
            count,
        )
    ]


def since(store: Store, instance_id: str, minutes: float, *, outgoing: bool) -> list[Message]:
    """A journal: the lines of the last minutes in one direction, newest first.

    Failed messages are not written to the real journals either.
    """
    return [
        _message(row)
        for row in store.all(
            f"select {COLUMNS} from messages"  # noqa: S608
            " where instance = ? and at >= ? and outgoing = ?"
            " and status in ('', 'sent', 'delivered', 'read') order by seq desc",
            instance_id,
            time.time() - minutes * 60,
            outgoing,
        )
    ]


def unread(store: Store, instance_id: str, chat: str) -> list[Message]:
    """The hotel's lines the guest has not read, oldest first."""
    return [
        _message(row)
        for row in store.all(
            f"select {COLUMNS} from messages where instance = ? and chat = ?"  # noqa: S608
            " and outgoing = 1 and status in ('sent', 'delivered') order by seq",
            instance_id,
            chat,
        )
    ]


def seen(store: Store, instance_id: str, chat: str) -> None:
    """The hotel has read the guest's lines."""
    store.run(
        "update messages set status = 'read'"
        " where instance = ? and chat = ? and outgoing = 0 and status = ''",
        instance_id,
        chat,
    )


def unfinished(store: Store, instance_id: str) -> list[Message]:
    """Lines sent in the last day whose statuses have not come to an end."""
    return [
        _message(row)
        for row in store.all(
            f"select {COLUMNS} from messages where instance = ?"  # noqa: S608
            " and outgoing = 1 and status in ('sent', 'delivered') and at >= ?",
            instance_id,
            time.time() - 86400,
        )
    ]
