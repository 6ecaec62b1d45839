"""Reports: figures with their tables, CSV, the handover, and every hotel for the operator."""

from datetime import timedelta

import pytest

from bellhop import db
from bellhop import hotels as house
from bellhop.console.reports.pages import written
from bellhop.console.reports.tables import Row, Table
from tests.console import talk
from tests.console.conftest import hire


@pytest.fixture
def base(hotels):
    return f"/h/{hotels.one.slug}"


@pytest.fixture
async def manager(hotels, visit):
    return await visit(await hire(hotels.one, "manager"))


async def test_a_line_of_today_is_in_todays_figures(hotels, base, manager):
    await talk.guest_wrote(hotels.one, "Холодно", mood=talk.UNHAPPY)
    page = (await manager.get(f"{base}/reports")).text
    assert "1 message" in page
    assert "100% of the messages were unhappy" in page
    assert "WhatsApp" in page
    assert 'data-chart="stack"' in page


async def test_a_hotel_without_guests_says_so_everywhere(base, manager):
    page = (await manager.get(f"{base}/reports")).text
    assert page.count("Nothing in these days.") >= 10
    assert "Nobody has asked yet" in page


async def test_a_table_is_a_file_for_a_spreadsheet(hotels, base, manager):
    await talk.guest_wrote(hotels.one, "Hello")
    answer = await manager.get(f"{base}/reports/messages.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "key,name,Guest,Bot,Journey,Staff,The hotel’s phone"
    assert len(lines) == 31
    assert lines[-1].split(",")[2:] == ["1", "0", "0", "0", "0"]
    assert "attachment" in answer.headers["content-disposition"]
    assert (await manager.get(f"{base}/reports/nothing.csv")).status_code == 404


def test_a_spreadsheet_carries_nothing_out():
    table = Table("x", "", "", "bars", ["n"], [Row("k", "=HYPERLINK(1)", [1, None])])
    assert "'=HYPERLINK(1),1," in written(table).decode("utf-8-sig")


@pytest.mark.parametrize("query", ["from=2026-11-20&to=2026-11-01", "from=tomorrow"])
async def test_days_that_make_no_span_are_refused(base, manager, query):
    assert (await manager.get(f"{base}/reports?{query}")).status_code == 422


async def test_a_span_is_four_hundred_days_at_most_and_ends_today(base, manager):
    page = (await manager.get(f"{base}/reports?from=1999-01-01&to=2999-01-01")).text
    assert 'value="1999' not in page
    assert 'value="2999' not in page


async def test_the_next_shift_reads_what_is_open(hotels, base, manager):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Холодно", name="Анна", mood=talk.UNHAPPY)
    await talk.stays(hotels.one, chat_id, room="304")
    await talk.alert(hotels.one, chat_id)
    page = (await manager.get(f"{base}/handover")).text
    assert page.count("304") >= 3
    assert "Холодно" in page
    assert "Complaint" in page
    assert "in house 1" in page


async def test_a_quiet_shift_is_said_to_be_quiet(base, manager):
    page = (await manager.get(f"{base}/handover")).text
    assert "Nothing needs a person." in page
    assert "Nobody waits." in page


async def test_the_operator_sees_every_hotel_and_each_only_its_own(hotels, visit):
    await talk.guest_wrote(hotels.one, "Hello")
    operator = await visit(await hire(hotels.one, "operator"))
    page = (await operator.get("/operator/reports")).text
    assert hotels.one.slug in page
    assert hotels.two.slug in page


async def test_the_channels_price_is_part_of_the_cost(hotels, base, manager):
    async with db.hotel(hotels.one.id) as session:
        await house.change_rules(session, "test", channel_month_usd=36.5)
        hotel = await house.read(session)
    first = hotel.local(hotel.now()).date() - timedelta(days=9)
    page = (await manager.get(f"{base}/reports?from={first}")).text
    assert "in all" in page
    assert "$12.00 in all" in page
