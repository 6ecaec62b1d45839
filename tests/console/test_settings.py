"""Settings: read, changed, refused, and kept apart by hotel."""

import json

import pytest

from bellhop import clock, db
from bellhop import hotels as house
from bellhop.console.settings.groups import GROUPS, KEPT_BY_THEMSELVES
from bellhop.conversations import SavedReply
from bellhop.guests import Guest, PmsDelivery, Stay
from bellhop.hotels import ApiToken, Invitation, Membership, PmsDoor, team
from bellhop.hotels.models import AuditEntry
from bellhop.inbox import InboxEvent
from tests import rows
from tests.cast import TestHotel
from tests.console import talk
from tests.console.conftest import Browser, hire


@pytest.fixture
async def owner(hotels, visit) -> Browser:
    return await visit(await hire(hotels.one, "owner"))


@pytest.fixture
def base(hotels) -> str:
    return f"/h/{hotels.one.slug}/settings"


async def read(hotel: TestHotel) -> house.Hotel:
    async with db.hotel(hotel.id) as session:
        return await house.read(session)


async def send(browser: Browser, section: str, path: str, form: dict | None = None):
    """Open the section, then post to it."""
    await browser.get(section)
    return await browser.post(path, form or {})


def test_every_rule_of_a_hotel_can_be_reached():
    shown = {
        f.name.partition(".")[0] for groups in GROUPS.values() for g in groups for f in g.fields
    }
    assert shown | KEPT_BY_THEMSELVES == set(house.HotelRules.model_fields)


async def test_each_section_opens_and_names_itself(base, owner):
    page = (await owner.get(base)).text
    for part in ("Hotel", "Bot", "Staff and roles", "Audit trail"):
        assert f"<b>{part}</b>" in page
    for key in GROUPS.keys() | {"staff", "replies", "programs", "mapping", "parked", "trail"}:
        if key != "channel":
            assert (await owner.get(f"{base}/{key}")).status_code == 200, key


async def test_hours_are_kept_and_noted(hotels, base, owner):
    theirs = (await read(hotels.two)).rules
    form = {"desk.opens": "08:00", "desk.closes": "22:30", "waiting_limit_minutes": "7",
            "takeover_minutes": "90"}  # fmt: skip
    answer = await send(owner, f"{base}/hours", f"{base}/hours/rules/desk", form)
    assert answer.headers["location"].endswith("/settings/hours?done=saved#desk")
    rules = (await read(hotels.one)).rules
    assert (f"{rules.desk.opens:%H:%M}", f"{rules.desk.closes:%H:%M}") == ("08:00", "22:30")
    assert (rules.waiting_limit_minutes, rules.takeover_minutes) == (7, 90)
    noted = [n for n in await rows.all_of(hotels.one, AuditEntry) if n.action == "rules_changed"]
    assert noted[-1].what["rules"] == ["desk", "takeover_minutes", "waiting_limit_minutes"]
    assert (await read(hotels.two)).rules == theirs
    assert "Saved." in (await owner.get(f"{base}/hours?done=saved")).text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("waiting_limit_minutes", "many", "Write a number."),
        ("waiting_limit_minutes", "0", "Not less than 1."),
        ("takeover_minutes", "1e99", "Not more than 10080."),
        ("desk.opens", "25:00", "Write a time as 09:30."),
    ],
)
async def test_what_cannot_be_so_comes_back_marked(hotels, base, owner, field, value, said):
    before = (await read(hotels.one)).rules
    form = {"desk.opens": "08:00", "desk.closes": "22:30", "waiting_limit_minutes": "7",
            "takeover_minutes": "90"} | {field: value}  # fmt: skip
    answer = await send(owner, f"{base}/hours", f"{base}/hours/rules/desk", form)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{value}"' in answer.text
    assert (await read(hotels.one)).rules == before


