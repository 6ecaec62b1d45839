"""Alerts: one for a chat and a reason, told by the hotel's own addresses, the operator's apart."""

import asyncio
from uuid import UUID

import pytest

from bellhop import alerts, clock, db, settings
from bellhop.alerts import Alert, AlertCall, Call, OperatorAlert
from bellhop.errors import NotifyError
from bellhop.hotels import ladder
from bellhop.hotels.ladder import NewRung
from bellhop.jobs import Job
from tests import rows


@pytest.fixture
def call(walk):
    """Raise an alert of a hotel; its id."""

    async def raised(hotel, reason="complaint", **more) -> UUID:
        async with db.hotel(hotel.id) as session:
            about = Call(reason, more.pop("summary", "в номере холодно"), **more)
            return await alerts.call_person(session, hotel.id, hotel.slug, about)

    return raised


@pytest.fixture
def told(monkeypatch):
    """The notes that left; an error in `fails` is raised instead."""

    class Notes(list):
        def __init__(self) -> None:
            self.fails: list[Exception] = []

    notes = Notes()

    async def send(urls, note):
        if notes.fails:
            raise notes.fails.pop()
        notes.append((list(urls), note))

    monkeypatch.setattr("bellhop.alerts.tell.send", send)
    monkeypatch.setattr("bellhop.alerts.operator.send", send)
    return notes


async def with_addresses(hotel, *urls) -> None:
    async with db.hotel(hotel.id) as session:
        for url in urls:
            await ladder.add_rung(session, hotel.id, NewRung("", "address", url), "test")


async def test_more_of_the_same_is_the_same_alert(hotels, call, walk):
    ids = {await call(hotels.one) for _ in range(3)}
    [alert] = await rows.all_of(hotels.one, Alert)
    assert ids == {alert.id}
    assert alert.times == 3
    assert len(walk.of(Job.TELL_STAFF)) == 1


async def test_calls_at_once_are_one_alert(hotels, call):
    await asyncio.gather(*(call(hotels.one) for _ in range(8)))
    [alert] = await rows.all_of(hotels.one, Alert)
    assert alert.times == 8


async def test_danger_is_never_toned_down_by_what_follows(hotels, call):
    await call(hotels.one, danger=True)
    await call(hotels.one)
    [alert] = await rows.all_of(hotels.one, Alert)
    assert alert.severity == "danger"


@pytest.mark.parametrize(
    ("reason", "severity"),
    [("safety", "danger"), ("medical", "danger"), ("complaint", "warn"), ("waiting", "waiting")],
)
async def test_the_reason_decides_how_urgent_it_is(hotels, call, reason, severity):
    await call(hotels.one, reason)
    [alert] = await rows.all_of(hotels.one, Alert)
    assert alert.severity == severity


async def test_open_alerts_show_danger_first_then_the_oldest(hotels, call):
    for reason in ("complaint", "waiting", "safety"):
        await call(hotels.one, reason)
    async with db.hotel(hotels.one.id) as session:
        shown = await alerts.open_alerts(session)
    assert [alert.reason for alert in shown] == ["safety", "complaint", "waiting"]


async def test_after_it_was_resolved_the_next_call_is_a_new_alert(hotels, call, walk):
    await call(hotels.one, "line_down")
    async with db.hotel(hotels.one.id) as session:
        await alerts.resolve_for_line(session)
    await call(hotels.one, "line_down")
    states = [alert.state for alert in await rows.all_of(hotels.one, Alert)]
    assert states == ["resolved", "open"]
    assert len(walk.of(Job.TELL_STAFF)) == 2


async def test_staff_are_told_once_by_the_hotels_addresses(hotels, call, told, walk):
    await with_addresses(hotels.one, "json://one.test", "json://two.test")
    await call(hotels.one, danger=True)
    walk.hints *= 2
    await walk.on()
    assert sorted(urls for urls, _ in told) == [["json://one.test"], ["json://two.test"]]
    assert all(note.urgent and "холодно" in note.body for _, note in told)


