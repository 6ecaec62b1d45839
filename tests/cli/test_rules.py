"""`bellhop hotel rule | secret | cost`, `chat why`, `channel token`, `token`."""

import json
from datetime import timedelta

from bellhop import clock, db
from bellhop import hotels as room
from bellhop.conversations import ModelCall
from bellhop.guests import Stay
from bellhop.hotels import ChannelAccount
from tests import rows


async def test_a_rule_is_changed_by_name(hotels, bellhop):
    said = await bellhop("hotel", "rule", hotels.one.slug, "bot", "drafts")
    assert (said.code, said.out.strip()) == (0, "bot is drafts.")
    said = await bellhop("hotel", "rule", hotels.one.slug, "sauna", "1")
    assert said.code == 1
    assert "sauna" in said.err


async def test_costs_are_told_in_all_by_day_and_by_stay(hotels, bellhop, says):
    await says(hotels.one, "Здравствуйте")
    chat = await rows.chat(hotels.one)
    now = clock.now()
    async with db.hotel(hotels.one.id) as session:
        dates = {"planned_arrival": now, "planned_departure": now + timedelta(days=2)}
        session.add(
            Stay(hotel_id=hotels.one.id, guest_id=chat.guest_id, external_id="A-1", **dates)
        )
        for _ in range(2):
            session.add(
                ModelCall(
                    hotel_id=hotels.one.id,
                    conversation_id=chat.id,
                    provider="deepseek",
                    model="m",
                    outcome="ok",
                    tokens_hit=100,
                    tokens_miss=10,
                    tokens_out=5,
                    cost_usd=0.001,
                    seconds=1.0,
                )
            )
    for by, what in (("all", "all"), ("stay", "A-1"), ("provider", "deepseek m")):
        said = await bellhop("hotel", "cost", hotels.one.slug, "--by", by, "--json")
        assert [(each["what"], each["calls"]) for each in said.json] == [(what, 2)]
        assert abs(said.json[0]["usd"] - 0.002) < 1e-9
    said = await bellhop("hotel", "cost", hotels.two.slug, "--by", "stay", "--json")
    assert said.json == []


async def test_the_reasons_of_the_last_reply_can_be_asked_for(hotels, bellhop, says):
    await says(hotels.one, "Во сколько завтрак?")
    said = await bellhop("chat", "why", hotels.one.slug, hotels.one.guest.split("@")[0])
    [reason] = json.loads(said.out)
    assert reason["why"]["brain"] == "offline"
    assert "7:30" in reason["text"]


async def test_a_numbers_token_is_replaced(hotels, bellhop):
    words = ["--instance-id", hotels.one.instance_id, "--instance-token", "new-token"]
    said = await bellhop("channel", "token", hotels.one.slug, *words)
    assert said.code == 0
    async with db.hotel(hotels.one.id) as session:
        account = await room.account(session, hotels.one.account_id)
    assert account.opened()["token"] == "new-token"
    [row] = await rows.all_of(hotels.one, ChannelAccount)
    assert row.due_at is not None


async def test_an_api_token_is_made_listed_and_revoked(hotels, bellhop):
    made = await bellhop(
        "token", "add", hotels.one.slug, "--name", "pms", "--scope", "read,write", "--json"
    )
    assert made.json["scopes"] == ["read", "write"]
    assert await room.bearer(made.json["token"]) is not None
    listed = await bellhop("token", "list", hotels.one.slug)
    assert made.json["token"][-4:] in listed.out
    assert made.json["token"] not in listed.out
    await bellhop("token", "revoke", hotels.one.slug, "pms")
    assert await room.bearer(made.json["token"]) is None


async def test_a_scope_that_is_none_is_refused(hotels, bellhop):
    said = await bellhop("token", "add", hotels.one.slug, "--name", "x", "--scope", "all")
    assert said.code == 1
    assert "read, write, send" in said.err


async def test_a_property_systems_address_is_made_once(hotels, bellhop, tmp_path):
    file = tmp_path / "m.json"
    file.write_text('{"fields": {"external_id": "$.id"}}')
    words = ["--name", "Opera", "--mapping", str(file), "--json"]
    said = await bellhop("channel", "pms", hotels.one.slug, *words)
    assert said.json["url"].endswith(f"/webhooks/pms/{hotels.one.slug}")
    door = await room.pms_door_of(said.json["secret"])
    assert door is not None
    assert door[0] == hotels.one.id


async def test_a_mapping_that_cannot_work_is_refused(hotels, bellhop, tmp_path):
    file = tmp_path / "m.json"
    file.write_text('{"fields": {"guest.name": "$.id"}}')
    said = await bellhop("channel", "pms", hotels.one.slug, "--name", "x", "--mapping", str(file))
    assert said.code == 1
    assert "external_id" in said.err
