"""Alerts: taken, handed on, ended; and the link in a message."""

import pytest

from bellhop import signed
from bellhop.alerts import Alert, AlertCall, tell_staff
from bellhop.hotels.models import AuditEntry
from tests import rows
from tests.console import talk
from tests.console.conftest import hire


@pytest.fixture
def base(hotels) -> str:
    return f"/h/{hotels.one.slug}/alerts"


async def test_an_open_alert_says_who_and_why(hotels, base, clerk):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello?", name="Igor S")
    await talk.alert(hotels.one, chat_id)
    page = (await clerk.get(base)).text
    assert "Complaint" in page
    assert "Igor S" in page
    assert "Nobody has it yet" in page


async def test_one_person_takes_it_and_the_next_is_told(hotels, base, clerk, visit):
    alert_id = await talk.alert(hotels.one)
    other = await visit(await hire(hotels.one, "manager"))
    await clerk.post(f"{base}/{alert_id}/acknowledge")
    assert (await other.post(f"{base}/{alert_id}/acknowledge")).status_code == 403
    [alert] = await rows.all_of(hotels.one, Alert)
    assert (alert.state, alert.acknowledged_by, alert.due_at) == (
        "acknowledged",
        "Agent Test",
        None,
    )
    assert "In hand" in (await clerk.get(base)).text


async def test_it_ends_with_an_outcome_in_the_audit_trail(hotels, base, clerk):
    alert_id = await talk.alert(hotels.one)
    form = {"outcome": "false_alarm", "words": "Toast"}
    await clerk.post(f"{base}/{alert_id}/resolve", form)
    [alert] = await rows.all_of(hotels.one, Alert)
    assert (alert.state, alert.outcome, alert.outcome_note) == ("resolved", "false_alarm", "Toast")
    assert "alert_resolved" in {each.action for each in await rows.all_of(hotels.one, AuditEntry)}
    page = (await clerk.get(base)).text
    assert "False alarm" in page
    assert "Toast" in page
    assert (await clerk.post(f"{base}/{alert_id}/resolve", form)).status_code == 403


async def test_it_is_handed_to_a_colleague_and_to_nobody_else(hotels, base, clerk):
    alert_id = await talk.alert(hotels.one)
    page = (await clerk.get(f"{base}/{alert_id}")).text
    colleague = page.split('<option value="')[1].split('"')[0]
    assert (await clerk.post(f"{base}/{alert_id}/assign", {"person": "x"})).status_code == 422
    await clerk.post(f"{base}/{alert_id}/assign", {"person": colleague})
    [alert] = await rows.all_of(hotels.one, Alert)
    assert str(alert.assigned_to) == colleague


async def test_a_test_shows_who_would_be_called(hotels, base, clerk):
    answer = await clerk.post(f"{base}/test")
    [alert] = await rows.all_of(hotels.one, Alert)
    assert answer.headers["location"] == f"{base}/{alert.id}"
    await tell_staff(hotels.one.id, alert.id)
    [call] = await rows.all_of(hotels.one, AlertCall)
    assert call.state == "nobody"
    assert "No address is set" in (await clerk.get(f"{base}/{alert.id}")).text


async def test_the_link_in_a_message_asks_before_it_takes(hotels, visit):
    alert_id = await talk.alert(hotels.one)
    nobody = await visit()
    address = f"/ack/{signed.sign('ack', hotels.one.id, alert_id)}"
    assert "Принять" in (await nobody.get(address)).text
    [alert] = await rows.all_of(hotels.one, Alert)
    assert alert.state == "open"
    assert "Сигнал принят вами." in (await nobody.post(address)).text
    [alert] = await rows.all_of(hotels.one, Alert)
    assert alert.state == "acknowledged"


async def test_a_link_opens_one_thing_for_a_while(hotels, visit):
    alert_id = await talk.alert(hotels.one)
    nobody = await visit()
    for token in (
        signed.sign("file", hotels.one.id, alert_id),
        signed.sign("ack", hotels.two.id, alert_id),
        signed.sign("ack", hotels.one.id, alert_id, seconds=-1),
        "nonsense",
    ):
        assert (await nobody.get(f"/ack/{token}")).status_code == 404
