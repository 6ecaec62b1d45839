"""Knowledge: read, written, tried, attacked, brought in; what guests asked and nobody knew."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from bellhop import db, knowledge
from bellhop import hotels as house
from bellhop.hotels.models import AuditEntry
from bellhop.knowledge import (
    KnowledgeEntry,
    KnowledgeSuggestion,
    KnowledgeVersion,
    NewEntry,
    UnansweredQuestion,
)
from tests import rows
from tests.console.conftest import Browser, hire
from tests.turns.conftest import receive, says  # noqa: F401

SKIS = {"question": "Где хранить лыжи?", "answer": "В лыжной комнате, первый этаж.", "lang": "ru"}


@pytest.fixture
def base(hotels) -> str:
    return f"/h/{hotels.one.slug}/knowledge"


@pytest.fixture
async def manager(hotels, visit) -> Browser:
    return await visit(await hire(hotels.one, "manager"))


async def entry(hotel, external_id: str) -> KnowledgeEntry | None:
    found = [e for e in await rows.all_of(hotel, KnowledgeEntry) if e.external_id == external_id]
    return found[0] if found else None


async def asked(hotel) -> list[UnansweredQuestion]:
    return await rows.all_of(hotel, UnansweredQuestion)


async def write(manager: Browser, base: str, **fields: str):
    await manager.get(f"{base}/new")
    return await manager.post(f"{base}/new", SKIS | fields)


async def test_an_entry_added_answers_the_next_guest(hotels, base, manager, says, provider):  # noqa: F811
    await says(hotels.one, "Где хранить лыжи?")
    assert "лыжной" not in provider.texts[-1]
    answer = await write(manager, base)
    assert answer.status_code == 303
    assert "The very next guest" in (await manager.get(answer.headers["location"])).text
    await says(hotels.one, "Так где хранить лыжи?")
    assert "лыжной комнате" in provider.texts[-1]


async def test_a_change_is_a_version_with_its_author_and_can_be_restored(hotels, base, manager):
    row = await entry(hotels.one, "breakfast-ru")
    assert row is not None
    page = (await manager.get(f"{base}/{row.id}")).text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    form = {"question": row.question, "answer": "Завтрак с 9:15.", "version": version}
    await manager.post(f"{base}/{row.id}", form)
    kept = [e for e in await rows.all_of(hotels.one, KnowledgeVersion) if e.lang == "ru"]
    mine = sorted(
        (e for e in kept if e.external_id == "breakfast-ru"), key=lambda each: each.number
    )
    assert mine[-1].answer == "Завтрак с 9:15."
    assert mine[-1].by == manager.email
    assert "9:15" not in mine[-2].answer
    await manager.post(f"{base}/versions/{mine[-2].id}/restore")
    back = await entry(hotels.one, "breakfast-ru")
    assert back is not None
    assert "9:15" not in back.answer


async def test_what_somebody_changed_meanwhile_is_not_written_over(hotels, base, manager):
    row = await entry(hotels.one, "breakfast-ru")
    page = (await manager.get(f"{base}/{row.id}")).text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    form = {"question": row.question, "version": version}
    await manager.post(f"{base}/{row.id}", form | {"answer": "Первый."})
    answer = await manager.post(f"{base}/{row.id}", form | {"answer": "Второй."})
    assert answer.status_code == 422
    assert "Someone changed this while you wrote." in answer.text
    assert "Второй." in answer.text
    assert (await entry(hotels.one, "breakfast-ru")).answer == "Первый."


async def test_what_is_taken_away_can_be_brought_back(hotels, base, manager, says, provider):  # noqa: F811
    row = await entry(hotels.one, "breakfast-ru")
    await manager.get(f"{base}/{row.id}")
    await manager.post(f"{base}/{row.id}/remove")
    assert await entry(hotels.one, "breakfast-ru") is None
    page = (await manager.get(f"{base}/removed")).text
    assert row.question in page
    version = re.search(r"versions/([0-9a-f-]{36})/restore", page)[1]
    await manager.post(f"{base}/versions/{version}/restore")
    await says(hotels.one, "Во сколько завтрак?")
    assert "7:30" in provider.texts[-1]
    noted = [each.action for each in await rows.all_of(hotels.one, AuditEntry)]
    assert noted[-2:] == ["knowledge_removed", "knowledge_saved"]


async def test_an_agent_suggests_and_a_manager_publishes(hotels, base, clerk, manager):
    page = (await clerk.get(f"{base}/new")).text
    assert "Suggest it" in page
    assert ">Publish<" not in page
    await clerk.post(f"{base}/suggest", SKIS)
    assert await entry(hotels.one, knowledge.id_for(SKIS["question"])) is None
    page = (await manager.get(f"{base}/unanswered")).text
    address = re.search(r'href="([^"]+new\?suggestion=[^"]+)"', page)[1]
    page = (await manager.get(address)).text
    assert SKIS["answer"] in page
    suggestion = re.search(r'name="suggestion" value="([^"]+)"', page)[1]
    await manager.post(f"{base}/new", SKIS | {"suggestion": suggestion})
    assert await entry(hotels.one, knowledge.id_for(SKIS["question"])) is not None
    [kept] = await rows.all_of(hotels.one, KnowledgeSuggestion)
    assert (kept.state, kept.settled_by) == ("taken", manager.email)


async def test_questions_alike_stand_together_and_one_click_begins_the_answer(
    hotels,
    base,
    manager,
    says,  # noqa: F811
):
    await says(hotels.one, "Где хранить лыжи?")
    await says(hotels.one, "Where can I store my skis?", chat="79000000555@c.us")
    page = (await manager.get(f"{base}/unanswered")).text
    assert "2×" in page
    address = re.search(r'href="([^"]+new\?asked=[^"]+)"', page)[1]
    form = (await manager.get(address)).text
    assert 'value="Where can I store my skis?"' in form
    ids = re.search(r'name="asked" value="([^"]+)"', form)[1]
    await manager.post(f"{base}/new", SKIS | {"asked": ids})
    assert {each.state for each in await asked(hotels.one)} == {"answered"}
    assert "The bot knew every answer." in (await manager.get(f"{base}/unanswered")).text


async def test_what_is_dismissed_stays_away_in_other_words_too(
    hotels,
    base,
    manager,
    says,  # noqa: F811
):
    await says(hotels.one, "Где хранить лыжи?")
    page = (await manager.get(f"{base}/unanswered")).text
    ids = re.search(r'name="asked" value="([^"]+)"', page)[1]
    await manager.post(f"{base}/unanswered/dismiss", {"asked": ids})
    await says(hotels.one, "Where can I store my skis?", chat="79000000555@c.us")
    assert [each.state for each in await asked(hotels.one)] == ["dismissed", "open"]
    assert "skis" not in (await manager.get(f"{base}/unanswered")).text


async def test_an_entry_is_tried_before_it_is_published(hotels, base, clerk, provider):
    await clerk.get(f"{base}/new")
    answer = await clerk.post(f"{base}/check", SKIS | {"trial": "Так где хранить лыжи?"})
    assert answer.status_code == 200
    assert "not published yet" in answer.text
    assert "Nobody would be called" in answer.text
    assert provider.sent == []
    assert await entry(hotels.one, knowledge.id_for(SKIS["question"])) is None


async def test_several_questions_are_tried_at_once(hotels, base, clerk):
    await clerk.get(f"{base}/try")
    answer = await clerk.post(f"{base}/try", {"question": "Во сколько завтрак?\nГде лыжи?"})
    assert answer.text.count('class="tried"') == 2
    assert "7:30" in answer.text
    assert "A person would be called: The bot has no answer" in answer.text
    assert (await clerk.post(f"{base}/try", {"question": " "})).status_code == 422


async def test_the_attack_box_tells_of_each_attack(hotels, base, manager):
    await manager.get(f"{base}/try")
    answer = await manager.post(f"{base}/attack", {"kind": "secrets"})
    assert "6 attacks, let through: 0" in answer.text
    assert answer.text.count('class="verdict"') == 6
    assert (await rows.all_of(hotels.one, AuditEntry))[-1].what == {"tries": 6, "through": 0}


@pytest.mark.parametrize("stored", [True, False])
async def test_a_placeholder_says_whether_a_value_is_stored_and_never_which(
    hotels, base, manager, stored
):
    async with db.hotel(hotels.one.id) as session:
        if stored:
            await house.keep_secret(session, "wifi_password", "sea-breeze-77", "test")
        wifi = NewEntry("wifi", "Пароль Wi-Fi?", "Пароль: {{wifi_password}}", "ru")
        await knowledge.save(session, hotels.one.id, wifi, by="test")
    page = (await manager.get(f"{base}/{(await entry(hotels.one, 'wifi')).id}")).text
    assert ("A value is stored." in page) is stored
    assert ("No value is stored" in page) is not stored
    assert "sea-breeze-77" not in page


PASTED = """В: Где хранить лыжи?
О: В лыжной комнате.