async def test_the_bot_is_changed_with_its_regions(hotels, base, owner):
    form = {"bot": "drafts", "bot_name": "Bell", "tone": "brief", "disclosure_required": ""}
    await send(owner, f"{base}/bot", f"{base}/bot/rules/voice", form)
    await owner.post(f"{base}/bot/rules/model", {
        "regions": "eu", "hourly_model_calls": "50", "daily_spend_usd": "2.5"})  # fmt: skip
    rules = (await read(hotels.one)).rules
    assert (rules.bot, rules.bot_name, rules.disclosure_required) == ("drafts", "Bell", False)
    assert (rules.regions, rules.hourly_model_calls, rules.daily_spend_usd) == (["eu"], 50, 2.5)
    assert 'value="eu" checked' in (await owner.get(f"{base}/bot")).text


async def test_review_pages_are_lines_of_name_and_address(hotels, base, owner):
    form = {"review_links": "Our page https://reviews.example/a\n", "low_score": "2"}
    await send(owner, f"{base}/hotel", f"{base}/hotel/rules/reviews", form)
    [link] = (await read(hotels.one)).rules.review_links
    assert (link.name, str(link.url)) == ("Our page", "https://reviews.example/a")
    form["review_links"] = "javascript:alert(1)"
    assert (await owner.post(f"{base}/hotel/rules/reviews", form)).status_code == 422


async def test_the_name_and_the_place_are_changed(hotels, base, owner):
    form = {"name": "New <b>Name</b>", "timezone": "Asia/Tokyo", "locale": "ja", "country": "JP"}
    await send(owner, f"{base}/hotel", f"{base}/hotel", form)
    hotel = await read(hotels.one)
    assert (hotel.name, hotel.timezone, hotel.locale, hotel.country) == tuple(form.values())
    assert "New &lt;b&gt;Name" in (await owner.get(f"{base}/hotel")).text
    for change in ({"name": " "}, {"timezone": "Moon/Base"}, {"country": "X1"}, {"locale": "?"}):
        assert (await owner.post(f"{base}/hotel", form | change)).status_code == 422


async def test_a_secret_is_kept_and_never_shown_again(hotels, base, owner):
    form = {"name": "wifi_password", "value": "blue-lagoon-77"}
    await send(owner, f"{base}/hotel", f"{base}/hotel/secrets", form)
    assert (await read(hotels.one)).secrets() == {"wifi_password": "blue-lagoon-77"}
    page = (await owner.get(f"{base}/hotel")).text
    assert "wifi_password" in page
    assert "blue-lagoon-77" not in page + (await owner.get(f"{base}/trail")).text
    assert (await owner.post(f"{base}/hotel/secrets", form | {"name": "Bad"})).status_code == 422
    await owner.post(f"{base}/hotel/secrets/wifi_password/forget")
    assert (await read(hotels.one)).secrets() == {}


async def test_a_saved_reply_is_added_renamed_and_removed(hotels, base, owner):
    form = {"name": "Late", "text": "The bar is open until two.", "language": "en"}
    await send(owner, f"{base}/replies", f"{base}/replies", form)
    form |= {"name": "Bar", "old": "Late"}
    await owner.post(f"{base}/replies", form)
    [kept] = await rows.all_of(hotels.one, SavedReply)
    assert (kept.name, kept.text, kept.language) == ("Bar", "The bar is open until two.", "en")
    assert "Bar" in (await owner.get(f"{base}/replies?lang=en")).text
    await owner.post(f"{base}/replies/{kept.id}/forget")
    assert await rows.all_of(hotels.one, SavedReply) == []


async def test_somebody_is_invited_and_the_link_is_shown_once(hotels, base, owner):
    form = {"email": "new@hotel.example", "name": "Nina", "role": "agent"}
    answer = await send(owner, f"{base}/staff", f"{base}/staff/invite", form)
    assert "/invite/" in answer.text
    again = await owner.get(f"{base}/staff")
    assert "new@hotel.example" in again.text
    assert "/invite/" not in again.text
    [waiting] = await rows.all_of(hotels.one, Invitation)
    await owner.post(f"{base}/staff/invitations/{waiting.id}/take-back")
    assert await rows.all_of(hotels.one, Invitation) == []
    assert (await owner.post(f"{base}/staff/invite", form | {"email": "x"})).status_code == 422


