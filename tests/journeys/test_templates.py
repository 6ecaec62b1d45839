"""Words with the guest's own details: what a text may say, and what it may not do."""

import pytest

from bellhop import journeys
from bellhop.errors import BadInput
from bellhop.journeys.templates import check, day, render
from tests.journeys.conftest import NOW


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ stay.__init__.__globals__ }}",
        "{{ short_link._deed }}",
        "{% for i in range(10) %}x{% endfor %}",
        "{{ cycler.__init__ }}",
        "{{ lipsum.__globals__ }}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{{ wifi_password }}",
        "{{ guest_name",
        "{{ guest_name|pprint }}",
        "{{ 'x'.format(1) }}",
        "{{ guest_name.upper() }}",
        "{{ 'x' * 100000000000 }}",
        "x" * 5000,
    ],
)
def test_a_text_that_does_more_than_speak_is_refused(words):
    with pytest.raises(BadInput):
        check(words)


@pytest.mark.parametrize(
    "words",
    [
        "Hello {{ guest_name }}",
        "{% if room %}Room {{ room }}{% else %}Soon{% endif %}",
        "{{ stay.breakfast|default('no') }} {{ event.score }}",
        "{{ short_link('https://hotel.example/menu') }}",
        "{{ nights }} {% if nights > 2 %}long{% endif %}",
    ],
)
def test_a_text_may_name_what_there_is(words):
    check(words)


def test_what_is_missing_is_told():
    with pytest.raises(BadInput, match="not known"):
        render("{{ nobody }}", {})


def test_days_are_written_as_the_language_does():
    assert day(NOW, "ru") == "1 июня"
    assert day(NOW, "en") == "June 1"
    assert day(NOW, "de") == "1. Juni"
    assert day(NOW, "xx") == "1 June"


async def test_the_guest_reads_their_own_language_and_details(house):
    texts = {"ru": "{{ guest_name }}, ждём {{ check_in_date }} в {{ check_in_time }}",
             "en": "{{ guest_name }}: {{ check_in_date }}, {{ nights }} nights"}  # fmt: skip
    when = {"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"}
    await house.rule("eve", when, what={"texts": texts})
    await house.book("B1")
    await house.book("B2", guest={"name": "Mary", "phone": "+15550001122", "language": "en"})
    await house.book("B3", guest={"name": "Yuki", "phone": "+15550001133", "language": "ja"})
    await house.clock("2026-06-09T17:00:00")
    assert sorted(await house.said()) == [
        "Mary: June 10, 4 nights",
        "Yuki, ждём 10 июня в 14:00",
        "Анна, ждём 10 июня в 14:00",
    ]


async def test_wordings_are_shared_out(house):
    variants = [{"text": "A", "share": 1}, {"text": "B", "share": 1}, {"text": "C", "share": 0}]
    when = {"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"}
    await house.rule("eve", when, what={"texts": {"ru": variants}})
    for number in range(12):
        await house.book(f"B{number}", guest={"phone": f"+790011122{number:02}"})
    await house.clock("2026-06-09T17:00:00")
    said = await house.said()
    assert len(said) == 12
    assert set(said) == {"A", "B"}


async def test_a_file_and_a_poll_go_along(house):
    what = {
        "texts": {"ru": "Меню"},
        "file_url": "https://hotel.example/menu.pdf",
        "file_name": "menu.pdf",
        "polls": {"ru": {"question": "Завтрак?", "options": ["Да", "Нет"]}},
    }
    when = {"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"}
    await house.rule("eve", when, what=what)
    await house.book()
    await house.clock("2026-06-09T17:00:00")
    assert await house.said() == ["Меню", "Завтрак?"]


def test_a_rule_that_cannot_be_said_is_refused():
    when = {"type": "by_hand"}
    with pytest.raises(BadInput, match="ru"):
        journeys.read_definition({"when": when, "what": {"texts": {"ru": "{{ oops }}"}}})
    with pytest.raises(BadInput):
        journeys.read_definition({"when": when, "what": {"texts": {}}})
    with pytest.raises(BadInput, match="cron"):
        journeys.read_definition(
            {"when": {"type": "cron", "cron": "often"}, "what": {"texts": {"en": "x"}}}
        )
