"""Calls that fetch what came in: by polling, from the journals, and files.

Polling: green-api.com/en/docs/api/receiving/technology-http-api/ReceiveNotification/. Journals do
not dequeue and work in either mode (/en/docs/api/journals/LastIncomingMessages/).
"""

from __future__ import annotations

from typing import Any

from bellhop.channels.account import Account
from bellhop.channels.body import dump
from bellhop.channels.journal import Journaled, read_journal
from bellhop.channels.results import Notification
from bellhop.channels.wire import READ_SECONDS, Call, NotAsAskedError, Wire, as_list, as_object

_POLL_SECONDS = (5, 60)
_PLACEHOLDER = "{{SWE"


class Receiving(Wire):
    """What came in."""

    async def receive_notification(
        self, account: Account, *, seconds: int = 20
    ) -> Notification | None:
        """The head of the queue, after at most `seconds` (5 to 60) of waiting; it stays the head.

        None when the queue is empty. Raises PollingClosed while a webhook address is set.
        """
        least, most = _POLL_SECONDS
        seconds = min(max(seconds, least), most)
        call = Call(
            "receiveNotification",
            params={"receiveTimeout": str(seconds)},
            seconds=seconds + READ_SECONDS,
        )
        return await self._ask(account, call, _notification)

    async def delete_notification(self, account: Account, receipt_id: int) -> None:
        """Acknowledge. Already gone is done: `false`, or a 500 that names findUnAckedMessage."""
        call = Call(
            "deleteNotification",
            "DELETE",
            tail=f"/{receipt_id}",
            done_when=b"findUnAckedMessage",
        )
        await self._ask(account, call, lambda _: None)

    async def download_file(self, account: Account, chat_id: str, message_id: str) -> str:
        """A fresh link to a file; empty when there is none (over 100 MB). 5 requests a second."""
        body = {"chatId": chat_id, "idMessage": message_id}
        return await self._ask(account, Call("downloadFile", "POST", json=body), _link)

    async def last_incoming(
        self, account: Account, *, minutes: int = 1440
    ) -> tuple[Journaled, ...]:
        """Guests' messages of the last minutes. 1 request a second."""
        return await self._journal(account, "lastIncomingMessages", minutes)

    async def last_outgoing(
        self, account: Account, *, minutes: int = 1440
    ) -> tuple[Journaled, ...]:
        """The hotel's messages of the last minutes, each with its status as a second event."""
        return await self._journal(account, "lastOutgoingMessages", minutes)

    async def get_chat_history(
        self, account: Account, chat_id: str, *, count: int = 100
    ) -> tuple[Journaled, ...]:
        """Both sides of one chat, newest first; may lag two minutes. 1 request a second."""
        body = {"chatId": chat_id, "count": count}
        return await self._items(account, Call("getChatHistory", "POST", json=body))

    async def get_message(
        self, account: Account, chat_id: str, message_id: str
    ) -> tuple[Journaled, ...]:
        """One message, and its status if it is the hotel's."""
        body = {"chatId": chat_id, "idMessage": message_id}
        call = Call("getMessage", "POST", json=body)
        return await self._ask(account, call, lambda item: read_journal([_item(item)], account))

    async def _journal(self, account: Account, method: str, minutes: int) -> tuple[Journaled, ...]:
        return await self._items(account, Call(method, params={"minutes": str(minutes)}))

    async def _items(self, account: Account, call: Call) -> tuple[Journaled, ...]:
        return await self._ask(account, call, lambda items: read_journal(as_list(items), account))


def _notification(answer: Any) -> Notification | None:
    if answer is None:
        return None
    answer = as_object(answer)
    receipt_id = answer["receiptId"]
    if type(receipt_id) is not int:
        raise NotAsAskedError
    return Notification(receipt_id, dump(answer["body"]))


def _link(answer: Any) -> str:
    link = as_object(answer)["downloadUrl"]
    return "" if type(link) is not str or link.startswith(_PLACEHOLDER) else link


def _item(answer: Any) -> dict[str, Any]:
    if "idMessage" not in as_object(answer):
        raise NotAsAskedError
    return as_object(answer)
