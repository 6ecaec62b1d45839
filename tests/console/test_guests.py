"""Guests and stays: found, changed, merged and taken apart, erased, brought in by hand and by
file."""

import re
from datetime import timedelta

import orjson
import pytest

from bellhop import clock, db, feedback, inbox, journeys
from bellhop import hotels as house
from bellhop.conversations import Conversation
from bellhop.feedback import Case
from bellhop.guests import Consent, Guest, GuestAddress, Stay
from bellhop.hotels import Happening
from bellhop.hotels.models import AuditEntry
from bellhop.journeys import JourneySend
from bellhop.messages import ChannelType
from tests import events, rows
from tests.console import talk
from tests.console.conftest import Browser, hire
from tests.console.test_journeys import book


@pytest.fixture
def base(hotels) -> str:
    return f"/h/{hotels.one.slug}"


@pytest.fixture
async def manager(hotels, visit) -> Browser:
    return await visit(await hire(hotels.one, "manager"))


@pytest.mark.parametrize("words", ["anna", "304", "9000001122", "B-Anna V"])
async def test_a_guest_is_found_by_name_room_phone_and_booking(hotels, base, clerk, words):
    await book(hotels.one)
    await talk.guest_wrote(hotels.one, "Hi", name="Other", phone="79005550000")
    page = (await clerk.http.get(f"{base}/guests", params={"q": words})).text
    assert "Anna V" in page
    assert "Other" not in page


async def test_long_lists_come_page_by_page_without_a_gap(hotels, base, clerk):
    for number in range(60):
        await talk.guest_wrote(
            hotels.one, "Hi", name=f"Guest {number:02}", phone=f"790000{number:05}"
        )
    seen: list[str] = []
    address = f"{base}/guests"
    while address:
        page = (await clerk.get(address)).text
        seen += re.findall(r"Guest \d\d", page)
        further = re.search(r'href="([^"]+after=[^"]+)"', page)
        address = further[1].replace("&amp;", "&") if further else ""
    assert sorted(seen) == [f"Guest {number:02}" for number in range(60)]


async def test_a_booking_by_hand_is_shown_changed_and_told(hotels, base, clerk, walk):
    await clerk.get(f"{base}/stays/new")
    today = clock.now().date()
    form = {"name": "Igor S", "phone": "+7 900 000-33-44", "room": "112"}
    form |= {"arrival": f"{today}T14:00", "departure": f"{today + timedelta(days=2)}T12:00"}
    added = await clerk.post(f"{base}/stays/new", form)
    assert added.status_code == 303, added.text
    address = added.headers["location"]
    assert "Igor S" in (await clerk.get(address)).text
    changed = await clerk.post(f"{address}/edit", form | {"room": "114", "phone": ""})
    assert changed.status_code == 303
    await clerk.post(f"{address}/tell", {"event": "checked_in"})
    [stay] = await rows.all_of(hotels.one, Stay)
    assert (stay.room, stay.status) == ("114", "checked_in")
    page = (await clerk.get(address)).text
    assert "Booked" in page
    assert "Checked out" in page
    assert "Igor S" in (await clerk.get(f"{base}/stays?view=house")).text
    assert "stay_told" in [each.action for each in await rows.all_of(hotels.one, AuditEntry)]


async def test_a_booking_that_cannot_be_kept_comes_back_with_the_reason(hotels, base, clerk):
    await clerk.get(f"{base}/stays/new")
    form = {"name": "Igor S", "arrival": "2026-11-20T14:00", "departure": "2026-11-18T12:00"}
    answer = await clerk.post(f"{base}/stays/new", form)
    assert answer.status_code == 422
    assert "Igor S" in answer.text
    assert await rows.all_of(hotels.one, Stay) == []


async def test_a_planned_message_is_skipped_rewritten_and_sent_now(hotels, base, manager, walk):
    await book(hotels.one)
    await manager.get(f"{base}/journeys")
    async with db.hotel(hotels.one.id) as session:
        hotel = await house.read(session)
        rule_id = await journeys.id_of(session, "pre_arrival_1d")
        await journeys.switch(session, hotel, rule_id, on=True)
    await walk.on(later=False)
    [send] = await rows.all_of(hotels.one, JourneySend)
    address = f"{base}/stays/{send.stay_id}"
    page = (await manager.get(address)).text
    assert "Send now" in page
    await manager.post(f"{address}/sends/{send.id}/text", {"text": "Until tomorrow!"})
    await manager.post(f"{address}/sends/{send.id}/skip")
    [send] = await rows.all_of(hotels.one, JourneySend)
    assert (send.state, send.words) == ("skipped", "Until tomorrow!")
    await manager.post(f"{address}/sends/{send.id}/now")
    [send] = await rows.all_of(hotels.one, JourneySend)
    assert send.by_hand == "now"


