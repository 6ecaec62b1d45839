"""The ladder: who is called about an alert, one after the other, until somebody takes it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellhop import alerts, clock, db, outbox
from bellhop.alerts import Alert, AlertCall, Call
from bellhop.alerts.climb import climb
from bellhop.errors import BadInput, NotFound, NotifyError
from bellhop.hotels import ladder
from bellhop.hotels.ladder import NewRung, Rung, When
from bellhop.jobs import Job
from tests import rows

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
GROUP = "120363000000000001@g.us"


def rung(after=0, hours="always", least="waiting") -> Rung:
    return Rung(uuid4(), "x", "address", "json://x.test", "json", after, hours, least)


def call(of: Rung, state="told", at=NOON) -> AlertCall:
    return AlertCall(rung_id=of.id, state=state, at=at)


def step(rungs, calls=(), *, after=0, severity="warn", desk_open=True):
    now = NOON + timedelta(seconds=after)
    return climb(rungs, calls, severity=severity, called_at=NOON, now=now, desk_open=desk_open)


def test_the_first_is_called_at_once_and_the_next_waits():
    first, second = rung(), rung(after=300)
    found = step([first, second])
    assert (found.now, found.again_at) == ([first], NOON + timedelta(minutes=5))


def test_the_next_is_called_when_nobody_took_it():
    first, second = rung(), rung(after=300)
    assert step([first, second], [call(first)], after=300).now == [second]


def test_who_was_told_is_not_told_again():
    only = rung()
    assert step([only], [call(only)], after=9_000) == alerts.climb.Step([], None)


@pytest.mark.parametrize(("tries", "pause"), [(1, 60), (2, 120), (5, 960)])
def test_a_call_that_failed_is_made_again_after_growing_pauses(tries, pause):
    only = rung()
    failed = [call(only, "failed") for _ in range(tries)]
    assert step([only], failed).again_at == NOON + timedelta(seconds=pause)


def test_after_six_failures_that_rung_is_given_up():
    only = rung()
    assert step([only], [call(only, "failed")] * 6, after=90_000).now == []


def test_the_night_porter_is_called_at_night_only():
    day, night = rung(hours="open"), rung(hours="closed")
    assert step([day, night], desk_open=True).now == [day]
    assert step([day, night], desk_open=False).now == [night]


def test_danger_knows_no_hours():
    day, night = rung(hours="open"), rung(hours="closed")
    assert step([day, night], severity="danger", desk_open=False).now == [day, night]


def test_when_the_hours_leave_nobody_everybody_is_called():
    day = rung(hours="open")
    assert step([day], desk_open=False).now == [day]


def test_the_director_hears_of_danger_alone():
    director = rung(least="danger")
    assert step([director], severity="warn").now == []
    assert step([director], severity="danger").now == [director]


@given(
    st.lists(st.integers(0, 3_600), min_size=1, max_size=8),
    st.lists(st.booleans(), min_size=200, max_size=200),
)
def test_everybody_is_told_once_in_the_end_however_often_it_fails(delays, luck):
    rungs = [rung(after=delay) for delay in delays]
    calls: list[AlertCall] = []
    now = NOON
    for ok in luck:
        found = climb(rungs, calls, severity="warn", called_at=NOON, now=now, desk_open=True)
        calls += [call(each, "told" if ok else "failed", now) for each in found.now]
        following = climb(rungs, calls, severity="warn", called_at=NOON, now=now, desk_open=True)
        assert following.now == []
        if following.again_at is None:
            break
        assert following.again_at > now
        now = following.again_at
    for each in rungs:
        mine = [made.state for made in calls if made.rung_id == each.id]
        assert mine.count("told") <= 1
        assert mine[-1] == "told" or mine == ["failed"] * 6


@pytest.fixture
def told(monkeypatch):
    """Addresses that were called, in order; one in `dead` does not answer."""

    class Told(list):
        def __init__(self) -> None:
            self.dead: set[str] = set()

    made = Told()

    async def send(urls, note):
        if made.dead & set(urls):
            raise NotifyError("away")
        made.append((urls[0], note))

    monkeypatch.setattr("bellhop.alerts.tell.send", send)
    return made


async def build(hotel, *rungs: NewRung) -> list[UUID]:
    async with db.hotel(hotel.id) as session:
        return [await ladder.add_rung(session, hotel.id, each, "test") for each in rungs]


async def raised(hotel, reason="complaint", **more) -> UUID:
    async with db.hotel(hotel.id) as session:
        about = Call(reason, "в номере холодно", **more)
        return await alerts.call_person(session, hotel.id, hotel.slug, about)


def address(name, after=0, **more) -> NewRung:
    return NewRung(name, "address", f"json://{name}.test", When(after, **more))


async def test_the_manager_is_called_five_minutes_after_the_desk(hotels, told, walk):
    await build(hotels.one, address("desk"), address("manager", 300))
    alert_id = await raised(hotels.one)
    await alerts.tell_staff(hotels.one.id, alert_id)
    await alerts.tell_staff(hotels.one.id, alert_id)
    assert [url for url, _ in told] == ["json://desk.test"]
    await rows.pass_time(hotels.one, minutes=5, seconds=1)
    await alerts.tell_staff(hotels.one.id, alert_id)
    assert [url for url, _ in told] == ["json://desk.test", "json://manager.test"]


async def test_nobody_else_is_called_once_somebody_has_it(hotels, told, walk):
    await build(hotels.one, address("desk"), address("manager", 300))
    alert_id = await raised(hotels.one)
    await alerts.tell_staff(hotels.one.id, alert_id)
    async with db.hotel(hotels.one.id) as session:
        await alerts.acknowledge(session, alert_id, "Анна", None)
    await rows.pass_time(hotels.one, minutes=6)
    await alerts.tell_staff(hotels.one.id, alert_id)
    assert [url for url, _ in told] == ["json://desk.test"]


async def test_one_dead_address_makes_nobody_else_hear_it_twice(hotels, told):
    await build(hotels.one, address("desk"), address("dead"))
    told.dead = {"json://dead.test"}
    alert_id = await raised(hotels.one)
    for _ in range(3):
        await alerts.tell_staff(hotels.one.id, alert_id)
        await rows.pass_time(hotels.one, minutes=10)
    assert [url for url, _ in told] == ["json://desk.test"]


async def test_danger_after_a_lesser_call_begins_the_ladder_anew(hotels, told):
    await build(hotels.one, address("desk"))
    alert_id = await raised(hotels.one)
    await alerts.tell_staff(hotels.one.id, alert_id)
    await rows.pass_time(hotels.one, minutes=1)
    await raised(hotels.one, danger=True)
    await alerts.tell_staff(hotels.one.id, alert_id)
    assert [note.urgent for _, note in told] == [False, True]


async def test_the_note_says_who_and_why_and_how_to_take_it(hotels, told):
    await build(hotels.one, address("desk"))
    await alerts.tell_staff(hotels.one.id, await raised(hotels.one, who="Анна В."))
    [(_, note)] = told
    assert note.title.endswith(": Жалоба")
    assert "Анна В." in note.body
    assert "«в номере холодно»" in note.body
    assert "/ack/" in note.body


async def test_a_group_of_the_hotel_gets_it_once_by_its_own_number(hotels, walk):
    await build(hotels.one, NewRung("Смена", "group", GROUP))
    alert_id = await raised(hotels.one)
    await alerts.tell_staff(hotels.one.id, alert_id)
    [queued] = await rows.all_of(hotels.one, AlertCall)
    for _ in range(2):
        await outbox.tell_group(hotels.one.id, queued.id)
    [letter] = await rows.outbox(hotels.one)
    assert "/ack/" in letter.body["text"]
    assert (await rows.chat(hotels.one, GROUP)).chat_kind == "group"
    assert walk.of(Job.TELL_GROUP)


async def test_a_group_that_no_number_can_reach_is_said_and_tried_again(hotels, walk):
    await build(hotels.one, NewRung("Смена", "group", "-1000000000001"))
    alert_id = await raised(hotels.one)
    await alerts.tell_staff(hotels.one.id, alert_id)
    [queued] = await rows.all_of(hotels.one, AlertCall)
    await outbox.tell_group(hotels.one.id, queued.id)
    [failed] = await rows.all_of(hotels.one, AlertCall)
    [alert] = await rows.all_of(hotels.one, Alert)
    assert failed.state == "failed"
    assert alert.due_at is not None
    assert alert.due_at > clock.now()


@pytest.mark.parametrize(
    "wrong",
    [
        NewRung("x", "address", "thomas"),
        NewRung("x", "email", "thomas"),
        NewRung("x", "group", "79990000001@c.us"),
        NewRung("x", "email", "a@b.example", When(after_seconds=-1)),
        NewRung("x", "email", "a@b.example", When(after_seconds=90_000)),
    ],
)
async def test_what_cannot_be_called_is_refused(hotels, wrong):
    async with db.hotel(hotels.one.id) as session:
        with pytest.raises(BadInput):
            await ladder.add_rung(session, hotels.one.id, wrong, "test")


async def test_a_rung_is_moved_and_removed_by_its_own_hotel_only(hotels):
    [mine] = await build(hotels.one, address("desk"))
    async with db.hotel(hotels.two.id) as session:
        assert await ladder.rungs(session) == []
        with pytest.raises(NotFound):
            await ladder.remove_rung(session, hotels.two.id, mine, "test")
        with pytest.raises(NotFound):
            await ladder.move_rung(session, hotels.two.id, mine, When(), "test")
    async with db.hotel(hotels.one.id) as session:
        await ladder.move_rung(session, hotels.one.id, mine, When(60, "closed", "warn"), "test")
        [moved] = await ladder.rungs(session)
        assert (moved.after_seconds, moved.hours, moved.least) == (60, "closed", "warn")
        await ladder.remove_rung(session, hotels.one.id, mine, "test")
        assert await ladder.rungs(session) == []


async def test_staff_see_of_an_address_only_its_kind(hotels):
    await build(
        hotels.one,
        NewRung("", "address", "tgram://secret-token/42"),
        NewRung("", "email", "anna.petrova@hotel.example"),
    )
    async with db.hotel(hotels.one.id) as session:
        hints = {each.hint for each in await ladder.rungs(session)}
    assert hints == {"tgram", "an…@hotel.example"}
