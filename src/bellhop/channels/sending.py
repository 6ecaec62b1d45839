"""Calls that put a message into the provider's queue (green-api.com/en/docs/api/sending/).

A 200 with an idMessage means queued, nothing more. None of these may be repeated after a lost
answer: there is no idempotency key.
"""

from __future__ import annotations

from typing import Any

from bellhop.channels.account import Account
from bellhop.channels.codec import codec
from bellhop.channels.fit import in_words, shows_polls
from bellhop.channels.results import FileUpload, Sent
from bellhop.channels.wire import SEND_SECONDS, Call, NotAsAskedError, Wire, as_object
from bellhop.messages import ChatKind, FileOut, Outgoing, PollOut, TextOut

_UPLOAD_SECONDS = 180.0
_TYPING_MS = (1_000, 20_000)


class Sending(Wire):
    """Sending, by kind of message, and `send` for any of them."""

    async def send(
        self, account: Account, chat_id: str, out: Outgoing, *, typing_ms: int = 0
    ) -> Sent:
        """Queue any message. A poll goes as numbered lines where the chat cannot show polls."""
        if isinstance(out, PollOut):
            if _shows_polls(account, chat_id):
                return await self.send_poll(account, chat_id, out, typing_ms=typing_ms)
            out = TextOut(in_words(out))
        if isinstance(out, FileOut):
            return await self.send_file_by_url(account, chat_id, out, typing_ms=typing_ms)
        return await self.send_message(account, chat_id, out, typing_ms=typing_ms)

    async def send_message(
        self, account: Account, chat_id: str, out: TextOut, *, typing_ms: int = 0
    ) -> Sent:
        """Queue a text of at most `account.can.text_limit` characters."""
        body = {"chatId": chat_id, "message": out.text} | _extras(account, out.quoted_id, typing_ms)
        if not out.link_preview:
            body["linkPreview"] = False
        return await self._send(account, "sendMessage", body)

    async def send_file_by_url(
        self, account: Account, chat_id: str, out: FileOut, *, typing_ms: int = 0
    ) -> Sent:
        """Queue a file of at most 100 MB. Its name's extension decides how it is shown."""
        body = {"chatId": chat_id, "urlFile": out.url, "fileName": out.file_name}
        if out.caption:
            body["caption"] = out.caption
        body |= _extras(account, out.quoted_id, typing_ms)
        return await self._send(account, "sendFileByUrl", body)

    async def send_file_by_upload(self, account: Account, chat_id: str, out: FileUpload) -> Sent:
        """Queue a file by its bytes, through the media host."""
        form = {"chatId": chat_id, "fileName": out.file_name}
        if out.caption:
            form["caption"] = out.caption
        form |= _extras(account, out.quoted_id, 0)
        call = Call(
            "sendFileByUpload",
            "POST",
            form=form,
            file=(out.file_name, out.content, out.mime),
            sends=True,
            seconds=_UPLOAD_SECONDS,
        )
        return await self._ask(account, call, _sent)

    async def send_poll(
        self, account: Account, chat_id: str, out: PollOut, *, typing_ms: int = 0
    ) -> Sent:
        """Queue a poll: a question of at most 255 characters, at most 12 different options."""
        body = {
            "chatId": chat_id,
            "message": out.question,
            "options": [{"optionName": option} for option in out.options],
            "multipleAnswers": out.multiple,
        }
        body |= _extras(account, None, typing_ms)
        return await self._send(account, "sendPoll", body)

    async def _send(self, account: Account, method: str, body: dict[str, Any]) -> Sent:
        call = Call(method, "POST", json=body, sends=True, seconds=SEND_SECONDS)
        return await self._ask(account, call, _sent)


def _sent(answer: Any) -> Sent:
    """Only a non-empty idMessage is an acceptance: a 200 may carry a refusal."""
    answer = as_object(answer)
    message_id = answer["idMessage"]
    if type(message_id) is int:  # MAX and Telegram ids are digits
        message_id = str(message_id)
    if type(message_id) is not str or not message_id:
        raise NotAsAskedError
    file_url = answer.get("urlFile")
    return Sent(message_id, file_url if type(file_url) is str else "")


def _extras(account: Account, quoted_id: str | None, typing_ms: int) -> dict[str, Any]:
    extras: dict[str, Any] = {}
    if quoted_id and account.can.quoting:
        extras["quotedMessageId"] = quoted_id
    if typing_ms > 0 and account.can.typing:
        least, most = _TYPING_MS
        extras["typingTime"] = min(max(typing_ms, least), most)
    return extras


def _shows_polls(account: Account, chat_id: str) -> bool:
    chat = codec(account.type).read_chat(chat_id, account.own_chat_id or None)
    return shows_polls(account.can, group=chat.kind is ChatKind.GROUP)