async def test_two_guests_become_one_and_two_again(hotels, base, manager, walk):
    await book(hotels.one, "Anna V")
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hi", name="Anya", phone="79005556677")
    by_name = {each.name: each.id for each in await rows.all_of(hotels.one, Guest)}
    kept, gone = by_name["Anna V"], by_name["Anya"]
    address = f"{base}/guests/{kept}"
    assert "Merge" in (await manager.get(f"{address}?q=Anya")).text
    await manager.post(f"{address}/merge", {"gone": str(gone)})
    assert {each.guest_id for each in await rows.all_of(hotels.one, GuestAddress)} == {kept}
    [chat] = await rows.all_of(hotels.one, Conversation)
    assert (chat.id, chat.guest_id) == (chat_id, kept)
    page = (await manager.get(address)).text
    assert (await manager.post(f"{address}/merge", {"gone": str(gone)})).status_code == 403
    undo = re.search(r'action="([^"]+/undo)"', page)
    assert undo
    await manager.post(undo[1])
    owners = {each.value: each.guest_id for each in await rows.all_of(hotels.one, GuestAddress)}
    assert owners == {"79000001122": kept, "79005556677": gone}
    assert (await rows.all_of(hotels.one, Conversation))[0].guest_id == gone
    [stay] = await rows.all_of(hotels.one, Stay)
    assert stay.guest_id == kept


async def test_a_refusal_of_either_stays_a_refusal(hotels, base, manager):
    await book(hotels.one, "Anna V")
    await talk.guest_wrote(hotels.one, "Hi", name="Anya", phone="79005556677")
    by_name = {each.name: each.id for each in await rows.all_of(hotels.one, Guest)}
    address = f"{base}/guests/{by_name['Anya']}"
    await manager.get(address)
    await manager.post(f"{address}/consent", {"kind": "marketing", "given": "no"})
    kept = f"{base}/guests/{by_name['Anna V']}"
    await manager.post(f"{kept}/consent", {"kind": "marketing", "given": "yes"})
    await manager.post(f"{kept}/merge", {"gone": str(by_name["Anya"])})
    guests = {each.id: each for each in await rows.all_of(hotels.one, Guest)}
    assert guests[by_name["Anna V"]].marketing is False


async def test_an_erased_guest_leaves_counts_and_proof_and_no_word(
    hotels, base, manager, walk, provider
):
    words = "Меня зовут Секретов, дайте полотенце"
    body = events.guest_text(hotels.one.instance_id, hotels.one.guest, words)
    arrival = inbox.arrival(
        hotels.one.id,
        hotels.one.account_id,
        orjson.dumps(body),
        channel=ChannelType.WHATSAPP,
        instance_id=hotels.one.instance_id,
    )
    async with db.hotel(hotels.one.id) as session:
        await inbox.store(session, [arrival])
    await walk.on(later=True)
    [guest] = await rows.all_of(hotels.one, Guest)
    address = f"{base}/guests/{guest.id}"
    await manager.get(address)
    await manager.post(f"{address}/consent", {"kind": "service", "given": "yes"})
    assert (await manager.post(f"{address}/erase")).status_code == 422
    before = len(await rows.messages(hotels.one))
    assert (await manager.post(f"{address}/erase", {"sure": "yes"})).status_code == 303
    assert len(await rows.messages(hotels.one)) == before
    assert len(await rows.all_of(hotels.one, Consent)) == 1
    assert await rows.all_of(hotels.one, GuestAddress) == []
    digits = hotels.one.guest.split("@")[0]
    async with db.hotel(hotels.one.id) as session:
        for table in db.Base.metadata.sorted_tables:
            if "hotel_id" in table.c:
                for row in await session.execute(table.select()):
                    said = repr(row) + str(getattr(row, "body", ""))
                    assert "Секретов" not in said, table.name
                    assert digits not in said, table.name
    await walk.on(later=True)
    assert await rows.reasons(hotels.two) == []


