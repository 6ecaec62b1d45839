"""The two hotels of the demo, with their knowledge, guests and staff."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from importlib.resources import as_file, files

import httpx2
from pydantic import HttpUrl

from bellhop import db, hotels
from bellhop.cli.knowledge import bring_in
from bellhop.errors import Misconfigured, NotFound
from bellhop.hotels import HotelRules, NewAccount, NewHotel, ReviewLink
from bellhop.messages import ChannelType


@dataclass(frozen=True, slots=True)
class DemoHotel:
    """Phones are of ranges that are never given out."""

    slug: str
    name: str
    timezone: str
    locale: str
    country: str
    instance_id: str
    wid: str
    knowledge: str
    guests: tuple[tuple[str, str, str], ...]
    staff: tuple[str, str]
    further: tuple[DemoNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoNumber:
    """A number on a further channel, with its guests."""

    channel: ChannelType
    instance_id: str
    wid: str
    guests: tuple[tuple[str, str, str], ...]


DEMO = (
    DemoHotel(
        slug="morskoy",
        name="Отель «Морской»",
        timezone="Europe/Moscow",
        locale="ru",
        country="RU",
        instance_id="7103000001",
        wid="79000000001@c.us",
        knowledge="sochi.json",
        guests=(("Анна Волкова", "79000000011", "ru"), ("James Harper", "447700900123", "en")),
        staff=("desk@morskoy.example", "Ольга"),
        further=(
            DemoNumber(
                ChannelType.MAX,
                "3100000001",
                "10000001",
                (("Лев Ким", "79000000033", "ru"),),
            ),
        ),
    ),
    DemoHotel(
        slug="betlemi",
        name="Hotel Betlemi",
        timezone="Asia/Tbilisi",
        locale="en",
        country="GE",
        instance_id="7103000002",
        wid="995555000001@c.us",
        knowledge="tbilisi.json",
        guests=(("Emma Clarke", "447700900456", "en"), ("Игорь Савин", "79000000022", "ru")),
        staff=("desk@betlemi.example", "Nino"),
    ),
)
DEMO_LOGIN = "demo@bellhop.example"
DEMO_NAME = "Марина Котова"
SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "ze")
TOKEN = "sandbox-token"  # noqa: S105 - opens nothing but the sandbox


async def seed(sandbox_url: str, web_url: str) -> str:
    """Make what is missing; run again, it changes nothing but addresses and the password of the
    demo login, which is returned: it is good until the next start."""
    async with httpx2.AsyncClient(base_url=sandbox_url, timeout=10) as sandbox:
        for demo in DEMO:
            webhook_token = f"demo-{demo.slug}-webhook-token"
            await _add_hotel(demo, sandbox_url, webhook_token)
            first = DemoNumber(ChannelType.WHATSAPP, demo.instance_id, demo.wid, demo.guests)
            for number in (first, *demo.further):
                await _add_number(sandbox, demo, number, f"{web_url}|{webhook_token}")
    return await _new_password()


async def _new_password() -> str:
    password = "-".join(secrets.choice(SYLLABLES) + secrets.choice(SYLLABLES) for _ in range(4))
    hashed = await hotels.passwords.hash_password(password)
    async with db.unnamed() as session:
        person = await hotels.people.person_by_email(session, DEMO_LOGIN)
        if person is not None:
            person.password_hash = hashed
    return password


async def _add_hotel(demo: DemoHotel, sandbox_url: str, webhook_token: str) -> None:
    try:
        hotel_id = await hotels.id_of_slug(demo.slug)
    except NotFound:
        new = NewHotel(
            slug=demo.slug,
            name=demo.name,
            timezone=demo.timezone,
            locale=demo.locale,
            country=demo.country,
            sandbox=True,
            rules=HotelRules(pause_seconds=3, review_links=[_review_page(demo)]),
        )
        account = NewAccount(
            instance_id=demo.instance_id,
            token=TOKEN,
            api_url=sandbox_url,
            webhook_token=webhook_token,
        )
        hotel_id = (await hotels.add_hotel(new, account)).hotel_id
        email, name = demo.staff
        await hotels.add_staff(hotel_id, email=email, name=name, role="manager")
        await hotels.add_staff(hotel_id, email=DEMO_LOGIN, name=DEMO_NAME, role="owner")
        with as_file(files("bellhop.cli") / "demo" / demo.knowledge) as file:
            await bring_in(demo.slug, file)
    async with db.hotel(hotel_id) as session:
        known = {account.instance_id for account in await hotels.accounts(session)}
    for number in demo.further:
        if number.instance_id not in known:
            further = NewAccount(
                instance_id=number.instance_id,
                token=TOKEN,
                api_url=sandbox_url,
                type=number.channel,
                webhook_token=webhook_token,
            )
            await hotels.add_account(hotel_id, further)
    for instance_id in (demo.instance_id, *(each.instance_id for each in demo.further)):
        await hotels.move_account(hotel_id, instance_id, sandbox_url)


def _review_page(demo: DemoHotel) -> ReviewLink:
    """A public page of nobody's, for the guests of the demo."""
    return ReviewLink(name="Reviews", url=HttpUrl(f"https://reviews.example/{demo.slug}"))


async def _add_number(
    sandbox: httpx2.AsyncClient, demo: DemoHotel, number: DemoNumber, hook: str
) -> None:
    """`hook`: the web's address and the webhook's token."""
    web_url, _, webhook_token = hook.partition("|")
    wish = {
        "token": TOKEN,
        "type": number.channel.value,
        "name": demo.name,
        "wid": number.wid,
        "locale": demo.locale,
        "state": "authorized",
        "webhooks": True,
        "settings": {
            "webhookUrl": f"{web_url}/webhooks/green-api/{number.instance_id}",
            "webhookUrlToken": f"Bearer {webhook_token}",
            "delaySendMessagesMilliseconds": 1000,
            "markIncomingMessagesReaded": "no",
            "enableLidMode": "no",
        },
    }
    path = f"/sandbox/instances/{number.instance_id}"
    answer = await sandbox.put(path, json=wish)
    if answer.is_error:
        raise Misconfigured(f"the sandbox refused a demo number: {answer.text[:200]}")
    known = (await sandbox.get(f"{path}/guests")).json()
    if not known:
        for name, phone, language in number.guests:
            guest = {"name": name, "phone": phone, "locale": language}
            answer = await sandbox.post(f"{path}/guests", json=guest)
            if answer.is_error:
                raise Misconfigured(f"the sandbox refused a demo guest: {answer.text[:200]}")
