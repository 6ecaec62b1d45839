"""Methods about the instance itself: settings, state, linking."""

import base64
import io
import secrets
from typing import Any

import segno

from bellhop.sandbox.addresses import phone_of
from bellhop.sandbox.green.call import Call, Refusal, invalid
from bellhop.sandbox.house import House
from bellhop.sandbox.instances import DEFAULT_SETTINGS, Instance, State

NUMBERS = ("delaySendMessagesMilliseconds", "autoTyping")
FREE_TEXT = (
    "webhookUrl",
    "webhookUrlToken",
    "countryInstance",
    "typeAccount",
    "proxyInstance",
)
NOT_READY = "instance is starting or not authorized"


async def get_settings(call: Call) -> dict[str, Any]:
    """getSettings."""
    extra = {"wid": call.instance.wid, "typeInstance": call.instance.type_instance}
    return {**extra, **call.instance.settings}


def _check_setting(name: str, value: object) -> None:
    if name not in DEFAULT_SETTINGS:
        raise invalid(f"'{name}' is not allowed")
    if name == "delaySendMessagesMilliseconds":
        if isinstance(value, bool) or not isinstance(value, int) or not 500 <= value <= 600_000:
            raise invalid(f"'{name}' must be a number between 500 and 600000")
    elif name in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10:
            raise invalid(f"'{name}' must be a number")
    elif not isinstance(value, str):
        raise invalid(f"'{name}' must be a string")
    elif name not in FREE_TEXT and value not in ("yes", "no"):
        raise invalid(f"'{name}' must be one of [yes, no]")


async def set_settings(call: Call) -> dict[str, Any]:
    """setSettings: checked, stored, and the instance restarts."""
    if not call.body:
        raise invalid("'value' must have at least 1 key")
    for name, value in call.body.items():
        _check_setting(name, value)
    call.instance.settings |= call.body
    call.house.save(call.instance)
    restart(call.house, call.instance)
    return {"saveSettings": True}


def restart(house: House, instance: Instance) -> None:
    """A moment of `starting`, then the state it had; both queues are kept."""
    house.couriers.stop(instance)
    house.departures.stop(instance)
    before: State = "authorized" if instance.state == "starting" else instance.state
    if not instance.manners.restart:
        house.couriers.ring(instance)
        house.departures.ring(instance)
        return
    house.set_state(instance, "starting")

    def started() -> None:
        if instance.state == "starting" and house.instances.get(instance.id) is instance:
            house.set_state(instance, before)
            house.couriers.ring(instance)

    house.later(instance.manners.restart, started)


async def get_state(call: Call) -> dict[str, Any]:
    """getStateInstance."""
    return {"stateInstance": call.instance.state}


async def get_status(call: Call) -> dict[str, Any]:
    """getStatusInstance, archived."""
    return {"statusInstance": "online" if call.instance.sends else "offline"}


async def get_state_history(call: Call) -> list[dict[str, Any]]:
    """GetStateInstanceHistory."""
    states = reversed(call.instance.states[-call.count("count", 100) :])
    phone = phone_of(call.instance.wid)
    return [
        {"stateInstance": state, "timestamp": int(at), "phoneNumber": phone} for at, state in states
    ]


async def get_account(call: Call) -> dict[str, Any]:
    """getWaSettings and, on MAX and Telegram, getAccountSettings."""
    linked = call.instance.state != "notAuthorized"
    return {
        "avatar": "",
        "phone": (phone_of(call.instance.wid) or call.instance.wid) if linked else "",
        "stateInstance": call.instance.state,
        "deviceId": call.instance.wid if linked else "",
        "chatId": call.instance.wid if linked else "",
        "historySyncProgress": 100,
        "suspendedUntil": None,
    }


def qr_png(data: str) -> str:
    """A QR code as base64 of a PNG, as the vendor sends it."""
    picture = io.BytesIO()
    segno.make(data, error="m").save(picture, kind="png", scale=6, border=3)
    return base64.b64encode(picture.getvalue()).decode()


async def qr(call: Call) -> dict[str, Any]:
    """qr. Scan it with any phone: it opens the sandbox's own link page for the instance."""
    if call.instance.state == "starting":
        return {"type": "error", "message": NOT_READY}
    if call.instance.state != "notAuthorized":
        return {"type": "alreadyLogged", "message": "instance account already authorized"}
    target = f"{call.base_url}/phone/{call.instance.id}/link"
    return {"type": "qrCode", "message": qr_png(target)}


async def get_authorization_code(call: Call) -> dict[str, Any]:
    """getAuthorizationCode: entering it is played by the phone page."""
    if call.instance.type != "whatsapp":
        raise Refusal(404, "Cannot POST getAuthorizationCode")
    phone = call.body.get("phoneNumber")
    if isinstance(phone, bool) or not isinstance(phone, int):
        raise invalid("'phoneNumber' must be a number")
    if call.instance.state != "notAuthorized":
        return {"status": False, "code": ""}
    code = "".join(secrets.choice("ABCDEFGHJKLMNPQRSTVWXYZ123456789") for _ in range(8))
    call.house.live.tell(call.instance.id, "code", code=code)
    return {"status": True, "code": code}


async def start_authorization(call: Call) -> dict[str, Any]:
    """startAuthorization: the messenger sends a code, which comes back by sendAuthorizationCode."""
    _asked_by_code(call)
    phone = call.body.get("phoneNumber")
    if isinstance(phone, bool) or not isinstance(phone, int):
        raise invalid("'phoneNumber' must be a number")
    if call.instance.state != "notAuthorized":
        return _login("already_registered")
    call.instance.code = f"{secrets.randbelow(90_000) + 10_000}"
    call.house.save(call.instance)
    call.house.live.tell(call.instance.id, "code", code=call.instance.code)
    return _login()


async def send_authorization_code(call: Call) -> dict[str, Any]:
    """sendAuthorizationCode: with a cloud password set, that comes next."""
    _asked_by_code(call)
    if not call.instance.code:
        return _login("authorization_not_started")
    if call.text("code") != call.instance.code:
        return _login("invalid_code")
    call.instance.code = ""
    call.house.set_state(
        call.instance, "pendingPassword" if call.instance.password else "authorized"
    )
    return _login()


async def send_authorization_password(call: Call) -> dict[str, Any]:
    """sendAuthorizationPassword."""
    _asked_by_code(call)
    if call.instance.state != "pendingPassword":
        return _login("authorization_not_started")
    if call.text("password") != call.instance.password:
        return _login("invalid_password")
    call.house.set_state(call.instance, "authorized")
    return _login()


def _asked_by_code(call: Call) -> None:
    if call.instance.type == "whatsapp":
        raise Refusal(404, f"Cannot POST {call.method}")


def _login(reason: str = "") -> dict[str, Any]:
    data = {"status": "fail", "reason": reason} if reason else {"status": "success"}
    return {"status": True, "data": data}


async def logout(call: Call) -> dict[str, Any]:
    """logout."""
    call.house.set_state(call.instance, "notAuthorized")
    return {"isLogout": True}


async def reboot(call: Call) -> dict[str, Any]:
    """reboot."""
    restart(call.house, call.instance)
    return {"isReboot": True}


async def update_api_token(call: Call) -> dict[str, Any]:
    """updateApiToken: the old one stops working at once."""
    call.instance.token = secrets.token_hex(25)
    call.house.save(call.instance)
    return {"apiTokenInstance": call.instance.token}


def check_ready(call: Call) -> None:
    """Service methods need a linked number."""
    if call.instance.state in ("starting", "notAuthorized"):
        raise Refusal(400, NOT_READY)