async def test_a_colleague_changes_role_loses_sessions_and_the_place(hotels, base, owner, visit):
    clerk = await visit(await hire(hotels.one, "agent", "Clara"))
    async with db.hotel(hotels.one.id) as session:
        [clara] = [m for m in await team.team(session) if m.name == "Clara"]
    assert clara.browsers == 1
    address = f"{base}/staff/{clara.person_id}"
    await send(owner, f"{base}/staff", address, {"role": "manager", "phone": "+7 900 000 55 66"})
    assert (await clerk.get(f"{base}/hours")).status_code == 200
    async with db.hotel(hotels.one.id) as session:
        [clara] = [m for m in await team.team(session) if m.name == "Clara"]
    assert (clara.role, clara.phone) == ("manager", "79000005566")
    await owner.post(f"{address}/end-sessions")
    assert (await clerk.get(f"{base}/hours")).headers["location"].startswith("/login")
    await owner.post(f"{address}/let-go")
    async with db.hotel(hotels.one.id) as session:
        assert "Clara" not in [m.name for m in await team.team(session)]


async def test_the_last_owner_stays(hotels, base, owner):
    async with db.hotel(hotels.one.id) as session:
        owners = [m for m in await team.team(session) if m.role == "owner"]
        for other in owners:
            if other.email != owner.email:
                await team.let_go(session, hotels.one.id, other.person_id, "test")
        [last] = [m for m in await team.team(session) if m.role == "owner"]
    address = f"{base}/staff/{last.person_id}"
    answer = await send(owner, f"{base}/staff", f"{address}/let-go")
    assert answer.status_code == 422
    assert "one owner at least" in answer.text
    assert (await owner.post(address, {"role": "agent"})).status_code == 422


async def test_staff_of_another_hotel_are_out_of_reach(hotels, base, owner):
    theirs = (await rows.all_of(hotels.two, Membership))[0].person_id
    for deed in ("", "/let-go", "/end-sessions"):
        answer = await send(
            owner, f"{base}/staff", f"{base}/staff/{theirs}{deed}", {"role": "agent"}
        )
        assert answer.status_code == 404, deed
    assert theirs in {m.person_id for m in await rows.all_of(hotels.two, Membership)}


async def test_a_key_is_shown_once_and_revoked(hotels, base, owner):
    form = {"name": "PMS", "scope": "read"}
    answer = await send(owner, f"{base}/programs", f"{base}/programs/tokens", form)
    secret = answer.text.partition('value="bhp_')[2].partition('"')[0]
    bearer = await house.bearer(f"bhp_{secret}")
    assert bearer is not None
    assert bearer.hotel_id == hotels.one.id
    assert secret not in (await owner.get(f"{base}/programs")).text
    [token] = await rows.all_of(hotels.one, ApiToken)
    await owner.post(f"{base}/programs/tokens/{token.id}/revoke")
    assert await house.bearer(f"bhp_{secret}") is None
    assert (await owner.post(f"{base}/programs/tokens", {"name": "PMS"})).status_code == 422


MAPPING = {
    "each": "$.r[*]",
    "fields": {"external_id": "$.id", "guest.name": "$.n", "arrival": "$.a", "departure": "$.d"},
}
EXAMPLE = {"r": [{"id": "R-1", "n": "Anna", "a": "2027-06-18T14:00:00+03:00",
                  "d": "2027-06-22T12:00:00+03:00"}, {"id": "R-2", "n": "Bo"}]}  # fmt: skip


async def test_a_mapping_is_tried_on_an_example_and_keeps_nothing(hotels, base, owner):
    form = {"mapping": json.dumps(MAPPING), "example": json.dumps(EXAMPLE), "deed": "try"}
    page = (await send(owner, f"{base}/mapping", f"{base}/mapping", form)).text
    for said in ("R-1", "New", "Anna", "R-2", "Refused"):
        assert said in page
    assert await rows.all_of(hotels.one, Stay) == []
    assert await rows.all_of(hotels.one, PmsDoor) == []
    for wrong in ("{", '{"fields": {}}', '{"fields": {"external_id": "$$"}}'):
        answer = await owner.post(f"{base}/mapping", form | {"mapping": wrong})
        assert answer.status_code == 422, wrong
    answer = await owner.post(f"{base}/mapping", form | {"example": "[]"})
    assert "finds no booking" in answer.text


