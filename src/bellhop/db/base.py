"""The base of all tables, and what every tenant table has."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKeyConstraint, MetaData, Table
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from bellhop import clock

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[str]: JSONB,
    }


class HotelRow:
    """A row of one hotel. The key starts with the hotel, and so must every key that points here,
    because foreign and unique keys look past policies."""

    hotel_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


def tenant(*items: SchemaItem) -> tuple[SchemaItem, ...]:
    """`__table_args__` of a tenant table: it ends with its hotel."""
    return (*items, ForeignKeyConstraint(["hotel_id"], ["hotels.id"], ondelete="CASCADE"))


def table_of(model: type[Base]) -> Table:
    """The bare table: statements on the busiest paths are built from it once, when the module is
    imported, because building one costs more than running it."""
    return cast("Table", model.__table__)


def key_to(table: str, column: str, *, on_delete: str = "CASCADE") -> ForeignKeyConstraint:
    """A key to another tenant table that stays inside the hotel."""
    return ForeignKeyConstraint(
        ["hotel_id", column], [f"{table}.hotel_id", f"{table}.id"], ondelete=on_delete
    )


def one_of(column: str, *values: str) -> CheckConstraint:
    """States are text with a check: enum equality is not leakproof and gets no index below a
    policy."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
