"""What each step of the first run does. Done or left out, every step can be come back to."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from bellhop import alerts, guests, hotels, jobs, journeys, knowledge, lines, outbox
from bellhop.alerts import Call
from bellhop.console.desk import Desk, Manager
from bellhop.console.first_run import answers, questions, steps
from bellhop.console.settings.channel import NumberForm, add_number
from bellhop.console.settings.house import keep_place, place_fault
from bellhop.console.settings.staff import WRONG as STAFF_WRONG
from bellhop.console.settings.staff import public_url
from bellhop.errors import BadInput, NotFound, Refused
from bellhop.hotels.first_run import DONE, SKIPPED
from bellhop.jobs import Job
from bellhop.knowledge import NewEntry
from bellhop.messages import TextOut
from bellhop.outbox import Letter

router = APIRouter(prefix="/h/{hotel}/start")
Word = Annotated[str, Form()]
Words = Annotated[list[str] | None, Form()]
TEXT_LIMIT = 200
ANSWER_LIMIT = 2_000
# words: begin
WRONG = {
    "time": "Write times as 09:30.",
    "price": "Write what it costs, as guests should read it.",
    "answer": "Write the answer.",
    "phone": "This is no phone number.",
    "number": "Connect a number first.",
    "sandbox": "The practice phones do not answer. Start Bellhop with `bellhop up`.",
    "stay": "Only practice numbers can play a stay.",
    "owner": "Only an owner lets others in.",
}
# words: end


@router.post("/place")
async def place(
    desk: Manager, name: Word = "", timezone: Word = "", locale: Word = "", country: Word = ""
) -> Response:
    given = {"name": name, "timezone": timezone.strip(), "locale": locale, "country": country}
    wrong = place_fault(given)
    if wrong:
        return await steps.page(desk, "place", wrong=wrong, place=given)
    await keep_place(desk, given)
    return await further(desk, "place")


@router.post("/answers")
async def keep_answers(desk: Manager) -> Response:
    """One form: rules of the hotel, a secret, and knowledge in the hotel's languages."""
    given = _form_of(await desk.request.form())
    wrong = _fault(given)
    if wrong:
        return await steps.page(
            desk, "answers", wrong=wrong, given=replace(given, wifi_password="")
        )
    async with desk.open() as session:
        await hotels.change_rules(
            session,
            desk.actor,
            check_in=given.check_in,
            check_out=given.check_out,
            address=given.address,
            desk_phone=given.desk_phone,
        )
        if given.wifi_password:
            await hotels.keep_secret(session, "wifi_password", given.wifi_password, desk.actor)
        has_wifi = bool(given.wifi_password) or "wifi_password" in desk.hotel.secrets()
        new = answers.entries(given, has_wifi_password=has_wifi)
        for entry in new:
            await knowledge.save(session, desk.hotel.id, entry, by=desk.actor)
    return await further(desk, "answers")


@router.post("/stay")
async def play(desk: Manager) -> Response:
    """On practice phones only; one is made when there is no number at all."""
    async with desk.open() as session:
        numbers = await hotels.accounts(session)
    try:
        if not numbers and lines.practice.is_there():
            await lines.practice.make_number(desk.hotel.id, desk.actor)
    except Refused:
        return await steps.page(desk, "stay", wrong=WRONG["sandbox"])
    async with desk.open() as session:
        if not (await hotels.read(session)).sandbox:
            return await steps.page(desk, "stay", wrong=WRONG["stay"])
        await hotels.note(session, desk.hotel.id, desk.actor, "stay_played")
        jobs.enqueue(session, Job.PLAY_STAY, desk.hotel.id, desk.hotel.id)
        await hotels.first_run.keep_step(session, "stay", DONE)
    return RedirectResponse(f"{desk.base}/start/stay?playing=yes", 303)


@router.post("/questions")
async def ask(desk: Manager) -> Response:
    """All ten at once; the answers are shown, nothing is sent."""
    tried = await questions.ask_all(desk.hotel.id, questions.ten_for(desk.hotel.locale[:2]))
    async with desk.open() as session:
        await hotels.first_run.keep_step(session, "questions", DONE)
    return await steps.page(desk, "questions", tried=tried)


@router.post("/questions/mend")
async def mend(desk: Manager, question: Word = "", answer: Word = "") -> Response:
    """The right answer becomes knowledge, and all ten are asked again."""
    question, answer = question.strip()[:TEXT_LIMIT], answer.strip()[:ANSWER_LIMIT]
    language = desk.hotel.locale[:2]
    ten = questions.ten_for(language)
    if not answer or question not in ten:
        return await steps.page(desk, "questions", wrong=WRONG["answer"])
    spoken = language if language in questions.TEN else "en"
    entry = NewEntry(f"first-run-{ten.index(question) + 1}", question, answer, spoken, "")
    async with desk.open() as session:
        await knowledge.save(session, desk.hotel.id, entry, by=desk.actor)
    return await ask(desk)


@router.post("/journeys")
async def switch_on(desk: Manager, rule: Words = None) -> Response:
    """What is ticked is on, the rest is off."""
    wanted = set(rule or ())
    async with desk.open() as session:
        for each in await journeys.rules(session):
            on = str(each.id) in wanted
            if on != each.is_on:
                await journeys.switch(session, desk.hotel, each.id, on=on)
                what = "journey_on" if on else "journey_off"
                await hotels.note(session, desk.hotel.id, desk.actor, what, key=each.key)
    return await further(desk, "journeys")


