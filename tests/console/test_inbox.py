"""The inbox: what stands where, what is found, and what staff do."""

from datetime import timedelta

import orjson
import pytest

from bellhop import clock, conversations, db, journeys, outbox
from bellhop import hotels as house
from bellhop.alerts import Alert
from bellhop.conversations import ChatEvent, ChatNote, Conversation, Media, Message
from bellhop.hotels.models import AuditEntry
from bellhop.jobs import Job
from tests import rows
from tests.console import talk
from tests.console.conftest import Browser, hire

LIVE = {"X-Bellhop": "live"}


@pytest.fixture
def base(hotels) -> str:
    return f"/h/{hotels.one.slug}/inbox"


async def test_who_waits_for_a_person_stands_in_needs_you(hotels, base, clerk):
    await talk.guest_wrote(hotels.one, "Twice I asked for towels", name="Igor S")
    page = (await clerk.get(base)).text
    assert "Igor S" in page
    assert "Twice I asked" in page
    assert 'data-needs="1"' in page


@pytest.mark.parametrize(
    ("queue", "there"),
    [("needs", True), ("unhappy", True), ("house", True), ("leaving", False), ("guest", False),
     ("bot", False), ("arriving", False), ("all", True)],
)  # fmt: skip
async def test_queues_hold_whom_they_name(hotels, base, clerk, queue, there):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Cold!", name="Igor S", mood=talk.UNHAPPY)
    await talk.stays(hotels.one, chat_id, room="112")
    rows_of = (await clerk.get(f"{base}/list?queue={queue}")).text
    assert (f"row-{chat_id}" in rows_of) is there


@pytest.mark.parametrize(
    "words", ["igor", "ИГОРЬ", "112", "полотенце", "полотенца игорь", "0011", "+7 905 000", "поло"]
)
async def test_a_chat_is_found_by_name_room_phone_and_words(hotels, base, clerk, words):
    chat_id, _ = await talk.guest_wrote(
        hotels.one, "Прошу полотенца", name="Игорь Igor", phone="79050000011"
    )
    other, _ = await talk.guest_wrote(hotels.one, "Nothing", name="Other", phone="79059999922")
    await talk.stays(hotels.one, chat_id, room="112")
    await conversations.learn(hotels.one.id, chat_id)
    await conversations.learn(hotels.one.id, other)
    answer = await clerk.http.get(f"{base}/list", params={"q": words, "queue": "all"})
    assert f"row-{chat_id}" in answer.text
    assert f"row-{other}" not in answer.text


