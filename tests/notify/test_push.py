"""Notices to browsers, against a stand-in of a push service that opens what it gets."""

import base64
import json
import os
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from bellhop import alerts, db
from bellhop.alerts import AlertCall, Call
from bellhop.errors import BadInput, NotifyError
from bellhop.hotels import Preferences, add_staff, devices, logins, people
from bellhop.notify import Receiver, ReceiverGone, Sender, public_key, push
from tests import rows


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Browser:
    """One that agreed to notices: it alone can open them."""

    service: str
    name: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def receiver(self) -> Receiver:
        return Receiver(f"{self.service}/to/{self.name}", public_key(self.key), text(self.secret))

    def opened(self, body: bytes) -> dict[str, str]:
        plain = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
        )
        return json.loads(plain)


class PushService:
    """Takes notices as RFC 8030 says; `answers` is what it says to whom."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: dict[str, int] = {}
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = service.answers.get(self.path.rpartition("/")[2], 201)
                if status == 201:
                    service.got.append((self.path, dict(self.headers), body))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def service():
    made = PushService()
    yield made
    made.close()


@pytest.fixture
def sender():
    key = ec.generate_private_key(ec.SECP256R1())
    return Sender(key, "https://bellhop.example")


async def test_a_notice_is_read_by_its_browser_alone(service, sender):
    anna, other = Browser(service.url, "anna"), Browser(service.url, "other")
    await push(anna.receiver, sender, {"title": "Запах газа"}, urgent=True)
    [(path, headers, body)] = service.got
    assert path == "/to/anna"
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Urgency"] == "high"
    assert anna.opened(body) == {"title": "Запах газа"}
    assert "газа".encode() not in body
    with pytest.raises(http_ece.ECEException):
        other.opened(body)


async def test_the_service_can_check_who_sent_it(service, sender):
    await push(Browser(service.url, "anna").receiver, sender, {"title": "x"}, urgent=False)
    [(_, headers, _)] = service.got
    token, key = headers["Authorization"].removeprefix("vapid t=").split(", k=")
    signed, _, mark = token.rpartition(".")
    known = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
    r, s = (int.from_bytes(part, "big") for part in (raw(mark)[:32], raw(mark)[32:]))
    proof = encode_dss_signature(r, s)
    known.verify(proof, signed.encode(), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        known.verify(proof, signed.encode() + b"x", ec.ECDSA(hashes.SHA256()))
    claims = json.loads(raw(signed.partition(".")[2]))
    assert claims["aud"] == service.url
    assert claims["sub"] == "https://bellhop.example"


@pytest.mark.parametrize(
    ("status", "error"), [(404, ReceiverGone), (410, ReceiverGone), (500, NotifyError)]
)
async def test_a_refusal_says_whether_the_browser_is_gone(service, sender, status, error):
    service.answers["anna"] = status
    with pytest.raises(error):
        await push(Browser(service.url, "anna").receiver, sender, {"title": "x"}, urgent=True)


async def test_a_service_that_is_away_is_said_without_its_address(sender):
    receiver = Browser("http://127.0.0.1:9", "anna").receiver
    with pytest.raises(NotifyError) as said:
        await push(receiver, sender, {"title": "x"}, urgent=True)
    assert "127.0.0.1" not in str(said.value)


async def test_keys_that_are_none_are_refused(service, sender):
    bad = Receiver(f"{service.url}/to/anna", text(b"\4" + bytes(64)), text(bytes(16)))
    with pytest.raises(NotifyError):
        await push(bad, sender, {"title": "x"}, urgent=True)


async def agrees(browser: Browser, person_id) -> None:
    async with db.unnamed() as session:
        token = await logins.begin(session, person_id, open_now=True, address="", browser="")
        await session.flush()
        login = await logins.find(session, token)
        assert login is not None
        await devices.keep_device(
            session,
            person_id,
            login.id,
            endpoint=browser.receiver.endpoint,
            receiver_key=browser.receiver.key,
            secret=browser.receiver.secret,
        )


async def hired(hotel, name) -> object:
    return await add_staff(hotel.id, email=f"{name}@{hotel.slug}.example", name=name, role="agent")


async def raised(hotel, reason="complaint") -> None:
    async with db.hotel(hotel.id) as session:
        call = Call(reason, "в номере холодно")
        alert_id = await alerts.call_person(session, hotel.id, hotel.slug, call)
    await alerts.tell_staff(hotel.id, alert_id)


async def test_an_alert_reaches_the_browsers_of_its_own_hotel_alone(hotels, service):
    anna, strange = Browser(service.url, "anna"), Browser(service.url, "strange")
    await agrees(anna, await hired(hotels.one, "anna"))
    await agrees(strange, await hired(hotels.two, "strange"))
    await raised(hotels.one)
    [(path, _, body)] = service.got
    assert path == "/to/anna"
    notice = anna.opened(body)
    assert "Жалоба" in notice["title"]
    assert notice["path"].startswith(f"/h/{hotels.one.slug}/alerts/")
    [call] = await rows.all_of(hotels.one, AlertCall)
    assert (call.road, call.state, call.whom) == ("push", "told", "1")


async def test_a_browser_that_is_gone_is_forgotten(hotels, service):
    anna = Browser(service.url, "anna")
    await agrees(anna, await hired(hotels.one, "anna"))
    service.answers["anna"] = 410
    await raised(hotels.one)
    async with db.hotel(hotels.one.id) as session:
        assert await devices.devices_here(session) == []
    [call] = await rows.all_of(hotels.one, AlertCall)
    assert call.state == "nobody"


async def test_who_wants_danger_only_is_not_woken_by_less(hotels, service):
    anna = Browser(service.url, "anna")
    person_id = await hired(hotels.one, "anna")
    await agrees(anna, person_id)
    async with db.unnamed() as session:
        await people.prefer(session, person_id, Preferences(push="danger"))
    await raised(hotels.one)
    assert service.got == []
    await raised(hotels.one, "safety")
    assert len(service.got) == 1


async def test_the_same_browser_is_kept_once_and_moves_with_its_owner(hotels, service):
    anna = Browser(service.url, "anna")
    for name in ("anna", "boris"):
        await agrees(anna, await hired(hotels.one, name))
    async with db.hotel(hotels.one.id) as session:
        assert len(await devices.devices_here(session)) == 1


async def test_only_a_push_service_is_taken_for_one(hotels):
    person_id = await hired(hotels.one, "anna")
    with pytest.raises(BadInput):
        await agrees(Browser("ftp://x.example", "anna"), person_id)


async def test_the_key_of_the_installation_is_made_once():
    first, second = await devices.push_key(), await devices.push_key()
    assert public_key(first) == public_key(second)