@router.post("/number")
async def number(desk: Manager, form: Annotated[NumberForm, Form()]) -> Response:
    """A real number: kept, and linked on the next page."""
    given = form.given()
    try:
        account_id = await add_number(desk, given)
    except BadInput as error:
        return await steps.page(desk, "number", wrong=str(error), number=given)
    async with desk.open() as session:
        await hotels.first_run.keep_step(session, "number", DONE)
    return RedirectResponse(f"{desk.base}/settings/channel/{account_id}/connect", 303)


@router.post("/number/practice")
async def practise(desk: Manager) -> Response:
    """A number of the sandbox, so that everything can be tried before a real one is risked."""
    async with desk.open() as session:
        numbers = await hotels.accounts(session)
    try:
        if not numbers:
            await lines.practice.make_number(desk.hotel.id, desk.actor)
    except Refused:
        return await steps.page(desk, "number", wrong=WRONG["sandbox"])
    return await further(desk, "number")


@router.post("/phone")
async def write(desk: Manager, phone: Word = "", text: Word = "") -> Response:
    """A message to whoever sits here, as a guest would get it."""
    async with desk.open() as session:
        numbers = await hotels.accounts(session)
    if not numbers or not text.strip():
        return await steps.page(desk, "phone", wrong=WRONG["number"], phone=phone)
    account = numbers[-1]
    try:
        digits = guests.digits_of(phone, desk.hotel.region())
        if lines.practice.is_practice(account):
            await lines.practice.seat(account, digits, desk.staff.name)
        async with desk.open() as session:
            road = await outbox.road_to(session, desk.hotel, outbox.To(phone=digits))
            words = TextOut(text.strip()[:ANSWER_LIMIT])
            letter = Letter(
                road.account_id, road.chat_id, words, origin="staff", sender=desk.staff.name
            )
            await outbox.queue(session, desk.hotel, letter)
            await hotels.first_run.keep_step(session, "phone", DONE)
    except BadInput:
        return await steps.page(desk, "phone", wrong=WRONG["phone"], phone=phone)
    except Refused as error:
        return await steps.page(desk, "phone", wrong=str(error), phone=phone)
    return await steps.page(desk, "phone", sent=True, phone=phone)


@router.post("/people")
async def invite(desk: Manager, email: Word = "", role: Word = "agent") -> Response:
    if not desk.may("owner"):
        return await steps.page(desk, "people", wrong=WRONG["owner"])
    try:
        async with desk.open() as session:
            token = await hotels.invitations.invite(
                session, desk.hotel.id, email=email, name="", role=role, by=desk.actor
            )
            await hotels.first_run.keep_step(session, "people", DONE)
    except BadInput as error:
        wrong = STAFF_WRONG["here" if "already" in str(error) else "email"]
        return await steps.page(desk, "people", wrong=wrong)
    link = f"{public_url(desk.request)}/invite/{token}"
    return await steps.page(desk, "people", link=link, whom=email)


@router.post("/people/alert")
async def test_alert(desk: Manager) -> Response:
    """One alert by every road that is set."""
    async with desk.open() as session:
        words = desk.words("A test: everything works.")
        await alerts.call_person(session, desk.hotel.id, desk.hotel.slug, Call("test", words))
        await hotels.note(session, desk.hotel.id, desk.actor, "alert_tested")
        await hotels.first_run.keep_step(session, "people", DONE)
    return await steps.page(desk, "people", told=True)


@router.post("/{step}/skip")
async def skip(desk: Manager, step: str) -> Response:
    """For later: the card in the inbox stays until it is done."""
    return await further(desk, step, SKIPPED)


async def further(desk: Desk, step: str, how: str = DONE) -> Response:
    """Keep the step and go to the next one."""
    if step not in hotels.first_run.STEPS:
        raise NotFound("there is no such step")
    async with desk.open() as session:
        await hotels.first_run.keep_step(session, step, how)
    at = hotels.first_run.STEPS.index(step) + 1
    after = hotels.first_run.STEPS[at] if at < len(hotels.first_run.STEPS) else "done"
    return RedirectResponse(f"{desk.base}/start/{after}", 303)


def _form_of(form: FormData) -> answers.Form:
    given = {
        name: str(form.get(name) or "").replace("\x00", "").strip()[:TEXT_LIMIT]
        for name in answers.Form.__dataclass_fields__
    }
    return answers.Form(**given)


def _fault(form: answers.Form) -> str:
    times = [form.check_in, form.check_out]
    if form.breakfast != "none":
        times += [form.breakfast_from, form.breakfast_until]
    try:
        for each in times:
            time.fromisoformat(each.zfill(5))
    except ValueError:
        return WRONG["time"]
    paid = (form.breakfast == "paid" and not form.breakfast_price) or (
        form.parking == "paid" and not form.parking_price
    )
    known = form.breakfast in {*answers.BREAKFAST, "none"} and form.parking in answers.PARKING
    return WRONG["price"] if paid or not known else ""
