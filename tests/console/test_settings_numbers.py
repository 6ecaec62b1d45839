"""Numbers, the ladder and subscriptions, from their pages."""

import base64
import re

import pytest
from sqlalchemy import update

from bellhop import db, settings
from bellhop import hotels as house
from bellhop.guests import Guest, Stay
from bellhop.hotels import ladder
from bellhop.hotels.models import HotelRecord
from bellhop.lines import Incident
from tests import rows
from tests.console import talk
from tests.console.conftest import Browser, hire


@pytest.fixture
async def owner(hotels, visit) -> Browser:
    return await visit(await hire(hotels.one, "owner"))


@pytest.fixture
def base(hotels) -> str:
    return f"/h/{hotels.one.slug}/settings"


async def accounts(hotel) -> list[house.Account]:
    async with db.hotel(hotel.id) as session:
        return await house.accounts(session)


async def test_a_number_says_how_it_is(hotels, base, owner):
    [account] = await accounts(hotels.one)
    async with db.hotel(hotels.one.id) as session:
        row = await session.get(house.ChannelAccount, (hotels.one.id, account.id))
        row.state = "not_authorized"
        session.add(Incident(hotel_id=hotels.one.id, account_id=account.id, kind="not_authorized"))
    page = (await owner.get(f"{base}/channel")).text
    assert "Not connected. Messages wait" in page
    assert "Lost its link" in page
    assert "official interface" in page
    assert f"{base}/channel/{account.id}/connect" in page


async def test_the_page_shows_a_code_that_was_asked_for_once(hotels, base, owner, provider):
    """State and code, one call each: a provider that is asked twice in a second refuses."""
    [account] = await accounts(hotels.one)
    here = f"{base}/channel/{account.id}"
    picture = base64.b64encode(b"a picture").decode()
    provider.answers["getStateInstance"] = {"stateInstance": "notAuthorized"}
    provider.next("qr", provider.says(200, {"type": "qrCode", "message": picture}))
    fragment = (await owner.get(f"{here}/live")).text
    [source] = re.findall(r'<img src="([^"]+)"', fragment)
    answer = await owner.get(source)
    assert (answer.content, answer.headers["content-type"]) == (b"a picture", "image/png")
    assert [call.method for call in provider.asked] == ["getStateInstance", "qr"]


@pytest.mark.parametrize(
    ("kind", "said"), [("passkeyRequired", "wants the passkey"), ("error", "has no code now")]
)
async def test_what_stands_before_a_code_is_said(hotels, base, owner, provider, kind, said):
    [account] = await accounts(hotels.one)
    provider.answers["getStateInstance"] = {"stateInstance": "notAuthorized"}
    provider.next("qr", provider.says(200, {"type": kind, "message": "x"}))
    fragment = (await owner.get(f"{base}/channel/{account.id}/live")).text
    assert said in fragment
    assert "<img" not in fragment


async def test_a_token_is_replaced_and_never_shown(hotels, base, owner):
    [account] = await accounts(hotels.one)
    await owner.get(f"{base}/channel")
    form = {"token": "brand-new-token"}
    assert (await owner.post(f"{base}/channel/{account.id}/token", form)).status_code == 303
    [changed] = await accounts(hotels.one)
    assert changed.opened()["token"] == "brand-new-token"
    assert "brand-new-token" not in (await owner.get(f"{base}/channel")).text
    assert (
        await owner.post(f"{base}/channel/{account.id}/token", {"token": "a/b"})
    ).status_code == 422


async def test_logging_out_wants_a_tick(hotels, base, owner):
    [account] = await accounts(hotels.one)
    await owner.get(f"{base}/channel")
    answer = await owner.post(f"{base}/channel/{account.id}/log-out")
    assert "Tick that you are sure" in answer.text


async def test_a_second_number_is_added_and_the_hotel_leaves_the_sandbox(hotels, base, owner):
    async with db.hotel(hotels.one.id) as session:
        (await session.get(HotelRecord, hotels.one.id)).sandbox = True
    await owner.get(f"{base}/channel")
    form = {"instance_id": "1101999999", "token": "t0ken", "api_url": "https://api.example"}
    answer = await owner.post(f"{base}/channel", form)
    assert answer.headers["location"].endswith("/connect")
    assert len(await accounts(hotels.one)) == 2
    async with db.hotel(hotels.one.id) as session:
        assert not (await house.read(session)).sandbox
    assert "connected to a hotel already" in (await owner.post(f"{base}/channel", form)).text
    assert (await owner.post(f"{base}/channel", form | {"api_url": "x"})).status_code == 422


