"""The pages of reports."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db, hotels, journeys, reports
from bellhop.console import layout
from bellhop.console.desk import Agent, AnyVisitor, Desk, Manager
from bellhop.console.labels import ATTENTION
from bellhop.console.moments import Moments
from bellhop.console.reports.tables import Table, Tables, duration
from bellhop.errors import BadInput, NotFound
from bellhop.reports import Figures, Report

router = APIRouter()
HERE = "/h/{hotel}/reports"
SPANS = (7, 30, 90)
SHORT = 30
"""How many days a page shows when nobody says."""


@dataclass(frozen=True, slots=True)
class Span:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Span:
        """As many days before it."""
        return Span(self.first - timedelta(days=self.days), self.first - timedelta(days=1))


@router.get(HERE)
async def board(
    desk: Manager,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
) -> Response:
    """All figures of a span of days, and how they were before."""
    span = _span(desk, first, last)
    async with desk.open() as session:
        await reports.refresh(session, desk.hotel, span.first, span.last)
        report = await reports.read(session, span.first, span.last)
        before = (await reports.read(session, span.before.first, span.before.last)).total
        tables = (await _tables(session, desk, report)).all()
    return layout.page(
        desk, "reports/page.html", section="reports", span=span, spans=_spans(desk),
        total=report.total, before=before, tables=tables,
        spoken=lambda seconds: duration(seconds, desk.words),
    )  # fmt: skip


@router.get(HERE + "/{table}.csv")
async def as_csv(
    desk: Manager,
    table: str,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
) -> Response:
    """One table, as spreadsheets open it."""
    span = _span(desk, first, last)
    async with desk.open() as session:
        await reports.refresh(session, desk.hotel, span.first, span.last)
        report = await reports.read(session, span.first, span.last)
        tables = {each.key: each for each in (await _tables(session, desk, report)).all()}
    if table not in tables:
        raise NotFound("there is no such table")
    name = f"{desk.hotel.slug}-{table}-{span.first}-{span.last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    body = written(tables[table])
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/h/{hotel}/handover")
async def handover(desk: Agent) -> Response:
    """What the next shift must know; made to be printed."""
    async with desk.open() as session:
        found = await reports.handover(session, desk.hotel)
    return layout.page(
        desk, "reports/handover.html", section="reports", found=found, attention=ATTENTION
    )


@router.get("/operator/reports")
async def across(
    visitor: AnyVisitor,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
) -> Response:
    """Every hotel of this installation in a line. Each is read as itself, one after the other."""
    if not visitor.staff.operator:
        raise NotFound("there is no such page")
    rows: list[tuple[hotels.Hotel, Figures]] = []
    span = None
    for place in await hotels.people.places_of(visitor.staff):
        async with db.hotel(place.hotel_id) as session:
            hotel = await hotels.read(session)
            span = _within(hotel.local(hotel.now()).date(), first, last)
            await reports.refresh(session, hotel, span.first, span.last)
            rows.append((hotel, (await reports.read(session, span.first, span.last)).total))
    everything = Figures()
    for _, figures in rows:
        everything.add(figures)
    return layout.page(
        visitor, "reports/across.html", section="hotels", rows=rows, total=everything, span=span,
        spoken=lambda seconds: duration(seconds, visitor.words),
    )  # fmt: skip


def written(table: Table) -> bytes:
    """With a mark of its encoding, which Excel needs, and nothing a spreadsheet would carry out."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["key", "name", *table.columns])
    for row in table.rows:
        name = f"'{row.name}" if row.name[:1] in "=+-@\t\r" else row.name
        writer.writerow([row.key, name, *("" if v is None else v for v in row.values)])
    return out.getvalue().encode("utf-8-sig")


async def _tables(session: AsyncSession, desk: Desk, report: Report) -> Tables:
    language = desk.words.language
    return Tables(
        report,
        desk.words,
        Moments(desk.hotel, desk.words),
        {str(rule.id): rule.name for rule in await journeys.rules(session)},
        lambda reason: journeys.reason_in_words(reason, language),
        ATTENTION,
        desk.hotel.rules.channel_month_usd,
    )


def _span(desk: Desk, first: date | None, last: date | None) -> Span:
    return _within(desk.hotel.local(desk.hotel.now()).date(), first, last)


def _within(today: date, first: date | None, last: date | None) -> Span:
    last = min(last or today, today)
    first = first or last - timedelta(days=SHORT - 1)
    if first > last:
        raise BadInput("The first day lies behind the last one.")
    return Span(max(first, last - timedelta(days=reports.MOST_DAYS - 1)), last)


def _spans(desk: Desk) -> list[tuple[int, Span]]:
    today = desk.hotel.local(desk.hotel.now()).date()
    return [(days, Span(today - timedelta(days=days - 1), today)) for days in SPANS]
