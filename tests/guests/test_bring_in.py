"""Bookings from spreadsheets as hotels export them."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from bellhop import db
from bellhop import hotels as room
from bellhop.errors import BadInput
from bellhop.guests import Guest, GuestAddress, Stay
from bellhop.guests import bring_in as sheets
from bellhop.guests.bring_in import values
from bellhop.hotels import Happening
from tests import rows

RUSSIAN = """Гостиница «Морская»;;;;;
Выгрузка за ноябрь;;;;;

№ брони;ФИО гостя;Телефон;Дата заезда;Дата выезда;Статус;Категория номера
B1;Волкова Анна;8 (900) 000-00-01;01.12.2027;04.12.2027;Подтверждена;Люкс
B2;Ким Лев;12-34;01.12.2027;04.12.2027;Подтверждена;Люкс
B3;Орлов Пётр;+7 900 000-00-03;32.12.2027;04.12.2027;Подтверждена;Люкс
B4;Сидоров «Ромашка»;89000000004;05.12.2027;04.12.2027;Подтверждена;Люкс
B5;Эм Ия;89000000005;05.12.2027;08.12.2027;Отменена;Люкс
B6;Юн Ян;89000000006;05.12.2027;08.12.2027;Загадочно;Люкс
B7;Без Телефона;;05.12.2027;08.12.2027;Новая;Люкс
"""


async def bring(hotel, content: bytes, name="bookings.csv", *, dry_run=False, **columns):
    sheet = sheets.read_sheet(name, content)
    chosen = sheets.guess(sheet.header) | columns
    async with db.rehearsal(hotel.id) if dry_run else db.hotel(hotel.id) as session:
        return await sheets.bring_in(
            session,
            await room.read(session),
            sheet,
            columns=chosen,
            actor="test",
            dry_run=dry_run,
        )


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8-sig", "utf-16"])
async def test_an_excel_export_is_read_in_any_encoding(hotels, walk, encoding):
    report = await bring(hotels.one, RUSSIAN.encode(encoding))
    assert report.counts() == {"created": 3, "changed": 0, "same": 0, "stale": 0, "refused": 4}
    assert {guest.name for guest in await rows.all_of(hotels.one, Guest)} == {
        "Волкова Анна",
        "Эм Ия",
        "Без Телефона",
    }


async def test_each_refused_line_is_named_with_its_reason(hotels, walk):
    report = await bring(hotels.one, RUSSIAN.encode("cp1251"))
    refused = {line.number: line.reason for line in report.refused()}
    assert set(refused) == {6, 7, 8, 10}
    assert "phone" in refused[6]
    assert "calendar" in refused[7]
    assert "before the arrival" in refused[8]
    assert "Загадочно" in refused[10]


async def test_a_guest_without_a_phone_is_taken_with_a_note(hotels, walk):
    report = await bring(hotels.one, RUSSIAN.encode("cp1251"))
    assert [line.number for line in report.noted()] == [11]


async def test_the_same_file_again_changes_nothing(hotels, walk):
    await bring(hotels.one, RUSSIAN.encode("cp1251"))
    again = await bring(hotels.one, RUSSIAN.encode("cp1251"))
    assert again.counts()["same"] == 3
    assert again.counts()["created"] == 0


async def test_a_dry_run_says_what_would_happen_and_keeps_nothing(hotels, walk):
    report = await bring(hotels.one, RUSSIAN.encode("cp1251"), dry_run=True)
    assert report.counts()["created"] == 3
    assert await rows.all_of(hotels.one, Stay) == []
    assert await rows.all_of(hotels.one, Happening) == []
    assert walk.hints == []


def xlsx(*lines) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


async def test_an_excel_file_with_real_dates_and_numbers_is_read(hotels, walk):
    content = xlsx(
        ["Booking number", "Guest name", "Phone", "Check-in", "Check-out", "Adults", "Notes"],
        [1001, "James Smith", 15550000001, datetime(2027, 7, 1, 16, 30), date(2027, 7, 4), 2, "x"],  # noqa: DTZ001
    )
    report = await bring(hotels.two, content, "bookings.xlsx")
    [stay] = await rows.all_of(hotels.two, Stay)
    [address] = await rows.all_of(hotels.two, GuestAddress)
    assert report.unused == ("Notes",)
    assert (stay.external_id, stay.adults, address.value) == ("1001", 2, "15550000001")
    assert stay.planned_arrival == datetime(2027, 7, 1, 12, 30, tzinfo=UTC)  # Tbilisi


async def test_without_numbers_the_guest_and_the_day_tell_bookings_apart(hotels, walk):
    text = "Телефон;Заезд;Ночей\n89000000001;01.12.2027;3\n89000000001;20.12.2027;2\n"
    await bring(hotels.one, text.encode())
    again = await bring(hotels.one, text.replace(";3", ";4").encode())
    assert again.counts() == {"created": 0, "changed": 1, "same": 1, "stale": 0, "refused": 0}
    assert len(await rows.all_of(hotels.one, Stay)) == 2


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("01.12.2027", date(2027, 12, 1)),
        ("1/12/27", date(2027, 12, 1)),
        ("2027-12-01", date(2027, 12, 1)),
        ("1 дек 2027", date(2027, 12, 1)),
        ("ср, 1 декабря 2027 г.", date(2027, 12, 1)),
        ("Dec 1, 2027", date(2027, 12, 1)),
        ("46722", date(2027, 12, 1)),
        ("01.12.2027 15:30", datetime(2027, 12, 1, 15, 30)),  # noqa: DTZ001
        ("2027-12-01T15:30:00", datetime(2027, 12, 1, 15, 30)),  # noqa: DTZ001
        ("01.12.2027 3:30 PM", datetime(2027, 12, 1, 15, 30)),  # noqa: DTZ001
    ],
)
def test_days_are_read_as_people_write_them(written, day):
    assert values.as_moment(written, "day") == day


def test_one_date_with_a_big_number_tells_the_order_of_all():
    assert values.day_order(["01/02/2027", "01/25/2027"]) == "month"
    assert values.day_order(["01/02/2027", "25/01/2027"]) == "day"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0 old excel", "old Excel"),
        (b"PK no zip at all", "cannot be read"),
        (b"", "no header"),
        ("совсем;не то\n1;2\n".encode(), "no header"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, words):
    with pytest.raises(BadInput, match=words):
        sheets.read_sheet("file.csv", content)


async def test_a_column_can_be_chosen_by_hand(hotels, walk):
    text = "Тел.;Заезд;Выезд;Доп\n89000000001;01.12.2027;03.12.2027;C-7\n"
    await bring(hotels.one, text.encode(), external_id="Доп")
    [stay] = await rows.all_of(hotels.one, Stay)
    assert stay.external_id == "C-7"
