"""Calls about chats and about the provider's two queues.

green-api.com/en/docs/api/service/, /en/docs/api/marks/ and /en/docs/api/queues/.
"""

from __future__ import annotations

from typing import Any

from bellhop.channels.account import Account
from bellhop.channels.codec import codec
from bellhop.channels.fields import first_text, inner, text
from bellhop.channels.results import Checked, QueuedItem
from bellhop.channels.wire import Call, NotAsAskedError, Wire, as_list, as_object
from bellhop.messages import Address, AddressKind


class ChatCalls(Wire):
    """Chats and queues."""

    async def send_typing(self, account: Account, chat_id: str, *, milliseconds: int) -> None:
        """Show "typing" for 1 to 20 s. It waits in the send queue like a message."""
        body = {"chatId": chat_id, "typingTime": min(max(milliseconds, 1_000), 20_000)}
        await self._ask(account, Call("sendTyping", "POST", json=body), lambda _: None)

    async def read_chat(self, account: Account, chat_id: str, message_id: str = "") -> None:
        """Mark a chat, or one message of it, as read."""
        body = {"chatId": chat_id} | ({"idMessage": message_id} if message_id else {})
        await self._ask(account, Call("readChat", "POST", json=body), lambda _: None)

    async def check_account(self, account: Account, phone: str, *, force: bool = False) -> Checked:
        """Whether a phone (digits only) is reachable, and which addresses are the same person.

        Check once and keep the answer: checks are counted by plan, and bulk checking gets numbers
        banned. `force` makes MAX and Telegram ask again instead of answering from their cache.
        """
        if account.can.check_method == "checkWhatsapp":
            body: dict[str, object] = {"chatId": f"{phone}@c.us"}
        else:
            body = {"phoneNumber": int(phone)}
        if force:
            body["force"] = True
        call = Call(account.can.check_method, "POST", json=body)
        return await self._ask(account, call, lambda answer: _checked(answer, account, phone))

    async def show_queue(self, account: Account) -> tuple[QueuedItem, ...]:
        """The first 500 messages that wait. The head is reported to be left out at times."""
        return await self._ask(account, Call("showMessagesQueue"), _queue)

    async def messages_count(self, account: Account) -> int:
        """How many messages wait to be sent; refreshed every 10 s."""
        return await self._ask(account, Call("getMessagesCount"), _count)

    async def webhooks_count(self, account: Account) -> int:
        """How many notifications wait to be delivered; refreshed every 10 s."""
        return await self._ask(account, Call("getWebhooksCount"), _count)

    async def clear_messages_queue(self, account: Account) -> None:
        """Throw away everything that waits to be sent."""
        await self._ask(account, Call("clearMessagesQueue"), _cleared)


def _checked(answer: Any, account: Account, phone: str) -> Checked:
    answer = as_object(answer)
    exists = answer.get("existsWhatsapp", answer.get("exist"))
    if type(exists) is not bool:
        raise NotAsAskedError
    own = Address(AddressKind.PHONE, phone)
    if not exists:
        return Checked(exists=False, addresses=(own,))
    read = codec(account.type).read_chat
    spelled = (text(answer, name) for name in ("phoneNumber", "chatId"))
    found = (read(chat_id, None).address for chat_id in spelled if chat_id)
    known = dict.fromkeys((own, *(address for address in found if address is not None)))
    return Checked(exists=True, addresses=tuple(known))


def _queue(answer: Any) -> tuple[QueuedItem, ...]:
    return tuple(_queued(item) for item in as_list(answer) if type(item) is dict)


def _queued(item: dict[str, Any]) -> QueuedItem:
    request = inner(item, "body")
    many = item.get("messagesIDs")  # of a forward
    first = str(many[0]) if type(many) is list and many else ""
    return QueuedItem(
        method=text(item, "type"),
        chat_id=text(request, "chatId"),
        text=first_text(request, "message", "caption"),
        message_id=first_text(item, "messageID", "idMessage") or first,
        file_url=text(request, "urlFile"),
    )


def _count(answer: Any) -> int:
    """The number under `count`, whose "c" is Cyrillic in some of the vendor's own samples."""
    counts = [value for name, value in as_object(answer).items() if name.endswith("ount")]
    if len(counts) != 1 or type(counts[0]) is not int:
        raise NotAsAskedError
    return counts[0]


def _cleared(answer: Any) -> None:
    if as_object(answer)["isCleared"] is not True:
        raise NotAsAskedError
