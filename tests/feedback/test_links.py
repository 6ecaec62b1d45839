"""Short links: where they lead, and whose opening counts."""

import pytest

from bellhop import db, feedback
from bellhop import hotels as room
from bellhop.errors import BadInput
from bellhop.feedback import ShortLink, Target
from tests import rows
from tests.web.conftest import web  # noqa: F401

PAGE = "https://maps.example/hotel?x=1"
CHROME = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36"}


async def short(hotel, url=PAGE) -> str:
    async with db.hotel(hotel.id) as session:
        return await feedback.shorten(session, await room.read(session), Target(url))


async def clicks(hotel) -> list[int]:
    return [link.clicks for link in await rows.all_of(hotel, ShortLink)]


async def test_a_short_link_leads_to_its_page_and_counts(hotels, web):  # noqa: F811
    address = await short(hotels.one)
    said = await web.get(address[address.index("/r/") :], headers=CHROME)
    assert (said.status_code, said.headers["location"]) == (302, PAGE)
    assert await clicks(hotels.one) == [1]


@pytest.mark.parametrize("agent", ["WhatsApp/2.23", "TelegramBot (like TwitterBot)", ""])
async def test_a_messengers_preview_is_nobodys_click(hotels, web, agent):  # noqa: F811
    address = await short(hotels.one)
    await web.get(address[address.index("/r/") :], headers={"User-Agent": agent})
    await web.head(address[address.index("/r/") :], headers=CHROME)
    assert await clicks(hotels.one) == [0]


async def test_a_code_that_nobody_made_leads_nowhere(web):  # noqa: F811
    assert (await web.get("/r/nothing", headers=CHROME)).status_code == 404


async def test_the_same_page_for_the_same_guest_is_the_same_link(hotels):
    assert await short(hotels.one) == await short(hotels.one)
    assert await short(hotels.one) != await short(hotels.two)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a", "https://a b", "x" * 10])
async def test_only_web_addresses_are_shortened(hotels, url):
    with pytest.raises(BadInput):
        await short(hotels.one, url)
