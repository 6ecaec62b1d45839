"""Sending what is due to one guest: everything is looked at again, in one transaction that ends
with the message in the outbox or the reason on the row. A process that dies leaves it due."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, log, outbox
from bellhop.errors import BadInput
from bellhop.hotels import Hotel
from bellhop.journeys import asking, facts, look
from bellhop.journeys.conditions import facts_of, failing
from bellhop.journeys.keep import hand_out
from bellhop.journeys.limits import Candidate, too_much
from bellhop.journeys.manners import Case, Outcome, Talk, judge, may_not
from bellhop.journeys.models import JourneySend
from bellhop.journeys.own_time import read_hotel
from bellhop.journeys.rulebook import Rule, all_rules
from bellhop.journeys.when import Anchors
from bellhop.journeys.wording import Words, language_of, write
from bellhop.messages import FileOut, Outgoing, PollOut, TextOut
from bellhop.outbox import Letter, Way

logger = log.get(__name__)


@dataclass(slots=True)
class Desk:
    """One guest's papers while their messages are decided."""

    session: AsyncSession
    hotel: Hotel
    guest: Any
    rules: dict[UUID, Rule]
    sends: list[Any]
    stays: dict[UUID, Any]
    chat: Any | None
    way: Way | None
    talk: Talk
    now: datetime
    late: list[Any] = field(default_factory=list)
    """Due messages that became known too late and go together as one."""

    def anchors(self, stay: Any | None) -> Anchors:
        zone = ZoneInfo(self.hotel.timezone)
        if stay is None:
            return Anchors(zone)
        return Anchors(
            zone,
            checkin=stay.real_arrival or stay.planned_arrival,
            checkout=stay.real_departure or stay.planned_departure,
            booking=stay.booked_at,
        )


async def send_journey(hotel_id: UUID, send_id: UUID) -> None:
    """The step of SEND_JOURNEY. Whatever else is due to the guest is decided along with it, the
    most important first."""
    async with db.hotel(hotel_id) as session:
        real = clock.now() + look.EARLY
        hotel = await read_hotel(session)
        guest = await look.hold_guest(session, send_id, real)
        if guest is None:
            return
        desk = await _sit_down(session, hotel, guest)
        due = [send for send in desk.sends if look.is_due(send, real)]
        if not due:
            return  # whoever held the guest before us has sent it
        desk.now = max(desk.now, *(send.due_at + desk.hotel.clock_offset for send in due))
        due.sort(key=lambda each: _rank(desk, each))
        desk.late = [send for send in due if _is_late(desk, send)]
        for send in due:
            await _decide(desk, send)


async def _sit_down(session: AsyncSession, hotel: Hotel, guest: Any) -> Desk:
    rules = {rule.id: rule for rule in await all_rules(session)}
    sends = await look.sends_of(session, guest.id)
    ids = {send.stay_id for send in sends if send.stay_id and send.state == "planned"}
    found = await outbox.ways(session, hotel, guest.id)
    way = found[0] if found else None
    chat = None
    if way is not None and way.conversation_id is not None:
        chat = await look.chat(session, way.conversation_id)
    now = hotel.now()
    return Desk(
        session,
        hotel,
        guest,
        rules,
        sends,
        await look.stays(session, list(ids)),
        chat,
        way,
        await _talk(session, hotel, chat, way),
        now,
    )


async def _talk(session: AsyncSession, hotel: Hotel, chat: Any, way: Way | None) -> Talk:
    talk = look.talk_of(chat, way)
    if way is None or not talk.first_contact or not hotel.rules.journey_manners:
        return talk
    left = await look.contacts_left(session, hotel, way.account_since, hotel.now())
    return replace(talk, contacts_left=left)


def _rank(desk: Desk, send: Any) -> tuple[Any, ...]:
    """The most important first."""
    rule = desk.rules[send.rule_id]
    manners = rule.definition.manners
    return (
        send.by_hand != "now",
        not manners.urgent,
        not manners.awaited,
        -manners.priority,
        send.goes_at,
        rule.position,
        send.id,
    )


def _is_late(desk: Desk, send: Any) -> bool:
    late = desk.rules[send.rule_id].definition.manners.late == "merge"
    return late and send.falls_due is not None and send.falls_due < send.known_at


