"""Taking a whole sheet in, in the caller's transaction."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.errors import BadInput
from bellhop.guests.bring_in.columns import guess
from bellhop.guests.bring_in.report import Line, Report
from bellhop.guests.bring_in.rows import Columns, booking
from bellhop.guests.bring_in.sheet import Sheet
from bellhop.guests.given import StayGiven
from bellhop.guests.put import Put, put_stays
from bellhop.hotels import Hotel, note

AT_ONCE = 500


async def bring_in(
    session: AsyncSession,
    hotel: Hotel,
    sheet: Sheet,
    *,
    columns: dict[str, str] | None = None,
    actor: str,
    dry_run: bool = False,
) -> Report:
    """Take in what can be taken in; a bad line is refused with its reason and loses nothing else.

    `columns` overrides the guess. For a dry run the caller rolls the transaction back: what is
    reported is what really would happen. Raises BadInput when arrivals cannot be found at all.
    """
    chosen = columns if columns is not None else guess(sheet.header)
    if "arrival" not in chosen:
        raise BadInput("no column of arrivals was found; name it «Заезд» or “Arrival”")
    used = set(chosen.values())
    unused = tuple(name for name in sheet.header if name and name not in used)
    report = Report(chosen, unused, dry_run)
    plan = Columns.of(sheet, chosen)
    read = _read(plan, sheet, hotel, report)
    for start in range(0, len(read), AT_ONCE):
        await _take(session, hotel, read[start : start + AT_ONCE], report)
    report.lines.sort(key=lambda line: line.number)
    if not dry_run:
        await note(session, hotel.id, actor, "stays_imported", **report.counts())
    return report


def _read(
    columns: Columns, sheet: Sheet, hotel: Hotel, report: Report
) -> list[tuple[int, StayGiven, str]]:
    """Line number, booking and a note for the clerk; lines that cannot be read go to the report."""
    good: list[tuple[int, StayGiven, str]] = []
    seen: dict[str, int] = {}
    for number, row in sheet.rows:
        try:
            given = booking(columns, row, hotel)
        except BadInput as refusal:
            who = columns.text(row, "name") or columns.text(row, "last_name")
            id_ = columns.text(row, "external_id")
            report.lines.append(Line(number, id_, "refused", who, str(refusal)))
            continue
        remark = "" if given.guest.phone else "no phone: this guest cannot be written to"
        if given.external_id in seen:
            remark = f"the same booking as line {seen[given.external_id]}: this line counts"
        seen[given.external_id] = number
        good.append((number, given, remark))
    return good


async def _take(
    session: AsyncSession, hotel: Hotel, part: list[tuple[int, StayGiven, str]], report: Report
) -> None:
    puts = await put_stays(session, hotel, [given for _, given, _ in part], how="file")
    for (number, given, remark), put in zip(part, puts, strict=True):
        report.lines.append(_line(number, given, remark, put))


def _line(number: int, given: StayGiven, remark: str, put: Put) -> Line:
    return Line(
        number,
        put.external_id,
        put.outcome,
        given.guest.name,
        put.reason,
        remark,
        put.changes,
        put.stay_id,
    )