async def test_an_address_is_made_changed_and_closed(hotels, base, owner, app):
    form = {"name": "Opera", "mapping": json.dumps(MAPPING), "deed": "save"}
    page = (await send(owner, f"{base}/mapping", f"{base}/mapping", form)).text
    [door] = await rows.all_of(hotels.one, PmsDoor)
    secret = page.partition('class="once"')[2].partition('value="')[2].partition('"')[0]
    assert await house.pms_door_of(secret) == (hotels.one.id, door.id)
    bad = MAPPING | {"fields": MAPPING["fields"] | {"arrival": "$.nowhere"}}
    await owner.post(f"{base}/mapping", {"door": str(door.id), "mapping": json.dumps(bad),
                                         "deed": "save"})  # fmt: skip
    anybody = {"Authorization": f"Bearer {secret}"}
    body = json.dumps({"r": EXAMPLE["r"][:1]})
    answer = await owner.http.post(
        f"/webhooks/pms/{hotels.one.slug}", content=body, headers=anybody
    )
    assert answer.json()["state"] == "refused"
    await owner.post(f"{base}/mapping", {"door": str(door.id), "mapping": json.dumps(MAPPING),
                                         "deed": "save"})  # fmt: skip
    [delivery] = await rows.all_of(hotels.one, PmsDelivery)
    await owner.post(f"{base}/mapping/deliveries/{delivery.id}/again")
    [delivery] = await rows.all_of(hotels.one, PmsDelivery)
    assert delivery.due_at is not None
    await owner.post(f"{base}/mapping/{door.id}/close")
    assert await house.pms_door_of(secret) is None


async def test_a_guest_is_erased_by_phone_after_a_tick(hotels, base, owner):
    await talk.guest_wrote(hotels.one, "Here", name="Secret Guest")
    [guest] = await rows.all_of(hotels.one, Guest)
    phone = (await rows.chat(hotels.one)).chat_id.partition("@")[0]
    answer = await send(owner, f"{base}/keeping", f"{base}/keeping/erase", {"phone": f"+{phone}"})
    assert "Tick that you are sure" in answer.text
    answer = await owner.post(f"{base}/keeping/erase", {"phone": "+79000009999", "sure": "yes"})
    assert "no guest with this phone" in answer.text
    await owner.post(f"{base}/keeping/erase", {"phone": f"+{phone}", "sure": "yes"})
    [erased] = await rows.all_of(hotels.one, Guest)
    assert (erased.id, erased.name) == (guest.id, "")


async def test_keeping_is_the_owners(hotels, base, visit):
    manager = await visit(await hire(hotels.one, "manager"))
    await manager.get(f"{base}/hours")
    answer = await manager.post(f"{base}/keeping/rules/times", {"keep_guests_days": "1"})
    assert answer.status_code == 403
    assert "Staff and roles" not in (await manager.get(base)).text.partition("set-nav")[2]


async def test_a_parked_event_is_shown_and_handled_again(hotels, base, owner):
    now = clock.now()
    async with db.hotel(hotels.one.id) as session:
        [account] = await house.accounts(session)
        event = InboxEvent(
            hotel_id=hotels.one.id,
            account_id=account.id,
            road="webhook",
            key="k-1",
            kind="incomingMessageReceived",
            body=b'{"odd": "<script>"}',
            parked_at=now,
            error="KeyError",
            attempts=4,
        )
        session.add(event)
    page = (await owner.get(f"{base}/parked")).text
    assert "KeyError" in page
    assert "&lt;script&gt;" in page
    assert (await owner.post(f"{base}/parked/{event.id}/replay")).status_code == 303
    [after] = [e for e in await rows.all_of(hotels.one, InboxEvent) if e.id == event.id]
    assert (after.parked_at, after.attempts) == (None, 0)
    assert after.due_at is not None
    assert (await owner.post(f"{base}/parked/{event.id}/replay")).status_code == 404


async def test_the_trail_names_who_did_what(hotels, base, owner):
    await send(owner, f"{base}/hotel", f"{base}/hotel/secrets",
               {"name": "door_code", "value": "1234#"})  # fmt: skip
    page = (await owner.get(f"{base}/trail")).text
    assert "Secret kept" in page
    assert owner.email in page
    assert "Secret kept" not in (await owner.get(f"{base}/trail?who=cli")).text