async def _decide(desk: Desk, send: Any) -> None:
    if send not in desk.sends:
        return  # its words went with another
    rule = desk.rules[send.rule_id]
    stay = desk.stays.get(send.stay_id) if send.stay_id else None
    outcome = judge(await _case(desk, rule, stay, send))
    if outcome.deed == "go":
        await _go(desk, rule, stay, send)
    elif outcome.deed == "wait":
        await _wait(desk, send, outcome)
    else:
        await _end(desk, send, outcome)


async def _case(desk: Desk, rule: Rule, stay: Any, send: Any) -> Case:
    known = await _facts(desk, rule, stay)
    return Case(
        rule=rule,
        hotel=desk.hotel,
        now=desk.now,
        anchors=desk.anchors(stay),
        goes_at=send.goes_at,
        facts=known,
        status=stay.status if stay is not None else None,
        stopped_at=desk.guest.stopped_at,
        service=desk.guest.service,
        marketing=desk.guest.marketing,
        talk=desk.talk,
        past=look.past_of(desk.sends),
        by_hand=send.by_hand == "now",
        too_much=await _too_much(desk, rule, send),
    )


async def _facts(desk: Desk, rule: Rule, stay: Any | None) -> dict[str, Any]:
    names = facts_of(rule.definition.who)
    if not names:
        return {}
    known = facts.of_stay(desk.hotel, stay, desk.guest)
    stay_id = stay.id if stay is not None else None
    if names & facts.ASKED:
        known |= await facts.ask(desk.session, names, desk.guest.id, stay_id, desk.now)
    return known


async def _too_much(desk: Desk, rule: Rule, send: Any) -> str | None:
    """Why the guest hears too much already, or will hear something more important."""
    hotel = desk.hotel
    if not rule.definition.manners.counts or not hotel.rules.journey_manners:
        return None
    candidates = []
    for other in desk.sends:
        theirs = desk.rules[other.rule_id]
        if other.state != "planned" or other.goes_at is None or not theirs.is_on:
            continue
        if theirs.definition.manners.counts and await _is_for(desk, theirs, other):
            goes_at = max(other.goes_at, desk.now)
            priority = theirs.definition.manners.priority
            candidates.append(Candidate(other.id, other.stay_id, goes_at, priority))
    pause = timedelta(hours=hotel.rules.proactive_pause_hours)
    heard = look.past_of(desk.sends).heard
    return too_much(candidates, heard, pause, hotel.rules.proactive_per_stay).get(send.id)


async def _is_for(desk: Desk, rule: Rule, send: Any) -> bool:
    who = rule.definition.who
    stay = desk.stays.get(send.stay_id) if send.stay_id else None
    return who is None or failing(who, await _facts(desk, rule, stay)) is None


async def _go(desk: Desk, rule: Rule, stay: Any, send: Any) -> None:
    """Into the outbox, once: row and letter share the transaction."""
    try:
        words = await _words(desk, rule, stay, send)
    except BadInput as error:
        await _end(desk, send, Outcome("dropped", f"cannot_be_written: {error}"[:300]))
        return
    if send in desk.late:
        words = await _with_the_others(desk, stay, send, words)
    account_id, chat_id = await _chat(desk)
    queued = []
    for out in _letters(rule, words):
        letter = _letter(desk, rule, send, words, (account_id, chat_id), out)
        queued.append(await outbox.queue_message(desk.session, desk.hotel, letter))
    first, last = queued[0], queued[-1]
    what, whose = rule.definition.what, (send.id, desk.guest.id, send.stay_id)
    await asking.tell(desk.session, desk.hotel, what, whose, (chat_id, last[1]))
    await _change(
        desk,
        send,
        state="queued",
        due_at=None,
        reason=None,
        sent_at=desk.now,
        outbox_id=first[0],
        message_id=first[1],
        counts=rule.definition.manners.counts,
        first_contact=desk.talk.first_contact,
    )
    logger.info("journey_sent", hotel_id=str(desk.hotel.id), rule=rule.key, send_id=str(send.id))


