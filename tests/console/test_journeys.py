"""Journeys: rules read, switched, written and tried on a guest."""

from datetime import timedelta
from uuid import UUID

import pytest

from bellhop import clock, db, journeys
from bellhop import hotels as house
from bellhop.console.journeys.phases import phase
from bellhop.guests import Stay, StayGiven, put_stays
from bellhop.hotels.models import AuditEntry, HotelRecord
from bellhop.jobs import Job
from bellhop.journeys import JourneyRule, JourneySend
from tests import rows
from tests.cast import TestHotel
from tests.console.conftest import Browser, hire


@pytest.fixture
def base(hotels) -> str:
    return f"/h/{hotels.one.slug}/journeys"


@pytest.fixture
async def manager(hotels, visit) -> Browser:
    return await visit(await hire(hotels.one, "manager"))


async def rule(hotel: TestHotel, key: str) -> JourneyRule:
    [found] = [each for each in await rows.all_of(hotel, JourneyRule) if each.key == key]
    return found


async def book(hotel: TestHotel, name: str = "Anna V", room: str = "304") -> UUID:
    today = clock.now().date()
    async with db.hotel(hotel.id) as session:
        given = StayGiven(
            external_id=f"B-{name}",
            room=room,
            arrival=today + timedelta(days=3),
            departure=today + timedelta(days=6),
            guest={"name": name, "phone": "+79000001122", "language": "en"},
        )
        [put] = await put_stays(session, await house.read(session), [given], how="test")
    assert put.stay_id
    return put.stay_id


async def open_rule(manager: Browser, hotel: TestHotel, base: str, key: str) -> str:
    """The address of a rule, its page read so that its proof is known."""
    await manager.get(base)
    address = f"{base}/{(await rule(hotel, key)).id}"
    await manager.get(address)
    return address


async def test_the_first_visit_brings_the_ready_rules_switched_off(hotels, base, clerk):
    page = (await clerk.get(base)).text
    assert "Before arrival" in page
    assert "After the stay" in page
    kept = await rows.all_of(hotels.one, JourneyRule)
    assert len(kept) > 10
    assert not any(each.is_on for each in kept)
    assert await rows.all_of(hotels.two, JourneyRule) == []


async def test_an_agent_reads_and_is_offered_no_change(hotels, base, clerk):
    page = (await clerk.get(await open_rule(clerk, hotels.one, base, "room_ready"))).text
    assert "when the room is ready" in page.lower()
    assert "<textarea" not in page
    assert 'role="switch"' not in page


async def test_a_switch_is_kept_in_the_audit_trail(hotels, base, manager):
    address = await open_rule(manager, hotels.one, base, "room_ready")
    await manager.post(f"{address}/switch", {"on": "yes"})
    assert (await rule(hotels.one, "room_ready")).is_on
    assert 'aria-checked="true"' in (await manager.get(address)).text
    await manager.post(f"{address}/switch", {"on": "no"})
    assert not (await rule(hotels.one, "room_ready")).is_on
    noted = [each.action for each in await rows.all_of(hotels.one, AuditEntry)]
    assert noted[-2:] == ["journey_on", "journey_off"]


async def test_words_are_kept_with_a_second_variant(hotels, base, manager):
    address = await open_rule(manager, hotels.one, base, "room_ready")
    form = {"lang": "en", "variant": "0", "text": "Your room {{ room }} is ready."}
    await manager.post(f"{address}/text", form | {"version": "1", "deed": "another"})
    form |= {"variant": "1", "text": "Room {{ room }} waits for you.", "share": "3"}
    await manager.post(f"{address}/text", form | {"version": "2"})
    texts = (await rule(hotels.one, "room_ready")).definition["what"]["texts"]["en"]
    assert [(each["text"], each["share"]) for each in texts] == [
        ("Your room {{ room }} is ready.", 1),
        ("Room {{ room }} waits for you.", 3),
    ]
    await manager.post(f"{address}/text", form | {"version": "3", "deed": "remove"})
    texts = (await rule(hotels.one, "room_ready")).definition["what"]["texts"]["en"]
    assert [each["text"] for each in texts] == ["Your room {{ room }} is ready."]


