"""`bellhop stays import`."""

from bellhop.guests import Stay
from tests import rows

TEXT = "Бронь;Гость;Телефон;Заезд;Выезд\nB1;Анна;89000000001;01.12.2027;03.12.2027\nB2;Лев;1;-;-\n"


async def test_a_file_is_imported_with_a_report_for_people(hotels, bellhop, tmp_path):
    file = tmp_path / "b.csv"
    file.write_text(TEXT, "cp1251")
    said = await bellhop("stays", "import", hotels.one.slug, str(file))
    assert said.code == 0
    assert "1 new bookings" in said.out
    assert "line 3: Лев: " in said.out
    assert len(await rows.all_of(hotels.one, Stay)) == 1


async def test_a_dry_run_tells_a_program_and_keeps_nothing(hotels, bellhop, tmp_path):
    file = tmp_path / "b.csv"
    file.write_text(TEXT)
    said = await bellhop("stays", "import", hotels.one.slug, str(file), "--dry-run", "--json")
    assert said.json["counts"]["created"] == 1
    assert said.json["columns"]["phone"] == "Телефон"
    assert await rows.all_of(hotels.one, Stay) == []


async def test_a_column_that_is_not_there_is_refused(hotels, bellhop, tmp_path):
    file = tmp_path / "b.csv"
    file.write_text(TEXT)
    said = await bellhop("stays", "import", hotels.one.slug, str(file), "--column", "room=Комната")
    assert said.code != 0
    assert "Комната" in said.err