async def _with_the_others(desk: Desk, stay: Any, send: Any, words: Words) -> Words:
    """The words of all that became known too late, in one message."""
    texts = [words.text]
    for other in desk.late:
        if other.id == send.id or other.stay_id != send.stay_id or other not in desk.sends:
            continue
        rule = desk.rules[other.rule_id]
        if may_not(await _case(desk, rule, stay, other)) is None:
            texts.append((await _words(desk, rule, stay, other)).text)
            await _change(
                desk, other, state="merged", due_at=None, sent_at=desk.now, reason=str(send.id)
            )
    return replace(words, text="\n\n".join(text for text in texts if text))


async def _words(desk: Desk, rule: Rule, stay: Any, send: Any) -> Words:
    spoken = desk.chat.language if desk.chat is not None else None
    guest, hotel = desk.guest, desk.hotel
    language = language_of(spoken, guest.language, country=guest.country, hotel=hotel)
    if send.words is not None:
        return Words(send.words, None, language, 0)
    what = rule.definition.what
    extra = await asking.links(desk.session, hotel, what, guest.id, send.id)
    extra["event"] = send.details or {}
    return write(what, hotel, stay, (guest.name, language), send.id, extra)


async def _chat(desk: Desk) -> tuple[UUID, UUID]:
    """Number and conversation; a guest who never wrote gets a new one."""
    if desk.chat is not None:
        return desk.chat.account_id, desk.chat.id
    assert desk.way is not None, "only a guest who can be reached gets here"  # noqa: S101
    chat_id = await outbox.open_way(desk.session, desk.hotel, desk.way, desk.guest.name)
    desk.chat = await look.chat(desk.session, chat_id)
    return desk.way.account.id, chat_id


def _letters(rule: Rule, words: Words) -> list[Outgoing]:
    what = rule.definition.what
    letters: list[Outgoing] = []
    if what.file_url is not None:
        letters.append(FileOut(what.file_url, what.file_name, caption=words.text))
    elif words.text:
        letters.append(TextOut(words.text))
    if words.poll is not None:
        poll = words.poll
        rating = what.ask == "rating"
        letters.append(PollOut(poll.question, poll.options, poll.multiple, rating))
    return letters


def _letter(
    desk: Desk, rule: Rule, send: Any, words: Words, place: tuple[UUID, UUID], out: Outgoing
) -> Letter:
    keep = timedelta(hours=rule.definition.manners.keep_hours)
    why = {
        "rule": rule.key,
        "name": rule.name,
        "version": rule.version,
        "due": send.falls_due.isoformat() if send.falls_due else None,
        "went_for": send.goes_at.isoformat(),
        "language": words.language,
        "variant": words.variant,
        "send_id": str(send.id),
        "by_hand": send.by_hand,
        "checked": ["consent", "stay", "conditions", "quiet_hours", "talk", "limits"],
    }
    return Letter(
        place[0],
        place[1],
        out,
        "journey",
        why=why,
        proactive=True,
        not_before=_a_breath(send.due_at),
        give_up_at=max(send.goes_at, desk.now) + keep - desk.hotel.clock_offset,
    )


def _a_breath(due: datetime) -> datetime | None:
    return due if due > clock.now() else None


async def _wait(desk: Desk, send: Any, outcome: Outcome) -> None:
    assert outcome.until is not None, "who waits knows until when"  # noqa: S101
    due = outcome.until - desk.hotel.clock_offset
    await _change(desk, send, due_at=due, reason=outcome.reason)
    hand_out(desk.session, desk.hotel.id, [(send.id, due)])


async def _end(desk: Desk, send: Any, outcome: Outcome) -> None:
    forgotten = {"falls_due": None} if outcome.deed == "withdrawn" else {}
    await _change(desk, send, state=outcome.deed, reason=outcome.reason, due_at=None, **forgotten)


async def _change(desk: Desk, send: Any, **values: Any) -> None:
    """In the table, and on this desk."""
    await desk.session.execute(
        update(JourneySend).where(JourneySend.id == send.id).values(**values)
    )
    place = desk.sends.index(send)
    known = {name: value for name, value in values.items() if name in send._fields}
    desk.sends[place] = send._replace(**known)
