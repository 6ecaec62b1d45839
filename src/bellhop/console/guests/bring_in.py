"""Bookings from a file: looked at first, taken in when somebody has said yes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile

from bellhop import db
from bellhop.console import layout, travelling
from bellhop.console.desk import Agent, Desk
from bellhop.errors import BadInput
from bellhop.guests.bring_in import FIELDS, Line, Report, Sheet, bring_in, guess, read_sheet

router = APIRouter(prefix="/h/{hotel}/stays/import")
MOST_BYTES = 8 * 1024 * 1024
SHOWN = 100
# words: begin
OUTCOMES = {
    "created": "New",
    "changed": "Changed",
    "same": "Known already",
    "stale": "Older than what is known",
    "refused": "Refused",
}
NAMES = {
    "external_id": "Booking number",
    "name": "Guest’s name",
    "first_name": "First name",
    "last_name": "Last name",
    "phone": "Phone",
    "email": "E-mail",
    "arrival": "Arrival",
    "arrival_time": "Hour of arrival",
    "departure": "Departure",
    "departure_time": "Hour of departure",
    "nights": "Nights",
    "room": "Room",
    "room_type": "Room type",
    "rate": "Rate",
    "adults": "Adults",
    "children": "Children",
    "guests": "Guests",
    "source": "Source",
    "agent": "Agency",
    "status": "Status",
    "language": "Language",
    "country": "Country",
    "booked_at": "Booked on",
    "birthday": "Birthday",
}
# words: end


@router.get("")
async def ask(desk: Agent) -> Response:
    return _page(desk)


@router.post("")
async def look(desk: Agent, file: Annotated[UploadFile | None, File()] = None) -> Response:
    """What would happen; nothing is kept."""
    content = await file.read(MOST_BYTES + 1) if file is not None else b""
    if len(content) > MOST_BYTES:
        return _page(
            desk, wrong=desk.words("The file is larger than 8 MB. Export a shorter period.")
        )
    if file is None or not content:
        return _page(desk, wrong=desk.words("Choose a file first."))
    return await _rehearse(desk, (file.filename or "file")[-120:], content, None)


@router.post("/again")
async def again(
    desk: Agent,
    name: Annotated[str, Form()] = "",
    content: Annotated[str, Form()] = "",
    deed: Annotated[str, Form()] = "look",
) -> Response:
    """The same file once more: with other columns, or for good. It travels with the page, so that
    nothing of it stays here unless it is taken in."""
    raw = travelling.unpacked(content, MOST_BYTES)
    form = await desk.request.form()
    chosen = {field: str(form.get(f"column-{field}", "")) for field in FIELDS}
    columns = {field: column for field, column in chosen.items() if column}
    if deed != "take":
        return await _rehearse(desk, name, raw, columns)
    sheet = read_sheet(name, raw)
    async with desk.open() as session:
        report = await bring_in(
            session, desk.hotel, sheet, columns=_known(sheet, columns), actor=desk.actor
        )
    return _page(desk, report=report, name=name)


async def _rehearse(
    desk: Desk, name: str, content: bytes, columns: dict[str, str] | None
) -> Response:
    report = None
    try:
        sheet = read_sheet(name, content)
        chosen = guess(sheet.header) if columns is None else _known(sheet, columns)
        async with db.rehearsal(desk.hotel.id) as session:
            report = await bring_in(
                session, desk.hotel, sheet, columns=chosen, actor=desk.actor, dry_run=True
            )
    except BadInput as error:
        return _page(desk, wrong=str(error))
    return _page(desk, report=report, sheet=sheet, name=name, packed=travelling.packed(content))


def _known(sheet: Sheet, columns: dict[str, str]) -> dict[str, str]:
    return {field: column for field, column in columns.items() if column in sheet.header}


def _page(
    desk: Desk,
    *,
    wrong: str = "",
    report: Report | None = None,
    sheet: Sheet | None = None,
    name: str = "",
    packed: str = "",
) -> Response:
    return layout.page(
        desk, "guests/bring_in.html", section="guests", status=422 if wrong else 200,
        wrong=desk.words(wrong) if wrong else "", report=report, sheet=sheet, name=name,
        packed=packed, fields=NAMES, outcomes=OUTCOMES, lines=_lines(report),
    )  # fmt: skip


def _lines(report: Report | None) -> list[Line]:
    """What was refused comes first: that is what somebody must see."""
    if report is None:
        return []
    taken = [line for line in report.lines if line.outcome != "refused"]
    return [*report.refused()[:SHOWN], *taken[:SHOWN]]