@pytest.mark.parametrize(
    "text", ["Hello {{ rooom }}", "{% for a in b %}", "", "{{ ''.__class__ }}"]
)
async def test_words_that_cannot_be_said_come_back_with_the_reason(hotels, base, manager, text):
    address = await open_rule(manager, hotels.one, base, "room_ready")
    before = (await rule(hotels.one, "room_ready")).definition
    answer = await manager.post(
        f"{address}/text", {"lang": "en", "text": text, "variant": "0", "version": "1"}
    )
    assert answer.status_code == 422
    assert "Could not save. Your text is here" in answer.text
    assert (await rule(hotels.one, "room_ready")).definition == before


async def test_a_change_made_meanwhile_is_not_written_over(hotels, base, manager):
    address = await open_rule(manager, hotels.one, base, "room_ready")
    form = {"lang": "en", "variant": "0", "version": "1"}
    await manager.post(f"{address}/text", form | {"text": "First"})
    answer = await manager.post(f"{address}/text", form | {"text": "Second"})
    assert "Someone changed this while you wrote." in answer.text
    assert ">Second</textarea>" in answer.text
    texts = (await rule(hotels.one, "room_ready")).definition["what"]["texts"]["en"]
    assert texts[0]["text"] == "First"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (
            {"type": "local", "anchor": "checkin", "days": "2", "side": "before", "time": "11:00"},
            {"type": "local", "anchor": "checkin", "days": -2, "time": "11:00:00"},
        ),
        (
            {"type": "offset", "anchor": "checkout", "hours": "1,5", "side": "after"},
            {"type": "offset", "anchor": "checkout", "hours": 1.5},
        ),
        (
            {"type": "event", "event": "message", "delay": "5", "words": "sauna, баня"},
            {"type": "event", "event": "message", "delay_minutes": 5, "words": ["sauna", "баня"]},
        ),
        (
            {"type": "cron", "cron": "0 9 * * 1", "audience": "in_house"},
            {"type": "cron", "cron": "0 9 * * 1", "audience": "in_house"},
        ),
    ],
)
async def test_the_moment_is_chosen_by_a_form(hotels, base, manager, given, kept):
    address = await open_rule(manager, hotels.one, base, "room_ready")
    answer = await manager.post(f"{address}/when", given | {"version": "1"})
    assert answer.status_code == 303, answer.text
    assert (await rule(hotels.one, "room_ready")).definition["when"] == kept


async def test_conditions_are_added_changed_joined_and_taken_away(hotels, base, manager):
    address = await open_rule(manager, hotels.one, base, "room_ready")
    send = f"{address}/condition"
    new = {"fact": "nights", "op": "at_least", "value": "2", "version": "1"}
    await manager.post(send, new)
    who = (await rule(hotels.one, "room_ready")).definition["who"]
    assert who["all"][1] == {"fact": "nights", "op": "at_least", "value": 2}
    await manager.post(f"{address}/join", {"how": "any", "version": "2"})
    change = {"number": "1", "fact": "nights", "op": "at_most", "value": "5", "version": "3"}
    await manager.post(send, change)
    page = (await manager.get(address)).text
    assert "nights: at most 5" in page
    await manager.post(send, {"number": "1", "deed": "remove", "version": "4"})
    who = (await rule(hotels.one, "room_ready")).definition["who"]
    assert who == {"fact": "status", "op": "is", "value": "booked"}


async def test_a_condition_that_makes_no_sense_is_refused(hotels, base, manager):
    address = await open_rule(manager, hotels.one, base, "room_ready")
    form = {"fact": "nights", "op": "at_least", "value": "many", "version": "1"}
    answer = await manager.post(f"{address}/condition", form)
    assert answer.status_code == 422
    assert "A number is wanted here." in answer.text


async def test_manners_and_the_rule_as_data(hotels, base, manager):
    address = await open_rule(manager, hotels.one, base, "room_ready")
    form = {"kind": "marketing", "once": "year", "late": "now", "keep_hours": "4", "quiet": "yes"}
    form |= {"not_from": "20:00", "not_until": "10:00", "version": "1"}
    await manager.post(f"{address}/manners", form)
    manners = (await rule(hotels.one, "room_ready")).definition["manners"]
    assert (manners["kind"], manners["once"], manners["keep_hours"]) == ("marketing", "year", 4.0)
    assert manners["not_between"] == {"start": "20:00:00", "end": "10:00:00"}
    bad = await manager.post(f"{address}/data", {"data": "{not json", "version": "2"})
    assert bad.status_code == 422
    assert "{not json" in bad.text


