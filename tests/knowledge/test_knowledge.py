"""What the hotel says to the questions guests ask."""

import pytest

from bellhop import db, knowledge
from bellhop.errors import BadInput
from bellhop.hotels import HotelRecord
from bellhop.hotels.models import AuditEntry
from bellhop.knowledge import NewEntry
from tests import rows
from tests.turns.conftest import receive, says  # noqa: F401


async def known(hotel) -> list[knowledge.Known]:
    async with db.hotel(hotel.id) as session:
        return await knowledge.entries(session)


async def bring_in(hotel, *entries: NewEntry) -> None:
    async with db.hotel(hotel.id) as session:
        await knowledge.bring_in(session, hotel.id, list(entries))


async def version(hotel) -> int:
    async with db.hotel(hotel.id) as session:
        return (await session.get(HotelRecord, hotel.id)).knowledge_version


async def test_an_entry_with_a_known_id_is_replaced(hotels):
    before = len(await known(hotels.one))
    await bring_in(hotels.one, NewEntry("breakfast-ru", "Когда завтрак?", "С 9:00.", "ru"))
    entries = {entry.id: entry.answer for entry in await known(hotels.one)}
    assert entries["breakfast-ru"] == "С 9:00."
    assert len(entries) == before


async def test_entries_come_in_an_order_that_does_not_change(hotels):
    first = await known(hotels.one)
    await bring_in(hotels.one, NewEntry("zoo", "Есть зоопарк?", "Нет.", "ru"))
    assert (await known(hotels.one))[: len(first)] == first
    assert first == sorted(first, key=lambda entry: (entry.id, entry.lang))


async def test_each_import_is_a_new_version_of_this_hotel_only(hotels):
    one, two = await version(hotels.one), await version(hotels.two)
    await bring_in(hotels.one, NewEntry("zoo", "Есть зоопарк?", "Нет.", "ru"))
    assert (await version(hotels.one), await version(hotels.two)) == (one + 1, two)


async def test_guests_hear_the_new_answer_at_once(hotels, says, provider):  # noqa: F811
    await says(hotels.one, "во сколько завтрак?")
    await bring_in(
        hotels.one, NewEntry("breakfast-ru", "Во сколько завтрак?", "Завтрак с 9:15.", "ru")
    )
    await says(hotels.one, "так во сколько завтрак?")
    assert "7:30" in provider.texts[0]
    assert "9:15" in provider.texts[1]


def test_every_bad_row_is_named_at_once():
    good = {"question": "q", "answer": "a"}
    given = [good, {"answer": "a"}, "x", good | {"question": "q\0"}]
    with pytest.raises(BadInput) as refused:
        knowledge.check(given, default_lang="ru")
    for number in (2, 3, 4):
        assert f"entry {number}: " in str(refused.value)


def test_what_is_left_out_is_filled_in():
    [entry] = knowledge.check([{"question": " q ", "answer": " a "}], default_lang="ru")
    assert entry == NewEntry("kb-1", "q", "a", "ru")


@pytest.mark.parametrize("lang", ["EN", "en-GB", " en "])
def test_languages_are_kept_as_two_letters(lang):
    [entry] = knowledge.check([{"question": "q", "answer": "a", "lang": lang}], default_lang="ru")
    assert entry.lang == "en"


async def test_a_stranger_reads_none_and_replaces_none(hotels):
    await bring_in(hotels.two, NewEntry("breakfast-ru", "Во сколько завтрак?", "Никогда.", "ru"))
    answers = {entry.answer for entry in await known(hotels.one)}
    assert "Никогда." not in answers
    async with db.hotel(hotels.two.id) as session:
        seen = await session.execute(
            knowledge.KnowledgeEntry.__table__.select().where(
                knowledge.KnowledgeEntry.hotel_id == hotels.one.id
            )
        )
        assert seen.all() == []


async def test_the_import_is_in_the_audit_trail(hotels):
    await bring_in(hotels.one, NewEntry("zoo", "Есть зоопарк?", "Нет.", "ru"))
    assert (await rows.all_of(hotels.one, AuditEntry))[-1].what == {"entries": 1}
