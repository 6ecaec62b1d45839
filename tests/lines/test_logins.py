"""Logging a number in on each channel: by QR, by a code, with a cloud password."""

import pytest

from bellhop import db, lines
from bellhop import hotels as room
from bellhop.errors import ChannelError
from bellhop.lines import NotAccepted, patience
from bellhop.messages import LineState


@pytest.fixture(params=["whatsapp", "max", "telegram"])
def channel(request):
    return str(request.param)


@pytest.fixture
async def account(hotels):
    async with db.hotel(hotels.one.id) as session:
        return await room.account(session, hotels.one.account_id)


DONE = {"status": True, "data": {"status": "success"}}


async def test_a_login_by_phone_asks_for_the_code_where_the_channel_sends_it(
    account, provider, channel
):
    provider.answers["getAuthorizationCode"] = {"status": True, "code": "ABCD1234"}
    provider.answers["startAuthorization"] = DONE
    shown = await lines.begin_login(account, "79000000001")
    asked = [each.method for each in provider.asked]
    if channel == "whatsapp":
        assert (shown, asked) == ("ABCD1234", ["getAuthorizationCode"])
    else:
        assert (shown, asked) == ("", ["startAuthorization"])


async def test_a_cloud_password_comes_after_the_code(account, provider, channel):
    provider.answers |= {"sendAuthorizationCode": DONE, "sendAuthorizationPassword": DONE}
    provider.answers["getStateInstance"] = {"stateInstance": "pendingPassword"}
    assert await lines.enter_code(account, "12345") is LineState.PENDING_PASSWORD
    provider.answers["getStateInstance"] = {"stateInstance": "authorized"}
    assert await lines.enter_password(account, "secret") is LineState.AUTHORIZED


async def test_a_wrong_password_is_refused_though_the_answer_is_200(account, provider, channel):
    refusal = {"status": True, "data": {"status": "fail", "reason": "invalid_password"}}
    provider.answers["sendAuthorizationPassword"] = refusal
    with pytest.raises(ChannelError):
        await lines.enter_password(account, "wrong")


async def test_connecting_by_qr_stops_at_the_password(account, provider, channel):
    provider.answers["getStateInstance"] = {"stateInstance": "pendingPassword"}
    assert [step.state async for step in lines.connect(account)] == [LineState.PENDING_PASSWORD]


@pytest.mark.parametrize("base", ["http://green.test/v3", "http://green.test"])
async def test_the_prefix_of_max_may_stand_in_the_address(hotels, account, provider, base):
    await room.move_account(hotels.one.id, hotels.one.instance_id, base)
    async with db.hotel(hotels.one.id) as session:
        moved = await room.account(session, hotels.one.account_id)
    from bellhop import channels

    assert channels.Account(**moved.opened()).address("qr").startswith(f"{base}/waInstance")


async def test_a_provider_that_is_asked_too_often_is_asked_again(
    account, provider, channel, monkeypatch
):
    monkeypatch.setattr(patience, "PAUSES_SECONDS", (0, 0))
    provider.next("getStateInstance", provider.says(429), provider.says(429))
    assert await lines.state_now(account) is LineState.AUTHORIZED
    provider.next("getStateInstance", *[provider.says(429)] * 3)
    with pytest.raises(NotAccepted):
        await lines.state_now(account)