async def test_the_bubble_is_filled_in_for_a_real_guest(hotels, base, manager):
    stay_id = await book(hotels.one)
    address = await open_rule(manager, hotels.one, base, "room_ready")
    form = {"text": "Dear {{ guest_name }}, room {{ room }}", "lang": "en", "guest": str(stay_id)}
    assert "Dear Anna V, room 304" in (await manager.post(f"{address}/preview", form)).text
    wrong = await manager.post(f"{address}/preview", form | {"text": "{{ nothing_known }}"})
    assert "These words cannot be sent." in wrong.text
    offer = await manager.post(f"{address}/preview", form | {"text": "A special offer: 20 % off"})
    assert "This sounds like an offer." in offer.text


async def test_who_would_get_it_is_shown_before_it_is_switched_on(hotels, base, manager):
    await book(hotels.one, "Igor S")
    address = await open_rule(manager, hotels.one, base, "pre_arrival_1d")
    page = (await manager.get(f"{address}/who")).text
    assert "Igor S" in page
    assert "1 of 1" in page


async def test_a_new_rule_of_ones_own_is_off_and_complete(hotels, base, manager):
    await manager.get(base)
    answer = await manager.post(f"{base}/new", {"name": "Йога утром"})
    assert answer.status_code == 303
    page = (await manager.get(answer.headers["location"])).text
    assert "Йога утром" in page
    assert "Здравствуйте" in page
    assert not (await rule(hotels.one, "own")).is_on


async def test_a_stay_is_played_for_sandbox_hotels_only(hotels, base, manager, walk):
    await manager.get(base)
    assert (await manager.post(f"{base}/play")).status_code == 403
    await rows.change(hotels.one, HotelRecord, sandbox=True)
    assert (await manager.post(f"{base}/play")).status_code == 303
    assert [hint.hotel_id for hint in walk.of(Job.PLAY_STAY)] == [str(hotels.one.id)]


async def test_today_and_held_are_empty_places_with_a_way_on(hotels, base, clerk):
    assert "Nothing goes today." in (await clerk.get(f"{base}/today")).text
    assert "Nothing is held back." in (await clerk.get(f"{base}/held")).text


async def test_a_message_that_waits_stands_with_its_guest_and_the_reason(hotels, base, clerk):
    stay_id = await book(hotels.one)
    await clerk.get(base)
    [stay] = await rows.all_of(hotels.one, Stay)
    async with db.hotel(hotels.one.id) as session:
        now = (await house.read(session)).now()
        session.add(
            JourneySend(
                hotel_id=hotels.one.id,
                rule_id=(await rule(hotels.one, "room_ready")).id,
                stay_id=stay_id,
                guest_id=stay.guest_id,
                known_at=now,
                goes_at=now,
                due_at=now,
                reason="alert_open",
            )
        )
    for view in ("today", "held"):
        page = (await clerk.get(f"{base}/{view}")).text
        assert "Anna V" in page
        assert "an alert is open" in page


async def test_another_hotels_rule_is_not_found(hotels, base, manager):
    async with db.hotel(hotels.two.id) as session:
        await journeys.install(session, await house.read(session))
    other = (await rows.all_of(hotels.two, JourneyRule))[0].id
    assert (await manager.get(f"{base}/{other}")).status_code == 404
    answer = await manager.post(f"{base}/{other}/switch", {"on": "yes"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"}, "before"),
        ({"type": "local", "anchor": "checkout", "days": 0, "time": "08:30"}, "leaving"),
        ({"type": "offset", "anchor": "checkin", "hours": 2}, "house"),
        ({"type": "offset", "anchor": "checkout", "hours": 4}, "after"),
        ({"type": "event", "event": "room_ready"}, "arrival"),
        ({"type": "by_hand"}, "hand"),
    ],
)
def test_a_rule_stands_in_its_part_of_the_stay(when, expected):
    given = {"when": when, "what": {"texts": {"en": "Hi"}}}
    assert phase(journeys.read_definition(given).when) == expected