async def test_a_case_is_solved_from_the_guests_page(hotels, base, clerk, walk):
    await talk.guest_wrote(hotels.one, "It is cold", name="Anna V")
    [guest] = await rows.all_of(hotels.one, Guest)
    async with db.hotel(hotels.one.id) as session:
        case = Case(guest_id=guest.id, summary="Cold room", opened_at=clock.now())
        case_id = await feedback.open_case(session, await house.read(session), case)
    address = f"{base}/guests/{guest.id}"
    assert "Cold room" in (await clerk.get(address)).text
    await clerk.post(f"{address}/cases/{case_id}/solve", {"outcome": "Heater"})
    [case] = await rows.all_of(hotels.one, Case)
    assert (case.state, case.solved_by) == ("solved", "Agent Test")
    kinds = [each.kind for each in await rows.all_of(hotels.one, Happening)]
    assert "case_solved" in kinds


async def test_a_chat_is_tied_to_a_guest(hotels, base, clerk):
    await book(hotels.one)
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hi", name="Unknown", phone="79005556677")
    by_name = {each.name: each.id for each in await rows.all_of(hotels.one, Guest)}
    address = f"{base}/guests/{by_name['Anna V']}"
    await clerk.get(address)
    await clerk.post(f"{address}/tie", {"chat_id": str(chat_id)})
    assert (await rows.all_of(hotels.one, Conversation))[0].guest_id == by_name["Anna V"]


SHEET = (
    "Номер брони;Гость;Телефон;Заезд;Выезд;Номер\n"
    "A-1;Анна В;+79000001122;20.11.2026;22.11.2026;304\n"
    "A-2;Без дат;+79000001123;;;305\n"
)


async def test_a_file_is_looked_at_and_then_taken_in(hotels, base, clerk):
    await clerk.get(f"{base}/stays/import")
    file = ("list.csv", SHEET.encode(), "text/csv")
    look = await clerk.http.post(
        f"{base}/stays/import", data={"_csrf": clerk.proof}, files={"file": file}
    )
    assert look.status_code == 200, look.text
    assert "Nothing was changed yet." in look.text
    assert await rows.all_of(hotels.one, Stay) == []
    hidden = re.search(r'name="content" value="([^"]+)"', look.text)
    assert hidden
    chosen = {}
    for name, options in re.findall(r'name="(column-\w+)">(.*?)</select>', look.text, re.DOTALL):
        if picked := re.search(r'value="([^"]+)" selected', options):
            chosen[name] = picked[1]
    form = {"name": "list.csv", "content": hidden[1], "deed": "take"} | chosen
    taken = await clerk.post(f"{base}/stays/import/again", form)
    assert "Imported." in taken.text
    [stay] = await rows.all_of(hotels.one, Stay)
    assert (stay.external_id, stay.room) == ("A-1", "304")


async def test_a_file_that_is_no_sheet_is_refused_in_words(hotels, base, clerk):
    await clerk.get(f"{base}/stays/import")
    for content in (b"\xff\xfe\x00rubbish", b"PK\x03\x04 not a zip", b""):
        answer = await clerk.http.post(
            f"{base}/stays/import",
            data={"_csrf": clerk.proof},
            files={"file": ("x.csv", content, "text/csv")},
        )
        assert answer.status_code == 422
    again = await clerk.post(f"{base}/stays/import/again", {"content": "AAAA"})
    assert again.status_code == 422


async def test_another_hotels_guests_and_stays_are_not_found(hotels, base, manager):
    stay_id = await book(hotels.two)
    [guest] = await rows.all_of(hotels.two, Guest)
    assert (await manager.get(f"{base}/guests/{guest.id}")).status_code == 404
    assert (await manager.get(f"{base}/stays/{stay_id}")).status_code == 404
    assert (await manager.post(f"{base}/guests/{guest.id}/erase", {"sure": "yes"})).status_code in (
        403,
        404,
    )
    assert "Anna V" not in (await manager.get(f"{base}/guests")).text
    assert [each.name for each in await rows.all_of(hotels.two, Guest)] == ["Anna V"]
