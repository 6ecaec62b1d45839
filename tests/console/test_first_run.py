"""The first run: from nobody at all to a hotel that answers."""

import pytest
from sqlalchemy import delete, select

from bellhop import db, journeys, lines
from bellhop import hotels as house
from bellhop.errors import NotFound
from bellhop.hotels import first_run
from bellhop.knowledge import KnowledgeEntry
from tests.console.conftest import PASSWORD, Browser, hire

NEW = {"name": "Гостиница «Ёлка»", "timezone": "Europe/Moscow", "locale": "ru", "country": "RU"}


@pytest.fixture
async def operator(hotels, visit) -> Browser:
    return await visit(await hire(hotels.one, "operator"))


@pytest.fixture
async def base(operator) -> str:
    """A hotel that was made a moment ago."""
    await operator.get("/hotels/new")
    answer = await operator.post("/hotels/new", NEW)
    return answer.headers["location"].removesuffix("/start")


async def of(base: str) -> house.Hotel:
    async with db.hotel(await house.id_of_slug(base.removeprefix("/h/"))) as session:
        return await house.read(session)


async def test_the_first_person_comes_in_once(hotels, visit):
    token = first_run.welcome_token()
    browser = await visit()
    assert (await browser.get(f"/welcome/{token}")).status_code == 404  # somebody works here
    async with db.unnamed() as session:
        await session.execute(delete(house.Person))
    assert (await browser.get("/welcome/guessed")).status_code == 404
    await browser.get(f"/welcome/{token}")
    form = {"email": "first@hotel.example", "name": "Fay", "password": "short"}
    assert (await browser.post(f"/welcome/{token}", form)).status_code == 422
    answer = await browser.post(f"/welcome/{token}", form | {"password": PASSWORD})
    assert answer.headers["location"] == "/hotels/new"
    assert (await browser.get("/hotels/new")).status_code == 200
    with pytest.raises(NotFound):
        await first_run.welcome(token)


async def test_a_hotel_is_made_and_its_run_begins(base, operator):
    assert base == "/h/gostinitsa-elka"
    hotel = await of(base)
    assert (hotel.name, hotel.timezone, hotel.first_run) == (
        NEW["name"],
        NEW["timezone"],
        {"place": "done"},
    )
    assert (await operator.get(f"{base}/start")).headers["location"] == f"{base}/start/answers"
    assert "First run" in (await operator.get(f"{base}/inbox")).text
    again = await operator.post("/hotels/new", NEW)
    assert again.headers["location"] == "/h/gostinitsa-elka-2/start"
    assert (await operator.post("/hotels/new", NEW | {"name": ""})).status_code == 422


async def test_one_form_becomes_knowledge_and_a_secret(base, operator):
    form = {"check_in": "15:00", "check_out": "11:00", "breakfast": "paid",
            "breakfast_from": "8:00", "breakfast_until": "11:00", "breakfast_price": "900 ₽",
            "wifi_name": "Elka", "wifi_password": "snow-white-9", "parking": "free",
            "address": "Лесная, 1", "desk_phone": "+7 900 000-00-07"}  # fmt: skip
    await operator.get(f"{base}/start/answers")
    answer = await operator.post(f"{base}/start/answers", form)
    assert answer.headers["location"] == f"{base}/start/stay"
    hotel = await of(base)
    assert f"{hotel.rules.check_in:%H:%M}" == "15:00"
    assert hotel.secrets() == {"wifi_password": "snow-white-9"}
    async with db.hotel(hotel.id) as session:
        found = await session.scalars(select(KnowledgeEntry))
        kept = {(each.external_id, each.lang): each.answer for each in found}
    assert kept["breakfast", "ru"] == "Завтрак с 8:00 до 11:00. Он оплачивается отдельно: 900 ₽."
    assert kept["wifi", "en"] == "The network is Elka, the password is {{wifi_password}}."
    assert "snow-white-9" not in (await operator.get(f"{base}/start/answers")).text
    for bad in ({"check_in": "25:61"}, {"breakfast_price": ""}, {"parking": "maybe"}):
        assert (await operator.post(f"{base}/start/answers", form | bad)).status_code == 422, bad


async def test_ten_questions_are_asked_and_one_is_mended(base, operator):
    await operator.get(f"{base}/start/questions")
    page = (await operator.post(f"{base}/start/questions")).text
    assert page.count("Write the right answer") == 10
    form = {"question": "Можно с собакой?", "answer": "С собаками до 8 кг можно, это бесплатно."}
    page = (await operator.post(f"{base}/start/questions/mend", form)).text
    assert page.count("до 8 кг") == 1
    assert (await of(base)).first_run == {"place": "done", "questions": "done"}


async def test_rules_are_switched_on(base, operator):
    await operator.get(f"{base}/start/journeys")
    hotel = await of(base)
    async with db.hotel(hotel.id) as session:
        [rule] = [r for r in await journeys.rules(session) if r.key == "booking_confirmed"]
    await operator.post(f"{base}/start/journeys", {"rule": str(rule.id)})
    async with db.hotel(hotel.id) as session:
        assert [r.key for r in await journeys.rules(session) if r.is_on] == ["booking_confirmed"]


async def test_a_step_is_left_out_and_come_back_to(base, operator):
    await operator.get(f"{base}/start/place")
    for step in first_run.STEPS:
        await operator.post(f"{base}/start/{step}/skip")
    assert (await operator.get(f"{base}/start")).headers["location"] == f"{base}/start/answers"
    await operator.post(f"{base}/start/place", NEW | {"name": "Another"})
    assert (await of(base)).name == "Another"
    kept = (await of(base)).first_run
    assert (kept["place"], kept["people"]) == ("done", "skipped")
    await operator.post(f"{base}/start/place/skip")
    assert (await of(base)).first_run["place"] == "done"
    assert (await operator.get(f"{base}/start/nowhere")).status_code == 404


async def test_without_a_sandbox_nothing_is_played(base, operator):
    await operator.get(f"{base}/start/stay")
    answer = await operator.post(f"{base}/start/stay")
    assert answer.status_code == 422
    answer = await operator.post(f"{base}/start/phone", {"phone": "+79000000001", "text": "Hi"})
    assert "Connect a number first" in answer.text
    assert not lines.practice.is_there()


async def test_a_hotel_that_never_had_a_run_shows_no_card(hotels, operator):
    assert "run-card" not in (await operator.get(f"/h/{hotels.one.slug}/inbox")).text


async def test_the_alert_of_the_last_step_is_raised(base, operator):
    await operator.get(f"{base}/start/people")
    assert "The alert is raised" in (await operator.post(f"{base}/start/people/alert")).text
    assert "A test" in (await operator.get(f"{base}/alerts")).text
