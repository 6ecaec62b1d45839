"""The console as an app: manifest, service worker, and browsers that want notices."""

import pytest
from sqlalchemy import select

from bellhop import db
from bellhop.console import assets
from bellhop.hotels import devices
from bellhop.hotels.models import PushDevice
from tests.console.conftest import hire

GIVEN = {"endpoint": "http://127.0.0.1:9/to/anna", "key": "BKEY", "secret": "SECRET"}


@pytest.fixture
async def clerk(hotels, visit):
    return await visit(await hire(hotels.one, "agent"))


async def kept(hotel) -> list[devices.Device]:
    async with db.hotel(hotel.id) as session:
        return await devices.devices_here(session)


async def test_the_manifest_names_pictures_that_are_there(visit):
    nobody = await visit()
    said = (await nobody.get("/manifest.webmanifest")).json()
    assert said["display"] == "standalone"
    for icon in said["icons"]:
        answer = await nobody.get(icon["src"])
        assert answer.headers["content-type"] == "image/png"
        width = int.from_bytes(answer.content[16:20], "big")
        assert icon["sizes"] == f"{width}x{width}"


async def test_the_worker_keeps_the_shell_and_no_page(visit):
    nobody = await visit()
    answer = await nobody.get("/sw.js")
    assert answer.headers["cache-control"] == "no-cache"
    for each in assets.shell():
        assert each.address in answer.text
        assert (await nobody.get(each.address)).status_code == 200
    assert "/h/" not in answer.text


async def test_without_a_net_a_page_says_so(visit):
    assert "No connection" in (await (await visit()).get("/offline")).text


async def test_a_browser_that_agrees_is_kept_until_it_wants_no_more(hotels, clerk):
    assert (await clerk.post("/me/devices", GIVEN)).status_code == 204
    [device] = await kept(hotels.one)
    assert (device.endpoint, device.receiver_key, device.secret) == tuple(GIVEN.values())
    assert 'data-has="yes"' in (await clerk.get("/me")).text
    assert (await clerk.post("/me/devices/forget")).status_code == 204
    assert await kept(hotels.one) == []


async def test_what_the_browser_gave_is_sealed(hotels, clerk):
    await clerk.post("/me/devices", GIVEN)
    async with db.unnamed() as session:
        rows = (await session.execute(select(PushDevice.keys_sealed))).scalars()
        assert all(b"SECRET" not in sealed for sealed in rows)


async def test_a_device_ends_with_its_session(hotels, clerk):
    await clerk.post("/me/devices", GIVEN | {"endpoint": "http://127.0.0.1:9/to/ends"})
    assert len(await kept(hotels.one)) == 1
    await clerk.post("/logout")
    assert await kept(hotels.one) == []


async def test_an_address_that_is_no_push_service_is_refused(clerk):
    assert (await clerk.post("/me/devices", GIVEN | {"endpoint": "file:///x"})).status_code == 422


async def test_the_choice_of_notices_is_kept(hotels, clerk):
    form = {"name": "Anna", "push": "danger", "theme": "dark"}
    await clerk.post("/me", form)
    await clerk.post("/me/devices", GIVEN | {"endpoint": "http://127.0.0.1:9/to/choice"})
    [device] = await kept(hotels.one)
    assert device.danger_only
