"""Guests of several channels in one inbox: a small mark, a filter, likely doubles."""

from dataclasses import replace

import pytest

from bellhop import hotels as room
from bellhop.guests import Guest
from bellhop.hotels import ChannelAccount, NewAccount
from bellhop.messages import ChannelType
from tests import rows
from tests.console.conftest import hire
from tests.turns.conftest import receive, says  # noqa: F401

MAX_ID = "1234567890123456"


@pytest.fixture
async def two_channels(hotels, says):  # noqa: F811
    """One guest on WhatsApp, one on MAX who hides the phone."""
    one = hotels.one
    new = NewAccount(f"31{one.instance_id[-6:]}", "t", "http://green.test", type=ChannelType.MAX)
    added = await room.add_account(one.id, new)
    on_max = replace(one, account_id=added.account_id, instance_id=new.instance_id, channel="max")
    await says(one, "есть парковка?", name="Анна Волкова")
    await says(on_max, "во сколько завтрак?", chat=MAX_ID, name="Анна Волкова")
    return one


async def test_the_inbox_marks_and_filters_channels(two_channels, visit, provider):
    browser = await visit(await hire(two_channels, "agent"))
    base = f"/h/{two_channels.slug}/inbox"
    page = (await browser.get(f"{base}?queue=all")).text
    assert "#channel-max" in page
    assert "#channel-whatsapp" in page
    only = (await browser.get(f"{base}?queue=all&q=@max")).text
    chats = {c.chat_id: str(c.id) for c in await rows.all_of(two_channels, rows.Conversation)}
    assert f'id="row-{chats[MAX_ID]}"' in only
    assert f'id="row-{chats[two_channels.guest]}"' not in only
    thread = (await browser.get(f"{base}/{chats[MAX_ID]}")).text
    assert thread.count("#channel-max") >= 3


async def test_a_guests_page_suggests_the_double_and_merges_on_a_click(
    two_channels, visit, provider
):
    browser = await visit(await hire(two_channels, "manager"))
    first, second = await rows.all_of(two_channels, Guest)
    here = f"/h/{two_channels.slug}/guests/{first.id}"
    page = (await browser.get(here)).text
    assert f'value="{second.id}"' in page
    await browser.post(f"{here}/merge", {"gone": str(second.id)})
    merged = await rows.all_of(two_channels, Guest)
    assert [g.merged_into for g in merged] == [None, first.id]
    assert "#channel-max" in (await browser.get(here)).text


async def test_a_cloud_password_is_entered_on_the_page(two_channels, visit, provider):
    browser = await visit(await hire(two_channels, "manager", "anna"))
    [account] = [a for a in await rows.all_of(two_channels, ChannelAccount) if a.type == "max"]
    here = f"/h/{two_channels.slug}/settings/channel/{account.id}"
    provider.answers["startAuthorization"] = {"status": True, "data": {"status": "success"}}
    await browser.get(f"{here}/connect")
    asked = (await browser.post(f"{here}/phone-code", {"phone": "+79000000001"})).text
    assert 'name="code"' in asked
    provider.answers["sendAuthorizationCode"] = provider.answers["startAuthorization"]
    provider.answers["getStateInstance"] = {"stateInstance": "pendingPassword"}
    await browser.post(f"{here}/enter", {"code": "12345"})
    assert (await browser.get(f"{here}/live")).headers["HX-Refresh"] == "true"
    page = (await browser.get(f"{here}/connect")).text
    assert 'name="password"' in page
    assert "MAX" in page
