"""Calls about the number itself: state, settings, linking (green-api.com/en/docs/api/account/)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bellhop.channels.account import Account
from bellhop.channels.fields import first_text, inner, moment, text
from bellhop.channels.results import OwnAccount, Qr, QrKind
from bellhop.channels.wire import Call, NotAsAskedError, Wire, as_object
from bellhop.channels.words import line_state
from bellhop.messages import LineState


class LineCalls(Wire):
    """The number: its state, its settings, linking and unlinking."""

    async def get_state(self, account: Account) -> LineState:
        """The state now. A new instance answers `null` for up to 5 minutes: STARTING."""
        return await self._ask(account, Call("getStateInstance"), _state)

    async def get_settings(self, account: Account) -> dict[str, object]:
        """All settings, as the provider names them. 1 request a second."""
        return await self._ask(account, Call("getSettings"), _filled)

    async def set_settings(self, account: Account, settings: Mapping[str, object]) -> None:
        """Write some settings. Each call restarts the instance; up to 5 minutes to take effect.

        Switches are the strings "yes" and "no": booleans and unknown names are refused.
        """
        call = Call("setSettings", "POST", json=settings)
        await self._ask(account, call, _done("saveSettings"))

    async def get_wa_settings(self, account: Account) -> OwnAccount:
        """The number as the messenger knows it (`getAccountSettings` for MAX and Telegram)."""
        return await self._ask(account, Call(account.can.account_method), _own_account)

    async def qr(self, account: Account) -> Qr:
        """The code to scan. Ask about every 2 s; 3 requests a second at most."""
        return await self._ask(account, Call("qr"), _qr)

    async def get_authorization_code(self, account: Account, phone: str) -> str:
        """The code to type on the phone instead of scanning. `phone`: digits only."""
        call = Call("getAuthorizationCode", "POST", json={"phoneNumber": int(phone)})
        return await self._ask(account, call, _code)

    async def start_login(self, account: Account, phone: str) -> None:
        """Let MAX or Telegram send a code to the account's own app. `phone`: digits only."""
        call = Call("startAuthorization", "POST", json={"phoneNumber": int(phone)})
        await self._ask(account, call, _step)

    async def send_login_code(self, account: Account, code: str) -> None:
        """The code that came. Raises NotAccepted for a wrong one; a password may come next."""
        await self._ask(account, Call("sendAuthorizationCode", "POST", json={"code": code}), _step)

    async def send_cloud_password(self, account: Account, password: str) -> None:
        """Raises NotAccepted for a wrong one."""
        body = {"password": password}
        await self._ask(account, Call("sendAuthorizationPassword", "POST", json=body), _step)

    async def logout(self, account: Account) -> None:
        await self._ask(account, Call("logout"), _done("isLogout"))

    async def reboot(self, account: Account) -> None:
        await self._ask(account, Call("reboot"), _done("isReboot"))


def _done(name: str) -> Callable[[Any], None]:
    def check(answer: Any) -> None:
        if as_object(answer)[name] is not True:
            raise NotAsAskedError

    return check


def _step(answer: Any) -> None:
    """A step of a login: 200 also says that it failed."""
    answer = as_object(answer)
    if answer.get("status") is not True or inner(answer, "data").get("status") == "fail":
        raise NotAsAskedError


def _state(answer: Any) -> LineState:
    if answer is None:
        return LineState.STARTING
    word = as_object(answer)["stateInstance"]
    return LineState.STARTING if word is None else line_state(str(word))


def _filled(answer: Any) -> dict[str, object]:
    if not as_object(answer) or "reason" in answer:
        raise NotAsAskedError
    return as_object(answer)


def _own_account(answer: Any) -> OwnAccount:
    known = _filled(answer)
    phone = text(known, "phone").removesuffix("@c.us")
    return OwnAccount(
        state=line_state(text(known, "stateInstance")),
        phone=phone if phone.isascii() and phone.isdigit() else "",
        chat_id=first_text(known, "chatId", "wid"),
        suspended_until=moment(known.get("suspendedUntil") or known.get("yellowCardUntil")),
    )


def _qr(answer: Any) -> Qr:
    answer = as_object(answer)
    kind, message = answer["type"], text(answer, "message")
    if kind == "qrCode":
        return Qr(QrKind.CODE, png_base64=message)
    if kind in ("alreadyLogged", "already_registered"):
        return Qr(QrKind.ALREADY, message=message)
    # Spelled passkeyRequired in the release page 5.44.37.12, PassKeyRequire in the news.
    passkey = str(kind).lower().startswith("passkey")
    return Qr(QrKind.PASSKEY if passkey else QrKind.ERROR, message=message)


def _code(answer: Any) -> str:
    answer = as_object(answer)
    code = text(answer, "code")
    if answer.get("status") is False or not code:
        raise NotAsAskedError
    return code