async def test_words_that_were_taken_back_or_never_said_find_nothing(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Прошу полотенца")
    await conversations.learn(hotels.one.id, chat_id)
    assert "Nothing found" in (await clerk.get(f"{base}/list?queue=all&q=sauna")).text


async def test_guest_text_with_scripts_is_shown_as_text(hotels, base, clerk):
    evil = "<script>alert(1)</script> <img src=x onerror=alert(2)> \u202eמזל\u200b \"'{{7*7}}"
    chat_id, _ = await talk.guest_wrote(hotels.one, evil + "я" * 9000, name="<b>Eve</b>")
    page = (await clerk.get(f"{base}/{chat_id}")).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
    assert "<b>Eve</b>" not in page
    assert "Show all" in page


async def say(clerk: Browser, base: str, chat_id, **form: str) -> dict:
    answer = await clerk.post(f"{base}/{chat_id}/messages", form, **LIVE)
    assert answer.status_code == 200, answer.text
    return orjson.loads(answer.content)


async def test_an_answer_is_held_five_seconds_and_quiets_the_bot(hotels, base, clerk, walk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Where are my towels?")
    await talk.alert(hotels.one, chat_id, "waiting")
    before = clock.now()
    await say(clerk, base, chat_id, text="On their way.")
    [row] = await rows.outbox(hotels.one)
    assert timedelta(seconds=4) < row.due_at - before < timedelta(seconds=7)
    [hint] = walk.of(Job.DELIVER)
    assert hint.at == row.due_at
    chat = await rows.chat(hotels.one)
    assert chat.quiet_until > clock.now()
    assert chat.held_by == "Agent Test"
    assert chat.waiting_since is None
    assert await rows.reasons(hotels.one) == []
    [sent] = await rows.messages(hotels.one, "out")
    assert (sent.origin, sent.sender_name, sent.status) == ("staff", "Agent Test", "queued")


async def test_an_answer_goes_out_when_its_moment_has_come(hotels, base, clerk, walk, provider):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Where are my towels?")
    await say(clerk, base, chat_id, text="On their way.")
    await rows.pass_time(hotels.one, seconds=6)
    await walk.on(later=True)
    assert provider.texts == ["On their way."]


async def test_an_answer_taken_back_is_not_sent_and_its_words_return(
    hotels, base, clerk, walk, provider
):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Where are my towels?")
    said = await say(clerk, base, chat_id, text="Wrong guest")
    undone = await clerk.post(f"{base}/{chat_id}/messages/{said['message']}/undo", **LIVE)
    assert undone.json() == {"text": "Wrong guest"}
    await rows.pass_time(hotels.one, seconds=6)
    await walk.on(later=True)
    assert provider.texts == []
    page = (await clerk.get(f"{base}/{chat_id}")).text
    assert "Wrong guest</p>" not in page
    assert ">Wrong guest</textarea>" in page


async def test_what_has_left_cannot_be_taken_back(hotels, base, clerk, walk, provider):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Where are my towels?")
    said = await say(clerk, base, chat_id, text="Gone")
    await rows.pass_time(hotels.one, seconds=6)
    await walk.on(later=True)
    undone = await clerk.post(f"{base}/{chat_id}/messages/{said['message']}/undo", **LIVE)
    assert undone.status_code == 403


async def test_without_scripts_a_form_sends_and_comes_back(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?")
    answer = await clerk.post(f"{base}/{chat_id}/messages", {"text": "Plain"})
    assert answer.headers["location"] == f"{base}/{chat_id}"
    assert "Plain" in (await clerk.get(f"{base}/{chat_id}")).text


async def test_a_note_is_kept_for_staff_and_never_sent(hotels, base, clerk, provider, walk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?")
    await say(clerk, base, chat_id, text="@Desk bring a heater", kind="note")
    await walk.on(later=True)
    [note] = await rows.all_of(hotels.one, ChatNote)
    assert (note.author, len(note.mentions)) == ("Agent Test", 1)
    assert provider.texts == []
    assert await rows.outbox(hotels.one) == []
    assert "visible to staff only" in (await clerk.get(f"{base}/{chat_id}")).text


async def test_a_draft_is_offered_until_somebody_speaks(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Breakfast?")
    draft = await talk.bot_drafted(hotels.one, chat_id, "From seven to ten.")
    assert "From seven to ten." in (await clerk.get(f"{base}/{chat_id}")).text
    await say(clerk, base, chat_id, text="From seven.", draft=str(draft))
    assert "From seven to ten." not in (await clerk.get(f"{base}/{chat_id}")).text
    [kept] = [each for each in await rows.messages(hotels.one, "out") if each.id == draft]
    assert kept.status == "withdrawn"


async def test_why_an_answer_was_given_is_told_in_words(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Is there a lift?")
    held = [["denied", "yes, we have a lift"], ["price", "€40"]]
    why = {"brain": "model", "guards_passed": ["shape", "scopes"], "guards_tripped": held}
    await talk.bot_answered(hotels.one, chat_id, "There are stairs only.", why)
    page = (await clerk.get(f"{base}/{chat_id}")).text
    assert "Looks like a message; Days, ages and conditions as written" in page
    assert "Nothing named that the hotel does not have" in page
    assert "yes, we have a lift" in page
    assert "Numbers, prices, times, links" in page


async def test_a_file_goes_by_a_link_that_opens_to_the_provider_alone(hotels, base, clerk, visit):
    chat_id, _ = await talk.guest_wrote(hotels.one, "The menu?")
    picture = ("menu.png", b"\x89PNG", "image/png")
    await clerk.get(f"{base}/{chat_id}")
    answer = await clerk.http.post(
        f"{base}/{chat_id}/messages",
        data={"_csrf": clerk.proof, "text": "Here"},
        files={"file": picture},
    )
    assert answer.status_code == 303
    [row] = await rows.outbox(hotels.one)
    [media] = await rows.all_of(hotels.one, Media)
    assert (media.state, media.content) == ("stored", b"\x89PNG")
    path = row.body["url"].partition("/f/")[2]
    nobody = await visit()
    assert (await nobody.get(f"/f/{path}")).content == b"\x89PNG"
    assert (await nobody.get(f"/f/{path[:-3]}AAA")).status_code == 404
    shown = await clerk.get(f"/h/{hotels.one.slug}/files/{media.id}")
    assert shown.headers["content-security-policy"].startswith("default-src 'none'; sandbox")


@pytest.mark.parametrize(
    ("deed", "form", "event"),
    [
        ("take", {}, "took_over"),
        ("give-back", {}, "gave_back"),
        ("pause", {"minutes": "30"}, "extended"),
        ("snooze", {"minutes": "30"}, "snoozed"),
        ("solve", {}, "solved"),
    ],
)
async def test_what_staff_do_stands_in_thread_and_audit_trail(
    hotels, base, clerk, deed, form, event
):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?")
    await clerk.post(f"{base}/{chat_id}/{deed}", form, **LIVE)
    [kept] = await rows.all_of(hotels.one, ChatEvent)
    assert (kept.kind, kept.actor) == (event, "Agent Test")
    assert f"chat_{event}" in {each.action for each in await rows.all_of(hotels.one, AuditEntry)}
    assert "Agent Test" in (await clerk.get(f"{base}/{chat_id}")).text


async def test_taking_over_leaves_the_guests_clock_running(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?")
    before = (await rows.chat(hotels.one)).waiting_since
    await clerk.post(f"{base}/{chat_id}/take", **LIVE)
    chat = await rows.chat(hotels.one)
    assert chat.waiting_since == before
    assert chat.quiet_until > clock.now()
    assert f"row-{chat_id}" in (await clerk.get(f"{base}/list?queue=needs")).text


async def test_a_snoozed_chat_returns_with_the_guests_next_line(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?")
    await clerk.post(f"{base}/{chat_id}/snooze", {"minutes": "30"}, **LIVE)
    assert f"row-{chat_id}" not in (await clerk.get(f"{base}/list?queue=needs")).text
    await talk.guest_wrote(hotels.one, "Still there?")
    assert f"row-{chat_id}" in (await clerk.get(f"{base}/list?queue=needs")).text


async def test_solving_ends_what_was_owed_and_its_alerts(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Cold!", mood=talk.UNHAPPY)
    await talk.alert(hotels.one, chat_id)
    await clerk.post(f"{base}/{chat_id}/solve", **LIVE)
    [alert] = await rows.all_of(hotels.one, Alert)
    assert (alert.state, alert.outcome) == ("resolved", "solved")
    listed = (await clerk.get(f"{base}/list?queue=unhappy")).text
    assert f"row-{chat_id}" not in listed


async def test_unread_is_ones_own_affair(hotels, base, clerk, visit):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?")
    from tests.console.conftest import hire

    other = await visit(await hire(hotels.one, "manager"))
    await clerk.post(f"{base}/{chat_id}/seen", **LIVE)
    assert "row unread" not in (await clerk.get(f"{base}/list?queue=needs")).text
    assert "row unread" in (await other.get(f"{base}/list?queue=needs")).text
    await clerk.post(f"{base}/{chat_id}/unread", **LIVE)
    assert "row unread" in (await clerk.get(f"{base}/list?queue=needs")).text


async def test_a_page_that_is_open_gets_what_it_missed_and_no_more(hotels, base, clerk):
    chat_id, first = await talk.guest_wrote(hotels.one, "Old words")
    await rows.change(hotels.one, Message, changed_at=clock.now() - timedelta(minutes=5))
    since = clock.now().isoformat()
    _, second = await talk.guest_wrote(hotels.one, "New words")
    part = (await clerk.http.get(f"{base}/{chat_id}/changes", params={"since": since})).text
    assert f'id="m-{second}"' in part
    assert f'id="m-{first}"' not in part


async def test_long_threads_come_in_parts_without_gap_or_double(hotels, base, clerk):
    chat_id = None
    for number in range(130):
        chat_id, _ = await talk.guest_wrote(hotels.one, f"Line {number:03}.")
    seen: list[str] = []
    address = f"{base}/{chat_id}"
    while address:
        page = (await clerk.get(address, **{"HX-Request": "true"})).text
        seen += [part.split(".")[0] for part in page.split(">Line ")[1:] if part[3] == "."]
        older = page.partition('id="older" href="')[2]
        address = older.partition('"')[0].replace("&amp;", "&") if older else ""
    thread = sorted(set(seen))
    assert len(thread) == 130
    assert len([number for number in seen if number == "050"]) == 1


async def test_a_failed_message_can_be_tried_again(hotels, base, clerk, walk, provider):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?")
    said = await say(clerk, base, chat_id, text="Coming")
    await rows.change(hotels.one, outbox.OutboxRow, state="failed", due_at=None)
    await clerk.post(f"{base}/{chat_id}/messages/{said['message']}/again", **LIVE)
    await walk.on()
    assert provider.texts == ["Coming"]


async def test_a_number_that_is_not_connected_is_said_so(hotels, base, clerk):
    from bellhop.hotels import ChannelAccount

    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?")
    await rows.change(hotels.one, ChannelAccount, state="not_authorized")
    assert "The number is not connected" in (await clerk.get(f"{base}/{chat_id}")).text


async def test_a_guest_who_is_known_by_number_only_has_a_name_to_be_called_by(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?", name="", phone="79050000099")
    assert "+79050000099" in (await clerk.get(f"{base}/{chat_id}")).text
    assert len(await rows.all_of(hotels.one, Conversation)) == 1


async def test_texts_of_journeys_are_offered_as_this_guest_would_read_them(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Здравствуйте", name="Анна Волкова")
    address = f"{base}/{chat_id}/templates"
    async with db.hotel(hotels.one.id) as session:
        await journeys.install(session, await house.read(session))
    assert "Without a booking" in (await clerk.get(address)).text
    await talk.stays(hotels.one, chat_id, room="304")
    page = (await clerk.get(address)).text
    assert "Анна" in page
    assert "304" in page
    assert "{{" not in page
    assert "bell.example" not in page


async def test_a_colleague_who_is_called_in_a_note_finds_the_chat_unread(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Здравствуйте")
    await hire(hotels.one, "manager", "Oleg")
    await say(clerk, base, chat_id, text="@Oleg please look", kind="note")
    async with db.hotel(hotels.one.id) as session:
        everybody = {name: id_ for id_, name, _ in await house.people.colleagues(session)}
        marks = {
            name: await conversations.care.mark_of(session, chat_id, id_)
            for name, id_ in everybody.items()
        }
    assert marks["Oleg"].unread
    assert not any(mark and mark.unread for name, mark in marks.items() if name != "Oleg")
