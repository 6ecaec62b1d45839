"""Who may ask what."""

import pytest

from bellhop import db
from bellhop import hotels as room
from tests.api.conftest import token_of

READS = ["/stays", "/guests", "/conversations", "/messages", "/alerts", "/ratings"]
MISSING = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize("path", [*READS, "/subscriptions", f"/messages/{MISSING}"])
async def test_nobody_reads_without_a_token(web, path):
    said = await web.get(f"/api/v1{path}")
    assert said.status_code == 401
    assert said.headers["www-authenticate"] == "Bearer"
    assert said.json()["status"] == 401


async def test_a_wrong_token_opens_nothing(ask):
    assert (await ask("GET", "/stays", token="bhp_wrong")).status_code == 401


@pytest.mark.parametrize(
    ("scope", "method", "path", "body"),
    [
        ("write", "GET", "/stays", None),
        ("read", "PUT", "/stays/A-1", {}),
        ("read", "POST", "/stays/A-1/events", {"event": "checked_in"}),
        ("write", "POST", "/messages", {"to": {"phone": "+79000000001"}, "text": "x"}),
        ("read", "POST", "/subscriptions", {"url": "http://a.example", "kinds": ["alert"]}),
        ("read", "DELETE", f"/subscriptions/{MISSING}", None),
    ],
)
async def test_a_token_without_the_scope_is_refused(ask, hotels, scope, method, path, body):
    token = await token_of(hotels.one, scope)
    said = await ask(method, path, token=token, json=body)
    assert said.status_code == 403


async def test_a_revoked_token_opens_nothing_from_then_on(ask, hotels):
    token = await token_of(hotels.one, "read")
    assert (await ask("GET", "/stays", token=token)).status_code == 200
    async with db.hotel(hotels.one.id) as session:
        for each in await room.tokens(session):
            await room.revoke_token(session, hotels.one.id, each.id, "test")
    assert (await ask("GET", "/stays", token=token)).status_code == 401


async def test_guessing_tokens_is_slowed_down(web):
    for _ in range(100):
        await web.get("/api/v1/stays", headers={"Authorization": "Bearer guess"})
    said = await web.get("/api/v1/stays", headers={"Authorization": "Bearer guess"})
    assert said.status_code == 429
    assert said.headers["retry-after"]


@pytest.mark.parametrize("path", READS)
async def test_every_list_is_empty_for_a_stranger(ask, other, says, hotels, path):
    stay = {"guest": {"phone": "+79000000001"}, "arrival": "2027-01-02", "departure": "2027-01-03"}
    await ask("PUT", "/stays/A-1", json=stay)
    await says(hotels.one, "У меня сломался душ, это ужасно!")
    said = await other("GET", path)
    assert (said.status_code, said.json()["items"]) == (200, [])


async def test_the_description_is_open_and_names_every_address(web):
    described = (await web.get("/api/v1/openapi.json")).json()
    assert set(described["paths"]) >= {*READS, "/stays/{external_id}", "/subscriptions"}
    schemes = described["components"]["securitySchemes"]
    assert [each["scheme"] for each in schemes.values()] == ["bearer"]
