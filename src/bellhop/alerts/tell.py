"""Calling staff, one rung after the other, until somebody takes the alert."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, hotels, jobs, live, log, settings
from bellhop.alerts import words
from bellhop.alerts.climb import Step, climb
from bellhop.alerts.models import Alert, AlertCall
from bellhop.errors import NotifyError
from bellhop.hotels import Hotel
from bellhop.hotels.devices import Device
from bellhop.hotels.ladder import Rung
from bellhop.jobs import Job
from bellhop.notify import Note, Receiver, ReceiverGone, Sender, mail, push, send

logger = log.get(__name__)

HOLD_SECONDS = 60
"""Longer than a round of calls may take, so that two workers never make the same one."""


@dataclass(slots=True)
class Round:
    """One look at an alert that is in this process's hands."""

    hotel: Hotel
    alert: Alert
    ladder: list[Rung]
    calls: list[AlertCall]
    devices: list[Device]

    def step(self, now: datetime) -> Step:
        return climb(
            self.ladder,
            self.calls,
            severity=self.alert.severity,
            called_at=self.alert.called_at,
            now=now,
            desk_open=self.hotel.desk_is_open(self.hotel.now()),
        )


async def tell_staff(hotel_id: UUID, alert_id: UUID) -> None:
    """Call whoever is due. Claim, commit, call, record; then wait for the next rung."""
    async with db.hotel(hotel_id) as session:
        held = await _claim(session, alert_id)
    if held is None:
        return
    due = held.step(clock.now()).now
    note = words.note_of(held.hotel, held.alert)
    made = list(await asyncio.gather(*(_call(held, rung, note) for rung in due)))
    gone: list[str] = []
    if not held.calls:
        shown, gone = await _show_on_devices(held)
        made += shown
        if not made and not held.step(clock.now()).again_at:
            made.append(_made(held, None, "", "", "nobody"))
    await _record(held, made, gone)


async def _record(held: Round, made: list[AlertCall], gone: list[str]) -> None:
    held.calls += made
    told = any(call.state in ("told", "queued") for call in made)
    again_at = held.step(clock.now()).again_at
    async with db.hotel(held.hotel.id) as session:
        session.add_all(made)
        for endpoint in gone:
            await hotels.devices.forget_device(session, endpoint)
        if told:
            await session.execute(
                update(Alert).where(Alert.id == held.alert.id).values(told_at=clock.now())
            )
        # somebody may have taken it meanwhile: then nobody else is called
        changed = await session.execute(
            update(Alert)
            .where(Alert.id == held.alert.id, Alert.due_at == held.alert.due_at)
            .values(due_at=again_at)
        )
        for call in made:
            if call.state == "queued":
                jobs.enqueue(session, Job.TELL_GROUP, held.hotel.id, call.id)
        if again_at is not None and changed.rowcount:  # type: ignore[attr-defined]
            jobs.enqueue(session, Job.TELL_STAFF, held.hotel.id, held.alert.id, at=again_at)
        live.news(session, held.hotel.id, "alert", held.alert.id)


async def _claim(session: AsyncSession, alert_id: UUID) -> Round | None:
    now = clock.now()
    claimed = await session.execute(
        update(Alert)
        .where(Alert.id == alert_id, Alert.due_at <= now, Alert.state == "open")
        .values(due_at=now + timedelta(seconds=HOLD_SECONDS))
        .returning(Alert)
    )
    alert = claimed.scalar_one_or_none()
    if alert is None:
        return None
    calls = select(AlertCall).where(AlertCall.alert_id == alert_id, AlertCall.at >= alert.called_at)
    return Round(
        await hotels.read(session),
        alert,
        await hotels.ladder.rungs(session),
        list((await session.execute(calls)).scalars()),
        await hotels.devices.devices_here(session),
    )


async def _call(held: Round, rung: Rung, note: Note) -> AlertCall:
    """One rung. What a group gets is written down and leaves by the hotel's own number."""
    if rung.road == "group":
        return _made(held, rung, rung.road, rung.name, "queued")
    road = rung.hint if rung.road == "address" else rung.road
    try:
        if rung.road == "email":
            await mail(rung.target, note)
        else:
            await send(rung.target.split(), note)
    except NotifyError as error:
        logger.warning("alert_not_told", road=road, reason=str(error))
        return _made(held, rung, road, rung.name, "failed", str(error))
    return _made(held, rung, road, rung.name, "told")


async def _show_on_devices(held: Round) -> tuple[list[AlertCall], list[str]]:
    """Browsers that allowed notices are told at once: what came of it for each person, and the
    addresses that are no longer any."""
    wanted = [
        device
        for device in held.devices
        if held.alert.severity == "danger" or not device.danger_only
    ]
    if not wanted:
        return [], []
    sender = Sender(await hotels.devices.push_key(), settings.load().public_url)
    results = await asyncio.gather(*(_show(held, device, sender) for device in wanted))
    gone = [device.endpoint for device, ok in zip(wanted, results, strict=True) if ok is None]
    reached = sum(ok is True for ok in results)
    if not reached:
        return [], gone
    whom = str(len({d.person_id for d, ok in zip(wanted, results, strict=True) if ok}))
    return [_made(held, None, "push", whom, "told")], gone


async def _show(held: Round, device: Device, sender: Sender) -> bool | None:
    """Whether it was taken; None when there is no such browser any more."""
    receiver = Receiver(device.endpoint, device.receiver_key, device.secret)
    notice = words.notice_of(held.hotel, held.alert, device.language)
    try:
        await push(receiver, sender, notice, urgent=held.alert.severity == "danger")
    except ReceiverGone:
        return None
    except NotifyError as error:
        logger.warning("alert_not_told", road="push", reason=str(error))
        return False
    return True


def _made(
    held: Round, rung: Rung | None, road: str, whom: str, state: str, detail: str = ""
) -> AlertCall:
    now = clock.now()
    return AlertCall(
        hotel_id=held.hotel.id,
        id=clock.new_id(),
        alert_id=held.alert.id,
        rung_id=rung.id if rung else None,
        road=road,
        whom=whom,
        state=state,
        detail=detail,
        at=now,
        due_at=now if state == "queued" else None,
    )