Во сколько завтрак?
Завтрак с 9:15.

Вопрос без ответа
"""


async def test_pasted_text_is_looked_at_and_then_taken_in(hotels, base, manager):
    await manager.get(f"{base}/import")
    page = (await manager.post(f"{base}/import", {"text": PASTED})).text
    counts = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)
    assert counts == [("New", "1"), ("Changed", "1"), ("Known already", "0"), ("Refused", "1")]
    assert "An answer is missing." in page
    assert (await entry(hotels.one, "breakfast-ru")).answer != "Завтрак с 9:15."
    content = re.search(r'name="content" value="([^"]+)"', page)[1]
    await manager.post(f"{base}/import/again", {"name": "pasted", "content": content})
    assert (await entry(hotels.one, "breakfast-ru")).answer == "Завтрак с 9:15."
    assert (await entry(hotels.one, knowledge.id_for("Где хранить лыжи?"))) is not None
    assert await entry(hotels.two, knowledge.id_for("Где хранить лыжи?")) is None


def sheet() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in (["Тема", "Вопрос", "Ответ", "Язык"], ["Спорт", "Где лыжи?", "Там.", "ru"]):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", sheet()),
        ("a.csv", "Тема;Вопрос;Ответ;Язык\nСпорт;Где лыжи?;Там.;ru\n".encode("cp1251")),
        ("a.json", '[{"topic":"Спорт","question":"Где лыжи?","answer":"Там."}]'.encode()),
    ],
)  # fmt: skip
async def test_files_of_each_kind_are_read(hotels, base, manager, name, content):
    await manager.get(f"{base}/import")
    files = {"file": (name, content)}
    answer = await manager.http.post(f"{base}/import", files=files, data={"_csrf": manager.proof})
    packed = re.search(r'name="content" value="([^"]+)"', answer.text)[1]
    await manager.post(f"{base}/import/again", {"name": name, "content": packed})
    row = await entry(hotels.one, knowledge.id_for("Где лыжи?"))
    assert row is not None
    assert (row.topic, row.question, row.answer, row.lang) == ("Спорт", "Где лыжи?", "Там.", "ru")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"{", b"a,b\n1,2\n", b"PK\x03\x04", b"[1]x"])
async def test_files_that_cannot_be_read_are_told_so(base, manager, content):
    await manager.get(f"{base}/import")
    answer = await manager.http.post(
        f"{base}/import", files={"file": ("a.json", content)}, data={"_csrf": manager.proof}
    )
    assert answer.status_code == 422


async def test_languages_stand_together_and_the_older_one_is_marked(hotels, base, manager):
    async with db.hotel(hotels.one.id) as session:
        for lang, words in (("ru", "Можно с собакой?"), ("en", "Are dogs allowed?")):
            new = NewEntry(f"dogs-{lang}", words, "Да. Yes.", lang)
            await knowledge.save(session, hotels.one.id, new, by="test")
        [row] = [e for e in await knowledge_rows(session) if e.external_id == "dogs-en"]
        row.updated_at -= timedelta(days=3)
        english = row.id
    page = (await manager.get(f"{base}?q=dogs")).text
    assert "may be outdated" in page
    assert "Nothing found." in (await manager.get(f"{base}?q=cats")).text
    page = (await manager.get(f"{base}/new?of={english}&lang=de")).text
    assert 'name="name" value="dogs-de"' in page
    assert "Можно с собакой?" in page


async def knowledge_rows(session) -> list[KnowledgeEntry]:
    return list(await session.scalars(select(KnowledgeEntry)))


async def test_a_guests_words_harm_no_page(hotels, base, manager, says):  # noqa: F811
    await says(hotels.one, "<script>alert(1)</script> где хранить лыжи?")
    page = (await manager.get(f"{base}/unanswered")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


async def test_an_erased_guests_question_is_gone(hotels, base, manager, says):  # noqa: F811
    await says(hotels.one, "Где хранить лыжи?")
    guest = (await rows.chat(hotels.one)).guest_id
    await manager.get(f"/h/{hotels.one.slug}/guests/{guest}")
    await manager.post(f"/h/{hotels.one.slug}/guests/{guest}/erase", {"sure": "yes"})
    assert "лыжи" not in (await manager.get(f"{base}/unanswered")).text