async def test_without_addresses_nothing_is_left_to_do(hotels, call, told, walk):
    await call(hotels.one)
    await walk.on()
    [alert] = await rows.all_of(hotels.one, Alert)
    assert (told, alert.due_at) == ([], None)


async def test_telling_is_tried_again_and_given_up_in_the_end(hotels, call, told, walk):
    await with_addresses(hotels.one, "json://one.test")
    alert_id = await call(hotels.one)
    told.fails += [NotifyError("away")] * 9
    for _ in range(8):
        await alerts.tell_staff(hotels.one.id, alert_id)
        await rows.pass_time(hotels.one, hours=1)
    [alert] = await rows.all_of(hotels.one, Alert)
    assert (alert.due_at, alert.told_at) == (None, None)
    assert [call.state for call in await rows.all_of(hotels.one, AlertCall)] == ["failed"] * 6


async def test_after_a_failure_the_next_try_tells(hotels, call, told):
    await with_addresses(hotels.one, "json://one.test")
    alert_id = await call(hotels.one)
    told.fails.append(NotifyError("away"))
    await alerts.tell_staff(hotels.one.id, alert_id)
    await rows.pass_time(hotels.one, minutes=2)
    await alerts.tell_staff(hotels.one.id, alert_id)
    assert len(told) == 1


async def test_the_operators_alerts_count_up_and_are_told(hotels, told, walk, monkeypatch):
    loaded = settings.load().model_copy(
        update={"operator_alert_urls": [settings.SecretStr("json://ops.test")]}
    )
    monkeypatch.setattr("bellhop.alerts.operator.settings.load", lambda: loaded)
    for _ in range(2):
        await alerts.tell_operator("quota", hotels.one.instance_id, "used up")
    await walk.on()
    [(urls, note)] = told
    assert urls == ["json://ops.test"]
    assert hotels.one.instance_id in note.title
    assert await rows.for_operator(hotels.one.instance_id) == ["quota"]


async def test_a_fault_that_ended_and_came_back_is_a_new_alert(hotels, walk):
    subject = hotels.one.instance_id
    await alerts.tell_operator("quota", subject, "used up")
    await alerts.settle_operator("quota", subject)
    await alerts.tell_operator("quota", subject, "used up")
    assert await rows.for_operator(subject) == ["quota", "quota"]
    assert len(walk.of(Job.TELL_OPERATOR)) == 2


async def test_an_operators_alert_that_nobody_was_told_of_is_found(hotels):
    await alerts.tell_operator("quota", hotels.one.instance_id, "used up")
    due = await alerts.due_operator_alerts(clock.now())
    async with db.unnamed() as session:
        known = await session.get(OperatorAlert, due[-1])
    assert known is not None


async def test_a_stranger_sees_and_resolves_nothing(hotels, call, told):
    await with_addresses(hotels.two, "json://two.test")
    alert_id = await call(hotels.one, "line_down")
    async with db.hotel(hotels.two.id) as session:
        assert await alerts.open_alerts(session) == []
        await alerts.resolve_for_line(session)
    await alerts.tell_staff(hotels.two.id, alert_id)
    assert told == []
    assert await rows.reasons(hotels.one) == ["line_down"]


async def test_danger_is_told_again_when_somebody_had_taken_it_for_less(hotels, call, walk):
    await call(hotels.one, reason="complaint")
    await call(hotels.one, reason="complaint", danger=True, summary="дым в коридоре")
    assert len(walk.of(Job.TELL_STAFF)) == 2
    (alert,) = await rows.all_of(hotels.one, Alert)
    assert (alert.severity, alert.summary) == ("danger", "дым в коридоре")


async def test_danger_after_an_acknowledged_danger_opens_the_alert_again(hotels, call, walk):
    await call(hotels.one, reason="safety")
    await rows.change(hotels.one, Alert, state="acknowledged")
    await call(hotels.one, reason="safety")
    assert [alert.state for alert in await rows.all_of(hotels.one, Alert)] == ["open"]
    assert len(walk.of(Job.TELL_STAFF)) == 2