async def test_a_rung_is_added_moved_and_removed(hotels, base, owner):
    form = {"name": "Night", "road": "email", "target": "night@hotel.example", "minutes": "2.5",
            "hours": "closed", "least": "warn"}  # fmt: skip
    await owner.get(f"{base}/people")
    await owner.post(f"{base}/people", form)
    async with db.hotel(hotels.one.id) as session:
        [rung] = await ladder.rungs(session)
    assert (rung.after_seconds, rung.hours, rung.target) == (150, "closed", "night@hotel.example")
    page = (await owner.get(f"{base}/people")).text
    assert "ni…@hotel.example" in page
    assert (
        "night@hotel.example"
        not in page.partition('class="list team rungs"')[2].partition("</ol>")[0]
    )
    change = {"minutes": "0", "hours": "always", "least": "danger"}
    await owner.post(f"{base}/people/{rung.id}", change)
    async with db.hotel(hotels.one.id) as session:
        [rung] = await ladder.rungs(session)
    assert (rung.after_seconds, rung.hours, rung.least) == (0, "always", "danger")
    told = await owner.post(f"{base}/people/{rung.id}/try")
    assert "It was not taken" in told.text  # there is no mail server here
    for bad in ({"target": "nobody"}, {"minutes": "soon"}, {"road": "pigeon"}, {"minutes": "9999"}):
        assert (await owner.post(f"{base}/people", form | bad)).status_code == 422, bad
    await owner.post(f"{base}/people/{rung.id}/remove")
    async with db.hotel(hotels.one.id) as session:
        assert await ladder.rungs(session) == []


async def test_an_address_is_told_of_events(hotels, base, owner):
    await owner.get(f"{base}/programs")
    form = {"url": "http://127.0.0.1:9/told", "kind": "alert"}
    answer = await owner.post(f"{base}/programs/subscriptions", form)
    assert 'class="once"' in answer.text
    [kept] = await rows.all_of(hotels.one, house.Subscription)
    assert (kept.url, kept.kinds) == ("http://127.0.0.1:9/told", ["alert"])
    assert (
        await owner.post(f"{base}/programs/subscriptions", {"url": "ftp://x"})
    ).status_code == 422
    await owner.post(f"{base}/programs/subscriptions/{kept.id}/remove")
    assert await rows.all_of(hotels.one, house.Subscription) == []


@pytest.fixture
def sandbox():
    """This installation has a sandbox, as long as the test lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BELLHOP_SANDBOX_URL", "http://sandbox.example")
        settings.load.cache_clear()
        yield "http://sandbox.example"
    settings.load.cache_clear()


async def test_practice_goes_with_its_made_up_guests_when_a_real_number_comes(
    hotels, base, owner, sandbox
):
    """Practice numbers, their chats and who was played go; a guest with a real booking stays."""
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello", name="Made Up")
    await talk.stays(hotels.one, chat_id, room="304")
    async with db.hotel(hotels.one.id) as session:
        await session.execute(update(house.ChannelAccount).values(api_url=sandbox))
        await session.execute(update(Stay).values(source="demo"))
        session.add(Guest(hotel_id=hotels.one.id, name="Booked"))
    await owner.get(f"{base}/channel")
    form = {"instance_id": "1101999998", "token": "t0ken", "api_url": "https://api.example"}
    answer = await owner.post(f"{base}/channel", form)
    assert answer.status_code == 303
    assert [a.instance_id for a in await accounts(hotels.one)] == ["1101999998"]
    assert [g.name for g in await rows.all_of(hotels.one, Guest)] == ["Booked"]
    assert len(await accounts(hotels.two)) == 1


@pytest.mark.parametrize("kind", ["max", "telegram"])
async def test_a_number_of_another_channel_is_added_with_its_own_addresses(hotels, visit, kind):
    owner = await visit(await hire(hotels.one, "owner"))
    base = f"/h/{hotels.one.slug}/settings/channel"
    page = (await owner.get(base)).text
    assert "One paid instance at the provider." in page
    form = {
        "type": kind, "instance_id": f"77{hotels.one.instance_id[2:]}", "token": "t" * 30,
        "api_url": "https://api.example/v3", "media_url": "https://media.example/v3",
        "polling": "yes",
    }  # fmt: skip
    answer = await owner.post(base, form)
    assert answer.status_code == 303
    async with db.hotel(hotels.one.id) as session:
        [_, added] = await house.accounts(session)
    kept = (added.type, added.api_url, added.media_url, added.receive)
    assert kept == (kind, "https://api.example/v3", "https://media.example/v3", "polling")
    assert (await owner.post(base, form | {"type": "pigeon"})).status_code == 422
