"""`bellhop hotel`, `staff`, `channel`: what a program gets, and a sentence for each mistake."""

import itertools

import pytest

from bellhop import crypto, db
from bellhop import hotels as room
from tests.cli.conftest import Said

_numbers = itertools.count(1)


def words(**changes: str) -> list[str]:
    """`hotel add` with everything right, but for the changes."""
    number = next(_numbers)
    options = {
        "slug": f"zarya-{number}",
        "name": "Заря",
        "timezone": "Europe/Moscow",
        "locale": "ru",
        "instance-id": f"73{number:08d}",
        "instance-token": "token",
        "api-url": "http://green.test",
    } | changes
    return ["hotel", "add", *(part for k, v in options.items() for part in (f"--{k}", v))]


def is_a_sentence(said: Said) -> bool:
    """Ended with code 1 and said why, without a traceback."""
    return said.code == 1 and said.crash is None and said.err.startswith("bellhop: ")


async def test_adding_a_hotel_prints_the_five_keys(bellhop):
    said = await bellhop(*words(slug="five-keys"), "--json")
    assert set(said.json) == {"hotel_id", "slug", "instance_id", "webhook_url", "webhook_token"}
    assert said.json["slug"] == "five-keys"
    assert said.json["webhook_url"].endswith(f"/webhooks/green-api/{said.json['instance_id']}")
    assert len(said.json["webhook_token"]) >= 40


async def test_a_given_webhook_token_is_kept_and_sealed(bellhop):
    said = await bellhop(*words(), "--webhook-token", "my-own-secret", "--json")
    assert said.json["webhook_token"] == "my-own-secret"
    hotel_id = room.models.UUID(said.json["hotel_id"])
    async with db.hotel(hotel_id) as session:
        [account] = await room.accounts(session)
    assert b"my-own-secret" not in account.webhook_token_sealed
    assert crypto.decrypt(account.webhook_token_sealed) == "my-own-secret"


async def test_tokens_may_come_from_the_environment(bellhop):
    asked = words()
    at = asked.index("--instance-token")
    del asked[at : at + 2]
    tokens = {"BELLHOP_INSTANCE_TOKEN": "t1", "BELLHOP_WEBHOOK_TOKEN": "webhook-secret"}
    said = await bellhop(*asked, "--json", env=tokens)
    assert said.json["webhook_token"] == "webhook-secret"


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "Big Hotel"},
        {"slug": "-"},
        {"name": "  "},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"locale": "russian"},
        {"instance-id": "12 34"},
        {"instance-token": "a/b"},
        {"api-url": "green-api.com"},
        {"media-url": "ftp://x"},
        {"receive": "pigeon"},
        {"webhook-token": "short"},
        {"pause": "-1"},
        {"pause": "600"},
    ],
    ids=str,
)
async def test_each_mistake_is_a_sentence(bellhop, changes):
    said = await bellhop(*words(**changes), "--json")
    assert is_a_sentence(said), (said.code, said.err, said.crash)
    assert said.out == ""


@pytest.mark.parametrize("taken", ["slug", "instance-id"])
async def test_what_is_taken_already_is_said(bellhop, hotels, taken):
    given = {"slug": hotels.one.slug, "instance-id": hotels.one.instance_id}[taken]
    said = await bellhop(*words(**{taken: given}))
    assert is_a_sentence(said)
    assert given in said.err


async def test_the_list_shows_every_hotel_with_its_numbers(bellhop, hotels):
    listed = (await bellhop("hotel", "list", "--json")).json
    ours = {row["slug"]: row for row in listed}
    assert ours[hotels.one.slug]["channels"][0]["instance_id"] == hotels.one.instance_id
    assert hotels.two.slug in (await bellhop("hotel", "list")).out


async def test_one_hotel_is_shown_with_its_rules(bellhop, hotels):
    said = await bellhop("hotel", "show", hotels.one.slug, "--json")
    assert said.json["rules"]["pause_seconds"] == 0
    assert hotels.one.token not in said.out


@pytest.mark.parametrize(
    "asked",
    [
        ["hotel", "show", "nobody"],
        ["channel", "status", "nobody"],
        ["channel", "add", "nobody", "--instance-id", "1", "--instance-token", "t", "--api-url", "http://x"],
        ["alerts", "list", "--hotel", "nobody"],
        ["replay", "nobody"],
        ["staff", "add", "a@b.example", "--hotel", "nobody", "--role", "agent"],
    ],
    ids=lambda asked: " ".join(asked[:2]),
)  # fmt: skip
async def test_an_unknown_hotel_is_a_sentence(bellhop, asked):
    assert is_a_sentence(await bellhop(*asked))


async def test_a_second_number(bellhop, hotels):
    more = ["--instance-id", "7399000001", "--instance-token", "t", "--api-url", "http://x.test"]
    said = await bellhop("channel", "add", hotels.one.slug, *more, "--json")
    assert (said.code, said.json["slug"]) == (0, hotels.one.slug)
    again = await bellhop("channel", "add", hotels.two.slug, *more)
    assert is_a_sentence(again)


async def test_the_state_of_a_number(bellhop, hotels):
    said = await bellhop("channel", "status", hotels.one.slug, "--json")
    assert (said.code, said.json["state"], said.json["messages_waiting"]) == (0, "authorized", 0)
    assert "webhookUrl" in said.json["settings_that_differ"]


async def test_a_number_that_does_not_work_ends_with_code_1(bellhop, hotels, provider):
    provider.answers["getStateInstance"] = {"stateInstance": "notAuthorized"}
    said = await bellhop("channel", "status", hotels.one.slug)
    assert (said.code, "not_authorized" in said.out) == (1, True)


async def test_a_provider_that_refuses_is_a_sentence_without_the_token(bellhop, hotels, provider):
    provider.next("getStateInstance", provider.says(401))
    said = await bellhop("channel", "status", hotels.one.slug)
    assert is_a_sentence(said)
    assert hotels.one.token not in said.err


async def test_staff_get_a_role(bellhop, hotels):
    asked = ["staff", "add", "nino@x.example", "--hotel", hotels.one.slug, "--role"]
    assert (await bellhop(*asked, "manager", "--json")).json["role"] == "manager"
    assert is_a_sentence(await bellhop(*asked, "manager"))
    assert is_a_sentence(await bellhop(*asked, "king"))


@pytest.mark.parametrize("email", ["nobody", "a@b", "a b@c.example"])
async def test_an_address_that_is_none_is_a_sentence(bellhop, hotels, email):
    asked = ["staff", "add", email, "--hotel", hotels.one.slug, "--role", "agent"]
    assert is_a_sentence(await bellhop(*asked))


async def test_who_wrote_as_a_guest_and_joins_the_staff_is_answered_no_more(
    bellhop,
    hotels,
    says,
    provider,
):
    for hotel in (hotels.one, hotels.two):
        await says(hotel, "во сколько завтрак?", chat="79005556677@c.us")
    asked = ["staff", "add", "new@x.example", "--hotel", hotels.one.slug, "--role", "agent"]
    assert (await bellhop(*asked, "--phone", "+7 900 555-66-77")).code == 0
    for hotel in (hotels.one, hotels.two):
        await says(hotel, "есть ли парковка?", chat="79005556677@c.us")
    sent = [each.instance_id for each in provider.sent]
    assert sent.count(hotels.one.instance_id) == 1
    assert sent.count(hotels.two.instance_id) == 2
